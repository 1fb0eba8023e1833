// <swiper>: panels that are swiped, one after the other or in a ring.

import { pixels } from "../../shared/rpx.ts";
import { Drag } from "../drag.ts";
import { InnerSheet, make } from "../draw.ts";
import { Parted } from "../parted.ts";
import { FOCUS_RING } from "../tokens.ts";
import { isHeldByApp } from "./held.ts";
import { SwiperDots } from "./swiper_dots.ts";
import { SwiperItem } from "./swiper_item.ts";
import {
  currentOf,
  draggedTo,
  edgeShift,
  isRing,
  placeOf,
  positionAfter,
  positionFor,
  restAfterDrag,
  swiperEasing,
  type SwiperShape,
} from "./swiper_positions.ts";

const SHEET = new InnerSheet(`
  ${FOCUS_RING}
  .frame { position: relative; width: 100%; height: 100%; overflow: hidden; border-radius: inherit; }
  .outer { position: relative; width: 100%; height: 100%; border-radius: inherit; }
  .slides { position: absolute; inset: 0; }
`);
/** One turn of the wheel moves on by one item; what follows within this time is the same turn. */
const WHEEL_REST_MS = 350;

export type ChangeSource = "autoplay" | "touch" | "";

export class Swiper extends Parted {
  static override readonly styles = `
    wx-swiper { display: block; height: 150px; }
    ${SwiperDots.styles}
  `;

  readonly #slides: HTMLElement;
  readonly #dots: SwiperDots;
  readonly #drag: Drag;
  #items: SwiperItem[] = [];
  #position = 0;
  #current = 0;
  #from = 0;
  /** Where the movement that is told as `transition` began. */
  #origin = 0;
  #isMoving = false;
  #frame = 0;
  #timer = 0;
  #wheel_ms = -Infinity;
  #isReady = false;
  #isAway = false;

