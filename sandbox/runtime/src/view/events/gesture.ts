// Touches and what follows from them: tap and longpress, as WeChat has them.
// https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxml/event.html
// A tap is one finger down and up again within 10 px; a longpress is one held for 350 ms, and no
// tap follows it when a node on the way up listened to it.

export const LONGPRESS_MS = 350;
export const SLACK_PX = 10;

/** Where one finger (or the mouse) is, in CSS pixels of the window. */
export interface Contact<T> {
  readonly id: number;
  readonly clientX: number;
  readonly clientY: number;
  /** What it went down on, and keeps. */
  readonly target: T;
}

export type Touched = "touchstart" | "touchmove" | "touchend" | "touchcancel";

export interface GestureEnds<T> {
  /** One or more contacts changed; `all` are those that are still down. */
  readonly touched: (
    type: Touched,
    changed: readonly Contact<T>[],
    all: readonly Contact<T>[],
  ) => void;
  readonly tapped: (contact: Contact<T>) => void;
  /** Held for 350 ms. True: a node heard it, so that no tap follows. */
  readonly pressed: (contact: Contact<T>) => boolean;
  readonly later: (act: () => void, delay_ms: number) => number;
  readonly never: (timer: number) => void;
}

export class Gestures<T> {
  readonly #ends: GestureEnds<T>;
  readonly #down = new Map<number, Contact<T>>();
  /** The one contact that may still become a tap. */
  #candidate: Contact<T> | null = null;
  #timer: number | null = null;

  constructor(ends: GestureEnds<T>) {
    this.#ends = ends;
  }

  start(contact: Contact<T>): void {
    const isFirst = this.#down.size === 0;
    this.#down.set(contact.id, contact);
    this.#giveUp();
    if (isFirst) {
      this.#candidate = contact;
      this.#timer = this.#ends.later(() => {
        this.#timer = null;
        if (this.#ends.pressed(contact)) this.#giveUp();
      }, LONGPRESS_MS);
    }
    this.#ends.touched("touchstart", [contact], [...this.#down.values()]);
  }

  move(moves: readonly Omit<Contact<T>, "target">[]): void {
    const changed: Contact<T>[] = [];
    for (const move of moves) {
      const before = this.#down.get(move.id);
      if (!before) continue;
      if (before.clientX === move.clientX && before.clientY === move.clientY) continue;
      const contact = { ...move, target: before.target };
      this.#down.set(move.id, contact);
      changed.push(contact);
      if (this.#candidate && isFar(this.#candidate, contact)) this.#giveUp();
    }
    if (changed.length > 0) this.#ends.touched("touchmove", changed, [...this.#down.values()]);
  }

  /** A finger went up; a tap may follow. */
  end(id: number): void {
    const contact = this.#lift(id, "touchend");
    const candidate = this.#candidate;
    this.#giveUp();
    if (contact && candidate?.id === id) this.#ends.tapped(contact);
  }

  cancel(id: number): void {
    this.#lift(id, "touchcancel");
    this.#giveUp();
  }

  cancelAll(): void {
    for (const id of [...this.#down.keys()]) this.cancel(id);
  }

  isDown(id: number): boolean {
    return this.#down.has(id);
  }

  #lift(id: number, type: Touched): Contact<T> | null {
    const contact = this.#down.get(id);
    if (!contact) return null;
    this.#down.delete(id);
    this.#ends.touched(type, [contact], [...this.#down.values()]);
    return contact;
  }

  #giveUp(): void {
    this.#candidate = null;
    if (this.#timer !== null) this.#ends.never(this.#timer);
    this.#timer = null;
  }
}

function isFar(from: Contact<unknown>, to: Contact<unknown>): boolean {
  const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
  return Math.abs(x) > SLACK_PX || Math.abs(y) > SLACK_PX;
}
