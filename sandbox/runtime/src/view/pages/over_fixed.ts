// The wheel, or a finger, over something fixed: it scrolls the page, as in a document of its own.
//
// What is `position: fixed` hangs on the page's frame, outside the scroller, so the engine does not
// come upon the scroller when it looks for what is to scroll (CSSOM View: scrolling follows
// containing blocks).

import { isAppElement } from "../elements.ts";
import { catcherOf } from "../events/targets.ts";
import type { Page } from "./page.ts";
import { canScroll } from "./scrollable.ts";

const LINE_PX = 16;

export function scrollOverFixed({ scroller }: Page): void {
  const by = (top: number): void => {
    scroller.scrollBy({ top, behavior: "instant" });
  };
  const listen = { passive: true };
  scroller.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.defaultPrevented) return;
      if (!isOverFixed(event, scroller, event.deltaX, event.deltaY)) return;
      by(event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1));
    },
    listen,
  );
  let last: number | null = null;
  scroller.addEventListener(
    "touchstart",
    (event) => {
      const [touch] = event.touches;
      last = event.touches.length === 1 && touch ? touch.clientY : null;
    },
    listen,
  );
  scroller.addEventListener(
    "touchmove",
    (event) => {
      const [touch] = event.touches;
      if (last === null || !touch) return;
      const down = last - touch.clientY;
      last = touch.clientY;
      if (!isCaught(event) && isOverFixed(event, scroller, 0, down)) by(down);
    },
    listen,
  );
}

/** Whether the event came through a fixed element, and nothing in that scrolls. */
function isOverFixed(event: Event, scroller: Element, right: number, down: number): boolean {
  for (const node of event.composedPath()) {
    if (node === scroller) return false;
    if (!(node instanceof Element)) continue;
    if (canScroll(node, right, down)) return false;
    if (getComputedStyle(node).position === "fixed") return true;
  }
  return false;
}

function isCaught(event: Event): boolean {
  const target = event.composedPath().find((node) => isAppElement(node));
  return target !== undefined && catcherOf(target, "touchmove") !== null;
}
