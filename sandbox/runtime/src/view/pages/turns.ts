// What happens to a page, in its order: while it waits for a style sheet, all else waits behind.

export class Turns {
  #held: (() => void)[] | null = null;

  /** Now, or behind what is held. */
  take(act: () => void): void {
    if (this.#held) this.#held.push(act);
    else act();
  }

  /** Hold all that comes from now on; `first` goes before it. */
  hold(first: () => void): void {
    this.#held = [first, ...(this.#held ?? [])];
  }

  /** Do what was held, until something of it holds again. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const [index, act] of held.entries()) {
      act();
      if (this.#behind(held.slice(index + 1))) return;
    }
  }

  /** Put `acts` behind what is held; false when nothing is. */
  #behind(acts: readonly (() => void)[]): boolean {
    this.#held?.push(...acts);
    return this.#held !== null;
  }

  /** Nothing of it will be done. */
  drop(): void {
    this.#held = null;
  }
}
