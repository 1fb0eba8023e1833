// The app's `console`. What is printed goes to the page's console as text, where the host and the
// developer tools see it: the Worker's own console reaches neither.

import { inspect } from "./inspect.ts";

export type Level = "debug" | "log" | "info" | "warn" | "error";
/** `place` is where in the developer's files, when that is known. */
export type Print = (level: Level, args: readonly unknown[], place?: string) => void;

const GROUP_STEP = "  ";

/** WeChat's logic layer has these; all of them at least exist. */
export interface AppConsole {
  debug(...args: unknown[]): void;
  log(...args: unknown[]): void;
  info(...args: unknown[]): void;
  warn(...args: unknown[]): void;
  error(...args: unknown[]): void;
  trace(...args: unknown[]): void;
  dir(value: unknown): void;
  table(value: unknown): void;
  assert(holds: unknown, ...args: unknown[]): void;
  group(...args: unknown[]): void;
  groupCollapsed(...args: unknown[]): void;
  groupEnd(): void;
  time(label?: string): void;
  timeLog(label?: string, ...args: unknown[]): void;
  timeEnd(label?: string): void;
  count(label?: string): void;
  countReset(label?: string): void;
  clear(): void;
}

/** `print` gets cloneable text, one entry an argument; `now` is in milliseconds; `here` says where
 *  the app is that prints. */
export function makeConsole(
  print: Print,
  now: () => number,
  here: () => string | undefined = () => undefined,
): AppConsole {
  const began = new Map<unknown, number>();
  const counts = new Map<unknown, number>();
  let indent = "";

  const say = (level: Level, args: readonly unknown[]): void => {
    const texts = args.map((arg) => inspect(arg));
    if (indent !== "") texts.unshift(indent.slice(1));
    print(level, texts, here());
  };
  const elapsed = (label: unknown): string =>
    `${inspect(label)}: ${(now() - (began.get(label) ?? now())).toFixed(3)} ms`;
  const open = (args: readonly unknown[]): void => {
    if (args.length > 0) say("log", args);
    indent += GROUP_STEP;
  };

  return {
    debug: (...args) => {
      say("debug", args);
    },
    log: (...args) => {
      say("log", args);
    },
    info: (...args) => {
      say("info", args);
    },
    warn: (...args) => {
      say("warn", args);
    },
    error: (...args) => {
      say("error", args);
    },
    trace: (...args) => {
      say("log", ["Trace:", ...args, new Error("trace").stack ?? ""]);
    },
    dir: (value) => {
      say("log", [value]);
    },
    table: (value) => {
      say("log", [value]);
    },
    assert: (holds, ...args) => {
      if (!holds) say("error", ["Assertion failed:", ...args]);
    },
    group: (...args) => {
      open(args);
    },
    groupCollapsed: (...args) => {
      open(args);
    },
    groupEnd: () => {
      indent = indent.slice(GROUP_STEP.length);
    },
    time: (label: unknown = "default") => {
      began.set(label, now());
    },
    timeLog: (label: unknown = "default", ...args) => {
      say("log", [elapsed(label), ...args]);
    },
    timeEnd: (label: unknown = "default") => {
      say("log", [elapsed(label)]);
      began.delete(label);
    },
    count: (label: unknown = "default") => {
      const times = (counts.get(label) ?? 0) + 1;
      counts.set(label, times);
      say("log", [`${inspect(label)}: ${times}`]);
    },
    countReset: (label: unknown = "default") => {
      counts.delete(label);
    },
    clear: () => {
      // There may be others reading.
    },
  };
}
