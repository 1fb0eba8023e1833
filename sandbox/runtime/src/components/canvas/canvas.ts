// <canvas>: a surface that the app draws on in the logic layer. It is handed over to it once, as
// an OffscreenCanvas; its pixels then arrive here by themselves.

import { BuiltIn } from "../base.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";

const SHEET = new InnerSheet(`
  canvas { display: block; width: 100%; height: 100%; pointer-events: none; }
  .above { position: absolute; inset: 0; overflow: hidden; pointer-events: none; }
  ::slotted(*) { pointer-events: auto; }
`);

export class Canvas extends BuiltIn {
  static override readonly styles = `
    wx-canvas { display: block; position: relative; width: 300px; height: 150px; }
  `;

  #surface: OffscreenCanvas | null = null;

  constructor() {
    super();
    // Made when it is taken: a surface costs memory, and one that was taken cannot be taken again.
    shadow(this, SHEET, make("canvas"), make("div", "above", slot()));
  }

  protected override changed(name: string): void {
    if (name !== "disable-scroll") return;
    // Read by the view's pull-down too.
    if (this.flag("disable-scroll")) this.style.setProperty("touch-action", "none");
    else this.style.removeProperty("touch-action");
  }

  override restyled(): void {
    this.changed("disable-scroll");
  }

  /** `take` gives the OffscreenCanvas, for good; a second one gets a fresh surface. */
  override invoke(name: string, args: unknown): unknown {
    if (name !== "take") return super.invoke(name, args);
    return this.#taken();
  }

  #taken(): OffscreenCanvas {
    const { shadowRoot } = this;
    const before = shadowRoot?.querySelector("canvas");
    if (!before) throw new TypeError("the canvas has no surface");
    if (!this.#surface) return (this.#surface = before.transferControlToOffscreen());
    const fresh = make("canvas");
    before.replaceWith(fresh);
    return (this.#surface = fresh.transferControlToOffscreen());
  }
}
