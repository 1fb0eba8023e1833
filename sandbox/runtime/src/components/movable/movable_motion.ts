// How a <movable-view> moves in its area (component/movable-view). No DOM here. All in px; x and y
// are the view's own offset, before it is scaled about its middle.

export interface Span {
  readonly min: number;
  readonly max: number;
}

/** How far a view of a size can go along one axis of its area: within it, or over it if larger. */
export function spanOf(area: number, size: number, scale: number): Span {
  const grown = (size * (scale - 1)) / 2;
  const [one, other] = [grown, area - size * scale + grown];
  return { min: Math.min(one, other), max: Math.max(one, other) };
}

export function within(offset: number, { min, max }: Span): number {
  return Math.min(max, Math.max(min, offset));
}

const STRETCH = 0.35;

/** Where a drag leads: to the edge, or with out-of-bounds beyond it, resisting. */
export function dragged(offset: number, span: Span, mayLeave: boolean): number {
  const inside = within(offset, span);
  return mayLeave ? inside + (offset - inside) * STRETCH : inside;
}

/** One step of the way to a goal; `damping` as the app sets it, 20 by default. */
export function approach(from: number, goal: number, damping: number, step_ms: number): number {
  const share = 1 - Math.exp((-step_ms * Math.max(1, damping)) / 2000);
  const next = from + (goal - from) * share;
  return Math.abs(goal - next) < 0.3 ? goal : next;
}

/** How far a view runs on that is let go at a speed (px/ms), against a friction (2 by default). */
export function runOn(speed: number, friction: number): number {
  const valid = friction > 0 ? friction : 2;
  return (speed * 650) / valid;
}

export function scaleWithin(scale: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, scale));
}
