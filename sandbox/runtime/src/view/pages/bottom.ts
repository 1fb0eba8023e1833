// When onReachBottom is due: once each time the person comes near the end of the page.

const DEFAULT_DISTANCE_PX = 50;

export interface Reach {
  readonly scrollTop: number;
  readonly height: number;
  readonly scrollHeight: number;
}

export class BottomWatch {
  #isArmed = true;
  #firedAt_px = -1;

  /** Whether a scroll to `reach` reaches the bottom; `distance_px` is onReachBottomDistance. */
  scrolled(reach: Reach, isDown: boolean, distance_px = DEFAULT_DISTANCE_PX): boolean {
    const left_px = reach.scrollHeight - reach.scrollTop - reach.height;
    if (left_px > distance_px) {
      this.#isArmed = true;
      return false;
    }
    return isDown && this.#fire(reach);
  }

  /** Whether a wheel turned further at the very end does: a desktop window may be higher than the
   *  first part of a list, which then could never be scrolled. */
  pushed(reach: Reach): boolean {
    const left_px = reach.scrollHeight - reach.scrollTop - reach.height;
    return left_px <= 1 && this.#fire(reach);
  }

  #fire(reach: Reach): boolean {
    if (!this.#isArmed && this.#firedAt_px === reach.scrollHeight) return false;
    this.#isArmed = false;
    this.#firedAt_px = reach.scrollHeight;
    return true;
  }
}