  constructor() {
    const slides = make("div", "slides");
    super("wx-swiper-dots", SHEET, (dots, children) => {
      slides.append(children);
      return [make("div", "outer", make("div", "frame", slides), dots)];
    });
    this.#slides = slides;
    this.#dots = new SwiperDots(this.parts, (item) => {
      this.#go(positionFor(item, this.#position, this.#shape), "touch");
    });
    slides.addEventListener("slotchange", () => {
      this.#collect();
    });
    this.#drag = new Drag(this, {
      axis: (event) => (isHeldByApp(this, event) ? null : this.#isUpright ? "y" : "x"),
      began: () => this.#grab(),
      moved: (dx, dy) => {
        this.#dragged(dx, dy);
      },
      ended: (x, y) => {
        this.#letGo(this.#isUpright ? y : x);
      },
    });
    this.addEventListener("wheel", this.#wheel, { passive: false });
    this.addEventListener("keydown", this.#key);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute("tabindex")) this.tabIndex = 0;
    this.#layOut();
    this.#collect();
  }

  disconnectedCallback(): void {
    this.#isReady = false;
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#timer);
    this.#drag.stop();
  }

  override pageShown(shown: boolean): void {
    this.#isAway = !shown;
  }

  protected override changed(name: string): void {
    if (!this.isConnected) return;
    if (name === "current" || name === "current-item-id") this.#followApp();
    else if (name === "autoplay" || name === "interval") this.#play();
    else this.#layOut();
  }

  override property(name: string): unknown {
    return name === "current" ? this.#current : super.property(name);
  }

  get #isUpright(): boolean {
    return this.flag("vertical");
  }

  get #shape(): SwiperShape {
    const seen = Math.max(1, Math.floor(this.number("display-multiple-items", 1)));
    return { count: this.#items.length, seen, circular: this.flag("circular") };
  }

  #margin(name: "previous-margin" | "next-margin"): number {
    const margin = pixels(this.attrs.get(name), window.innerWidth);
    return Number.isNaN(margin) ? 0 : margin;
  }

  #collect(): void {
    const items = [...this.children].filter((child) => child instanceof SwiperItem);
    this.#items = items;
    const current = currentOf(this.#wanted(), this.#shape);
    if (!this.#isReady || !this.#drag.isDragging) {
      cancelAnimationFrame(this.#frame);
      this.#current = current;
      this.#position = current;
    }
    this.#isReady = items.length > 0;
    this.#layOut();
    this.#play();
  }

  /** The item that the app wants; it may come later than its number. */
  #wanted(): number {
    const id = this.text("current-item-id");
    const named = id === "" ? -1 : this.#items.findIndex((item) => item.itemId === id);
    return named >= 0 ? named : Math.trunc(this.number("current", 0));
  }

  #followApp(): void {
    const item = this.#wanted();
    if (!this.#isReady || currentOf(item, this.#shape) === this.#current) return;
    this.#go(positionFor(item, this.#position, this.#shape), "");
  }

  #layOut(): void {
    const isUpright = this.#isUpright;
    const shape = this.#shape;
    const [before, after] = [this.#margin("previous-margin"), this.#margin("next-margin")];
    this.#slides.style.inset = isUpright
      ? `${before}px 0 ${after}px`
      : `0 ${after}px 0 ${before}px`;
    const share = shape.seen === 1 ? "" : `${100 / shape.seen}%`;
    for (const item of this.#items) item.size(share, isUpright);
    this.own("touch-action", isUpright ? "pan-x" : "pan-y");
    this.#dots.draw({
      count: this.flag("indicator-dots") ? shape.count : 0,
      isUpright,
      colour: this.text("indicator-color", "rgba(0, 0, 0, 0.3)"),
      active: this.text("indicator-active-color", "#000000"),
    });
    this.#dots.mark(this.#current, shape);
    this.#show();
  }

  #show(): void {
    const shape = this.#shape;
    const isUpright = this.#isUpright;
    const shift_px = this.flag("snap-to-edge")
      ? edgeShift(
          this.#position,
          shape,
          this.#margin("previous-margin"),
          this.#margin("next-margin"),
        )
      : 0;
    for (const [index, item] of this.#items.entries()) {
      item.place(placeOf(index, this.#position, shape), isUpright, shift_px);
    }
  }

  /** Size of one item, px. */
  #step_px(): number {
    const { clientWidth, clientHeight } = this.#slides;
    return Math.max(1, (this.#isUpright ? clientHeight : clientWidth) / this.#shape.seen);
  }

  #grab(): boolean {
    if (this.#items.length < 2) return false;
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#timer);
    this.#from = this.#position;
    this.#depart();
    return true;
  }

  #dragged(dx: number, dy: number): void {
    const moved = (this.#isUpright ? dy : dx) / this.#step_px();
    this.#position = draggedTo(this.#from - moved, this.#shape);
    this.#show();
    this.#tellTransition();
  }

  #letGo(speed_px_ms: number): void {
    const speed = (-speed_px_ms * 1000) / this.#step_px();
    const rest = restAfterDrag(Math.round(this.#from), this.#position, speed, this.#shape);
    this.#go(rest, "touch");
  }

  readonly #wheel = (event: WheelEvent): void => {
    const delta = this.#isUpright ? event.deltaY : event.deltaX;
    const across = this.#isUpright ? event.deltaX : event.deltaY;
    if (event.ctrlKey || Math.abs(delta) <= Math.abs(across) || isHeldByApp(this, event)) return;
    const to = Math.round(this.#position) + Math.sign(delta);
    if (!isRing(this.#shape) && currentOf(to, this.#shape) !== to) return;
    event.preventDefault();
    if (event.timeStamp - this.#wheel_ms < WHEEL_REST_MS) return;
    this.#wheel_ms = event.timeStamp;
    this.#go(to, "touch");
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.target !== this || event.altKey) return;
    const [back, on] = this.#isUpright ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const by = event.key === back ? -1 : event.key === on ? 1 : 0;
    const to = Math.round(this.#position) + by;
    if (by === 0 || (!isRing(this.#shape) && currentOf(to, this.#shape) !== to)) return;
    event.preventDefault();
    this.#go(to, "touch");
  };

  /** Moves to a whole position and tells the app. */
  #go(position: number, source: ChangeSource): void {
    cancelAnimationFrame(this.#frame);
    const shape = this.#shape;
    const current = currentOf(position, shape);
    this.#depart();
    if (current !== this.#current) {
      this.#current = current;
      this.#dots.mark(current, shape);
      if (source !== "") this.changedByPerson("current", current);
      this.emit("change", this.#detail(source));
    }
    const duration_ms = Math.max(0, this.number("duration", 500));
    const ease = swiperEasing(this.text("easing-function"));
    const from = this.#position;
    let begin_ms = -1;
    const step = (now_ms: number): void => {
      if (begin_ms < 0) begin_ms = now_ms;
      const progress = duration_ms === 0 ? 1 : Math.min(1, (now_ms - begin_ms) / duration_ms);
      this.#position = from + (position - from) * ease(progress);
      this.#show();
      if (from !== position) this.#tellTransition();
      if (progress < 1) this.#frame = requestAnimationFrame(step);
      else this.#rest(current, source);
    };
    this.#frame = requestAnimationFrame(step);
    window.clearTimeout(this.#timer);
  }

  #depart(): void {
    if (!this.#isMoving) this.#origin = this.#position;
    this.#isMoving = true;
  }

  #rest(current: number, source: ChangeSource): void {
    this.#isMoving = false;
    this.#position = current;
    this.#show();
    this.emit("animationfinish", this.#detail(source));
    this.#play();
  }

  #detail(source: ChangeSource): object {
    const currentItemId = this.#items[this.#current]?.itemId ?? "";
    return { current: this.#current, currentItemId, source };
  }

  #tellTransition(): void {
    if (!this.isHeard("transition")) return;
    const moved = (this.#position - this.#origin) * this.#step_px();
    this.emit("transition", { dx: this.#isUpright ? 0 : moved, dy: this.#isUpright ? moved : 0 });
  }

  #play(): void {
    window.clearTimeout(this.#timer);
    if (!this.flag("autoplay") || this.#items.length < 2) return;
    this.#timer = window.setTimeout(
      () => {
        if (document.hidden || this.#isAway || this.#drag.isDragging) this.#play();
        else this.#go(positionAfter(this.#position, this.#shape), "autoplay");
      },
      Math.max(0, this.number("interval", 5000)),
    );
  }
}
