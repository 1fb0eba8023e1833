// The page's world's way to the host's world of the same document.

import { Voice, hearWorld } from "./primordials.ts";
import { CALL, CANCEL, MESSAGE, READY, SYNC, SYNC_REPLY } from "./worlds.ts";

export class Port {
  readonly #voice: Voice;
  #reply: string | null = null;

  /** `hear` gets each message of the host as text, and the bytes that came beside it. */
  constructor(window: EventTarget, hear: (text: string, bytes: Uint8Array | null) => void) {
    this.#voice = new Voice(window);
    hearWorld(window, MESSAGE, hear);
    hearWorld(window, SYNC_REPLY, (text) => {
      this.#reply = text;
    });
  }

  call(text: string, bytes: Uint8Array | null): void {
    this.#voice.say(CALL, text, bytes);
  }

  cancel(text: string): void {
    this.#voice.say(CANCEL, text);
  }

  /** The page says that its first screen stands. */
  ready(): void {
    this.#voice.say(READY, "");
  }

  /** Ask and wait for the answer; null when nobody answers in this document. */
  ask(text: string, bytes: Uint8Array | null): string | null {
    this.#reply = null;
    this.#voice.say(SYNC, text, bytes);
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }
}
