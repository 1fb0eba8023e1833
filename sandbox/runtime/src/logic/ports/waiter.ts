// The Worker's half of a synchronous call (shared/waiting.ts): sleep until the view has answered.

import { More, Slot, State, TEXT_AT, type SyncAnswer } from "../../shared/waiting.ts";
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
    // A copy: TextDecoder takes no shared memory.
    let text: Uint8Array = this.#piece(State.ASKED).slice();
    while (this.#more() === More.PIECE) text = joined(text, this.#next());
    const bytes = this.#more() === More.BYTES ? this.#bytes() : null;
    store(this.#cells, Slot.STATE, State.IDLE);
    const answer = this.#parse(this.#sleep.decode(text)) as SyncAnswer;
    if (bytes && "bytes" in answer && typeof answer.bytes === "string") {
      (answer.value as Record<string, unknown>)[answer.bytes] = bytes.buffer;
    }
    return answer;
  }

  /** What follows the text, in one buffer. */
  #bytes(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#sleep.load(this.#cells, Slot.SIZE));
    let at = 0;
    do {
      const piece = this.#next();
      whole.set(piece, at);
      at += piece.length;
    } while (this.#more() === More.PIECE);
    return whole;
  }

  #more(): number {
    return this.#sleep.load(this.#cells, Slot.MORE);
  }

  /** The piece after the one that was taken. */
  #next(): Uint8Array {
    this.#sleep.store(this.#cells, Slot.STATE, State.TAKEN);
    this.#sleep.notify(this.#cells, Slot.STATE);
    return this.#piece(State.TAKEN);
  }

  /** What stands in the shared buffer, until the next one is asked for. */
  #piece(asked: number): Uint8Array {
    const { wait, load } = this.#sleep;
    while (load(this.#cells, Slot.STATE) === asked) wait(this.#cells, Slot.STATE, asked);
    return this.#text.subarray(0, load(this.#cells, Slot.LENGTH));
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
