// How a line of the console says which line of the developer's own printed it: the page's console
// gets it last, and the host takes it off again (sandbox/view/lines.py).

const MARK = "\u2190";

/** What follows the printed texts; `place` is `path:line:column`. */
export function placeText(place: string): string {
  return `${MARK} ${place}`;
}
