// The pages in the stage: opened, shown, slid in and out, closed, as the logic layer says.

import type { PageId } from "../../shared/ops.ts";
import type { Tells } from "../../shared/questions.ts";
import type { Page } from "./page.ts";
import { slide, type Sliding } from "./slide.ts";

type Way = Tells["page.show"]["by"];

export interface StackEnds {
  readonly make: (facts: Tells["page.open"]) => Page;
  /** This page is shown from now on. */
  readonly shown: (page: Page) => void;
}

/** Frames of pages that are no tab pages lie above the tab bar, the later the higher. */
const ABOVE_TAB_BAR = 3;

export class PageStack {
  readonly #stage: HTMLElement;
  readonly #ends: StackEnds;
  readonly #pages = new Map<PageId, Page>();
  #opened = 0;
  #shown: Page | null = null;
  #sliding: Sliding | null = null;

  constructor(stage: HTMLElement, ends: StackEnds) {
    this.#stage = stage;
    this.#ends = ends;
  }

  /** The page that is shown now; null before the first. */
  get shown(): Page | null {
    return this.#shown;
  }

  find(id: PageId): Page | null {
    return this.#pages.get(id) ?? null;
  }

  all(): readonly Page[] {
    return [...this.#pages.values()];
  }

  /** The page whose frame an element stands in. */
  at(frame: EventTarget): Page | null {
    for (const page of this.#pages.values()) if (page.frame === frame) return page;
    return null;
  }

  open(facts: Tells["page.open"]): Page {
    const page = this.#ends.make(facts);
    this.#pages.get(facts.page)?.frame.remove();
    this.#pages.set(facts.page, page);
    this.#opened += 1;
    if (page.tab < 0) page.frame.style.zIndex = String(ABOVE_TAB_BAR + this.#opened);
    // Before the tab bar in the order of Tab; z-index says what lies above.
    this.#stage.prepend(page.frame);
    return page;
  }

  /** Show a page once its style sheets are there. */
  show(id: PageId, by: Way): void {
    const page = this.#pages.get(id);
    page?.whenDressed(() => {
      if (!page.isGone) this.#swap(page, by);
    });
  }

  close(id: PageId): void {
    const page = this.#pages.get(id);
    if (!page) return;
    this.#pages.delete(id);
    page.close();
    // The page that is left goes when it has slid out.
    if (page !== this.#shown && page !== this.#sliding?.leaving) page.frame.remove();
  }

  #swap(page: Page, by: Way): void {
    const before = this.#shown;
    if (before === page) return;
    this.#sliding?.finish();
    this.#sliding = null;
    this.#shown = page;
    page.setSeen(true);
    page.setShown(true);
    before?.setShown(false);
    this.#ends.shown(page);
    if (!before) return;
    const sliding = slide(page.frame, before, by);
    this.#sliding = sliding;
    void sliding.done.then(() => {
      if (this.#sliding === sliding) this.#sliding = null;
      if (before.isGone) before.frame.remove();
      else if (before !== this.#shown) before.setSeen(false);
    });
  }
}
