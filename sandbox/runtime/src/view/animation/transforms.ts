// WeChat's animation members as CSS: lengths without a unit are px, angles are degrees.
// https://developers.weixin.qq.com/miniprogram/dev/api/ui/animation/Animation.html

import { withoutRpx } from "../../shared/rpx.ts";

type Unit = "px" | "deg" | "";

/** CSS transform functions by name: the unit of each argument, the last one for all further. */
const FUNCTIONS: Readonly<Record<string, readonly Unit[]>> = {
  matrix: [""],
  matrix3d: [""],
  rotate: ["deg"],
  rotate3d: ["", "", "", "deg"],
  rotateX: ["deg"],
  rotateY: ["deg"],
  rotateZ: ["deg"],
  scale: [""],
  scale3d: [""],
  scaleX: [""],
  scaleY: [""],
  scaleZ: [""],
  skew: ["deg"],
  skewX: ["deg"],
  skewY: ["deg"],
  translate: ["px"],
  translate3d: ["px"],
  translateX: ["px"],
  translateY: ["px"],
  translateZ: ["px"],
};

/** Properties that an animation may set, in CSS's names; numbers are px but for opacity. */
const PROPERTIES: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ["opacity", ""],
  ["background-color", ""],
  ["width", "px"],
  ["height", "px"],
  ["left", "px"],
  ["right", "px"],
  ["top", "px"],
  ["bottom", "px"],
]);

export function isTransform(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

/** `rotate(30deg)`; null when `name` is no transform or an argument is neither number nor text. */
export function transformText(name: string, args: readonly unknown[]): string | null {
  const units = isTransform(name) ? FUNCTIONS[name] : undefined;
  if (!units || args.length === 0) return null;
  const last = units[units.length - 1] ?? "";
  const texts = args.map((arg, index) => valueText(arg, units[index] ?? last));
  return texts.includes(null) ? null : `${name}(${texts.join(", ")})`;
}

/** `[property, value]` in CSS's names; null when animations do not set it. */
export function styleText(name: string, value: unknown): readonly [string, string] | null {
  const property = dashed(name);
  const unit = PROPERTIES.get(property);
  const text = unit === undefined ? null : valueText(value, unit);
  return text === null ? null : [property, text];
}

/** `backgroundColor` → `background-color`. */
export function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function valueText(value: unknown, unit: Unit): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? `${value}${unit}` : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const text = withoutRpx(value.trim());
  return unit !== "" && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? text + unit : text;
}
