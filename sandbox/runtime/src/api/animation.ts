// wx.createAnimation: steps of styles, exported for the `animation` attribute. The view replays
// what export() gives.

import type { Family, Kit } from "./kit.ts";
import { isFunction, numberOf, recordOf, textOf, words } from "./reading.ts";

export interface AnimationOption {
  readonly transition: {
    readonly duration: number;
    readonly timingFunction: string;
    readonly delay: number;
  };
  readonly transformOrigin: string;
}

export interface AnimationStep {
  readonly animates: readonly { readonly type: string; readonly args: readonly unknown[] }[];
  readonly option: AnimationOption;
}

const TRANSFORMS = words(`
  matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew
  skewX skewY translate translate3d translateX translateY translateZ
`);
/** Numbers among these are pixels. */
const LENGTHS = words(`
  width height left right top bottom
`);

export function animationFamily(kit: Kit): Family {
  kit.classes.set("Animation", prototype());
  return { createAnimation: (option: unknown) => createAnimation(option) };
}

/** WeChat's Animation object. */
export function createAnimation(given: unknown): object {
  // Libraries change its members between steps (`animation.option.transition.duration = 0`).
  const option = optionOf(recordOf(given), null);
  let steps: AnimationStep[] = [];
  // What a step sets stays in the steps behind it, and is replaced by the same of a later one.
  const current = new Map<string, { type: string; args: readonly unknown[] }>();
  const animation: Record<string, unknown> = { option };
  const add = (type: string, args: readonly unknown[]): object => {
    current.set(type === "style" ? `style.${textOf(args[0])}` : type, { type, args });
    return animation;
  };
  for (const name of TRANSFORMS) {
    animation[name] = (...args: unknown[]) => add(name, defaulted(name, args));
  }
  for (const name of LENGTHS) {
    animation[name] = (value: unknown) =>
      add("style", [name, typeof value === "number" ? `${value}px` : textOf(value)]);
  }
  animation["opacity"] = (value: unknown) => add("style", ["opacity", value]);
  animation["backgroundColor"] = (value: unknown) => add("style", ["background-color", value]);
  animation["step"] = (given?: unknown) => {
    const base = readOption(animation["option"], option);
    steps.push({ animates: [...current.values()], option: optionOf(recordOf(given), base) });
    return animation;
  };
  animation["export"] = () => {
    const actions = steps;
    steps = [];
    return { actions };
  };
  return animation;
}

/** `rotate()` without an argument and the like: WeChat's defaults. */
function defaulted(name: string, args: readonly unknown[]): readonly unknown[] {
  if (args.length > 0) return args;
  return name.startsWith("scale") ? [1] : [0];
}

function optionOf(
  given: Readonly<Record<string, unknown>>,
  base: AnimationOption | null,
): AnimationOption {
  return {
    transition: {
      duration: numberOf(given["duration"], base?.transition.duration ?? 400),
      timingFunction: textOf(given["timingFunction"], base?.transition.timingFunction ?? "linear"),
      delay: numberOf(given["delay"], base?.transition.delay ?? 0),
    },
    transformOrigin: textOf(given["transformOrigin"], base?.transformOrigin ?? "50% 50% 0"),
  };
}

/** The option as the app left it. */
function readOption(left: unknown, made: AnimationOption): AnimationOption {
  const { transition, transformOrigin } = recordOf(left);
  return optionOf({ ...recordOf(transition), transformOrigin }, made);
}

function prototype(): object {
  const members = Object.entries(createAnimation({})).filter(([, member]) => isFunction(member));
  return Object.fromEntries(members);
}
