// One page of the stack, from its opening to its end. The order of the calls is WeChat's:
//
//   open   created (inner components first), attached (outer first), onLoad,
//          pageLifetimes.show, onShow; once painted: ready (outer first), onReady
//   cover  pageLifetimes.hide, onHide
//   return pageLifetimes.show, onShow
//   close  onUnload, detached (inner first)

import { Element, safeCallback, type GeneralComponent } from "glass-easel";
import type { AppConfig, ComponentPath, PageWindow } from "../../shared/config.ts";
import type { KeptPage } from "../../shared/messages.ts";
import type { NodeId } from "../../shared/ops.ts";
import type { Bar, EventChannelLike, PageHandle, TypedView } from "../api_ports.ts";
import type { PageContext } from "../backend/context.ts";
import type { AppSpace } from "../easel/space.ts";
import { callerOf, type Caller } from "../easel/adapter.ts";
import { giveBack } from "./keeping.ts";
import { sheetsOf, TAB_BAR_PATH } from "./sheets.ts";
import { barOf, windowOf } from "./window.ts";

type Query = Readonly<Record<string, string>>;

export interface PageEnds {
  readonly config: AppConfig;
  readonly view: TypedView;
  readonly space: AppSpace;
  makeContext(page: number): PageContext;
  makeAborter(): AbortController;
  /** The page's bar or window changed. */
  changed(page: Page): void;
  readonly pageRouter: object;
  readonly guarded: (what: string, run: () => void) => void;
  /** The page is made and no more (Boot.still). */
  readonly still: boolean;
}

export interface PageFacts {
  readonly id: number;
  readonly route: ComponentPath;
  readonly query: Query;
  readonly tab: number;
  readonly opener: EventChannelLike;
  /** What it was when the app was taken out of memory. */
  readonly kept?: KeptPage;
}

const ROOT_TAG = "page";
const TAB_BAR_TAG = "custom-tab-bar";

export class Page implements PageHandle {
  readonly id: number;
  readonly route: ComponentPath;
  readonly query: Query;
  readonly tab: number;
  readonly opener: EventChannelLike;
  readonly context: PageContext;
  readonly #ends: PageEnds;
  readonly #kept: KeptPage | null;
  readonly #aborter: AbortController;
  #component: GeneralComponent | null = null;
  #tabBar: GeneralComponent | null = null;
  #bar: Bar;
  #window: PageWindow;
  #patch: PageWindow = {};
  #shown = false;
  #closed = false;
  #layer: NodeId | null = null;
  #guard: (() => Promise<boolean>) | null = null;
  #shareable = true;

  constructor(facts: PageFacts, ends: PageEnds) {
    this.id = facts.id;
    this.route = facts.route;
    this.query = facts.query;
    this.tab = facts.tab;
    this.opener = facts.opener;
    this.#ends = ends;
    this.#kept = facts.kept ?? null;
    this.#aborter = ends.makeAborter();
    this.context = ends.makeContext(facts.id);
    this.#window = windowOf(ends.config, facts.route, ends.view.metrics.theme);
    this.#bar = barOf(this.#window, "");
  }

  get isTab(): boolean {
    return this.tab >= 0;
  }

  get isShown(): boolean {
    return this.#shown;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get bar(): Bar {
    return this.#bar;
  }

  get window(): PageWindow {
    return this.#window;
  }

  get gone(): AbortSignal {
    return this.#aborter.signal;
  }

  /** The root component; null before open() has made it. */
  get component(): GeneralComponent | null {
    return this.#component;
  }

  /** The app's `this` of the page, as getCurrentPages() gives it. */
  get instance(): Caller {
    return this.#component ? callerOf(this.#component) : {};
  }

  /** The app's `this` of the page's custom tab bar; null when it has none. */
  get tabBar(): Caller | null {
    return this.#tabBar ? callerOf(this.#tabBar) : null;
  }

  /** The node of a <page-container> that is shown: going back closes that first. */
  get layer(): NodeId | null {
    return this.#layer;
  }

  setLayer(node: NodeId | null): void {
    this.#layer = node;
  }

  /** Close what is shown over the page; false when there is nothing. */
  closeLayer(): boolean {
    const node = this.#layer;
    if (node === null) return false;
    this.#ends.view
      .ask("node.invoke", { page: this.id, node, method: "close", args: {} })
      .catch(() => {
        this.#layer = null;
      });
    return true;
  }

  /** Asked before the person's back takes the page away; null: nobody asks. */
  get guard(): (() => Promise<boolean>) | null {
    return this.#guard;
  }

  setBackGuard(guard: (() => Promise<boolean>) | null): void {
    this.#guard = guard;
  }

