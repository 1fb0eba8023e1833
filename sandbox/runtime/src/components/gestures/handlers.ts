// Gesture handlers of Skyline. Their callbacks are worklets, which run beside that renderer and in
// the logic layer here: they hear of the same gestures a moment later. The handlers are no boxes.

import { BuiltIn, type TapPlace } from "../base.ts";
import { Drag, type Axis } from "../drag.ts";

/** How far a gesture is (Skyline's numbers). */
const State = { BEGIN: 1, ACTIVE: 2, END: 3 } as const;
type StateCode = (typeof State)[keyof typeof State];
/** Two taps within this time are a double tap. */
const DOUBLE_MS = 300;
/** A turn of the wheel has no end that could be heard: it ends when it pauses. */
const WHEEL_PAUSE_MS = 160;
/** How much of a wheel's turn, in px, makes it e times as large. */
const WHEEL_PX = 200;
const AXES: Readonly<Record<string, Axis>> = {
  "wx-horizontal-drag-gesture-handler": "x",
  "wx-vertical-drag-gesture-handler": "y",
  "wx-pan-gesture-handler": "both",
};

export class GestureHandler extends BuiltIn {
  static override readonly styles = [
    ...["tap", "double-tap", "pan", "scale", "long-press", "force-press"],
    ...["horizontal-drag", "vertical-drag"],
  ]
    .map((kind) => `wx-${kind}-gesture-handler { display: contents; }`)
    .join("\n");

  protected tell({ clientX, clientY }: TapPlace): void {
    const place = { absoluteX: clientX, absoluteY: clientY };
    this.emit("gesture", { state: State.END, ...place, pointerCount: 1 });
  }
}

export class TapHandler extends GestureHandler {
  override tapped(at: TapPlace): boolean {
    this.tell(at);
    return false;
  }
}

export class DoubleTapHandler extends GestureHandler {
  #last_ms = -Infinity;

  override tapped(at: TapPlace): boolean {
    const now_ms = performance.now();
    const isSecond = now_ms - this.#last_ms < DOUBLE_MS;
    this.#last_ms = isSecond ? -Infinity : now_ms;
    if (isSecond) this.tell(at);
    return false;
  }
}

interface At {
  readonly clientX: number;
  readonly clientY: number;
}

export class DragHandler extends GestureHandler {
  #last: At = { clientX: 0, clientY: 0 };

  constructor() {
    super();
    new Drag(this, {
      axis: () => (this.isHeard("gesture") ? (AXES[this.localName] ?? null) : null),
      began: (_dx, _dy, event) => {
        this.#last = event;
        this.#tell(State.BEGIN, event, 0, 0);
        return true;
      },
      moved: (_dx, _dy, event) => {
        this.#tell(State.ACTIVE, event, 0, 0);
      },
      ended: (speedX, speedY) => {
        this.#tell(State.END, this.#last, 1000 * speedX, 1000 * speedY);
      },
    });
  }

  #tell(state: StateCode, at: At, velocityX: number, velocityY: number): void {
    const { clientX: absoluteX, clientY: absoluteY } = at;
    const deltaX = absoluteX - this.#last.clientX;
    const deltaY = absoluteY - this.#last.clientY;
    this.#last = { clientX: absoluteX, clientY: absoluteY };
    const moved = { deltaX, deltaY, velocityX, velocityY };
    this.emit("gesture", { state, absoluteX, absoluteY, ...moved, pointerCount: 1 });
  }
}

/** Two fingers; or, as touchpads tell of them and a mouse can, the wheel with Ctrl. */
export class ScaleHandler extends GestureHandler {
  #scale = 1;
  #begun_px = 0;
  #timer = 0;
  #at: At = { clientX: 0, clientY: 0 };

  constructor() {
    super();
    this.addEventListener("wheel", this.#turned, { passive: false });
    this.addEventListener("touchstart", this.#touched, { passive: true });
    this.addEventListener("touchmove", this.#spread, { passive: false });
    for (const end of ["touchend", "touchcancel"]) this.addEventListener(end, this.#let);
  }

  readonly #turned = (event: WheelEvent): void => {
    if (!event.ctrlKey || !this.isHeard("gesture")) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#timer === 0) this.#begin(event);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#tell(State.END, this.#at);
    }, WHEEL_PAUSE_MS);
    this.#scale *= Math.exp(-event.deltaY / WHEEL_PX);
    this.#tell(State.ACTIVE, event);
  };

  readonly #touched = (event: TouchEvent): void => {
    const [first, second] = event.touches;
    if (!first || !second || event.touches.length !== 2 || !this.isHeard("gesture")) return;
    this.#begun_px = Math.max(1, distance(first, second));
    this.#begin(middle(first, second));
  };

  readonly #spread = (event: TouchEvent): void => {
    const [first, second] = event.touches;
    if (this.#begun_px === 0 || !first || !second) return;
    event.preventDefault();
    this.#scale = distance(first, second) / this.#begun_px;
    this.#tell(State.ACTIVE, middle(first, second));
  };

  readonly #let = (): void => {
    if (this.#begun_px === 0) return;
    this.#begun_px = 0;
    this.#tell(State.END, this.#at);
  };

  #begin(at: At): void {
    this.#scale = 1;
    this.#at = at;
    this.#tell(State.BEGIN, at);
  }

  #tell(state: StateCode, at: At): void {
    const { clientX: focalX, clientY: focalY } = at;
    const focalDeltaX = focalX - this.#at.clientX;
    const focalDeltaY = focalY - this.#at.clientY;
    this.#at = { clientX: focalX, clientY: focalY };
    const scale = this.#scale;
    const scales = { scale, horizontalScale: scale, verticalScale: scale, rotation: 0 };
    const focal = { focalX, focalY, focalDeltaX, focalDeltaY };
    this.emit("gesture", { state, ...focal, ...scales, pointerCount: 2 });
  }
}

function distance(first: At, second: At): number {
  return Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY);
}

function middle(first: At, second: At): At {
  const clientX = (first.clientX + second.clientX) / 2;
  return { clientX, clientY: (first.clientY + second.clientY) / 2 };
}
