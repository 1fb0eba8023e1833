// Times of media as people read them. No DOM here.

/** `02:05`, `1:00:09`; of what has no length yet, `00:00`. */
export function clockText(time_s: number): string {
  const whole = Number.isFinite(time_s) && time_s > 0 ? Math.floor(time_s) : 0;
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const rest = `${padded(minutes)}:${padded(seconds)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A length that is known, else 0: streams have an infinite one. */
export function lengthOf(duration_s: number): number {
  return Number.isFinite(duration_s) && duration_s > 0 ? duration_s : 0;
}

/** 0 to 1. */
export function fractionOf(time_s: number, duration_s: number): number {
  const length = lengthOf(duration_s);
  return length === 0 ? 0 : Math.min(1, Math.max(0, time_s / length));
}

function padded(value: number): string {
  return String(value).padStart(2, "0");
}
