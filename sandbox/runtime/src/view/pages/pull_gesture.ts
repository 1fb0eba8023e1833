// How far a page is drawn down by a drag, and whether letting go refreshes it.

import { REFRESH_PX } from "../shell_styles.ts";

/** So far a drag may go before it counts as a pull. */
const SLACK_PX = 10;
/** The page follows the finger by half, and ever less. */
const FOLLOW = 0.5;
const FARTHEST_PX = 2.4 * REFRESH_PX;

type Phase = "idle" | "undecided" | "pulling" | "refused";

export class PullGesture {
  #phase: Phase = "idle";
  #startX = 0;
  #startY = 0;
  #drag_px = 0;

  began(x: number, y: number): void {
    this.#phase = "undecided";
    this.#startX = x;
    this.#startY = y;
    this.#drag_px = 0;
  }

  /** How far the page is to be drawn down, 0 while it is no pull. */
  moved(x: number, y: number): number {
    const [right, down] = [Math.abs(x - this.#startX), y - this.#startY];
    if (this.#phase === "undecided" && Math.max(right, Math.abs(down)) > SLACK_PX) {
      this.#phase = down > right ? "pulling" : "refused";
    }
    if (this.#phase !== "pulling") return 0;
    this.#drag_px = Math.max(down - SLACK_PX, 0);
    return this.#distance();
  }

  /** A wheel was turned on by `by_px`. */
  pulled(by_px: number): number {
    this.#phase = "pulling";
    this.#drag_px += by_px;
    return this.#distance();
  }

  /** Let go. Whether the page refreshes. */
  ended(): boolean {
    const isFar = this.#phase === "pulling" && this.#distance() >= REFRESH_PX;
    this.#phase = "idle";
    return isFar;
  }

  #distance(): number {
    const follows_px = this.#drag_px * FOLLOW;
    return (follows_px * FARTHEST_PX) / (follows_px + FARTHEST_PX);
  }
}
