// The app's code and what runs it: chunks, modules, templates, components.

import type { AppConfig } from "../shared/config.ts";
import type { TypedView } from "./api_ports.ts";
import type { AppHost } from "./app/app.ts";
import { Scripts } from "./app/scripts.ts";
import type { PageContext } from "./backend/context.ts";
import { makeCallerMethods, makeDress } from "./easel/caller_methods.ts";
import { AppSpace } from "./easel/space.ts";
import { TemplateEngine } from "./easel/template.ts";
import { Templates } from "./easel/templates.ts";
import { UpdatePerformances } from "./easel/update_performance.ts";
import { Descriptors } from "./easel/wxs.ts";
import { makeGlobals } from "./globals.ts";
import { ModuleLoader } from "./modules/loader.ts";
import type { Places } from "./modules/places.ts";
import type { OwnFrames } from "./pages/own_frames.ts";
import type { PageStack } from "./pages/stack.ts";
import type { Channel } from "./ports/channel.ts";
import type { Observers } from "./query/observers.ts";
import { SelectorQuery, type QueryEnds } from "./query/selector_query.ts";
import type { AppConsole } from "./realm/console.ts";
import type { ErrorDesk } from "./realm/errors.ts";
import type { Powers } from "./realm/powers.ts";

export interface CodeEnds {
  readonly scope: object;
  readonly powers: Powers;
  readonly config: AppConfig;
  readonly channel: Channel;
  readonly view: TypedView;
  readonly errors: ErrorDesk;
  readonly console: AppConsole;
  readonly places: Places;
  readonly app: AppHost;
  readonly queries: QueryEnds;
  readonly observers: Observers;
  /** Made after this, with what is made here. */
  readonly stack: () => PageStack;
  readonly ownFrames: () => OwnFrames;
  readonly wx: () => unknown;
}

export class AppCode {
  readonly space: AppSpace;
  readonly loader: ModuleLoader;
  readonly scripts: Scripts;
  /** What the app finds in its scope, by name. */
  readonly globals: Readonly<Record<string, unknown>>;

  constructor(ends: CodeEnds) {
    const { config, powers, errors } = ends;
    const guarded = errors.guarded.bind(errors);
    const warn = errors.warn.bind(errors);
    const templates = new Templates({ console: ends.console, guarded });
    this.space = new AppSpace({
      config,
      templates,
      engine: new TemplateEngine(descriptorsOf(ends), ends.config.dataAttributes),
      methods: makeCallerMethods({
        view: ends.view,
        guarded,
        soon: powers.soon,
        performances: new UpdatePerformances(() => powers.timeOrigin + powers.now()),
        createSelectorQuery: (caller) => new SelectorQuery(ends.queries, caller),
        createIntersectionObserver: (caller, options) =>
          ends.observers.intersection(caller, options),
        createMediaQueryObserver: (caller) => ends.observers.media(caller),
        builtInBehavior: (name) => this.space.builtInBehavior(name),
        tabBarOf: (page) => ends.stack().find(page)?.tabBar ?? null,
        openerChannelOf: (page) => ends.stack().channelOf(page),
        setOwnFrame: (component, data) => {
          ends.ownFrames().set(component, data);
        },
      }),
      warn,
      dress: makeDress(),
      need: (path) => {
        this.scripts.need(path);
      },
    });
    this.globals = makeGlobals({
      scope: ends.scope,
      config,
      app: ends.app,
      space: this.space,
      scripts: () => this.scripts,
      wx: ends.wx,
      pages: () => ends.stack().all.map((page) => page.instance),
      warn,
    });
    this.loader = new ModuleLoader({
      importScripts: powers.importScripts,
      scope: ends.scope,
      values: this.globals,
      places: ends.places,
      registry: {
        templates: templates.templates.bind(templates),
        script: templates.script.bind(templates),
        template: templates.template.bind(templates),
      },
      roots: config.subpackages.map((subpackage) => subpackage.root),
      guarded,
    });
    this.scripts = new Scripts({
      scope: ends.scope,
      config,
      loader: this.loader,
      space: this.space,
      guarded,
      warn,
    });
    this.space.onWanted((path) => {
      // The tree is being made just now; the component comes into it afterwards.
      powers.soon(() => {
        guarded(path, () => {
          this.scripts.need(path);
        });
      });
    });
  }
}

function descriptorsOf({ channel, powers, errors }: CodeEnds): Descriptors {
  return new Descriptors({
    readSync: (params) => channel.askSync("nodes.read", params),
    pageOf: (element) => (element.getBackendContext() as PageContext | null)?.page ?? null,
    setTimeout: powers.setTimeout,
    clearTimeout: powers.clearTimeout,
    guarded: errors.guarded.bind(errors),
  });
}
