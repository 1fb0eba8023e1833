// <scroll-view>: a part of the page that scrolls by itself.

import { pixels } from "../../shared/rpx.ts";
import type { AppElement } from "../../view/elements.ts";
import { drawThumb } from "../../view/pages/thumb.ts";
import { BuiltIn } from "../base.ts";
import type { Axis } from "../drag.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";
import { DragScroll } from "./drag_scroll.ts";
import { Refresher, REFRESHER_STYLES } from "./refresher.ts";
import { alignedTo, alignmentOf, Ends, pageAt, type Extent } from "./scroll_rules.ts";

const EDGE_PX = 50;
/** Name of the slot for what is seen while pulling. */
const REFRESHER = "refresher";

// The rows lie in the scroller itself: in a box between, `height: 100%` or `position: sticky` of
// the app's would not do what they do in WeChat.
const SHEET = new InnerSheet(`
  .frame {
    position: relative; width: 100%; height: 100%; max-height: inherit; min-height: inherit;
    overflow: hidden; border-radius: inherit;
  }
  .scroller {
    position: relative; box-sizing: border-box; width: 100%; height: 100%; max-height: inherit;
    overflow: hidden; scrollbar-width: none; overscroll-behavior: contain; min-width: 0;
  }
  .scroller.flex {
    display: inherit; flex-flow: inherit; align-items: inherit; align-content: inherit;
    justify-content: inherit; gap: inherit;
  }
  .thumb-less .fl-thumb { display: none; }
  .fl-thumb {
    position: absolute; right: 2px; top: 0; width: 6px; border-radius: 3px; z-index: 1;
    background: rgba(128, 128, 128, 0.6); opacity: 0; transition: opacity 0.2s; touch-action: none;
  }
  .fl-thumb.fl-on, .fl-thumb:hover { opacity: 1; }
  ${REFRESHER_STYLES}
`);

export class ScrollView extends BuiltIn {
  static override readonly styles = "wx-scroll-view { display: block; width: 100%; }";

  readonly #slot = slot();
  readonly #scroller = make("div", "scroller", this.#slot);
  readonly #frame = make("div", "frame", this.#scroller);
  readonly #endsX = new Ends();
  readonly #endsY = new Ends();
  readonly #drag: DragScroll;
  #refresher: Refresher | null = null;
  #left = 0;
  #top = 0;
  #isTouched = false;
  #isDragged = false;
  #isScrolling = false;
  #speed = { x: 0, y: 0 };
  #isPlacing = false;

