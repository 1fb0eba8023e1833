// The pull-down refresh inside a <scroll-view> (refresher-enabled): by finger, mouse or wheel.

import { Drag } from "../drag.ts";
import { make, slot } from "../draw.ts";
import { drawnDown } from "./scroll_rules.ts";

/** A turn of the wheel has no end that could be heard: it ends when it pauses. */
const WHEEL_PAUSE_MS = 160;
const SETTLE_MS = 250;

export const REFRESHER_STYLES = `
  .refresher {
    position: absolute; top: 0; left: 0; right: 0; height: 0; overflow: hidden; display: flex;
    flex-direction: column; justify-content: flex-end;
  }
  .dots { display: flex; gap: 8px; justify-content: center; padding: 18px 0; color: #333; }
  .dots.white { color: #fff; }
  .dots i { width: 8px; height: 8px; border-radius: 50%; background: currentColor; opacity: 0.3; }
  .refresher.on .dots i { animation: dot 1.2s ease-in-out infinite; }
  .dots i:nth-child(2) { animation-delay: 0.2s !important; }
  .dots i:nth-child(3) { animation-delay: 0.4s !important; }
  @keyframes dot { 0%, 60%, 100% { opacity: 0.3; } 30% { opacity: 1; } }
`;

export interface RefresherEnds {
  isEnabled(): boolean;
  threshold_px(): number;
  emit(type: string, detail: object): void;
  /** A person let go beyond the threshold: `refresher-triggered` is true from now on. */
  triggered(): void;
}

export class Refresher {
  readonly element: HTMLElement;
  readonly #dots = make("div", "dots", make("i"), make("i"), make("i"));
  readonly #scroller: HTMLElement;
  readonly #ends: RefresherEnds;
  #pulled_px = 0;
  #touchY: number | null = null;
  #isOn = false;
  #wheelTimer = 0;
  #turned_px = 0;

  /** Listens on `scroller`, which it moves down. */
  constructor(scroller: HTMLElement, ends: RefresherEnds) {
    this.#scroller = scroller;
    this.#ends = ends;
    this.element = make("div", "refresher", slot("refresher"), this.#dots);
    new Drag(scroller, {
      axis: (event) => (event.pointerType === "mouse" && this.#isReady() ? "y" : null),
      began: (_dx, dy) => dy > 0 && this.#isReady(),
      moved: (_dx, dy) => {
        this.#pull(dy);
      },
      ended: () => {
        this.#letGo();
      },
    });
    scroller.addEventListener("touchstart", this.#touchStart, { passive: true });
    scroller.addEventListener("touchmove", this.#touchMove, { passive: false });
    scroller.addEventListener("touchend", this.#touchEnd);
    scroller.addEventListener("touchcancel", this.#touchEnd);
    scroller.addEventListener("wheel", this.#wheel, { passive: true });
  }

  /** refresher-default-style and refresher-background. */
  style(dots: string, background: string): void {
    this.#dots.hidden = dots === "none";
    this.#dots.style.display = dots === "none" ? "none" : "";
    this.#dots.classList.toggle("white", dots === "white");
    this.element.style.background = background;
  }

  /** refresher-triggered, set by the app. */
  trigger(on: boolean): void {
    if (on === this.#isOn) return;
    this.#isOn = on;
    this.element.classList.toggle("on", on);
    if (on) {
      this.#settle(this.#ends.threshold_px());
      this.#ends.emit("refresherrefresh", { dy: this.#pulled_px });
    } else {
      this.#settle(0);
      this.#ends.emit("refresherrestore", { dy: 0 });
    }
  }

  #isReady(): boolean {
    return this.#ends.isEnabled() && !this.#isOn && this.#scroller.scrollTop <= 0;
  }

  #pull(drag_px: number): void {
    const dy = drawnDown(drag_px, this.#ends.threshold_px());
    this.#place(dy, false);
    this.#ends.emit("refresherpulling", { dy });
  }

  #letGo(): void {
    const threshold_px = this.#ends.threshold_px();
    if (this.#pulled_px >= threshold_px) {
      this.#ends.triggered();
      this.trigger(true);
      return;
    }
    if (this.#pulled_px > 0) this.#ends.emit("refresherabort", { dy: this.#pulled_px });
    this.#settle(0);
  }

  #settle(pulled_px: number): void {
    this.#place(pulled_px, true);
  }

  #place(pulled_px: number, glide: boolean): void {
    this.#pulled_px = pulled_px;
    for (const { style } of [this.element, this.#scroller]) {
      style.transition = glide ? `transform ${SETTLE_MS}ms, height ${SETTLE_MS}ms` : "none";
    }
    this.element.style.height = `${pulled_px}px`;
    this.#scroller.style.transform = pulled_px > 0 ? `translateY(${pulled_px}px)` : "";
  }

  readonly #touchStart = (event: TouchEvent): void => {
    const [touch] = event.touches;
    this.#touchY = touch && event.touches.length === 1 && this.#isReady() ? touch.clientY : null;
  };

  readonly #touchMove = (event: TouchEvent): void => {
    const [touch] = event.touches;
    if (this.#touchY === null || !touch) return;
    const dy = touch.clientY - this.#touchY;
    if (dy <= 0 && this.#pulled_px === 0) {
      this.#touchY = null;
      return;
    }
    if (event.cancelable) event.preventDefault();
    this.#pull(dy);
  };

  readonly #touchEnd = (): void => {
    if (this.#touchY === null) return;
    this.#touchY = null;
    this.#letGo();
  };

  readonly #wheel = (event: WheelEvent): void => {
    if (event.deltaY >= 0 || event.ctrlKey) return;
    if (this.#wheelTimer === 0) {
      if (!this.#isReady()) return;
      this.#turned_px = 0;
    }
    this.#turned_px -= event.deltaY;
    this.#pull(this.#turned_px);
    window.clearTimeout(this.#wheelTimer);
    this.#wheelTimer = window.setTimeout(() => {
      this.#wheelTimer = 0;
      this.#letGo();
    }, WHEEL_PAUSE_MS);
  };
}
