// The channel between a page and the one that opened it (wx.navigateTo's `events`,
// this.getOpenerEventChannel).

import type { EventChannelLike } from "../api_ports.ts";

type Hear = (...values: unknown[]) => void;
type Guarded = (what: string, run: () => void) => void;

interface Heard {
  readonly hear: Hear;
  readonly once: boolean;
}

/** One side emits what the other hears: two of these, tied together. */
export class EventChannel implements EventChannelLike {
  readonly #guarded: Guarded;
  #heard = new Map<string, readonly Heard[]>();
  #other: EventChannel | null = null;

  constructor(guarded: Guarded) {
    this.#guarded = guarded;
  }

  /** The opener's and the opened page's end. */
  static pair(guarded: Guarded): [EventChannel, EventChannel] {
    const opener = new EventChannel(guarded);
    const opened = new EventChannel(guarded);
    opener.#other = opened;
    opened.#other = opener;
    return [opener, opened];
  }

  on(name: string, hear: Hear): void {
    this.#add(name, hear, false);
  }

  once(name: string, hear: Hear): void {
    this.#add(name, hear, true);
  }

  /** Without `hear`: all of that name. */
  off(name: string, hear?: Hear): void {
    const left = hear ? this.#of(name).filter((one) => one.hear !== hear) : [];
    this.#heard.set(name, left);
  }

  emit(name: string, ...values: unknown[]): void {
    const other = this.#other;
    if (other) other.#tell(name, values);
  }

  #add(name: string, hear: Hear, once: boolean): void {
    if (typeof hear !== "function") return;
    this.#heard.set(name, [...this.#of(name), { hear, once }]);
  }

  #of(name: string): readonly Heard[] {
    return this.#heard.get(name) ?? [];
  }

  #tell(name: string, values: readonly unknown[]): void {
    const heard = this.#of(name);
    this.#heard.set(
      name,
      heard.filter((one) => !one.once),
    );
    for (const { hear } of heard) {
      this.#guarded(`event channel "${name}"`, () => {
        hear(...values);
      });
    }
  }
}
