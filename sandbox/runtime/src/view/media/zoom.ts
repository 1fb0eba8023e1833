// A picture that is made larger around a point and moved about.

const LARGEST = 8;

export class Zoom {
  #scale = 1;
  #x_px = 0;
  #y_px = 0;

  get scale(): number {
    return this.#scale;
  }

  /** Value of `transform`; the origin is the picture's middle. */
  get css(): string {
    if (this.#scale === 1) return "";
    return `translate(${this.#x_px}px, ${this.#y_px}px) scale(${this.#scale})`;
  }

  /** Larger or smaller by `factor`; the point at `x`, `y` (px from the middle of the picture as it
   *  is drawn now) stays where it is. */
  by(factor: number, x: number, y: number): void {
    const scale = Math.min(Math.max(this.#scale * factor, 1), LARGEST);
    const change = scale / this.#scale;
    this.#x_px += x * (1 - change);
    this.#y_px += y * (1 - change);
    this.#scale = scale;
    if (scale === 1) [this.#x_px, this.#y_px] = [0, 0];
  }

  move(x: number, y: number): void {
    this.#x_px += x;
    this.#y_px += y;
  }
}
