// rpx at run time: inline styles and style attributes of components. A design is 750 rpx wide
// (developers.weixin.qq.com, framework/view/wxss), so 7.5 rpx are one hundredth of the window.
// sandbox/compile/wxss/rpx.py does the same to style sheets; rpx_vectors.json holds both to it.

const RPX = /url\([^)]*\)|"[^"]*"|'[^']*'|(?<![\w-])([+-]?(?:\d+\.?\d*|\.\d+))rpx\b/gi;

/** Lines a fraction of a pixel higher than their box, which is rounded another way, push what floats
 *  in the next one aside: whole pixels, rounded down as WeChat does with every length. */
const LINE = /(^|[;{\s])(line-height)\s*:\s*([+-]?(?:\d+\.?\d*|\.\d+))rpx\b/gi;

/** A style text with every length in rpx as vw; strings and url(…) stay as they are. */
export function withoutRpx(style: string): string {
  if (!/rpx/i.test(style)) return style;
  const lined = style.replace(
    LINE,
    (_whole, before: string, name: string, count: string) =>
      `${before}${name}:round(down,${rpxAsVw(Number(count))},1px)`,
  );
  return lined.replace(RPX, (whole, count: string | undefined) =>
    count === undefined ? whole : rpxAsVw(Number(count)),
  );
}

/** Below this a length would be less than a pixel in a window of 375 pixels, and a box of that
 *  height often paints nothing; WeChat rounds such a length up to one pixel. */
const HAIRLINE_RPX = 2;

/** `3.333333vw` of 25, `max(1px,0.133333vw)` of 1. */
export function rpxAsVw(count: number): string {
  const length = `${Number((count / 7.5).toFixed(6))}vw`;
  if (count === 0 || Math.abs(count) >= HAIRLINE_RPX) return length;
  return count > 0 ? `max(1px,${length})` : `min(-1px,${length})`;
}

/** CSS pixels of `10px`, `20rpx`, `10` or 10; NaN of anything else. */
export function pixels(length: unknown, windowWidth_px: number): number {
  if (typeof length === "number") return length;
  if (typeof length !== "string") return Number.NaN;
  const found = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(rpx|px)?\s*$/i.exec(length);
  if (!found) return Number.NaN;
  const count = Number(found[1]);
  return found[2]?.toLowerCase() === "rpx" ? (count * windowWidth_px) / 750 : count;
}
