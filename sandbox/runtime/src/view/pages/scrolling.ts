// What the app hears of a page's scrolling.

import type { Happen } from "../posting.ts";
import { BottomWatch, type Reach } from "./bottom.ts";
import { oncePerFrame } from "./frames.ts";
import type { Page } from "./page.ts";
import { innerScroller } from "./scrollable.ts";

export class PageScrolling {
  readonly #page: Page;
  readonly #happen: Happen;
  readonly #bottom = new BottomWatch();
  #isHeard: boolean;
  #top_px = 0;

  /** `isHeard`: whether the page has onPageScroll. */
  constructor(page: Page, happen: Happen, isHeard: boolean) {
    this.#page = page;
    this.#happen = happen;
    this.#isHeard = isHeard;
    const tell = oncePerFrame(() => {
      this.#tell();
    });
    page.scroller.addEventListener("scroll", tell, { passive: true });
    page.scroller.addEventListener(
      "wheel",
      (event) => {
        if (event.deltaY <= 0 || event.defaultPrevented || innerScroller(event, page.scroller))
          return;
        if (this.#bottom.pushed(this.#reach())) this.#reached();
      },
      { passive: true },
    );
  }

  listen(isHeard: boolean): void {
    this.#isHeard = isHeard;
  }

  #tell(): void {
    const { id: page, window } = this.#page;
    const reach = this.#reach();
    const isDown = reach.scrollTop > this.#top_px;
    if (reach.scrollTop === this.#top_px) return;
    this.#top_px = reach.scrollTop;
    if (this.#page.isGone) return;
    if (this.#isHeard) this.#happen("pageScroll", { page, scrollTop: reach.scrollTop });
    if (this.#bottom.scrolled(reach, isDown, window.onReachBottomDistance)) this.#reached();
  }

  #reach(): Reach {
    const { scrollTop, clientHeight, scrollHeight } = this.#page.scroller;
    return { scrollTop, height: clientHeight, scrollHeight };
  }

  #reached(): void {
    if (this.#page.isShown) this.#happen("reachBottom", { page: this.#page.id });
  }
}