  /** Make the page and load it; it is not shown yet. */
  open(): void {
    const { config, space, view } = this.#ends;
    const customTabBar =
      this.isTab && config.tabBar?.custom === true && space.isDefined(TAB_BAR_PATH);
    view.tell("page.open", {
      page: this.id,
      route: this.route,
      window: this.#window,
      tab: this.tab,
      scroll: false,
      customTabBar,
    });
    for (const sheet of sheetsOf(config, this.route, customTabBar)) {
      this.context.appendStyleSheetPath(sheet);
    }
    this.#ends.guarded(this.route, () => {
      const component = space.create(ROOT_TAG, this.route, this.context, this.query);
      this.#component = component;
      this.#dress(callerOf(component));
      if (this.#kept) giveBack(this.#kept, callerOf(component));
      if (this.has("onPageScroll")) view.tell("page.listens", { page: this.id, scroll: true });
      this.#attach(component);
    });
    if (customTabBar) {
      this.#ends.guarded(TAB_BAR_PATH, () => {
        this.#tabBar = space.create(TAB_BAR_TAG, TAB_BAR_PATH, this.context, {});
        this.#attach(this.#tabBar);
      });
    }
    if (this.#ends.still) return;
    this.call("onLoad", { ...this.query });
    this.context.batch.whenPainted(() => {
      if (this.#closed) return;
      this.call("onReady");
      this.#lifetime("routeDone");
      this.call("onRouteDone");
    });
  }

  show(): void {
    if (this.#shown || this.#closed || this.#ends.still) return;
    this.#shown = true;
    this.#lifetime("show");
    this.call("onShow");
  }

  hide(): void {
    if (!this.#shown || this.#closed) return;
    this.#shown = false;
    this.#lifetime("hide");
    this.call("onHide");
  }

  resize(size: object): void {
    this.#lifetime("resize", size);
    this.call("onResize", size);
  }

  /** onUnload, and all components go. The view still shows what was drawn. */
  unload(): void {
    if (this.#closed) return;
    this.call("onUnload");
    this.#shown = false;
    this.#closed = true;
    this.context.batch.close();
    for (const root of [this.#tabBar, this.#component]) {
      if (!root) continue;
      Element.pretendDetached(root);
      root.destroyBackendElementOnSubtree();
    }
    this.context.destroy();
    this.#aborter.abort();
  }

  /** Call a method of the page, if it has it; what it throws is reported. */
  call(name: string, ...args: readonly unknown[]): unknown {
    const component = this.#component;
    if (!component) return undefined;
    const caller = callerOf(component);
    const method = caller[name];
    if (typeof method !== "function") return undefined;
    return safeCallback(name, method as () => unknown, caller, args as [], component);
  }

  has(name: string): boolean {
    return typeof this.instance[name] === "function";
  }

  /** Whether the page may stand in the menu of sharing (wx.hideShareMenu). */
  get isShareable(): boolean {
    return this.#shareable;
  }

  setShareable(shareable: boolean): void {
    this.#shareable = shareable;
    this.#ends.changed(this);
  }

  setBar(patch: Partial<Bar>): void {
    this.#bar = { ...this.#bar, ...patch };
    this.#ends.changed(this);
  }

  setWindow(patch: PageWindow): void {
    this.#patch = { ...this.#patch, ...patch };
    this.#window = { ...this.#window, ...patch };
    this.#ends.view.tell("page.window", { page: this.id, window: this.#window });
  }

  /** The theme changed: what names a theme variable has another value. */
  retheme(): void {
    const before = barOf(this.#window, "");
    const window = windowOf(this.#ends.config, this.route, this.#ends.view.metrics.theme);
    this.#window = { ...window, ...this.#patch };
    const now = barOf(this.#window, "");
    if (now.backgroundColor !== before.backgroundColor) {
      this.setBar({ backgroundColor: now.backgroundColor });
    }
    if (now.textStyle !== before.textStyle) this.setBar({ textStyle: now.textStyle });
    this.#ends.view.tell("page.window", { page: this.id, window: this.#window });
  }

  #dress(caller: Caller): void {
    caller["route"] = this.route;
    caller["__route__"] = this.route;
    caller["options"] = { ...this.query };
    for (const name of ["router", "pageRouter"]) {
      if (!(name in caller)) caller[name] = this.#ends.pageRouter;
    }
  }

  #attach(component: GeneralComponent): void {
    const anchor = this.context.getRootNode();
    Element.replaceDocumentElement(component, anchor, anchor);
  }

  #lifetime(name: string, ...args: readonly unknown[]): void {
    this.#component?.triggerPageLifetime(name, args as []);
    this.#tabBar?.triggerPageLifetime(name, args as []);
  }
}
