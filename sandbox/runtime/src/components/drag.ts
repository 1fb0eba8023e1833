// Drags by mouse, pen or finger, along an axis. Of nested components the innermost that wants a
// drag gets it: it claims the event on which the drag begins, and the others leave it alone.

/** A pointer that moved less than this is still a tap. */
const SLACK_PX = 6;
/** Speed is measured over the last moves within this time. */
const SPEED_MS = 100;

export type Axis = "x" | "y" | "both";

export interface DragEnds {
  /** Which way this component can be dragged now; null: not at all. */
  axis(event: PointerEvent): Axis | null;
  /** A drag begins; false refuses it. `dx`, `dy` in px say which way it goes. */
  began(dx: number, dy: number, event: PointerEvent): boolean;
  /** In px since it began. */
  moved(dx: number, dy: number, event: PointerEvent): void;
  /** Let go, at a speed in px/ms. */
  ended(speedX: number, speedY: number): void;
}

interface ClaimedEvent extends PointerEvent {
  wxClaimed?: true;
}

/** Takes a press for a component that needs all of its moves (a slider): it is no drag of what is
 *  around that. */
export function claim(event: ClaimedEvent): void {
  event.wxClaimed = true;
}

interface Trail {
  readonly x: number;
  readonly y: number;
  readonly time: number;
}

interface Press {
  readonly pointer: number;
  readonly axis: Axis;
  readonly x: number;
  readonly y: number;
  isDrag: boolean;
  trail: Trail[];
}

export class Drag {
  readonly #on: HTMLElement;
  readonly #ends: DragEnds;
  #press: Press | null = null;

  constructor(on: HTMLElement, ends: DragEnds) {
    this.#on = on;
    this.#ends = ends;
    on.addEventListener("pointerdown", this.#down);
  }

  get isDragging(): boolean {
    return this.#press?.isDrag ?? false;
  }

  /** Forgets a drag without an end. */
  stop(): void {
    if (!this.#press) return;
    this.#press = null;
    window.removeEventListener("pointermove", this.#move);
    window.removeEventListener("pointerup", this.#up);
    window.removeEventListener("pointercancel", this.#up);
  }

  readonly #down = (event: ClaimedEvent): void => {
    if (event.button !== 0 || !event.isPrimary || event.wxClaimed) return;
    const axis = this.#ends.axis(event);
    if (!axis) return;
    this.stop();
    const { clientX: x, clientY: y } = event;
    const trail = [{ x, y, time: event.timeStamp }];
    this.#press = { pointer: event.pointerId, axis, x, y, isDrag: false, trail };
    // In the order of the presses, which is from the inside out.
    window.addEventListener("pointermove", this.#move, { passive: true });
    window.addEventListener("pointerup", this.#up);
    window.addEventListener("pointercancel", this.#up);
  };

  readonly #move = (event: ClaimedEvent): void => {
    const press = this.#press;
    if (press?.pointer !== event.pointerId) return;
    const [dx, dy] = [event.clientX - press.x, event.clientY - press.y];
    if (!press.isDrag) {
      if (event.wxClaimed) this.stop();
      const isFar = !event.wxClaimed && Math.hypot(dx, dy) > SLACK_PX;
      if (!isFar || !this.#begins(press, dx, dy, event)) return;
    }
    press.trail = press.trail.filter(({ time }) => event.timeStamp - time < SPEED_MS);
    press.trail.push({ x: event.clientX, y: event.clientY, time: event.timeStamp });
    this.#ends.moved(dx, dy, event);
  };

  #begins(press: Press, dx: number, dy: number, event: ClaimedEvent): boolean {
    const way = Math.abs(dx) > Math.abs(dy) ? "x" : "y";
    const isWanted = press.axis === "both" || press.axis === way;
    if (!isWanted || !this.#ends.began(dx, dy, event)) {
      this.stop();
      return false;
    }
    press.isDrag = true;
    claim(event);
    this.#on.setPointerCapture(event.pointerId);
    return true;
  }

  readonly #up = (event: PointerEvent): void => {
    const press = this.#press;
    if (press?.pointer !== event.pointerId) return;
    this.stop();
    if (!press.isDrag) return;
    const [first] = press.trail;
    const time_ms = first ? event.timeStamp - first.time : 0;
    const isStill = !first || time_ms <= 0 || event.type === "pointercancel";
    this.#ends.ended(
      isStill ? 0 : (event.clientX - first.x) / time_ms,
      isStill ? 0 : (event.clientY - first.y) / time_ms,
    );
  };
}
