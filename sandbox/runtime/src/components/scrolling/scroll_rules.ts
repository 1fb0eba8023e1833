// The arithmetic of <scroll-view> (component/scroll-view). No DOM here.

export interface Extent {
  /** How far it is scrolled, px. */
  readonly at: number;
  /** What is seen of it, px. */
  readonly seen: number;
  /** All of it, px. */
  readonly whole: number;
}

/** WeChat tells of an end once in this time while a person scrolls on towards it. */
const AGAIN_MS = 200;

/** When scrolltoupper and scrolltolower are due, along one axis. */
export class Ends {
  #last_px = 0;
  #upper_ms = -Infinity;
  #lower_ms = -Infinity;

  /** Scrolled to a place at a time. */
  pass(
    extent: Extent,
    upper_px: number,
    lower_px: number,
    now_ms: number,
  ): "upper" | "lower" | null {
    const way = extent.at - this.#last_px;
    this.#last_px = extent.at;
    if (way < 0 && extent.at <= upper_px && now_ms - this.#upper_ms > AGAIN_MS) {
      this.#upper_ms = now_ms;
      return "upper";
    }
    const left_px = extent.whole - extent.seen - extent.at;
    if (way > 0 && left_px <= lower_px && now_ms - this.#lower_ms > AGAIN_MS) {
      this.#lower_ms = now_ms;
      return "lower";
    }
    return null;
  }
}

export type Alignment = "start" | "center" | "end" | "nearest";

/** Where to scroll so that a child (its start, its length, from the beginning of all) is seen. */
export function alignedTo(
  start: number,
  length: number,
  { at, seen }: Extent,
  alignment: Alignment,
): number {
  switch (alignment) {
    case "start":
      return start;
    case "end":
      return start + length - seen;
    case "center":
      return start + length / 2 - seen / 2;
    case "nearest":
      if (start >= at && start + length <= at + seen) return at;
      return Math.abs(start - at) < Math.abs(start + length - at - seen)
        ? start
        : start + length - seen;
  }
}

export function alignmentOf(text: string): Alignment {
  return text === "center" || text === "end" || text === "nearest" ? text : "start";
}

/** paging-enabled: the nearest place that is a whole number of views from the beginning. */
export function pageAt({ at, seen, whole }: Extent): number {
  if (seen <= 0) return at;
  return Math.min(Math.round(at / seen) * seen, Math.max(0, whole - seen));
}

/** How far a refresher is drawn down by a drag of this length: ever less beyond its threshold. */
export function drawnDown(drag_px: number, threshold_px: number): number {
  const most_px = Math.max(threshold_px, 1) * 3;
  const half_px = Math.max(0, drag_px) * 0.6;
  return (half_px * most_px) / (half_px + most_px);
}

/** How far a scroll that is let go at a speed (px/ms) goes on in `step_ms`, and its speed then. */
export function glide(
  speed: number,
  step_ms: number,
): { readonly px: number; readonly speed: number } {
  const next = speed * Math.exp(-step_ms / 325);
  return { px: ((speed + next) / 2) * step_ms, speed: Math.abs(next) < 0.02 ? 0 : next };
}
