// The logic layer of one app, put together: takes the view's messages, runs the app.

import { BUILT_IN_TAGS } from "../shared/built_in_tags.ts";
import type { AppConfig } from "../shared/config.ts";
import type { Begin, Boot, ToLogic } from "../shared/messages.ts";
import type { ApiGround, Makers } from "./api_ports.ts";
import { AppHost } from "./app/app.ts";
import { PageContext, type ContextEnds } from "./backend/context.ts";
import { AppCode } from "./code.ts";
import { dispatch, shapeEvents } from "./easel/events.ts";
import { tellSlots } from "./easel/slots.ts";
import { makeGround } from "./ground.ts";
import { Places } from "./modules/places.ts";
import { ActDesk } from "./pages/acts.ts";
import { BarSync } from "./pages/bar_sync.ts";
import { Happenings } from "./pages/happenings.ts";
import type { Page } from "./pages/page.ts";
import { OwnFrames } from "./pages/own_frames.ts";
import { PageRouter } from "./pages/router.ts";
import { Sharing } from "./pages/sharing.ts";
import { PageStack } from "./pages/stack.ts";
import { Channel } from "./ports/channel.ts";
import { Waiter } from "./ports/waiter.ts";
import { Observers } from "./query/observers.ts";
import { SelectorQuery, type QueryEnds } from "./query/selector_query.ts";
import { makeConsole, type AppConsole, type Print } from "./realm/console.ts";
import { ErrorDesk } from "./realm/errors.ts";
import { evaluate } from "./realm/evaluate.ts";
import { hookErrors } from "./realm/hooks.ts";
import type { LockDown } from "./realm/lockdown.ts";
import type { Powers } from "./realm/powers.ts";
import { makeTimers } from "./realm/timers.ts";

/** Makes the app's `wx` (../api/index.ts). */
export type MakeWx = (ground: ApiGround) => Record<string, unknown>;

export interface RuntimeEnds {
  /** The Worker's global scope, which the app gets when all else is gone from it. */
  readonly scope: object;
  readonly powers: Powers;
  readonly makeWx: MakeWx;
  readonly lockDown: LockDown;
}

/** Made with its realm locked; none of the app's code runs before `start`. */
export class Runtime {
  readonly app: AppHost;
  readonly stack: PageStack;
  readonly router: PageRouter;
  readonly #boot: Boot;
  readonly #ends: RuntimeEnds;
  readonly #config: AppConfig;
  readonly #errors: ErrorDesk;
  readonly #console: AppConsole;
  readonly #channel: Channel;
  readonly #code: AppCode;
  readonly #happenings: Happenings;
  readonly #ownFrames: OwnFrames;
  readonly #contexts = new Set<PageContext>();
  readonly #wx: Record<string, unknown>;
  readonly #unhook: () => void;

