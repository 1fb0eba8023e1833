// The page's world's way to the host's world of the same document.

import { hearText, sayText } from "./primordials.ts";
import { CALL, CANCEL, MESSAGE, READY, SYNC, SYNC_REPLY } from "./worlds.ts";

export class Port {
  readonly #window: EventTarget;
  #reply: string | null = null;

  /** `hear` gets each message of the host as text. */
  constructor(window: EventTarget, hear: (text: string) => void) {
    this.#window = window;
    hearText(window, MESSAGE, hear);
    hearText(window, SYNC_REPLY, (text) => {
      this.#reply = text;
    });
  }

  call(text: string): void {
    sayText(this.#window, CALL, text);
  }

  cancel(text: string): void {
    sayText(this.#window, CANCEL, text);
  }

  /** The page says that its first screen stands. */
  ready(): void {
    sayText(this.#window, READY, "");
  }

  /** Ask and wait for the answer; null when nobody answers in this document. */
  ask(text: string): string | null {
    this.#reply = null;
    sayText(this.#window, SYNC, text);
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }
}
