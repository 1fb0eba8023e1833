// Calls under way: sent with an id, settled by the host's Result or Failure.

import { CallFailure, aborted, made } from "./failure.ts";
import { MAX_DEPTH, type Failure, type Methods, type Result } from "./generated.ts";
import { callText, cancelText, isTooDeep, readMessage } from "./messages.ts";
import { SafeMap, encoded } from "./primordials.ts";
import { paramsForHost, valueForPage, type Sent } from "./shapes.ts";

export type MethodName = keyof Methods;
/** Called once: with a failure, or with null and the value. */
export type Settle = (failure: CallFailure | null, value: object) => void;

/** What calls need of the port. */
export interface CallPort {
  /** `bytes` travel beside the text; the caller may change them afterwards. */
  call(text: string, bytes: Uint8Array | null): void;
  cancel(text: string): void;
  ask(text: string, bytes: Uint8Array | null): string | null;
}

interface Pending {
  readonly method: MethodName;
  readonly settle: Settle;
}

interface Written {
  readonly text: string;
  readonly bytes: Uint8Array | null;
}

const NOTHING = {};

export class Calls {
  readonly #port: CallPort;
  readonly #pending = new SafeMap<number, Pending>();
  #lastId = 0;

  constructor(port: CallPort) {
    this.#port = port;
  }

  /**
   * Send a call; `settle` is called later, never before this returns. What is returned takes the
   * call back: it then settles as aborted, at once.
   */
  start(method: MethodName, params: object, settle: Settle): () => void {
    const id = this.#nextId();
    this.#pending.set(id, { method, settle });
    const call = written(id, method, params);
    if (call instanceof CallFailure) {
      void Promise.resolve().then(() => this.#pending.take(id)?.settle(call, NOTHING));
    } else {
      this.#port.call(call.text, call.bytes);
    }
    return () => {
      const pending = this.#pending.take(id);
      if (!pending) return;
      this.#port.cancel(cancelText(id));
      pending.settle(aborted(method), NOTHING);
    };
  }

  /** Make a call and wait for its value. Throws CallFailure. */
  now(method: MethodName, params: object): object {
    const call = written(this.#nextId(), method, params);
    if (call instanceof CallFailure) throw call;
    const answer = this.#port.ask(call.text, call.bytes);
    const message = answer === null ? null : readMessage(answer);
    if (message?.type === "result") return valueForPage(method, message.value, null);
    if (message?.type === "failure") throw new CallFailure(method, message);
    throw made(method, "call.not_supported", `${method}: no host answers in this document`);
  }

  /** The host has answered. An answer that nobody waits for any more goes nowhere. */
  settle(message: Result | Failure, bytes: Uint8Array | null): void {
    const pending = this.#pending.take(message.id);
    if (!pending) return;
    const { method, settle } = pending;
    if (message.type === "failure") settle(new CallFailure(method, message), NOTHING);
    else settle(null, valueForPage(method, message.value, bytes));
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function written(id: number, method: MethodName, params: object): Written | CallFailure {
  let sent: Sent;
  let paramsText: string | undefined;
  try {
    sent = paramsForHost(method, params);
    paramsText = encoded(sent.params);
  } catch (error) {
    // A cycle, a BigInt, or a getter or toJSON of the page's that threw.
    return made(method, "call.invalid_params", `${method}: not JSON: ${String(error)}`);
  }
  const text = callText(id, method, paramsText ?? "{}");
  if (!sent.isFlat && isTooDeep(text)) {
    const message = `${method}: parameters nest deeper than ${MAX_DEPTH - 1} levels`;
    return made(method, "call.invalid_params", message);
  }
  return { text, bytes: sent.bytes };
}
