// Where all errors of app code end: in the console, and with whoever listens (App.onError).
// One broken handler, module or page does not stop the rest.

import { errorText } from "./inspect.ts";
import type { Print } from "./console.ts";

export type HearError = (text: string, error: unknown) => void;

export class ErrorDesk {
  readonly #print: Print;
  #hear: HearError = () => undefined;
  #busy = false;

  constructor(print: Print) {
    this.#print = print;
  }

  /** Who is told of each error, beside the console. */
  set hear(hear: HearError) {
    this.#hear = hear;
  }

  /** `what` was running: "App.onLaunch", "pages/index/index onLoad", … */
  report(what: string, error: unknown): void {
    const text = errorText(error);
    this.#print("error", [what === "" ? text : `${text}\n    in ${what}`]);
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#hear(text, error);
    } catch (second) {
      this.#print("error", [errorText(second), "\n    in App.onError"]);
    } finally {
      this.#busy = false;
    }
  }

  /** A promise that was rejected and that nobody caught. */
  reportRejection(reason: unknown): void {
    this.#print("error", [`Unhandled rejection: ${errorText(reason)}`]);
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
