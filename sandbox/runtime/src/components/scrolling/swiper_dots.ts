// The dots of a <swiper>, under the class names that apps style.

import { make } from "../draw.ts";
import { isRing, type SwiperShape } from "./swiper_positions.ts";

export interface DotsForm {
  /** 0: none are shown. */
  readonly count: number;
  readonly isUpright: boolean;
  readonly colour: string;
  readonly active: string;
}

export class SwiperDots {
  static readonly styles = `
    wx-swiper .wx-swiper-dots { position: absolute; z-index: 1; font-size: 0; }
    wx-swiper .wx-swiper-dots-horizontal {
      left: 50%; bottom: 10px; text-align: center; white-space: nowrap;
      transform: translate(-50%, 0);
    }
    wx-swiper .wx-swiper-dots-vertical { right: 10px; top: 50%; transform: translate(0, -50%); }
    wx-swiper .wx-swiper-dot {
      display: inline-block; width: 8px; height: 8px; border-radius: 50%; cursor: pointer;
      transition: background-color 0.2s;
    }
    wx-swiper .wx-swiper-dots-horizontal .wx-swiper-dot { margin-right: 8px; }
    wx-swiper .wx-swiper-dots-horizontal .wx-swiper-dot:last-child { margin-right: 0; }
    wx-swiper .wx-swiper-dots-vertical .wx-swiper-dot { display: block; margin-bottom: 9px; }
    wx-swiper .wx-swiper-dots-vertical .wx-swiper-dot:last-child { margin-bottom: 0; }
  `;

  readonly #box: HTMLElement;
  #form: DotsForm = { count: 0, isUpright: false, colour: "", active: "" };

  /** `box` holds the dots; `choose` hears which one was clicked. */
  constructor(box: HTMLElement, choose: (item: number) => void) {
    this.#box = box;
    box.addEventListener("click", (event) => {
      const item = [...box.children].indexOf(event.target as Element);
      if (item >= 0) choose(item);
    });
  }

  draw(form: DotsForm): void {
    this.#form = form;
    this.#box.className = `wx-swiper-dots wx-swiper-dots-${form.isUpright ? "vertical" : "horizontal"}`;
    while (this.#box.children.length > form.count) this.#box.lastChild?.remove();
    while (this.#box.children.length < form.count) this.#box.append(make("div", "wx-swiper-dot"));
  }

  /** The dots of the items that are seen. */
  mark(current: number, shape: SwiperShape): void {
    const { colour, active, count } = this.#form;
    for (const [item, dot] of [...this.#box.children].entries()) {
      const ahead = isRing(shape) ? (item - current + count) % count : item - current;
      const isActive = ahead >= 0 && ahead < shape.seen;
      dot.className = isActive ? "wx-swiper-dot wx-swiper-dot-active" : "wx-swiper-dot";
      if (dot instanceof HTMLElement) dot.style.backgroundColor = isActive ? active : colour;
    }
  }
}
