// The page's world's way to the host's world of the same document.

import { hearWorld, sayToWorld } from "./primordials.ts";
import { CALL, CANCEL, MESSAGE, READY, SYNC, SYNC_REPLY } from "./worlds.ts";

export class Port {
  readonly #window: EventTarget;
  #reply: string | null = null;

  /** `hear` gets each message of the host as text, and the bytes that came beside it. */
  constructor(window: EventTarget, hear: (text: string, bytes: Uint8Array | null) => void) {
    this.#window = window;
    hearWorld(window, MESSAGE, hear);
    hearWorld(window, SYNC_REPLY, (text) => {
      this.#reply = text;
    });
  }

  call(text: string, bytes: Uint8Array | null): void {
    sayToWorld(this.#window, CALL, text, bytes);
  }

  cancel(text: string): void {
    sayToWorld(this.#window, CANCEL, text);
  }

  /** The page says that its first screen stands. */
  ready(): void {
    sayToWorld(this.#window, READY, "");
  }

  /** Ask and wait for the answer; null when nobody answers in this document. */
  ask(text: string, bytes: Uint8Array | null): string | null {
    this.#reply = null;
    sayToWorld(this.#window, SYNC, text, bytes);
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }
}
