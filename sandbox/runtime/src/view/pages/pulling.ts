// Which presses may pull a page down: those that nothing on their way wants for itself.

import type { Contact } from "../events/gesture.ts";
import type { Target } from "../events/report.ts";
import { catcherOf } from "../events/targets.ts";
import type { PullDown } from "./pull.ts";
import type { PageRooms } from "./rooms.ts";

const MINE = /\b(?:none|pan-x|pan-left|pan-right)\b/;

export class Pulling {
  readonly #rooms: PageRooms;
  #pull: PullDown | null = null;

  constructor(rooms: PageRooms) {
    this.#rooms = rooms;
  }

  /** `path` is the event's composed path, from the innermost node. */
  began(target: Target, contact: Contact<Target>, path: readonly EventTarget[]): void {
    this.#pull = null;
    if (catcherOf(target.element, "touchmove") || isWanted(path, target)) return;
    const pull = this.#rooms.of(target.page.id)?.pull ?? null;
    if (pull?.began(contact.clientX, contact.clientY)) this.#pull = pull;
  }

  moved(contact: Contact<Target>): void {
    this.#pull?.moved(contact.clientX, contact.clientY);
  }

  ended(): void {
    this.#pull?.ended();
    this.#pull = null;
  }
}

/** Whether something inside the page drags, scrolls back or selects by itself. */
function isWanted(path: readonly EventTarget[], target: Target): boolean {
  for (const node of path) {
    if (node === target.page.scroller) return false;
    if (!(node instanceof HTMLElement)) continue;
    if (node.matches("input, textarea, [contenteditable]") || node.scrollTop > 0) return true;
    if (MINE.test(getComputedStyle(node).touchAction)) return true;
  }
  return false;
}
