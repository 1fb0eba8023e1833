// `this.animate` and `this.clearAnimation`: keyframes on elements, by Web Animations.

import type { AppElement } from "../elements.ts";
import { framesOf, isEmpty, type GivenFrame } from "./keyframes.ts";

/** Ties an animation to how far something is scrolled, in place of time. */
export interface ScrollDriven {
  readonly scroller: Element;
  readonly isVertical: boolean;
  readonly start_px: number;
  readonly end_px: number;
}

interface Tween {
  readonly frames: readonly GivenFrame[];
  animation: Animation;
  stop: () => void;
}

export class Tweens {
  readonly #running = new WeakMap<AppElement, Tween[]>();

  /** Resolves when the frames have run, or were taken away; what they set stays. */
  async run(
    elements: readonly AppElement[],
    frames: readonly GivenFrame[],
    duration_ms: number,
    scroll: ScrollDriven | null,
  ): Promise<void> {
    const ends = elements.map(async (element) => {
      const tween = start(element, frames, duration_ms, scroll);
      const list = this.#running.get(element);
      if (list) list.push(tween);
      else this.#running.set(element, [tween]);
      if (!scroll) await tween.animation.finished.catch(() => null);
    });
    await Promise.all(ends);
  }

  /** Take away all that was set, or the members that `options` names. */
  clear(element: AppElement, options: Readonly<Record<string, boolean>> | null): void {
    const tweens = this.#running.get(element) ?? [];
    this.#running.delete(element);
    for (const tween of tweens) {
      tween.stop();
      tween.animation.cancel();
      const rest = options ? framesOf(tween.frames, options) : [];
      if (isEmpty(rest)) continue;
      tween.animation = element.animate(rest, { duration: 1, fill: "forwards" });
      tween.animation.finish();
      const list = this.#running.get(element);
      if (list) list.push(tween);
      else this.#running.set(element, [tween]);
    }
  }
}

function start(
  element: AppElement,
  given: readonly GivenFrame[],
  duration_ms: number,
  scroll: ScrollDriven | null,
): Tween {
  const duration = Number.isFinite(duration_ms) ? Math.max(duration_ms, 0) : 0;
  const animation = element.animate(framesOf(given), { duration, fill: "both" });
  const tween: Tween = { frames: given, animation, stop: () => undefined };
  if (scroll) tween.stop = follow(animation, duration, scroll);
  return tween;
}

function follow(animation: Animation, duration_ms: number, scroll: ScrollDriven): () => void {
  const { scroller, isVertical, start_px, end_px } = scroll;
  animation.pause();
  const move = (): void => {
    const at = isVertical ? scroller.scrollTop : scroller.scrollLeft;
    const way = end_px - start_px;
    const share = way === 0 ? Number(at >= start_px) : (at - start_px) / way;
    animation.currentTime = Math.min(Math.max(share, 0), 1) * duration_ms;
  };
  move();
  scroller.addEventListener("scroll", move, { passive: true });
  return () => {
    scroller.removeEventListener("scroll", move);
  };
}
