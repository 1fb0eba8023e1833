// A media query of wx.createMediaQueryObserver or <match-media> as CSS writes it.

import type { MediaQuery } from "../../shared/questions.ts";

/** Lengths are px. Members that are missing or no numbers are no condition. */
export function mediaText(query: MediaQuery): string {
  const lengths: readonly (readonly [string, number | undefined])[] = [
    ["min-width", query.minWidth],
    ["max-width", query.maxWidth],
    ["width", query.width],
    ["min-height", query.minHeight],
    ["max-height", query.maxHeight],
    ["height", query.height],
  ];
  const conditions = lengths
    .filter(([, length_px]) => typeof length_px === "number" && Number.isFinite(length_px))
    .map(([name, length_px]) => `(${name}: ${String(length_px)}px)`);
  const { orientation } = query;
  if (orientation === "landscape" || orientation === "portrait") {
    conditions.push(`(orientation: ${orientation})`);
  }
  return conditions.length > 0 ? conditions.join(" and ") : "all";
}
