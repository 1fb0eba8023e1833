// Intersection and media observers of the app: `observer.open`, `media.open` and their ends.

import type { Box, Tells } from "../../shared/questions.ts";
import type { Happen } from "../posting.ts";
import { isAppElement } from "../elements.ts";
import type { Page } from "../pages/page.ts";
import { crosses } from "./crossing.ts";
import { mediaText } from "./media_text.ts";
import { boxIn } from "./reading.ts";

export class Observers {
  readonly #happen: Happen;
  readonly #ends = new Map<number, { readonly page: number; readonly stop: () => void }>();

  constructor(happen: Happen) {
    this.#happen = happen;
  }

  /** Report `intersected` for the targets as they cross the thresholds. */
  openIntersection(page: Page, params: Tells["observer.open"]): void {
    const { observer, thresholds, margins } = params;
    const root = params.relative === null ? page.frame : page.nodes.find(params.relative);
    const seen = new Map<Element, number>();
    const watch = new IntersectionObserver(
      (entries) => {
        // Behind another page nothing is drawn; that is no leaving the sight.
        if (!page.isShown) return;
        for (const entry of entries) {
          const before = seen.get(entry.target) ?? params.initialRatio;
          seen.set(entry.target, entry.intersectionRatio);
          if (crosses(thresholds, before, entry)) this.#tell(page, observer, entry);
        }
      },
      {
        root,
        rootMargin: [margins.top, margins.right, margins.bottom, margins.left]
          .map((margin_px) => `${margin_px}px`)
          .join(" "),
        threshold: thresholds.filter((ratio) => ratio >= 0 && ratio <= 1),
      },
    );
    for (const id of params.targets) {
      const element = page.nodes.find(id);
      if (element) watch.observe(element);
    }
    this.#keep(observer, page.id, () => {
      watch.disconnect();
    });
  }

  /** Report `matched` now and at each change. */
  openMedia({ observer, page, query }: Tells["media.open"]): void {
    const list = matchMedia(mediaText(query));
    const tell = (): void => {
      this.#happen("matched", { observer, matches: list.matches });
    };
    list.addEventListener("change", tell);
    this.#keep(observer, page, () => {
      list.removeEventListener("change", tell);
    });
    tell();
  }

  close(observer: number): void {
    this.#ends.get(observer)?.stop();
    this.#ends.delete(observer);
  }

  /** A page is gone, and its observers with it. */
  closePage(page: number): void {
    for (const [observer, end] of this.#ends) if (end.page === page) this.close(observer);
  }

  #keep(observer: number, page: number, stop: () => void): void {
    this.close(observer);
    this.#ends.set(observer, { page, stop });
  }

  #tell(page: Page, observer: number, entry: IntersectionObserverEntry): void {
    if (!isAppElement(entry.target)) return;
    this.#happen("intersected", {
      observer,
      node: entry.target.wxNode,
      intersectionRatio: entry.intersectionRatio,
      boundingClientRect: boxIn(page, entry.boundingClientRect),
      intersectionRect: boxOf(page, entry.intersectionRect),
      relativeRect: boxOf(page, entry.rootBounds ?? new DOMRectReadOnly()),
      time: entry.time,
    });
  }
}

/** An empty rectangle stays at 0, 0: it is nowhere. */
function boxOf(page: Page, rect: DOMRectReadOnly): Box {
  if (rect.width === 0 && rect.height === 0 && rect.left === 0 && rect.top === 0) {
    return { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
  }
  return boxIn(page, rect);
}
