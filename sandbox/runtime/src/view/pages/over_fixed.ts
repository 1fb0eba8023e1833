// The wheel over something fixed: it scrolls the page, as in a document of its own.
//
// What is `position: fixed` hangs on the page's frame, outside the scroller, so the engine does not
// come upon the scroller when it looks for what the wheel scrolls (CSSOM View: scrolling follows
// containing blocks).

import type { Page } from "./page.ts";
import { canScroll } from "./scrollable.ts";

const LINE_PX = 16;

export function scrollOverFixed(page: Page): void {
  page.scroller.addEventListener(
    "wheel",
    (event) => {
      if (!isOverFixed(event, page.scroller)) return;
      const unit_px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      page.scroller.scrollBy({ top: event.deltaY * unit_px, behavior: "instant" });
    },
    { passive: true },
  );
}

/** Whether the event came through a fixed element, and nothing in that scrolls. */
function isOverFixed(event: WheelEvent, scroller: Element): boolean {
  if (event.ctrlKey || event.defaultPrevented) return false;
  for (const node of event.composedPath()) {
    if (node === scroller) return false;
    if (!(node instanceof Element)) continue;
    if (canScroll(node, event.deltaX, event.deltaY)) return false;
    if (getComputedStyle(node).position === "fixed") return true;
  }
  return false;
}
