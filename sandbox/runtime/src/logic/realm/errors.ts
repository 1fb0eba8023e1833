// Where all errors of app code end: in the console, and with whoever listens (App.onError).
// One broken handler, module or page does not stop the rest.

import { errorText } from "./inspect.ts";
import type { Print } from "./console.ts";

export type HearError = (text: string, error: unknown) => void;

export type Where = (error: unknown) => string | undefined;

export class ErrorDesk {
  readonly #print: Print;
  #hear: HearError = () => undefined;
  #busy = false;

  readonly #where: Where;

  /** `where` says where in the developer's files an error arose. */
  constructor(print: Print, where: Where = () => undefined) {
    this.#print = print;
    this.#where = where;
  }

  /** Who is told of each error, beside the console. */
  set hear(hear: HearError) {
    this.#hear = hear;
  }

  /** `what` was running: "App.onLaunch", "pages/index/index onLoad", … */
  report(what: string, error: unknown): void {
    const text = errorText(error);
    const told = what === "" ? text : `${text}\n    in ${what}`;
    this.#print("error", [told], this.#where(error));
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#hear(text, error);
    } catch (second) {
      this.#print("error", [errorText(second), "\n    in App.onError"], this.#where(second));
    } finally {
      this.#busy = false;
    }
  }

  /** A promise that was rejected and that nobody caught. */
  reportRejection(reason: unknown): void {
    this.#print("error", [`Unhandled rejection: ${errorText(reason)}`], this.#where(reason));
  }

  warn(text: string): void {
    this.#print("warn", [text]);
  }

  /** Run app code; what it throws is reported. */
  guarded(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.report(what, error);
    }
  }

  /** The same, for a result; undefined when it threw. */
  attempt<R>(what: string, run: () => R): R | undefined {
    try {
      return run();
    } catch (error) {
      this.report(what, error);
      return undefined;
    }
  }
}
