// <cover-view>, <cover-image>: once the only tags above native ones, now as others are; and
// <keyboard-accessory>, a bar above the keyboard.

import { BuiltIn } from "../base.ts";
import { InnerSheet, make, shadow } from "../draw.ts";
import type { HoverTimes } from "../hover.ts";
import { Hoverable } from "../hoverable.ts";

const TIMES: HoverTimes = { className: "none", start_ms: 50, stay_ms: 400 };

export class CoverView extends Hoverable {
  static override readonly styles = `
    wx-cover-view {
      display: block; line-height: 1.2; overflow: hidden; white-space: nowrap; pointer-events: auto;
    }
  `;

  protected override get hoverTimes(): HoverTimes {
    return TIMES;
  }

  protected override changed(name: string, value: unknown, before: unknown): void {
    super.changed(name, value, before);
    if (name === "scroll-top") this.scrollTop = this.number("scroll-top", 0);
  }
}

const IMAGE_SHEET = new InnerSheet(`
  img { display: block; width: 100%; height: 100%; pointer-events: none; }
  img[data-state="none"] { visibility: hidden; }
`);

export class CoverImage extends BuiltIn {
  static override readonly styles = `
    wx-cover-image {
      display: inline-block; line-height: 1.2; overflow: hidden; vertical-align: top;
    }
  `;

  readonly #picture = make("img");

  constructor() {
    super();
    const picture = this.#picture;
    picture.dataset["state"] = "none";
    picture.alt = "";
    picture.addEventListener("load", () => {
      picture.dataset["state"] = "there";
      this.emit("load", { width: picture.naturalWidth, height: picture.naturalHeight });
    });
    picture.addEventListener("error", () => {
      picture.dataset["state"] = "none";
      this.emit("error", { errMsg: `GET ${this.text("src")} failed` });
    });
    shadow(this, IMAGE_SHEET, picture);
  }

  connectedCallback(): void {
    this.#load();
  }

  protected override changed(name: string): void {
    if (name === "src" && this.isConnected) this.#load();
  }

  #load(): void {
    const source = this.text("src").trim();
    const url = source === "" ? null : (this.reporter?.url(source) ?? null);
    if (url === null) this.#picture.removeAttribute("src");
    else if (this.#picture.getAttribute("src") !== url) this.#picture.src = url;
  }
}

/** Stands in a field, whose shadow tree shows it while the field has the focus. */
export class KeyboardAccessory extends BuiltIn {
  static override readonly styles = "wx-keyboard-accessory { display: block; }";
}
