// The arithmetic of <slider> (component/slider). No DOM here.

export interface SliderRange {
  readonly min: number;
  readonly max: number;
  /** Above 0. */
  readonly step: number;
}

/** A range whose parts make sense, of what an app may have given. */
export function sliderRange(min: number, max: number, step: number): SliderRange {
  return { min, max: Math.max(min, max), step: step > 0 ? step : 1 };
}

/** How many digits after the point a step has: values are rounded to as many. */
function digits(range: SliderRange): number {
  const texts = [String(range.step), String(range.min)];
  return Math.max(...texts.map((text) => text.split(".")[1]?.length ?? 0));
}

/** The value at a place along the bar, 0 to 1, on a step and within the range. */
export function valueAt(fraction: number, range: SliderRange): number {
  const width = range.max - range.min;
  return snapped(range.min + Math.min(1, Math.max(0, fraction)) * width, range);
}

/** The nearest value on a step; the last step may end before `max`. */
export function snapped(value: number, range: SliderRange): number {
  const steps = Math.round((clamped(value, range) - range.min) / range.step);
  const most = Math.floor((range.max - range.min) / range.step + 1e-9);
  const exact = range.min + Math.min(steps, most) * range.step;
  return Number(exact.toFixed(Math.min(20, digits(range))));
}

/** A value that the app set: within the range, not moved to a step. */
export function clamped(value: number, range: SliderRange): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/** Where a value is along the bar, 0 to 1. */
export function fractionOf(value: number, range: SliderRange): number {
  const width = range.max - range.min;
  return width === 0 ? 0 : (clamped(value, range) - range.min) / width;
}

/** The value after a key; null for a key that a slider does not know. */
export function valueAfterKey(key: string, value: number, range: SliderRange): number | null {
  const page = Math.max(range.step, (range.max - range.min) / 10);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -range.step,
    ArrowDown: -range.step,
    ArrowRight: range.step,
    ArrowUp: range.step,
    PageDown: -page,
    PageUp: page,
    Home: -Infinity,
    End: Infinity,
  };
  const move = moves[key];
  return move === undefined ? null : snapped(value + move, range);
}
