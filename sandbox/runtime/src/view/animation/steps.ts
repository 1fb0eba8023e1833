// The `animation` attribute: what wx.createAnimation().export() gives, as steps of CSS transitions.

import { dashed, styleText, transformText } from "./transforms.ts";

/** One step: from what stands now to `properties`, by a transition. */
export interface Step {
  /** CSS property → value. */
  readonly properties: ReadonlyMap<string, string>;
  readonly transformOrigin: string;
  /** Value of `transition`. */
  readonly transition: string;
  /** Delay and duration together. */
  readonly length_ms: number;
}

const TIMINGS: readonly string[] = [
  "linear",
  "ease",
  "ease-in",
  "ease-in-out",
  "ease-out",
  "step-start",
  "step-end",
];
const LONGEST_MS = 600_000;
const MOST_STEPS = 1000;

/** The steps of an exported animation; none for anything else. */
export function stepsOf(value: unknown): Step[] {
  const actions = member(value, "actions");
  if (!Array.isArray(actions)) return [];
  return actions.slice(0, MOST_STEPS).map((action: unknown) => stepOf(action));
}

function stepOf(action: unknown): Step {
  const properties = new Map<string, string>();
  const transforms: string[] = [];
  const animates = member(action, "animates");
  for (const animate of Array.isArray(animates) ? (animates as unknown[]) : []) {
    const type = member(animate, "type");
    const given = member(animate, "args");
    const args: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (type === "style") {
      const style = typeof args[0] === "string" ? styleText(args[0], args[1]) : null;
      if (style) properties.set(style[0], style[1]);
    } else if (typeof type === "string") {
      const transform = transformText(type, args);
      if (transform !== null) transforms.push(transform);
    }
  }
  if (transforms.length > 0) properties.set("transform", transforms.join(" "));
  const option = member(action, "option");
  const transition = member(option, "transition");
  const duration_ms = millis(member(transition, "duration"), 400);
  const delay_ms = millis(member(transition, "delay"), 0);
  const timing = timingText(member(transition, "timingFunction"));
  const origin = member(option, "transformOrigin");
  const names = [...properties.keys()];
  return {
    properties,
    transformOrigin: typeof origin === "string" ? origin : "50% 50% 0",
    transition: names.map((name) => `${name} ${duration_ms}ms ${timing} ${delay_ms}ms`).join(", "),
    length_ms: duration_ms + delay_ms,
  };
}

/** A CSS easing for WeChat's word for it: `easeInOut` and `ease-in-out` are one. */
export function timingText(value: unknown): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (/^(?:cubic-bezier|steps|linear)\([\d\s.,%a-z-]+\)$/.test(text)) return text;
  const name = dashed(text);
  return TIMINGS.includes(name) ? name : "linear";
}

function millis(value: unknown, absent: number): number {
  const number = Number(value ?? absent);
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), LONGEST_MS) : absent;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
