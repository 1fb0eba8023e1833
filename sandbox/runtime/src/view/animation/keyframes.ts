// The keyframes of `this.animate` as Web Animations has them (W3C Web Animations, keyframes).
// https://developers.weixin.qq.com/miniprogram/dev/framework/view/animation.html

import { timingText } from "./steps.ts";
import { isTransform, styleText, transformText } from "./transforms.ts";

export type GivenFrame = Readonly<Record<string, unknown>>;

/** A frame for Element.animate(). */
export interface Frame {
  offset: number | null;
  easing: string;
  [property: string]: string | number | null;
}

/** Frames without the members that `cleared` names; members that are no animation are left out. */
export function framesOf(
  given: readonly GivenFrame[],
  cleared: Readonly<Record<string, boolean>> = {},
): Frame[] {
  return given.map((frame) => frameOf(frame, cleared));
}

/** Whether frames still set anything. */
export function isEmpty(frames: readonly Frame[]): boolean {
  return frames.every((frame) =>
    Object.keys(frame).every((name) => name === "offset" || name === "easing"),
  );
}

function frameOf(given: GivenFrame, cleared: Readonly<Record<string, boolean>>): Frame {
  const { offset, ease, transformOrigin } = given;
  const isPlace = typeof offset === "number" && offset >= 0 && offset <= 1;
  const frame: Frame = { offset: isPlace ? offset : null, easing: timingText(ease ?? "linear") };
  const transforms: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (cleared[name] === true) continue;
    if (isTransform(name)) {
      const transform = transformText(name, Array.isArray(value) ? value : [value]);
      if (transform !== null) transforms.push(transform);
    } else {
      const style = styleText(name, value);
      if (style) frame[camel(style[0])] = style[1];
    }
  }
  if (transforms.length > 0) frame["transform"] = transforms.join(" ");
  if (typeof transformOrigin === "string" && cleared["transformOrigin"] !== true) {
    frame["transformOrigin"] = transformOrigin;
  }
  return frame;
}

function camel(property: string): string {
  return property.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}
