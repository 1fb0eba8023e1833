// The Worker's half of a synchronous call (shared/waiting.ts): sleep until the view has answered.

import { Slot, State, TEXT_AT, type SyncAnswer } from "../../shared/waiting.ts";
import type { Powers } from "../realm/powers.ts";

type Sleep = Pick<Powers, "wait" | "notify" | "load" | "store" | "decode">;

const INT32_BYTES = 4;

export class Waiter {
  readonly #cells: Int32Array;
  readonly #text: Uint8Array;
  readonly #sleep: Sleep;
  readonly #parse = JSON.parse as (text: string) => unknown;

  constructor(buffer: SharedArrayBuffer, sleep: Sleep) {
    this.#cells = new Int32Array(buffer, 0, TEXT_AT / INT32_BYTES);
    this.#text = new Uint8Array(buffer, TEXT_AT);
    this.#sleep = sleep;
  }

  /** Runs `ask`, which posts the question, and blocks until the answer is whole. */
  ask(ask: () => void): SyncAnswer {
    const { store } = this.#sleep;
    store(this.#cells, Slot.STATE, State.ASKED);
    ask();
    let text = this.#piece(State.ASKED);
    while (this.#sleep.load(this.#cells, Slot.MORE) === 1) {
      store(this.#cells, Slot.STATE, State.TAKEN);
      this.#sleep.notify(this.#cells, Slot.STATE);
      text = joined(text, this.#piece(State.TAKEN));
    }
    store(this.#cells, Slot.STATE, State.IDLE);
    return this.#parse(this.#sleep.decode(text)) as SyncAnswer;
  }

  #piece(asked: number): Uint8Array {
    const { wait, load } = this.#sleep;
    while (load(this.#cells, Slot.STATE) === asked) wait(this.#cells, Slot.STATE, asked);
    // A copy: TextDecoder takes no shared memory.
    return this.#text.slice(0, load(this.#cells, Slot.LENGTH));
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