  constructor() {
    super();
    const scroller = this.#scroller;
    shadow(this, SHEET, this.#frame);
    drawThumb(scroller, this.#frame);
    this.#drag = new DragScroll(scroller, {
      axis: () => this.#axis,
      started: () => undefined,
      ended: (x, y) => {
        this.#speed = { x, y };
        this.#dragEnd();
      },
      rested: () => {
        this.#settled();
      },
    });
    this.#slot.addEventListener("slotchange", () => {
      this.#placeRefresher();
    });
    scroller.addEventListener("scroll", this.#scrolled, { passive: true });
    scroller.addEventListener("scrollend", this.#settled);
    scroller.addEventListener("wheel", this.#wheel, { passive: false });
    const touch = (event: Event): void => {
      this.#isTouched = event.type === "touchstart";
      if (!this.#isTouched) this.#dragEnd();
    };
    for (const type of ["touchstart", "touchend", "touchcancel"]) {
      scroller.addEventListener(type, touch, { passive: true });
    }
  }

  connectedCallback(): void {
    this.#place();
  }

  disconnectedCallback(): void {
    this.#drag.stop();
  }

  override get scrolled(): Element {
    return this.#scroller;
  }

  override property(name: string): unknown {
    if (name === "scroll-top") return this.#scroller.scrollTop;
    return name === "scroll-left" ? this.#scroller.scrollLeft : super.property(name);
  }

  protected override changed(name: string, value: unknown, before: unknown): void {
    switch (name) {
      case "scroll-x":
      case "scroll-y":
      case "type":
        this.#overflow();
        break;
      case "enable-flex":
        this.#scroller.classList.toggle("flex", this.flag("enable-flex"));
        break;
      case "show-scrollbar":
        this.#frame.classList.toggle("thumb-less", !this.flag("show-scrollbar", true));
        break;
      case "scroll-top":
      case "scroll-left":
      case "scroll-into-view":
        if (value !== before) this.#place();
        break;
      case "refresher-enabled":
      case "refresher-default-style":
      case "refresher-background":
        this.#refresh();
        break;
      case "refresher-triggered":
        this.#refresh();
        this.#refresher?.trigger(this.flag("refresher-triggered"));
        break;
    }
  }

  /** ScrollViewContext (NodesRef.node of a scroll-view). */
  override invoke(name: string, args: unknown): unknown {
    const given = typeof args === "object" && args !== null ? args : {};
    const options = given as Readonly<Record<string, unknown>>;
    switch (name) {
      case "scrollTo": {
        const behavior = options["animated"] === true ? "smooth" : "instant";
        const { scrollLeft, scrollTop } = this.#scroller;
        const left = lengthOf(options["left"], scrollLeft);
        this.#scroller.scrollTo({ left, top: lengthOf(options["top"], scrollTop), behavior });
        return null;
      }
      case "scrollIntoView": {
        const selector = options["selector"];
        const target = typeof selector === "string" ? this.querySelector(selector) : null;
        if (target) this.#showChild(target, 0);
        return null;
      }
      case "triggerRefresh":
        this.#refresher?.trigger(true);
        return null;
      case "closeRefresh":
        this.#refresher?.trigger(false);
        return null;
      default:
        return super.invoke(name, args);
    }
  }

  get #axis(): Axis | null {
    const x = this.flag("scroll-x");
    const y = this.#scrollsY;
    return x && y ? "both" : x ? "x" : y ? "y" : null;
  }

  /** type="custom" and "nested" scroll downwards without being told. */
  get #scrollsY(): boolean {
    const isSkyline = this.text("type") === "custom" || this.text("type") === "nested";
    return this.flag("scroll-y") || (isSkyline && !this.flag("scroll-x"));
  }

  #overflow(): void {
    const { style } = this.#scroller;
    style.overflowX = this.flag("scroll-x") ? "auto" : "hidden";
    style.overflowY = this.#scrollsY ? "auto" : "hidden";
  }

  #extent(axis: "x" | "y"): Extent {
    const it = this.#scroller;
    return axis === "x"
      ? { at: it.scrollLeft, seen: it.clientWidth, whole: it.scrollWidth }
      : { at: it.scrollTop, seen: it.clientHeight, whole: it.scrollHeight };
  }

  /** Scrolls where the attributes say, once all of this batch of changes is in the page. */
  #place(): void {
    if (this.#isPlacing || !this.isConnected) return;
    this.#isPlacing = true;
    queueMicrotask(() => {
      this.#isPlacing = false;
      const behavior = this.flag("scroll-with-animation") ? "smooth" : "instant";
      const left = pixels(this.attrs.get("scroll-left"), window.innerWidth);
      const top = pixels(this.attrs.get("scroll-top"), window.innerWidth);
      const { scrollLeft, scrollTop } = this.#scroller;
      const goal = { left: lengthOf(left, scrollLeft), top: lengthOf(top, scrollTop) };
      const isSame = goal.left === scrollLeft && goal.top === scrollTop;
      if (!isSame) this.#scroller.scrollTo({ ...goal, behavior });
      const id = this.text("scroll-into-view");
      const child = id === "" ? null : this.querySelector(`#${CSS.escape(id)}`);
      if (child) this.#showChild(child, this.number("scroll-into-view-offset", 0));
    });
  }

  #showChild(child: Element, offset_px: number): void {
    const box = child.getBoundingClientRect();
    const frame = this.#scroller.getBoundingClientRect();
    const { scrollLeft, scrollTop } = this.#scroller;
    const alignment = alignmentOf(this.text("scroll-into-view-alignment"));
    const goal: ScrollToOptions = {
      behavior: this.flag("scroll-with-animation") ? "smooth" : "instant",
    };
    if (this.flag("scroll-x")) {
      const start = box.left - frame.left + scrollLeft + offset_px;
      goal.left = alignedTo(start, box.width, this.#extent("x"), alignment);
    }
    if (this.#scrollsY) {
      const start = box.top - frame.top + scrollTop + offset_px;
      goal.top = alignedTo(start, box.height, this.#extent("y"), alignment);
    }
    this.#scroller.scrollTo(goal);
  }

  readonly #scrolled = (event: Event): void => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = this.#scroller;
    const deltaX = this.#left - scrollLeft;
    const deltaY = this.#top - scrollTop;
    if (deltaX === 0 && deltaY === 0) return;
    [this.#left, this.#top] = [scrollLeft, scrollTop];
    this.#isScrolling = true;
    const isDrag = this.#isTouched || this.#drag.isDragging;
    if (isDrag) this.#dragging({ scrollLeft, scrollTop });
    const detail = { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY, isDrag };
    this.emit("scroll", detail);
    const upper = this.number("upper-threshold", EDGE_PX);
    const lower = this.number("lower-threshold", EDGE_PX);
    const now = event.timeStamp;
    if (this.flag("scroll-x")) {
      const end = this.#endsX.pass(this.#extent("x"), upper, lower, now);
      if (end) this.emit(`scrollto${end}`, { direction: end === "upper" ? "left" : "right" });
    }
    if (this.#scrollsY) {
      const end = this.#endsY.pass(this.#extent("y"), upper, lower, now);
      if (end) this.emit(`scrollto${end}`, { direction: end === "upper" ? "top" : "bottom" });
    }
  };

  #dragging(place: { readonly scrollLeft: number; readonly scrollTop: number }): void {
    if (!this.flag("enhanced")) return;
    this.emit(this.#isDragged ? "dragging" : "dragstart", place);
    this.#isDragged = true;
  }

  #dragEnd(): void {
    if (!this.#isDragged) return;
    this.#isDragged = false;
    const { scrollLeft, scrollTop } = this.#scroller;
    this.emit("dragend", { scrollLeft, scrollTop, velocity: this.#speed });
  }

  readonly #settled = (): void => {
    if (this.#drag.isMoving || !this.#isScrolling) return;
    this.#isScrolling = false;
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = this.#scroller;
    this.emit("scrollend", { scrollLeft, scrollTop, scrollWidth, scrollHeight });
    if (!this.flag("enhanced") || !this.flag("paging-enabled") || this.#isTouched) return;
    const goal: ScrollToOptions = { behavior: "smooth" };
    if (this.flag("scroll-x")) goal.left = pageAt(this.#extent("x"));
    else goal.top = pageAt(this.#extent("y"));
    this.#scroller.scrollTo(goal);
  };

  /** What only scrolls sideways is scrolled by an ordinary mouse's wheel, too. */
  readonly #wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.shiftKey || this.#axis !== "x") return;
    if (Math.abs(event.deltaX) >= Math.abs(event.deltaY)) return;
    const { at, seen, whole } = this.#extent("x");
    const hasRoom = event.deltaY > 0 ? whole - seen - at >= 1 : at >= 1;
    if (!hasRoom) return;
    event.preventDefault();
    this.#scroller.scrollBy({ left: event.deltaY, behavior: "instant" });
  };

  /** What the app made for the refresher stands in it, not among the rows. */
  #placeRefresher(): void {
    for (const child of this.#slot.assignedElements()) {
      if ((child as AppElement).wxSlot === REFRESHER) child.slot = REFRESHER;
    }
  }

  #refresh(): void {
    if (!this.#refresher) {
      if (!this.flag("refresher-enabled")) return;
      this.#refresher = new Refresher(this.#scroller, {
        isEnabled: () => this.flag("refresher-enabled"),
        threshold_px: () => this.number("refresher-threshold", 45),
        emit: (type, detail) => {
          this.emit(type, detail);
        },
        triggered: () => {
          this.changedByPerson("refresher-triggered", true);
        },
      });
      this.#frame.prepend(this.#refresher.element);
    }
    const dots = this.text("refresher-default-style", "black");
    this.#refresher.style(dots, this.text("refresher-background", "var(--fl-surface)"));
  }
}

function lengthOf(value: unknown, absent: number): number {
  return typeof value === "number" && !Number.isNaN(value) ? value : absent;
}
