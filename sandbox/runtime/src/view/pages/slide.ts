// How one page takes the place of another: a new one slides in from the right, one that is left
// slides out to it. People who ask for less motion, and tabs, get none.

import type { Tells } from "../../shared/questions.ts";
import type { Page } from "./page.ts";

const SLIDE_MS = 240;
const EASING = "cubic-bezier(0.2, 0.8, 0.3, 1)";

export interface Sliding {
  /** The page that is going. */
  readonly leaving: Page;
  readonly done: Promise<void>;
  /** Be there at once. */
  finish(): void;
}

/** Slide `coming` in or `leaving` out. */
export function slide(coming: HTMLElement, leaving: Page, by: Tells["page.show"]["by"]): Sliding {
  const isStill =
    (by !== "push" && by !== "pop") ||
    document.visibilityState === "hidden" ||
    matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isStill) return { leaving, done: Promise.resolve(), finish: () => undefined };
  const frames = [{ transform: "translateX(100%)" }, { transform: "translateX(0)" }];
  const moving = by === "push" ? coming : leaving.frame;
  const animation = moving.animate(by === "push" ? frames : frames.reverse(), {
    duration: SLIDE_MS,
    easing: EASING,
  });
  return {
    leaving,
    done: animation.finished.then(
      () => undefined,
      () => undefined,
    ),
    finish: () => {
      animation.finish();
    },
  };
}
