// Writes the answer that the Worker sleeps for into the shared buffer (shared/waiting.ts).

import { More, Slot, State, TEXT_AT, type SyncAnswer } from "../../shared/waiting.ts";

/** Atomics.waitAsync (ECMAScript 2024): the page's thread may wait in no other way. */
type WaitAsync = (
  array: Int32Array,
  index: number,
  value: number,
) => { readonly async: boolean; readonly value: string | Promise<string> };

export class SyncAnswers {
  readonly #slots: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #waitAsync = (Atomics as unknown as { readonly waitAsync: WaitAsync }).waitAsync;

  constructor(buffer: SharedArrayBuffer) {
    this.#slots = new Int32Array(buffer, 0, TEXT_AT / Int32Array.BYTES_PER_ELEMENT);
    this.#bytes = new Uint8Array(buffer, TEXT_AT);
  }

  /** Give an answer, and the bytes that its member `bytes` names. Resolves when the Worker has
   *  taken the last piece but one. */
  async give(answer: SyncAnswer, bytes: Uint8Array | null = null): Promise<void> {
    const text = new TextEncoder().encode(JSON.stringify(answer));
    if (bytes === null) {
      await this.#write(text, More.NONE);
      return;
    }
    this.#slots[Slot.SIZE] = bytes.byteLength;
    await this.#write(text, More.BYTES);
    await this.#taken();
    await this.#write(bytes, More.NONE);
  }

  /** `last` is what follows the last piece. */
  async #write(content: Uint8Array, last: number): Promise<void> {
    const room = this.#bytes.byteLength;
    for (let from = 0; ; from += room) {
      const piece = content.subarray(from, from + room);
      const isLast = from + room >= content.byteLength;
      this.#bytes.set(piece);
      this.#slots[Slot.LENGTH] = piece.byteLength;
      this.#slots[Slot.MORE] = isLast ? last : More.PIECE;
      Atomics.store(this.#slots, Slot.STATE, State.ANSWERED);
      Atomics.notify(this.#slots, Slot.STATE);
      if (isLast) return;
      await this.#taken();
    }
  }

  async #taken(): Promise<void> {
    while (Atomics.load(this.#slots, Slot.STATE) === State.ANSWERED) {
      await this.#waitAsync.call(Atomics, this.#slots, Slot.STATE, State.ANSWERED).value;
    }
  }
}
