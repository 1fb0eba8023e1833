// Whether a change of intersection is one that the app asked for.

/** The part of an IntersectionObserverEntry that counts. */
export interface Meeting {
  readonly intersectionRatio: number;
}

/** Whether the ratio went over one of `thresholds` on its way from `before`. */
export function crosses(thresholds: readonly number[], before: number, now: Meeting): boolean {
  const ratio = now.intersectionRatio;
  if (before === ratio) return false;
  return thresholds.some((threshold) => isOver(before, threshold) !== isOver(ratio, threshold));
}

/** A threshold of 0 is passed by anything in sight, others when they are reached. */
function isOver(ratio: number, threshold: number): boolean {
  return threshold === 0 ? ratio > 0 : ratio >= threshold;
}
