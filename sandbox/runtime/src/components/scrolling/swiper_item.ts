// <swiper-item>: one panel of a swiper, which places it.

import { Styled } from "../styled.ts";

export class SwiperItem extends Styled {
  static override readonly styles = `
    wx-swiper-item {
      display: block; position: absolute; top: 0; left: 0; width: 100%; height: 100%;
      overflow: hidden;
    }
  `;

  /** In shares of its own size. */
  place(at: number, isUpright: boolean, shift_px: number): void {
    const way = `calc(${Number((at * 100).toFixed(4))}% + ${shift_px}px)`;
    this.own("translate", isUpright ? `0 ${way}` : `${way} 0`);
  }

  size(share: string, isUpright: boolean): void {
    this.own("width", share === "" || isUpright ? null : share);
    this.own("height", share === "" || !isUpright ? null : share);
  }

  get itemId(): string {
    return this.text("item-id");
  }
}
