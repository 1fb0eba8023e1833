// <draggable-sheet>: a sheet at the bottom of what it stands in, as high as a person draws it.

import { Drag } from "../drag.ts";
import { Styled } from "../styled.ts";
import { restingSize, sizeWithin, type SheetSizes } from "./sheet_sizes.ts";

const GLIDE = "height 0.25s ease-out";

export class DraggableSheet extends Styled {
  static override readonly styles = `
    wx-draggable-sheet {
      display: block; position: absolute; left: 0; right: 0; bottom: 0; overflow: hidden;
      touch-action: none;
    }
  `;

  #size = 0.5;
  #from = 0.5;
  readonly #drag = new Drag(this, {
    axis: () => "y",
    began: () => {
      this.#from = this.#size;
      return true;
    },
    moved: (_dx, dy) => {
      this.#show(sizeWithin(this.#from - dy / this.#whole_px(), this.#sizes), false);
    },
    ended: (_x, y) => {
      const speed = (-y * 1000) / this.#whole_px();
      this.#show(restingSize(this.#size, speed, this.#sizes), true);
    },
  });

  connectedCallback(): void {
    this.#show(sizeWithin(this.number("initial-child-size", 0.5), this.#sizes), false);
  }

  disconnectedCallback(): void {
    this.#drag.stop();
  }

  /** DraggableSheetContext.scrollTo. */
  override invoke(name: string, args: unknown): unknown {
    if (name !== "scrollTo") return super.invoke(name, args);
    const given = typeof args === "object" && args !== null ? args : {};
    const options = given as Readonly<Record<string, unknown>>;
    const pixels = Number(options["pixels"]);
    const size = Number.isNaN(pixels) ? Number(options["size"]) : pixels / this.#whole_px();
    if (!Number.isNaN(size)) {
      this.#show(sizeWithin(size, this.#sizes), options["animated"] !== false);
    }
    return null;
  }

  get #sizes(): SheetSizes {
    const between = this.attrs.get("snap-sizes");
    return {
      least: this.number("min-child-size", 0.25),
      most: this.number("max-child-size", 1),
      between: Array.isArray(between) ? between.filter((size) => typeof size === "number") : [],
      snaps: this.flag("snap"),
    };
  }

  #whole_px(): number {
    return Math.max(1, this.parentElement?.clientHeight ?? 1);
  }

  #show(size: number, glide: boolean): void {
    this.own("transition", glide ? GLIDE : null);
    this.own("height", `${size * 100}%`);
    if (size === this.#size) return;
    this.#size = size;
    this.emit("sizeupdate", { size, pixels: size * this.#whole_px() });
  }
}
