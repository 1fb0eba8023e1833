// The Worker of lockdown.test.ts: lays a browser's members on the global object and on prototypes
// of it, locks, tries everything.

import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { lockDown } from "../../src/logic/realm/lockdown.ts";

export interface Tries {
  /** Expressions by name; FORBIDDEN is the list below. */
  readonly attempts: Readonly<Record<string, string>>;
  readonly forbidden: readonly string[];
}

export interface Report {
  /** What could not be removed. */
  readonly left: readonly string[];
  readonly results: readonly (readonly [string, string])[];
  /** Names of the language that went though they should not. */
  readonly missing: readonly string[];
  readonly isFunction: boolean;
  readonly returnsThis: boolean;
}

type Attempt = (forbidden: readonly string[]) => unknown;

const { attempts, forbidden } = workerData as Tries;
const port = parentPort;
if (!port) throw new Error("this is a Worker");
const post = port.postMessage.bind(port);

class Target {
  addEventListener(): void {
    throw new Error("reached");
  }
}
class Scope extends Target {
  get onmessage(): number {
    return 1;
  }

  close(): void {
    throw new Error("reached");
  }
}
Object.setPrototypeOf(globalThis, Scope.prototype);
for (const name of forbidden) {
  if (!(name in globalThis)) Reflect.set(globalThis, name, () => name);
}
// Made before: nothing can be made of text later.
const tries = Object.entries(attempts).map(
  ([name, text]) =>
    [name, runInThisContext(`(function (FORBIDDEN) { return ${text} })`) as Attempt] as const,
);
const returnThis = runInThisContext(
  "(function () { return Function('return this')() })",
) as () => unknown;
const isFunction = runInThisContext(
  "(function () { return (() => {}) instanceof Function })",
) as () => boolean;
const setTimeout = (run: unknown): void => {
  if (typeof run !== "function") throw new TypeError("text");
};

const left = lockDown(globalThis, { setTimeout, wx: {} });
const results = tries.map(([name, attempt]): readonly [string, string] => {
  try {
    return [name, String(attempt(forbidden))];
  } catch (error) {
    return [name, `threw ${(error as Error).name}`];
  }
});
const language = ["Promise", "Map", "JSON", "Proxy", "Intl", "wx", "setTimeout"];
post({
  left,
  results,
  missing: language.filter((name) => !(name in globalThis)),
  isFunction: isFunction(),
  returnsThis: returnThis() === globalThis,
} satisfies Report);
