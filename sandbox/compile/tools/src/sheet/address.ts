// What Sass expects of a browser and a bare engine lacks: addresses, of which it reads the text.

class Address {
  readonly href: string;

  constructor(text: string) {
    this.href = text;
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }
}

/** The address of a project's root: not one that anything could be loaded from. */
export const PROJECT = "project:///";

/** Make `URL` and `self.location` there where they are missing. */
export function provideAddresses(): void {
  const here = globalThis as { URL?: unknown; self?: unknown; location?: unknown };
  here.URL ??= Address;
  here.self ??= globalThis;
  here.location ??= { href: PROJECT };
}
