// The ground that ../api (the `wx` object) stands on: what the logic layer gives it.
// `makeWx(ground: ApiGround): Record<string, unknown>` in ../api/index.ts is called once, before
// any app code runs; the object it returns is the app's `wx`, mutable as WeChat's.

import type { AppConfig, ComponentPath, PageWindow } from "../shared/config.ts";
import type { LaunchFacts } from "../shared/messages.ts";
import type { AskName, Asks, TellName, Tells } from "../shared/questions.ts";
import type { HostPort, NodePlace, ViewPort } from "./ports.ts";

export interface ApiGround {
  readonly config: AppConfig;
  readonly host: HostPort;
  readonly view: TypedView;
  readonly router: Router;
  readonly app: AppFacts;
  readonly pages: PageLookup;
  readonly nodes: NodeLookup;
  /** The Worker's own powers, taken before they were removed from the app's reach. */
  readonly engine: Engine;
  /** `new SelectorQuery()` in the current page, with in/select/selectAll/selectViewport/exec. */
  createSelectorQuery(): unknown;
  /** wx.createIntersectionObserver(component, options). */
  createIntersectionObserver(component: unknown, options?: object): unknown;
  /** wx.createMediaQueryObserver() is a page's; here for completeness of the façade. */
  createMediaQueryObserver(component?: unknown): unknown;
  /** Runs after this tick, when what it changed is on its way to the view. */
  nextTick(run: () => void): void;
  /** Starts a Worker of the app (wx.createWorker); null when the script is not in the package. */
  startWorker(script: string): AppWorker | null;
  /** Calls app code so that what it throws reaches App.onError and the console, and no further. */
  guarded(what: string, run: () => void): void;
  /** The API façade says how to make what only it knows; see Makers. */
  provide(makers: Partial<Makers>): void;
}

/** ViewPort with the names of shared/questions.ts. */
export interface TypedView extends ViewPort {
  ask<N extends AskName>(name: N, params: Asks[N]["params"]): Promise<Asks[N]["result"]>;
  tell<N extends TellName>(name: N, params: Tells[N]): void;
}

/** Asked by SelectorQuery's `node()` and `context()`, and by `getContext` of a component. */
export interface Makers {
  /** The Canvas (or other) object for fields({node: true}); `tag` as in the template. */
  node(place: NodePlace, tag: string): Promise<unknown>;
  /** VideoContext, MapContext, CanvasContext … for fields({context: true}). */
  context(place: NodePlace, tag: string, id: string): Promise<unknown>;
  /** What a share begun by the page or the menu offers; called with onShareAppMessage's result. */
  share(offer: ShareOffer): void;
  /** A button's open-type (components/acts.ts), but for share. Gives the detail of the event that
   *  the button hears; with `errMsg` "…:fail …" when it came to nothing. */
  openType(openType: string, options: Readonly<Record<string, unknown>>): Promise<object>;
  /** The menu of a picture; `src` as the template has it. */
  imageMenu(src: string): void;
  /** A <navigator> with target="miniProgram". Rejects with what wx.navigateToMiniProgram fails
   *  with. */
  travel(params: {
    readonly appId: string;
    readonly path: string;
    readonly extraData: unknown;
  }): Promise<unknown>;
}

export interface ShareOffer {
  readonly title: string;
  readonly path: string;
  readonly imageUrl?: string;
}

export interface NavigateParams {
  readonly url: string;
  /** Listeners of the opener on the new page's event channel. */
  readonly events?: Readonly<Record<string, (...values: unknown[]) => void>>;
}

/** Each rejects with a Refusal whose `message` is what WeChat has behind `<api>:fail `. */
export interface Router {
  navigateTo(params: NavigateParams): Promise<{ readonly eventChannel: EventChannelLike }>;
  redirectTo(params: { readonly url: string }): Promise<object>;
  reLaunch(params: { readonly url: string }): Promise<object>;
  switchTab(params: { readonly url: string }): Promise<object>;
  navigateBack(params: { readonly delta?: number }): Promise<object>;
}

export interface EventChannelLike {
  on(name: string, hear: (...values: unknown[]) => void): void;
  once(name: string, hear: (...values: unknown[]) => void): void;
  off(name: string, hear?: (...values: unknown[]) => void): void;
  emit(name: string, ...values: unknown[]): void;
}

export interface AppEvents {
  show: EnterOptions;
  hide: Readonly<Record<string, never>>;
  error: string;
  pageNotFound: { readonly path: string; readonly query: Query; readonly isEntryPage: boolean };
  unhandledRejection: { readonly reason: unknown; readonly promise: Promise<unknown> };
  themeChange: { readonly theme: "light" | "dark" };
  resize: { readonly size: { readonly windowWidth: number; readonly windowHeight: number } };
  /** After a route has been handled; WeChat's onAppRoute. */
  route: { readonly path: ComponentPath; readonly query: Query; readonly openType: string };
}

