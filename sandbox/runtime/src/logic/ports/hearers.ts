// Who listens to what, by name. One that throws does not keep the others from hearing.

export type Hear = (value: unknown) => void;
type Guarded = (what: string, run: () => void) => void;

export class Hearers {
  readonly #byName = new Map<string, readonly Hear[]>();
  readonly #guarded: Guarded;

  constructor(guarded: Guarded) {
    this.#guarded = guarded;
  }

  add(name: string, hear: Hear): void {
    this.#byName.set(name, [...(this.#byName.get(name) ?? []), hear]);
  }

  /** Without `hear`: all of that name. */
  remove(name: string, hear?: Hear): void {
    const left = hear ? (this.#byName.get(name) ?? []).filter((one) => one !== hear) : [];
    if (left.length > 0) this.#byName.set(name, left);
    else this.#byName.delete(name);
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  tell(name: string, value: unknown): void {
    for (const hear of this.#byName.get(name) ?? []) {
      this.#guarded(name, () => {
        hear(value);
      });
    }
  }
}
