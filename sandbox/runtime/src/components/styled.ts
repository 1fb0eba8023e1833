// A component that sets CSS properties on its own tag, over whatever the app wrote there:
// WeChat's does so too (an image's height with mode="widthFix").

import { BuiltIn } from "./base.ts";

export abstract class Styled extends BuiltIn {
  #own: Map<string, string> | null = null;

  /** Sets a CSS property (dash-case) of this tag, or with null lets go of it. */
  protected own(name: string, value: string | null): void {
    if (value === null) {
      if (this.#own?.delete(name)) this.style.removeProperty(name);
      return;
    }
    (this.#own ??= new Map()).set(name, value);
    this.#write(name, value);
  }

  override restyled(): void {
    if (!this.#own) return;
    for (const [name, value] of this.#own) this.#write(name, value);
  }

  /** Above all that sheets say; but `hidden` hides whatever `display` is. */
  #write(name: string, value: string): void {
    this.style.setProperty(name, value, name === "display" ? "" : "important");
  }
}
