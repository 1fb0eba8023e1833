// Timers as the app has them: the engine's, which would take text as code, take functions only.

import type { Powers } from "./powers.ts";

type Run = (...values: unknown[]) => void;
type TimerPowers = Pick<
  Powers,
  "setTimeout" | "clearTimeout" | "setInterval" | "clearInterval" | "soon"
>;
type Guarded = (what: string, run: () => void) => void;

/** setTimeout and its kin, by name. */
export function makeTimers(powers: TimerPowers, guarded: Guarded): Record<string, unknown> {
  const bound = (what: string, run: unknown, values: unknown[]): (() => void) => {
    if (typeof run !== "function") throw new TypeError(`${what}: the callback is not a function`);
    return () => {
      guarded(what, () => {
        (run as Run)(...values);
      });
    };
  };
  return {
    setTimeout: (run: unknown, delay?: unknown, ...values: unknown[]) =>
      powers.setTimeout(bound("setTimeout", run, values), Number(delay) || 0),
    setInterval: (run: unknown, delay?: unknown, ...values: unknown[]) =>
      powers.setInterval(bound("setInterval", run, values), Number(delay) || 0),
    clearTimeout: (timer: unknown) => {
      powers.clearTimeout(Number(timer));
    },
    clearInterval: (timer: unknown) => {
      powers.clearInterval(Number(timer));
    },
    queueMicrotask: (run: unknown) => {
      powers.soon(bound("queueMicrotask", run, []));
    },
  };
}
