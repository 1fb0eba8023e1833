// The sizes of a <draggable-sheet>, as shares of what it stands in. No DOM here.

export interface SheetSizes {
  readonly least: number;
  readonly most: number;
  /** Where it may rest beside those two. */
  readonly between: readonly number[];
  readonly snaps: boolean;
}

export function sizeWithin(size: number, { least, most }: SheetSizes): number {
  return Math.min(most, Math.max(least, size));
}

/** Where a sheet rests that is let go: speed in shares/s, upwards is above 0. */
export function restingSize(size: number, speed: number, sizes: SheetSizes): number {
  const aimed = sizeWithin(size + speed * 0.15, sizes);
  if (!sizes.snaps) return aimed;
  const stops = [sizes.least, ...sizes.between, sizes.most];
  return stops.reduce((best, stop) =>
    Math.abs(stop - aimed) < Math.abs(best - aimed) ? stop : best,
  );
}
