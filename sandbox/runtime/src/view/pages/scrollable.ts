// Which elements a turn of the wheel or a drag scrolls.

/** The innermost element under the pointer that this turn of the wheel can scroll, up to but not
 *  including `end`; null when there is none. */
export function innerScroller(event: WheelEvent, end: EventTarget): Element | null {
  for (const target of event.composedPath()) {
    if (target === end) return null;
    if (target instanceof Element && canScroll(target, event.deltaX, event.deltaY)) return target;
  }
  return null;
}

/** Whether something under the event, within `end` or that itself, can scroll that way. */
export function scrollsInside(event: Event, end: Element, deltaX: number, deltaY: number): boolean {
  for (const node of event.composedPath()) {
    if (node instanceof Element && canScroll(node, deltaX, deltaY)) return true;
    if (node === end) return false;
  }
  return false;
}

/** Whether `element` can scroll that way at all and is not at its end. */
export function canScroll(element: Element, deltaX: number, deltaY: number): boolean {
  const isUpright = Math.abs(deltaY) >= Math.abs(deltaX);
  const room_px = isUpright
    ? roomPx(deltaY, element.scrollTop, element.scrollHeight - element.clientHeight)
    : roomPx(deltaX, element.scrollLeft, element.scrollWidth - element.clientWidth);
  if (room_px < 1) return false;
  const style = getComputedStyle(element);
  const overflow = isUpright ? style.overflowY : style.overflowX;
  return overflow === "auto" || overflow === "scroll";
}

function roomPx(delta: number, at: number, most: number): number {
  return delta > 0 ? most - at : at;
}
