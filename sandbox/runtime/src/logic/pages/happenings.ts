// What happens in the view and the host, brought to pages and the app: scrolling, pulling down,
// touched tabs, the back button, the app shown and hidden, the theme.

import type { AppConfig } from "../../shared/config.ts";
import { launchFacts } from "../../shared/launching.ts";
import type { LaunchFacts, Metrics } from "../../shared/messages.ts";
import type { Happenings as Names } from "../../shared/questions.ts";
import type { TypedView } from "../api_ports.ts";
import type { AppHost } from "../app/app.ts";
import type { HostPort } from "../ports.ts";
import type { ErrorDesk } from "../realm/errors.ts";
import type { ActDesk } from "./acts.ts";
import { keepPages } from "./keeping.ts";
import type { Page } from "./page.ts";
import type { PageRouter } from "./router.ts";
import type { Sharing } from "./sharing.ts";
import type { PageStack } from "./stack.ts";

export interface HappeningEnds {
  readonly config: AppConfig;
  readonly view: TypedView;
  readonly host: HostPort;
  readonly stack: PageStack;
  readonly router: PageRouter;
  readonly app: AppHost;
  readonly acts: ActDesk;
  readonly sharing: Sharing;
  readonly errors: ErrorDesk;
}

export class Happenings {
  readonly #ends: HappeningEnds;
  #opened: LaunchFacts;

  constructor(ends: HappeningEnds) {
    this.#ends = ends;
    this.#opened = ends.app.launch;
  }

  /** From now on, what happens reaches the app. */
  listen(): void {
    const { host, acts } = this.#ends;
    this.#opened = this.#ends.app.launch;
    this.#on("pageScroll", ({ page, scrollTop }) => {
      this.#page(page)?.call("onPageScroll", { scrollTop });
    });
    this.#on("reachBottom", ({ page }) => {
      this.#page(page)?.call("onReachBottom");
    });
    this.#on("pullDownRefresh", ({ page }) => {
      this.#page(page)?.call("onPullDownRefresh");
    });
    this.#on("resize", ({ page }) => {
      this.#resized(page);
    });
    this.#on("tabItemTap", ({ index }) => {
      void this.#tapTab(index);
    });
    this.#on("back", () => {
      void this.#back();
    });
    this.#on("act", (act) => {
      acts.take(act);
    });
    host.on("appShown", (payload) => {
      this.#shown(payload);
    });
    host.on("appHidden", () => {
      if (this.#ends.app.isShown) this.#ends.stack.top?.hide();
      this.#ends.app.hide();
    });
    host.on("appFreezing", () => {
      host.call("keepState", { state: { pages: keepPages(this.#ends.stack.all) } }).catch(() => {
        // Too much to be kept: the app begins with its first page, as it does in WeChat.
      });
    });
    host.on("backRequested", () => {
      void this.#back();
    });
    host.on("homeRequested", () => {
      this.#going(this.#ends.router.reLaunch({ url: `/${this.#ends.config.entry}` }));
    });
    host.on("shareRequested", () => {
      const page = this.#ends.stack.top;
      if (page) void this.#ends.sharing.share(page, "menu", null);
    });
  }

  /** The view's measures or the theme are others now. */
  measured(before: Metrics, now: Metrics): void {
    if (before.theme === now.theme || !this.#ends.config.darkmode) return;
    for (const page of this.#ends.stack.alive) page.retheme();
    this.#ends.app.tellTheme(now.theme);
  }

  #on<N extends keyof Names>(name: N, hear: (params: Names[N]) => void): void {
    this.#ends.view.on(name, (params) => {
      hear(params as Names[N]);
    });
  }

  #page(id: number): Page | null {
    return this.#ends.stack.find(id);
  }

  #resized(id: number): void {
    const { metrics } = this.#ends.view;
    const { windowWidth, windowHeight, screenWidth, screenHeight } = metrics;
    const size = { windowWidth, windowHeight, screenWidth, screenHeight };
    this.#page(id)?.resize({
      size,
      deviceOrientation: windowWidth > windowHeight ? "landscape" : "portrait",
    });
    this.#ends.app.tellResize({ size });
  }

  /** Gives up when the page's guard says no (wx.enableAlertBeforeUnload). */
  async #back(): Promise<void> {
    const { stack, router } = this.#ends;
    const page = stack.top;
    if (!page || page.closeLayer() || stack.all.length <= 1) return;
    if (page.guard && !(await page.guard().catch(() => true))) return;
    if (stack.top === page) this.#going(router.navigateBack({ delta: 1 }));
  }

  async #tapTab(index: number): Promise<void> {
    const tab = this.#ends.config.tabBar?.list[index];
    if (!tab) return;
    await this.#ends.router.switchTab({ url: `/${tab.pagePath}` }).catch(() => undefined);
    const top = this.#ends.stack.top;
    if (top?.route !== tab.pagePath) return;
    top.call("onTabItemTap", { index, pagePath: tab.pagePath, text: tab.text });
  }

  /** To the front again; by a link to somewhere else, the app starts anew from there. */
  #shown(payload: unknown): void {
    const { app, stack, router } = this.#ends;
    const facts = launchFacts(payload);
    const isNew = facts.path !== "" && !isSame(facts, this.#opened);
    if (facts.path !== "") this.#opened = facts;
    const wasShown = app.isShown;
    app.show(facts);
    if (!wasShown) stack.top?.show();
    if (!isNew) return;
    if (router.hasPage(facts.path)) {
      const query = new Map(Object.entries(facts.query));
      const text = [...query].map(([name, value]) => `${name}=${value}`).join("&");
      this.#going(router.reLaunch({ url: `/${facts.path}${text === "" ? "" : `?${text}`}` }));
    } else {
      app.tellPageNotFound({ path: facts.path, query: facts.query, isEntryPage: false });
    }
  }

  #going(route: Promise<unknown>): void {
    route.catch((error: unknown) => {
      this.#ends.errors.report("", error);
    });
  }
}

function isSame(one: LaunchFacts, other: LaunchFacts): boolean {
  return one.path === other.path && JSON.stringify(one.query) === JSON.stringify(other.query);
}
