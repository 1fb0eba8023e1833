// `node.scrollTo`: wx.pageScrollTo, and scrolling by a ScrollViewContext.

import type { Asks } from "../../shared/questions.ts";
import type { Page } from "../pages/page.ts";
import { beforeFrame } from "../pages/frames.ts";
import { scrollerOf } from "./reading.ts";

type Params = Asks["node.scrollTo"]["params"];

/** Resolves when it has arrived, or the person has taken over. */
export async function scrollTo(page: Page, params: Params): Promise<null> {
  const scroller = scrollerOf(page, params.node);
  if (!scroller) return null;
  const top = aimedTop(page, scroller, params);
  await glide(scroller, params.left ?? scroller.scrollLeft, top, params.duration_ms);
  return null;
}

function aimedTop(page: Page, scroller: Element, params: Params): number {
  const target = params.target === undefined ? null : page.nodes.find(params.target);
  if (!target) return params.top ?? scroller.scrollTop;
  const upTo = scroller.getBoundingClientRect().top + scroller.clientTop;
  const way = target.getBoundingClientRect().top - upTo;
  return scroller.scrollTop + way + (params.offsetTop ?? 0);
}

async function glide(
  scroller: Element,
  left: number,
  top: number,
  duration_ms: number,
): Promise<void> {
  const { scrollLeft: fromLeft, scrollTop: fromTop } = scroller;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (duration_ms <= 0 || isStill || document.visibilityState === "hidden") {
    scroller.scrollTo({ left, top, behavior: "instant" });
    return;
  }
  const start_ms = performance.now();
  let lastTop = fromTop;
  await new Promise<void>((resolve) => {
    const step = (): void => {
      const share = Math.min((performance.now() - start_ms) / duration_ms, 1);
      // Somebody else scrolls: the person's hand wins.
      if (Math.abs(scroller.scrollTop - lastTop) > 2) {
        resolve();
        return;
      }
      const gone = easeInOut(share);
      scroller.scrollTo({
        left: fromLeft + (left - fromLeft) * gone,
        top: fromTop + (top - fromTop) * gone,
        behavior: "instant",
      });
      lastTop = scroller.scrollTop;
      if (share >= 1) resolve();
      else beforeFrame(step);
    };
    step();
  });
}

function easeInOut(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) * (1 - share);
}
