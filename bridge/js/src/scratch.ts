// Memory that long bytes pass through, kept from one time to the next.

const MAX_KEPT_BYTES = 0x200000;

/** One buffer at most. The system gives a new megabyte page by page, which takes longer than to
 *  fill it. */
export class Scratch {
  #kept: ArrayBuffer | null = null;

  /** At least `bytes` long, and the asker's alone until it gives it back. What passed before may
   *  still stand in it. */
  take(bytes: number): ArrayBuffer {
    const kept = this.#kept;
    if (kept === null || kept.byteLength < bytes) return new ArrayBuffer(bytes);
    this.#kept = null;
    return kept;
  }

  /** The largest that is not too large to keep stays. */
  giveBack(buffer: ArrayBuffer): void {
    const { byteLength } = buffer;
    if (byteLength <= MAX_KEPT_BYTES && byteLength > (this.#kept?.byteLength ?? 0)) {
      this.#kept = buffer;
    }
  }
}
