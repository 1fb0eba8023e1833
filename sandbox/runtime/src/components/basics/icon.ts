// <icon>: WeChat's nine signs and six of its first years, in pictures of our own.

import { BuiltIn } from "../base.ts";
import { drawing, InnerSheet, shadow } from "../draw.ts";
import { pixels } from "../../shared/rpx.ts";
import { iconPicture } from "./icon_shapes.ts";

const SIZE_PX = 23;
const SHEET = new InnerSheet("svg { display: block; vertical-align: top; }");

export class Icon extends BuiltIn {
  static override readonly styles = `
    wx-icon { display: inline-block; font-size: 0; box-sizing: border-box; }
  `;

  readonly #root = shadow(this, SHEET);

  connectedCallback(): void {
    this.#draw();
  }

  protected override changed(): void {
    if (this.isConnected) this.#draw();
  }

  #draw(): void {
    const picture = iconPicture(this.text("type"));
    if (!picture) {
      this.#root.replaceChildren();
      return;
    }
    const svg = drawing(picture.shapes);
    const asked = pixels(this.attrs.get("size"), window.innerWidth);
    const size = `${Number.isNaN(asked) ? SIZE_PX : asked}px`;
    svg.style.width = size;
    svg.style.height = size;
    svg.style.color = picture.colour;
    svg.style.color = this.text("color");
    if (svg.style.color === "") svg.style.color = picture.colour;
    this.#root.replaceChildren(svg);
  }
}
