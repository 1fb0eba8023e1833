// How a wheel of rows moves: px from its first row, growing downwards. No DOM here.

/** A wheel that is let go runs on as far as it would in this time at its speed. */
const RUN_ON_MS = 220;
/** How much of a pull beyond the ends is seen. */
const STRETCH = 0.35;
/** One notch of a mouse wheel, as engines report it. */
const NOTCH_PX = 60;

export interface WheelRows {
  readonly count: number;
  readonly row_px: number;
}

function end_px({ count, row_px }: WheelRows): number {
  return Math.max(0, count - 1) * row_px;
}

/** Where a wheel is shown that is pulled to `offset_px`: beyond its ends it resists. */
export function stretched(offset_px: number, rows: WheelRows): number {
  const end = end_px(rows);
  if (offset_px < 0) return offset_px * STRETCH;
  return offset_px > end ? end + (offset_px - end) * STRETCH : offset_px;
}

/** The row that a wheel comes to rest on; speed in px/ms. */
export function restingRow(offset_px: number, speed: number, rows: WheelRows): number {
  if (rows.row_px <= 0 || rows.count <= 0) return 0;
  const row = Math.round((offset_px + speed * RUN_ON_MS) / rows.row_px);
  return Math.min(rows.count - 1, Math.max(0, row));
}

/** Whole rows in what a mouse wheel has turned, and the px that are left over. */
export function notches(turned_px: number): { readonly rows: number; readonly left_px: number } {
  const rows = Math.trunc(turned_px / NOTCH_PX);
  return { rows, left_px: turned_px - rows * NOTCH_PX };
}

/** Progress of a movement that ends gently; both 0 to 1. */
export function easeOut(progress: number): number {
  return 1 - (1 - Math.min(1, Math.max(0, progress))) ** 3;
}

/** Rows that a key moves a wheel by; null for other keys. */
export function rowsOfKey(key: string): number | null {
  const rows: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -5,
    PageDown: 5,
    Home: -Infinity,
    End: Infinity,
  };
  return rows[key] ?? null;
}