type Query = Readonly<Record<string, string>>;

export interface EnterOptions {
  readonly path: string;
  readonly query: Query;
  readonly scene: number;
  readonly shareTicket: undefined;
  readonly referrerInfo: { readonly appId?: string; readonly extraData?: unknown };
  readonly apiCategory: "default";
}

export interface AppFacts {
  readonly launch: LaunchFacts;
  launchOptions(): EnterOptions;
  /** Those of the last time the app came to the front. */
  enterOptions(): EnterOptions;
  /** wx.onAppShow …; heard after the App's own method. */
  on<E extends keyof AppEvents>(event: E, hear: (value: AppEvents[E]) => void): void;
  /** Without `hear`: all. */
  off<E extends keyof AppEvents>(event: E, hear?: (value: AppEvents[E]) => void): void;
}

export interface PageLookup {
  /** The page on top; null before the first. */
  current(): PageHandle | null;
  /** The stack, bottom first. */
  all(): readonly PageHandle[];
  /** The page that a component (or page, or undefined: the current page) stands in. */
  of(component: unknown): PageHandle | null;
}

/** Title bar as the host draws it. */
export interface Bar {
  readonly title: string;
  readonly backgroundColor: string;
  readonly textStyle: "black" | "white";
  readonly loading: boolean;
  readonly homeButton: boolean;
  /** Colour change, as setNavigationBarColor asks for it. */
  readonly animation?: { readonly duration_ms: number; readonly timingFunc: string };
}

export interface PageHandle {
  readonly id: number;
  readonly route: ComponentPath;
  readonly query: Query;
  /** The page's object, what getCurrentPages() gives. */
  readonly instance: object;
  readonly window: PageWindow;
  readonly isTab: boolean;
  /** Changes the title bar; the host hears of it at the end of the tick. */
  setBar(patch: Partial<Bar>): void;
  readonly bar: Bar;
  /** Changes colours of the page's window (setBackgroundColor, setBackgroundTextStyle). */
  setWindow(patch: PageWindow): void;
  /** Asked before the person's back takes the page away (wx.enableAlertBeforeUnload): whether it
   *  may. null: nobody asks. */
  setBackGuard(guard: (() => Promise<boolean>) | null): void;
  /** Takes the page out of the menu of sharing, or puts it back (wx.hideShareMenu). */
  setShareable(shareable: boolean): void;
  /** Aborts when the page is gone. */
  readonly gone: AbortSignal;
}

export interface NodeLookup {
  /** The node behind `selector` in a component or page (undefined: the current page). */
  find(component: unknown, selector: string): FoundNode | null;
  findAll(component: unknown, selector: string): readonly FoundNode[];
  /** The first node with this tag and attribute: canvas-id, id, …; attribute "": any node with
   *  this tag. Looks into inner components too when `deep`. */
  findByAttribute(
    component: unknown,
    tag: string,
    attribute: string,
    value: string,
    deep?: boolean,
  ): FoundNode | null;
}

export interface FoundNode extends NodePlace {
  readonly tag: string;
  readonly id: string;
  readonly dataset: Readonly<Record<string, unknown>>;
}

/** wx.createWorker's other end. Messages are cloned. */
export interface AppWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onMessage: (message: unknown) => void;
  onError: (error: { readonly message: string }) => void;
}

export interface Engine {
  /** `new OffscreenCanvas(width, height)`. */
  canvas(width: number, height: number): OffscreenCanvas;
  createImageBitmap(source: ImageBitmapSource): Promise<ImageBitmap>;
  imageData(data: Uint8ClampedArray, width: number, height: number): ImageData;
  blob(parts: BlobPart[], type: string): Blob;
  /** Bytes of a file of the package or of `/.fanlight/file/…` (same origin only); rejects when it
   *  is not there. */
  read(path: string): Promise<ArrayBuffer>;
  /** The same while the Worker waits; throws Refusal `call.not_found`. */
  readSync(path: string): ArrayBuffer;
  /** Milliseconds since the Worker began, with fractions. */
  now(): number;
  /** Milliseconds of the epoch at which now() was 0. */
  readonly timeOrigin: number;
  randomValues(bytes: Uint8Array): Uint8Array;
  readonly setTimeout: (run: () => void, delay_ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  decode(bytes: Uint8Array, encoding?: string): string;
  encode(text: string): Uint8Array;
}