  constructor(boot: Boot, ends: RuntimeEnds) {
    this.#boot = boot;
    this.#ends = ends;
    const { powers, scope } = ends;
    const config = (this.#config = boot.config as AppConfig);
    const places = new Places();
    const print: Print = (level, args, place) => {
      powers.post({ t: "tell", name: "console", params: { level, args, place } });
    };
    const errors = (this.#errors = new ErrorDesk(print, places.of.bind(places)));
    const guarded = errors.guarded.bind(errors);
    this.#console = makeConsole(print, powers.now, places.here.bind(places));
    const waiter = new Waiter(boot.wait, powers);
    const channel = (this.#channel = new Channel(powers, waiter, {
      beforeAsking: () => {
        this.#flush();
      },
      guarded,
    }));
    const { view, host } = channel;
    const warn = errors.warn.bind(errors);
    const still = boot.still === true;
    const app = (this.app = new AppHost({ guarded, warn, still }));
    const makers: Partial<Makers> = {};
    const current = (): unknown => this.stack.top?.instance ?? null;
    const queries = queryEnds({ view, guarded, current }, makers);
    const observers = new Observers({ view, guarded, current });
    this.#code = new AppCode({
      ...{ scope, powers, config, channel, view, errors, app, queries, observers, places },
      console: this.#console,
      stack: () => this.stack,
      ownFrames: () => this.#ownFrames,
      wx: () => this.#wx,
    });
    const sharing = new Sharing({ makers, setTimeout: powers.setTimeout });
    const bars = new BarSync({
      ...{ host, sharing, home: config.entry },
      soon: powers.soon,
      stack: () => this.stack,
    });
    this.stack = new PageStack({
      ...{ config, view, guarded, still, space: this.#code.space },
      makeContext: (page) => this.#makeContext(page),
      makeAborter: powers.aborter,
      changed: bars.changed.bind(bars),
      topChanged: bars.changed.bind(bars),
      pageRouter: this.#pageRouter(),
    });
    this.#ownFrames = new OwnFrames({
      ...{ config, host, guarded, warn, space: this.#code.space },
      context: this.#contextEnds(),
      routeOf: (component) =>
        this.stack.alive.find((page) => page.component === component)?.route ?? null,
      setTimeout: powers.setTimeout,
    });
    const router = (this.router = new PageRouter({
      config,
      stack: this.stack,
      prepare: (route) => {
        this.#code.scripts.prepare(route);
      },
      routed: (openType) => {
        const top = this.stack.top;
        if (!top) return;
        app.tellRoute({ path: top.route, query: top.query, openType });
        this.#loadAhead(top);
      },
    }));
    const acts = new ActDesk({
      ...{ router, sharing, makers },
      page: (id) => this.stack.find(id),
      exit: () => {
        host.call("exitMiniProgram", {}).catch(() => undefined);
      },
    });
    const { stack } = this;
    this.#happenings = new Happenings({
      ...{ config, view, host, stack, router, app, acts, sharing, errors },
    });
    this.#wx = ends.makeWx(
      makeGround({
        ...{ config, host, view, router, app, stack, powers, errors, makers, print, observers },
        newQuery: () => new SelectorQuery(queries),
      }),
    );
    shapeEvents();
    tellSlots();
    errors.hear = (text) => {
      app.tellError(text);
    };
    this.#unhook = hookErrors(powers, errors, (reason, promise) => {
      app.tellRejection({ reason, promise });
    });
    this.#lock();
  }

  /** Run app.js, open the first page. Resolves when that is open. */
  async start(begin: Begin): Promise<void> {
    const { powers } = this.#ends;
    const errors = this.#errors;
    this.#channel.take({ t: "metrics", metrics: begin.metrics });
    this.app.begin(begin.launch);
    errors.guarded("", () => {
      this.#code.loader.loadChunk("");
    });
    this.#code.scripts.runApp();
    this.app.ensure();
    this.#happenings.listen();
    await this.#openFirst(begin);
    if (this.#config.lazyCodeLoading || this.#boot.still) return;
    // WeChat runs these before the first page; here it does not wait for them.
    powers.setTimeout(() => {
      errors.guarded("", () => {
        this.#code.scripts.runRest();
      });
    }, 0);
  }

  /** A message of the view, after boot. */
  take(message: ToLogic): void {
    const channel = this.#channel;
    switch (message.t) {
      case "event": {
        const node = this.stack.find(message.page)?.context.find(message.node) ?? null;
        const value = node ? dispatch(node, message) : undefined;
        if (message.reply !== undefined) channel.sayHeard(message.reply, value);
        break;
      }
      case "model":
        this.#errors.guarded("", () => {
          const node = this.stack.find(message.page)?.context.find(message.node);
          node?.changedByPerson(message.name, message.value);
        });
        break;
      case "eval": {
        const run = this.#boot.evaluable ? this.#ends.powers.evaluate : null;
        void evaluate(run, message, (told) => {
          channel.view.tell("evaluated", told);
        });
        break;
      }
      case "metrics": {
        const before = channel.view.metrics;
        channel.take(message);
        this.#happenings.measured(before, message.metrics);
        break;
      }
      case "boot":
      case "begin":
        break;
      case "answer":
      case "failure":
      case "happened":
      case "hosted":
        channel.take(message);
        break;
    }
  }

  /** Let go of what all runtimes of a realm share. */
  dispose(): void {
    this.#unhook();
  }

  /** What a page names in `preloadRule` comes once it is painted, a subpackage a turn: what a
   *  person does is heard between them. */
  #loadAhead(page: Page): void {
    const { setTimeout } = this.#ends.powers;
    const load = (): void => {
      this.#errors.guarded("preloadRule", () => {
        if (!page.isClosed && this.#code.scripts.loadAhead(page.route)) setTimeout(load, 0);
      });
    };
    page.context.batch.whenPainted(() => {
      setTimeout(load, 0);
    });
  }

  /** Send what app code has changed so far. */
  #flush(): void {
    for (const context of this.#contexts) context.batch.flush();
  }

  #makeContext(page: number): PageContext {
    const context = new PageContext(
      page,
      {
        ...this.#contextEnds(),
        post: (id, ops, painted) => {
          this.#channel.postOps(id, ops, painted);
        },
        soon: this.#ends.powers.soon,
      },
      () => {
        this.#contexts.delete(context);
      },
    );
    this.#contexts.add(context);
    return context;
  }

  #contextEnds(): Omit<ContextEnds, "post" | "soon"> {
    return {
      view: this.#channel.view,
      scopeName: (scope) => this.#code.space.scopeName(scope),
      isBuiltIn: (tag) => BUILT_IN_TAGS.has(tag),
      report: this.#errors.report.bind(this.#errors),
    };
  }

  #lock(): void {
    const { powers, scope, lockDown } = this.#ends;
    const errors = this.#errors;
    const left = lockDown(scope, {
      console: this.#console,
      ...makeTimers(powers, errors.guarded.bind(errors)),
      ...this.#code.globals,
    });
    if (left.length > 0) errors.warn(`the app's scope still has: ${left.join(", ")}`);
  }

  async #openFirst({ launch, kept = [] }: Begin): Promise<void> {
    const { path, query } = launch;
    const { router, app } = this;
    const { entry } = this.#config;
    const first = path === "" ? entry : path;
    if (kept.length > 0 && kept.every((page) => router.hasPage(page.route))) {
      this.#errors.guarded(first, () => {
        router.restore(kept);
      });
      router.begin();
      return;
    }
    if (router.hasPage(first)) {
      this.#errors.guarded(first, () => {
        router.launch(first, query);
      });
      router.begin();
      return;
    }
    app.tellPageNotFound({ path: first, query, isEntryPage: true });
    router.begin();
    // The app may have asked for another page; only without one the entry is opened.
    await router.idle();
    if (this.stack.top) return;
    this.#errors.guarded(entry, () => {
      router.launch(entry, {});
    });
  }

  /** this.pageRouter: routes relative to the page, which wx's are as well here. */
  #pageRouter(): object {
    return {
      navigateTo: (params: never) => this.router.navigateTo(params),
      redirectTo: (params: never) => this.router.redirectTo(params),
      reLaunch: (params: never) => this.router.reLaunch(params),
      switchTab: (params: never) => this.router.switchTab(params),
      navigateBack: (params: never) => this.router.navigateBack(params),
    };
  }
}

function queryEnds(ends: Omit<QueryEnds, "node" | "context">, makers: Partial<Makers>): QueryEnds {
  return {
    ...ends,
    node: async (page, node, tag) => (await makers.node?.({ page, node }, tag)) ?? null,
    context: async (page, node, tag, id) =>
      (await makers.context?.({ page, node }, tag, id)) ?? null,
  };
}
