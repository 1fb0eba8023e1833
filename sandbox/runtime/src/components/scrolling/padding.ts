// The `padding` attribute of Skyline's lists: four numbers, top right bottom left. No DOM here.

/** As CSS; null for what is no such list. */
export function paddingText(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const lengths = (value as unknown[]).map(Number);
  return lengths.every(Number.isFinite) ? lengths.map((px) => `${px}px`).join(" ") : null;
}

/** Columns of a <grid-view>: as many as are told, or as many as its width has room for. */
export function columnsOf(
  count: number,
  widest_px: number,
  width_px: number,
  gap_px: number,
): number {
  if (widest_px > 0) return Math.max(1, Math.ceil((width_px + gap_px) / (widest_px + gap_px)));
  return Math.max(1, Math.floor(count));
}

/** Where each child of a masonry lies: its column, and its top in px. */
export function masonry(
  heights: readonly number[],
  columns: number,
  gap_px: number,
): {
  readonly places: readonly (readonly [column: number, top_px: number])[];
  readonly height_px: number;
} {
  const filled = Array.from({ length: columns }, () => 0);
  const places = heights.map((height): [number, number] => {
    const column = filled.indexOf(Math.min(...filled));
    const top = filled[column] ?? 0;
    filled[column] = top + height + gap_px;
    return [column, top];
  });
  return { places, height_px: Math.max(0, Math.max(...filled) - gap_px) };
}
