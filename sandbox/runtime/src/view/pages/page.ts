// One page of the stack: a frame in the stage, in it the scroller with the page's shadow tree.
//
// The frame is what `position: fixed` and intersections relate to, and what slides in and out; the
// scroller (the shadow root's host) is what the person scrolls.

import type { PageWindow } from "../../shared/config.ts";
import type { OpList, PageId } from "../../shared/ops.ts";
import type { Tells } from "../../shared/questions.ts";
import { isBuiltIn, type AppElement } from "../elements.ts";
import { Nodes } from "../nodes.ts";
import { Replayer, type ReplayEnds } from "../replay.ts";
import type { Sheets } from "../sheets.ts";
import { afterPaint, painted, whenInSight } from "./frames.ts";
import { Screenful } from "./screenful.ts";
import { Turns } from "./turns.ts";

export type PageParts = Omit<ReplayEnds, "root" | "useSheet">;

const CUSTOM_TAB_BAR = "wx-custom-tab-bar";
const ROOT_TAG = "wx-page";

export class Page {
  readonly id: PageId;
  readonly route: string;
  /** Index in the tab bar, -1 when it is no tab page. */
  readonly tab: number;
  readonly nodes = new Nodes();
  readonly frame: HTMLElement;
  readonly scroller: HTMLElement;
  readonly root: ShadowRoot;
  readonly #sheets: Sheets;
  readonly #replayer: Replayer;
  readonly #used: string[] = [];
  readonly #baseSheet: CSSStyleSheet;
  #window: PageWindow;
  #content = "";
  #body: HTMLElement | null = null;
  #isShown = false;
  #wasShown = false;
  #screenful: Screenful | null = null;
  readonly #bodyWatch = new MutationObserver(() => {
    this.syncBody();
  });
  readonly #turns = new Turns();
  #loading = 0;
  #isGone = false;

  constructor(
    facts: Tells["page.open"],
    sheets: Sheets,
    baseSheet: CSSStyleSheet,
    parts: (page: Page) => PageParts,
  ) {
    this.id = facts.page;
    this.route = facts.route;
    this.tab = facts.tab;
    this.#sheets = sheets;
    this.#baseSheet = baseSheet;
    this.#window = facts.window;
    this.frame = document.createElement("div");
    this.frame.className = facts.tab >= 0 ? "fl-frame fl-tab fl-away" : "fl-frame fl-away";
    this.scroller = document.createElement("div");
    this.scroller.className = "fl-page";
    this.scroller.tabIndex = -1;
    this.frame.append(this.scroller);
    this.root = this.scroller.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [baseSheet];
    this.#replayer = new Replayer(this.nodes, {
      ...parts(this),
      root: (element) => {
        this.#mount(element);
      },
      useSheet: (path) => this.#useSheet(path),
    });
    this.dress(facts.window);
  }

  get window(): PageWindow {
    return this.#window;
  }

  /** The `wx-page` element; null before the first batch. */
  get body(): HTMLElement | null {
    return this.#body;
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Apply a batch, behind those that still wait for a style sheet. */
  apply(ops: OpList, done: () => void): void {
    this.#turns.take(() => {
      if (ops.length > 0) this.whole();
      this.#replay(ops, 0, done);
    });
  }

  /** Do something when all earlier batches are applied, with the sheets they use. */
  whenDressed(act: () => void): void {
    this.#turns.take(() => {
      if (this.#loading === 0) act();
      else this.#turns.hold(act);
    });
  }

  /** The page's window settings, or changed ones. */
  dress(window: PageWindow): void {
    this.#window = window;
    const { backgroundColor, backgroundColorContent, disableScroll } = window;
    this.frame.style.backgroundColor = backgroundColor ?? "";
    this.scroller.classList.toggle("fl-still", disableScroll === true);
    this.#content = backgroundColorContent ?? "";
    this.syncBody();
  }

  /** What a page's `body` hands to its canvas (CSS Backgrounds, 2.11.2, and CSS Overflow, 3.3):
   *  colour, and that it does not scroll. */
  syncBody(): void {
    if (!this.#body || !this.#isShown) return;
    const { backgroundColor, overflowY } = getComputedStyle(this.#body);
    const isClear = backgroundColor === "rgba(0, 0, 0, 0)";
    const fallback = this.#content === "" ? "var(--fl-surface, #fff)" : this.#content;
    this.scroller.style.backgroundColor = isClear ? fallback : backgroundColor;
    this.scroller.style.overflowY = overflowY === "hidden" ? "hidden" : "";
  }

  /** Drawn or not: a page that slides out is still seen, though no longer the shown one. */
  setSeen(seen: boolean): void {
    this.frame.classList.toggle("fl-away", !seen);
  }

  /** Whether it is the page that the person uses. */
  setShown(shown: boolean): void {
    this.frame.inert = !shown;
    if (this.#isShown === shown) return;
    this.#isShown = shown;
    if (shown) this.#holdBack();
    if (shown) this.syncBody();
    if (shown) this.#takeFocus();
    for (const element of this.nodes.elements()) {
      if (isBuiltIn(element)) element.pageShown(shown);
    }
    if (shown) this.#fitScreenful();
  }

  /** All of the page is laid out from now on, the first screen is painted or not. Before anything
   *  is measured or changed. */
  whole(): void {
    this.#screenful?.whole();
    this.#screenful = null;
  }

  /** It takes no more operations; the frame may still slide out. */
  close(): void {
    this.whole();
    this.setShown(false);
    this.#bodyWatch.disconnect();
    this.#isGone = true;
    this.#turns.drop();
  }

  /** Keys scroll what has the focus; who goes by keys from tab to tab keeps it there. */
  #takeFocus(): void {
    if (this.root.activeElement || document.activeElement?.matches(":focus-visible")) return;
    this.scroller.focus({ preventScroll: true });
  }

  /** When the page is seen for the first time, what is far below the first screen comes after its
   *  paint. */
  #holdBack(): void {
    if (this.#wasShown || !this.#body) return;
    this.#wasShown = true;
    const screenful = new Screenful(this.frame, this.#body);
    if (screenful.isPartial) this.#screenful = screenful;
  }

  #fitScreenful(): void {
    const screenful = this.#screenful;
    if (!screenful) return;
    screenful.fit();
    // The window may take its size only as it comes in sight.
    const refit = (): void => {
      if (this.#screenful === screenful) screenful.fit();
    };
    window.addEventListener("resize", refit);
    whenInSight(() => {
      afterPaint(() => {
        void painted().then(() => {
          window.removeEventListener("resize", refit);
          this.whole();
        });
      });
    });
  }

  #replay(ops: OpList, from: number, done: () => void): void {
    const reached = this.#replayer.apply(ops, from);
    if (reached >= ops.length) {
      done();
      return;
    }
    this.#turns.hold(() => {
      this.#replay(ops, reached, done);
    });
  }

  #mount(element: AppElement): void {
    if (element.localName === CUSTOM_TAB_BAR) {
      this.root.append(element);
      return;
    }
    let body: HTMLElement = element;
    if (element.localName !== ROOT_TAG) {
      body = document.createElement(ROOT_TAG);
      body.append(element);
    }
    this.#body?.remove();
    this.#body = body;
    this.root.prepend(body);
    this.#bodyWatch.disconnect();
    this.#bodyWatch.observe(body, { attributeFilter: ["style", "class"] });
  }

  /** True when the operations behind it must wait: the page is seen, and must not be seen bare. */
  #useSheet(path: string): boolean {
    if (this.#used.includes(path)) return false;
    this.#used.push(path);
    if (this.#sheets.now(path)) {
      this.#adopt();
      return false;
    }
    this.#loading += 1;
    void this.#sheets.get(path).then(() => {
      this.#loading -= 1;
      this.#adopt();
      if (this.#loading === 0) this.#turns.release();
    });
    return this.#isShown;
  }

  #adopt(): void {
    const sheets = this.#used
      .map((path) => this.#sheets.now(path))
      .filter((sheet) => sheet !== null);
    this.root.adoptedStyleSheets = [this.#baseSheet, ...sheets];
    this.syncBody();
  }
}
