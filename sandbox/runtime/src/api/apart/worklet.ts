// wx.worklet belongs to WeChat's other renderer, where such functions run beside the UI. Here its
// values are plain ones and its animations have ended when they begin, so that pages written for
// it show what they end in.

import type { Family } from "../kit.ts";
import { isFunction, words } from "../reading.ts";

/** Curves, and functions that make one (`bezier(…)`, whose result has `factory`, `in(curve)`). */
const CURVES = words("bounce circle cubic ease exp linear quad sin step0 step1");
const CURVE_MAKERS = words("back bezier cubicBezier elastic in inOut out poly steps");

interface Curve {
  (time: unknown): unknown;
  factory(): Curve;
}

export function workletFamily(): Family {
  const curve: Curve = Object.assign((time: unknown) => time, { factory: (): Curve => curve });
  const easing: Family = {};
  for (const name of CURVES) easing[name] = curve;
  for (const name of CURVE_MAKERS) easing[name] = () => curve;
  const ended = (value: unknown, finished: unknown): unknown => {
    if (isFunction(finished)) finished(true);
    return value;
  };
  return {
    worklet: {
      shared: (value: unknown) => ({ value }),
      derived: (compute: unknown) => ({
        get value() {
          return isFunction(compute) ? compute() : undefined;
        },
      }),
      timing: (value: unknown, _options: unknown, finished: unknown) => ended(value, finished),
      spring: (value: unknown, _options: unknown, finished: unknown) => ended(value, finished),
      decay: (_options: unknown, finished: unknown) => ended(0, finished),
      delay: (_delay_ms: unknown, value: unknown) => value,
      repeat: (value: unknown) => value,
      sequence: (...values: unknown[]) => values.at(-1),
      cancelAnimation: () => undefined,
      runOnUI: (run: unknown) => run,
      runOnJS: (run: unknown) => run,
      scrollTo: () => undefined,
      scrollViewContext: { scrollTo: () => undefined },
      Easing: easing,
    },
  };
}
