// How an asynchronous API is called: WeChat's callbacks in WeChat's order, or a promise when there
// is no callback; parameters checked and errors worded as WeChat does.

import type { Facts, Parameter } from "./facts.ts";
import { ApiFailure, Errno, failureObject, type Codes } from "./failures.ts";
import { isFunction, recordOf, typeName, type Loose } from "./reading.ts";

/** What an API does: gives the members of its result, or a promise of them. Throws ApiFailure or
 *  a Refusal. */
export type Run = (params: Loose) => unknown;
/** The API as the app calls it. */
export type Call = (given?: unknown, ...more: unknown[]) => Promise<object> | undefined;

/** Runs app code so that what it throws is reported, and goes no further. */
export type Guarded = (what: string, run: () => void) => void;

export interface Ends {
  readonly success?: unknown;
  readonly fail?: unknown;
  readonly complete?: unknown;
}

/** Required by the typings, not by WeChat: apps leave them out. */
const LENIENT: Readonly<Record<string, readonly string[]>> = {
  chooseMessageFile: ["count"],
  vibrateShort: ["type"],
};

export class Caller {
  readonly #facts: Facts;
  readonly #guarded: Guarded;

  constructor(facts: Facts, guarded: Guarded) {
    this.#facts = facts;
    this.#guarded = guarded;
  }

  /** An API that answers later. */
  later(name: string, run: Run): Call {
    return (given) => {
      const params = recordOf(given);
      const outcome = this.#started(name, given, run).then((value) => succeeded(name, value));
      return this.settle(name, params, outcome);
    };
  }

  /** An API that fails always. A promise that nobody looks at says nothing about it. */
  never(name: string, reason: string, codes: Codes): Call {
    return (given) => {
      const outcome = Promise.reject(new ApiFailure(reason, codes));
      const answer = this.settle(name, recordOf(given), outcome);
      answer?.catch(() => undefined);
      return answer;
    };
  }

  /** An API in asynchronous form that calls back before it returns, as getSystemInfo does. */
  atOnce(name: string, run: Run): Call {
    return (given) => {
      const params = recordOf(given);
      const ends: Ends = params;
      let result: object;
      try {
        result = succeeded(name, run(params));
      } catch (error) {
        return this.settle(name, params, Promise.reject(asError(error)));
      }
      if (!hasEnds(params)) return Promise.resolve(result);
      this.#end(name, ends.success, ends.complete, result);
      return undefined;
    };
  }

  /** Calls back once `outcome` has settled, or gives it as a promise when there is no callback. */
  settle(name: string, ends: Ends, outcome: Promise<object>): Promise<object> | undefined {
    const worded = outcome.catch((error: unknown) => {
      // A plain object, as WeChat has it, not an Error.
      throw failureObject(name, error) as unknown as Error;
    });
    if (!hasEnds(ends)) return worded;
    worded.then(
      (result) => {
        this.#end(name, ends.success, ends.complete, result);
      },
      (failure: unknown) => {
        this.#end(name, ends.fail, ends.complete, failure);
      },
    );
    return undefined;
  }

  /** Calls one callback of the app, whatever it is. */
  callBack(what: string, callback: unknown, ...values: unknown[]): void {
    if (!isFunction(callback)) return;
    this.#guarded(what, () => callback(...values));
  }

  /** Throws ApiFailure with WeChat's `parameter error` text. */
  check(name: string, given: unknown): void {
    const parameters = this.#facts.of(name)?.parameters ?? [];
    const lenient = LENIENT[name] ?? [];
    const required = parameters.filter((one) => one.required && !lenient.includes(one.name));
    if (required.length > 0 && (typeof given !== "object" || given === null)) {
      throw parameterError(`parameter should be Object instead of ${typeName(given)};`);
    }
    const members = recordOf(given);
    for (const one of required) checkOne(one, members[one.name]);
  }

  /** The same for parameters that stand one by one (`…Sync`). */
  checkListed(name: string, given: readonly unknown[]): void {
    const parameters = this.#facts.of(name)?.parameters ?? [];
    parameters.forEach((one, index) => {
      if (one.required) checkOne(one, given[index]);
    });
  }

  // Not `async`: what an API does at once (a path is resolved, a socket opened) it does at once.
  #started(name: string, given: unknown, run: Run): Promise<unknown> {
    try {
      this.check(name, given);
      return Promise.resolve(run(recordOf(given)));
    } catch (error) {
      return Promise.reject(asError(error));
    }
  }

  #end(name: string, callback: unknown, complete: unknown, result: unknown): void {
    this.callBack(`${name} callback`, callback, result);
    this.callBack(`${name} complete`, complete, result);
  }
}

export function parameterError(text: string): ApiFailure {
  return new ApiFailure(`parameter error: ${text}`, { errno: Errno.PARAMETER });
}

function checkOne(one: Parameter, value: unknown): void {
  if (one.type === "Any") return;
  const found = typeName(value);
  if (found === one.type) return;
  if (one.type === "Object" && typeof value === "object" && value !== null) return;
  if (one.type === "Function" && isFunction(value)) return;
  throw parameterError(`parameter.${one.name} should be ${one.type} instead of ${found};`);
}

function succeeded(name: string, value: unknown): object {
  const result = typeof value === "object" && value !== null ? value : {};
  return Object.assign(result, { errMsg: `${name}:ok` });
}

function hasEnds(ends: Ends): boolean {
  return isFunction(ends.success) || isFunction(ends.fail) || isFunction(ends.complete);
}

function asError(error: unknown): Error {
  // Refusals are plain objects; they are worded by failureObject before an app sees them.
  return error as Error;
}
