// Where the items of a <swiper> are. A position counts items and may lie between two; items are
// placed in shares of what one of them takes. No DOM here.

export interface SwiperShape {
  /** How many items there are. */
  readonly count: number;
  /** How many are seen at once; at least 1. */
  readonly seen: number;
  readonly circular: boolean;
}

/** A ring needs an item that is not seen. */
export function isRing({ count, seen, circular }: SwiperShape): boolean {
  return circular && count > seen;
}

/** The last position of a swiper that is no ring. */
export function lastPosition({ count, seen }: SwiperShape): number {
  return Math.max(0, count - seen);
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}

/** Where an item lies, 0 being the first place that is seen. */
export function placeOf(item: number, position: number, shape: SwiperShape): number {
  if (!isRing(shape)) return item - position;
  const { count, seen } = shape;
  // The items that are not seen lie on both sides; a single one comes from where it is wanted.
  const lowest = count === seen + 1 ? -1 + 1e-9 : -(count - seen) / 2;
  return modulo(item - position - lowest, count) + lowest;
}

/** The item in the first place. */
export function currentOf(position: number, shape: SwiperShape): number {
  const whole = Math.round(position);
  if (isRing(shape)) return modulo(whole, shape.count);
  return Math.min(lastPosition(shape), Math.max(0, whole));
}

/** The position to go to for an item: on a ring the one that is nearer. */
export function positionFor(item: number, from: number, shape: SwiperShape): number {
  if (!isRing(shape)) return Math.min(lastPosition(shape), Math.max(0, item));
  const ahead = modulo(item - Math.round(from), shape.count);
  return Math.round(from) + (ahead > shape.count / 2 ? ahead - shape.count : ahead);
}

/** The position after autoplay: on from the last one is the first. */
export function positionAfter(position: number, shape: SwiperShape): number {
  const next = Math.round(position) + 1;
  return isRing(shape) || next <= lastPosition(shape) ? next : 0;
}

const STRETCH = 0.3;

/** A position that a drag leads to: beyond the ends of no ring it resists. */
export function draggedTo(position: number, shape: SwiperShape): number {
  if (isRing(shape)) return position;
  const last = lastPosition(shape);
  if (position < 0) return position * STRETCH;
  return position > last ? last + (position - last) * STRETCH : position;
}

/** Faster than this many items/s is a flick. */
const FLICK = 0.6;

/** Where a drag comes to rest that began at a whole position; speed in items/s. */
export function restAfterDrag(
  from: number,
  position: number,
  speed: number,
  shape: SwiperShape,
): number {
  const way = Math.abs(speed) > FLICK ? Math.sign(speed) : Math.round(position - from);
  const isBack = way * (position - from) < 0;
  const rest = isBack ? from : from + Math.max(-shape.seen, Math.min(shape.seen, way));
  return isRing(shape) ? rest : Math.min(lastPosition(shape), Math.max(0, rest));
}

/** snap-to-edge: px that all items are moved by, so that the first and last touch the edges. */
export function edgeShift(
  position: number,
  shape: SwiperShape,
  previous_px: number,
  next_px: number,
): number {
  if (isRing(shape) || shape.count < 2) return 0;
  const atStart = Math.min(1, Math.max(0, 1 - position));
  const atEnd = Math.min(1, Math.max(0, 1 - (lastPosition(shape) - position)));
  return next_px * atEnd - previous_px * atStart;
}

/** easing-function (component/swiper): progress in time to progress of the movement. */
export function swiperEasing(name: string): (progress: number) => number {
  switch (name) {
    case "linear":
      return (progress) => progress;
    case "easeInCubic":
      return (progress) => progress ** 3;
    case "easeInOutCubic":
      return (progress) => (progress < 0.5 ? 4 * progress ** 3 : 1 - (-2 * progress + 2) ** 3 / 2);
    default:
      return (progress) => 1 - (1 - progress) ** 3;
  }
}
