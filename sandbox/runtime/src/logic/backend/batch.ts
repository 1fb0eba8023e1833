// One page's node operations on their way to the view: collected while app code runs, sent as one
// message at the end of the tick.

import type { OpCode, OpList, PageId } from "../../shared/ops.ts";

/** What a batch needs of the Worker. */
export interface BatchEnds {
  /** Posts a batch; `painted` is called once the view has painted it (or has nothing to paint). */
  post(page: PageId, ops: OpList, painted: (() => void) | null): void;
  /** Runs at the end of the tick. */
  soon(run: () => void): void;
}

/** Makes the operations that are due only at the end of the tick; called until nothing is added. */
export type Finish = () => boolean;

/** How often late operations may bring forth further ones before the rest waits for the next tick. */
const MAX_ROUNDS = 16;

export class Batch {
  readonly page: PageId;
  readonly #ends: BatchEnds;
  readonly #finish: Finish;
  #ops: OpList = [];
  #painted: (() => void)[] = [];
  #due = false;
  #closed = false;
  #sent = 0;

  constructor(page: PageId, ends: BatchEnds, finish: Finish) {
    this.page = page;
    this.#ends = ends;
    this.#finish = finish;
  }

  /** How many messages went out: what a benchmark counts. */
  get sent(): number {
    return this.#sent;
  }

  put1(code: OpCode, a: unknown): void {
    const ops = this.#ops;
    const at = ops.length;
    ops[at] = code;
    ops[at + 1] = a;
    if (!this.#due) this.wake();
  }

  put2(code: OpCode, a: unknown, b: unknown): void {
    const ops = this.#ops;
    const at = ops.length;
    ops[at] = code;
    ops[at + 1] = a;
    ops[at + 2] = b;
    if (!this.#due) this.wake();
  }

  put3(code: OpCode, a: unknown, b: unknown, c: unknown): void {
    const ops = this.#ops;
    const at = ops.length;
    ops[at] = code;
    ops[at + 1] = a;
    ops[at + 2] = b;
    ops[at + 3] = c;
    if (!this.#due) this.wake();
  }

  put4(code: OpCode, a: unknown, b: unknown, c: unknown, d: unknown): void {
    const ops = this.#ops;
    const at = ops.length;
    ops[at] = code;
    ops[at + 1] = a;
    ops[at + 2] = b;
    ops[at + 3] = c;
    ops[at + 4] = d;
    if (!this.#due) this.wake();
  }

  /** Something is due at the end of the tick. */
  wake(): void {
    if (this.#due || this.#closed) return;
    this.#due = true;
    this.#ends.soon(() => {
      this.flush();
    });
  }

  /** Call `run` once all operations made so far are painted. */
  whenPainted(run: () => void): void {
    if (this.#closed) return;
    this.#painted[this.#painted.length] = run;
    this.wake();
  }

  /** Send what there is now; nothing when nothing is due. */
  flush(): void {
    if (!this.#due || this.#closed) return;
    for (let round = 0; round < MAX_ROUNDS && this.#finish(); round += 1);
    const ops = this.#ops;
    const painted = this.#painted;
    this.#ops = [];
    this.#painted = [];
    this.#due = false;
    if (ops.length === 0 && painted.length === 0) return;
    this.#sent += 1;
    this.#ends.post(
      this.page,
      ops,
      painted.length === 0
        ? null
        : () => {
            for (let i = 0; i < painted.length; i += 1) painted[i]?.();
          },
    );
  }

  /** The page is gone: nothing more is sent. */
  close(): void {
    this.#closed = true;
    this.#ops = [];
    this.#painted = [];
  }
}
