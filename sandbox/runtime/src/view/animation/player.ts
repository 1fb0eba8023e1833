// Plays the `animation` attribute: each step is a CSS transition, and the next begins when it ended.
// What a step sets stays, over the app's style text, until the app sets another animation.

import type { AppElement } from "../elements.ts";
import { stepsOf, type Step } from "./steps.ts";

export class AnimationPlayer {
  readonly #turns = new WeakMap<AppElement, number>();

  /** `value` is the attribute's; anything that is no exported animation changes nothing. */
  play(element: AppElement, value: unknown): void {
    const steps = stepsOf(value);
    if (steps.length === 0) return;
    const turn = (this.#turns.get(element) ?? 0) + 1;
    this.#turns.set(element, turn);
    void this.#run(element, steps, () => this.#turns.get(element) === turn);
  }

  async #run(element: AppElement, steps: readonly Step[], isOn: () => boolean): Promise<void> {
    // An element that is made in this very batch is put into the page after its attributes.
    await Promise.resolve();
    for (const step of steps) {
      if (!isOn()) return;
      apply(element, step);
      await ended(element, step);
    }
    if (!isOn()) return;
    element.wxHeld?.delete("transition");
    element.style.removeProperty("transition");
  }
}

/** Put back what animations hold, after the app has written the style text anew. */
export function holdAnimated(element: AppElement): void {
  if (!element.wxHeld) return;
  for (const [property, value] of element.wxHeld) element.style.setProperty(property, value);
}

function apply(element: AppElement, step: Step): void {
  const held = (element.wxHeld ??= new Map<string, string>());
  // Reading a style makes the engine take note of where the transition starts.
  getComputedStyle(element).getPropertyValue("opacity");
  held.set("transition", step.length_ms > 0 ? step.transition : "none");
  held.set("transform-origin", step.transformOrigin);
  for (const [property, value] of step.properties) held.set(property, value);
  holdAnimated(element);
}

/** Done when all transitions of the step ended, or, where nothing changed, after its time. */
async function ended(element: AppElement, step: Step): Promise<void> {
  if (step.length_ms === 0) return;
  const running = element.getAnimations().filter((animation) => animation instanceof CSSTransition);
  if (running.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, step.length_ms));
    return;
  }
  await Promise.allSettled(running.map((animation) => animation.finished));
}
