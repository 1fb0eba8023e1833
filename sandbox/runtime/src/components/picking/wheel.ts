// Drives one wheel of rows by finger, mouse, wheel and keys; what it looks like is others' matter.

import { claim } from "../drag.ts";
import {
  easeOut,
  notches,
  restingRow,
  rowsOfKey,
  stretched,
  type WheelRows,
} from "./wheel_motion.ts";

export interface WheelEnds {
  rows(): WheelRows;
  /** Show the wheel this far along, in px from its first row. */
  show(offset_px: number): void;
  /** A person began to move it. */
  started(): void;
  /** It will rest on this row (now on its way there). */
  aimed(row: number): void;
  /** It rests. */
  rested(row: number): void;
}

const SETTLE_MS = 250;
/** A press that moved less than this is a click on a row. */
const CLICK_PX = 5;
/** Speed is measured over the last moves within this time. */
const SPEED_MS = 100;

interface Drag {
  readonly pointer: number;
  readonly from_px: number;
  readonly y: number;
  far: boolean;
  trail: { readonly y: number; readonly time: number }[];
}

export class Wheel {
  readonly #on: HTMLElement;
  readonly #ends: WheelEnds;
  #offset_px = 0;
  #row = 0;
  #drag: Drag | null = null;
  #frame = 0;
  #turned_px = 0;
  #isMoving = false;

  /** `on` hears the person; it must have the wheel's whole height. */
  constructor(on: HTMLElement, ends: WheelEnds) {
    this.#on = on;
    this.#ends = ends;
    on.addEventListener("pointerdown", this.#down);
    on.addEventListener("pointermove", this.#move);
    on.addEventListener("pointerup", this.#up);
    on.addEventListener("pointercancel", this.#up);
    on.addEventListener("wheel", this.#wheel, { passive: false });
    on.addEventListener("keydown", this.#key);
  }

  /** The row it rests on or moves to. */
  get row(): number {
    return this.#row;
  }

  /** Whether a person holds it or it still runs. */
  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** Stand on a row without telling anyone; `glide` shows the way. */
  stand(row: number, glide = false): void {
    this.#stop();
    this.#row = row;
    const goal = row * this.#ends.rows().row_px;
    if (glide) this.#run(goal);
    else this.#show(goal);
  }

  /** No more frames: the wheel has left the page. */
  halt(): void {
    this.#stop();
    this.#drag = null;
  }

  #show(offset_px: number): void {
    this.#offset_px = offset_px;
    this.#ends.show(stretched(offset_px, this.#ends.rows()));
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isMoving = false;
  }

  #begin(): void {
    if (this.#isMoving) return;
    this.#isMoving = true;
    this.#ends.started();
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#drag) return;
    cancelAnimationFrame(this.#frame);
    claim(event);
    this.#drag = {
      pointer: event.pointerId,
      from_px: this.#offset_px,
      y: event.clientY,
      far: false,
      trail: [{ y: event.clientY, time: event.timeStamp }],
    };
    this.#on.setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    const moved_px = drag.y - event.clientY;
    if (!drag.far && Math.abs(moved_px) < CLICK_PX) return;
    if (!drag.far) this.#begin();
    drag.far = true;
    drag.trail = drag.trail.filter(({ time }) => event.timeStamp - time < SPEED_MS);
    drag.trail.push({ y: event.clientY, time: event.timeStamp });
    this.#show(drag.from_px + moved_px);
  };

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.pointer !== event.pointerId) return;
    this.#drag = null;
    if (!drag.far) {
      this.#clicked(event);
      return;
    }
    const [first] = drag.trail;
    const time_ms = first ? event.timeStamp - first.time : 0;
    const speed = first && time_ms > 0 ? (first.y - event.clientY) / time_ms : 0;
    this.#aim(restingRow(this.#offset_px, speed, this.#ends.rows()));
  };

  /** A click on a row above or below brings that row to the middle. */
  #clicked(event: PointerEvent): void {
    const box = this.#on.getBoundingClientRect();
    const { row_px, count } = this.#ends.rows();
    const away_px = event.clientY - (box.top + box.height / 2);
    const row = Math.round((this.#offset_px + away_px) / Math.max(1, row_px));
    if (event.type === "pointercancel" || row < 0 || row >= count) {
      this.#aim(restingRow(this.#offset_px, 0, this.#ends.rows()));
      return;
    }
    this.#begin();
    this.#aim(row);
  }

  readonly #wheel = (event: WheelEvent): void => {
    if (event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#turned_px * event.deltaY < 0) this.#turned_px = 0;
    const { rows, left_px } = notches(this.#turned_px + event.deltaY);
    this.#turned_px = left_px;
    if (rows !== 0) this.#step(rows);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const rows = rowsOfKey(event.key);
    if (rows === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#step(rows);
  };

  #step(rows: number): void {
    const { count } = this.#ends.rows();
    const row = Math.min(count - 1, Math.max(0, this.#row + rows));
    if (count === 0 || row === this.#row) return;
    this.#begin();
    this.#aim(row);
  }

  #aim(row: number): void {
    this.#row = row;
    this.#ends.aimed(row);
    this.#run(row * this.#ends.rows().row_px);
  }

  #run(goal_px: number): void {
    cancelAnimationFrame(this.#frame);
    const from_px = this.#offset_px;
    let begin_ms = -1;
    const step = (now_ms: number): void => {
      if (begin_ms < 0) begin_ms = now_ms;
      const progress = (now_ms - begin_ms) / SETTLE_MS;
      this.#show(from_px + (goal_px - from_px) * easeOut(progress));
      if (progress < 1) {
        this.#frame = requestAnimationFrame(step);
        return;
      }
      this.#frame = 0;
      const told = this.#isMoving;
      this.#isMoving = false;
      if (told) this.#ends.rested(this.#row);
    };
    this.#frame = requestAnimationFrame(step);
  }
}
