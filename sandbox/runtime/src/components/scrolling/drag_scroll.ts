// Scrolls an element by dragging it with the mouse, as a finger would (fingers scroll natively).

import { Drag, type Axis } from "../drag.ts";
import { glide } from "./scroll_rules.ts";

export interface DragScrollEnds {
  axis(): Axis | null;
  started(): void;
  ended(speedX: number, speedY: number): void;
  /** It has come to rest after that. */
  rested(): void;
}

/** Drags that begin on these belong to them. */
const FIELDS = "input, textarea, select, [contenteditable]";

export class DragScroll {
  readonly #scroller: HTMLElement;
  readonly #ends: DragScrollEnds;
  readonly #drag: Drag;
  #frame = 0;
  #left = 0;
  #top = 0;

  constructor(scroller: HTMLElement, ends: DragScrollEnds) {
    this.#scroller = scroller;
    this.#ends = ends;
    this.#drag = new Drag(scroller, {
      axis: (event) => {
        this.#halt();
        return event.pointerType === "mouse" && !isTextAt(event) ? ends.axis() : null;
      },
      began: (dx, dy) => {
        if (!this.#canScroll(dx, dy)) return false;
        this.#left = scroller.scrollLeft;
        this.#top = scroller.scrollTop;
        ends.started();
        return true;
      },
      moved: (dx, dy) => {
        const axis = ends.axis();
        if (axis !== "y") scroller.scrollLeft = this.#left - dx;
        if (axis !== "x") scroller.scrollTop = this.#top - dy;
      },
      ended: (speedX, speedY) => {
        this.#glide(speedX, speedY);
        ends.ended(-speedX, -speedY);
      },
    });
  }

  get isDragging(): boolean {
    return this.#drag.isDragging;
  }

  /** Whether it is dragged or runs on after that. */
  get isMoving(): boolean {
    return this.#drag.isDragging || this.#frame !== 0;
  }

  stop(): void {
    this.#drag.stop();
    this.#halt();
  }

  #halt(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** An element at its end leaves the drag to what is around it. */
  #canScroll(dx: number, dy: number): boolean {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } =
      this.#scroller;
    const isSideways = Math.abs(dx) > Math.abs(dy);
    const room = isSideways ? scrollWidth - clientWidth : scrollHeight - clientHeight;
    const at = isSideways ? scrollLeft : scrollTop;
    return (isSideways ? dx : dy) > 0 ? at >= 1 : room - at >= 1;
  }

  #glide(speedX: number, speedY: number): void {
    const axis = this.#ends.axis();
    let [x, y] = [axis === "y" ? 0 : -speedX, axis === "x" ? 0 : -speedY];
    let last_ms = performance.now();
    const step = (now_ms: number): void => {
      const step_ms = Math.max(1, now_ms - last_ms);
      last_ms = now_ms;
      const [right, down] = [glide(x, step_ms), glide(y, step_ms)];
      [x, y] = [right.speed, down.speed];
      this.#frame = x !== 0 || y !== 0 ? requestAnimationFrame(step) : 0;
      this.#scroller.scrollBy({ left: right.px, top: down.px, behavior: "instant" });
      if (this.#frame === 0) this.#ends.rested();
    };
    this.#frame = requestAnimationFrame(step);
  }
}

/** Whether a press is on text that can be selected, or typed into. */
function isTextAt(event: PointerEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  return target.matches(FIELDS) || getComputedStyle(target).userSelect === "text";
}
