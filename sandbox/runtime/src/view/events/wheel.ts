// `catch:touchmove` keeps a finger from scrolling what lies behind a node: apps hold the page
// still under their dialogs with it. The wheel, which makes no touches, is held by the same.

import { isAppElement } from "../elements.ts";
import type { Page } from "../pages/page.ts";
import { scrollsInside } from "../pages/scrollable.ts";
import { catcherOf } from "./targets.ts";

export class WheelHold {
  readonly #holding = new WeakSet<Page>();

  /** Listen where it is needed only: a listener that may hold the wheel makes each turn of it wait
   *  for the page's script. Called after each batch. */
  sync(page: Page): void {
    const isCaught = page.nodes.isCaught("touchmove");
    if (isCaught === this.#holding.has(page)) return;
    if (isCaught) {
      this.#holding.add(page);
      page.frame.addEventListener("wheel", hold, { passive: false, capture: true });
    } else {
      this.#holding.delete(page);
      page.frame.removeEventListener("wheel", hold, { capture: true });
    }
  }
}

function hold(event: WheelEvent): void {
  if (event.ctrlKey) return;
  const target = event.composedPath().find((node) => isAppElement(node));
  const catcher = target ? catcherOf(target, "touchmove") : null;
  if (!catcher) return;
  if (!scrollsInside(event, catcher, event.deltaX, event.deltaY)) event.preventDefault();
}
