// <match-media>: shows its children while the window fits.

import { mediaText } from "../../view/questions/media_text.ts";
import { BuiltIn } from "../base.ts";

export class MatchMedia extends BuiltIn {
  static override readonly styles = `
    wx-match-media { display: block; }
    wx-match-media:not(:state(fits)) { display: none !important; }
  `;

  readonly #internals = this.attachInternals();
  #query: MediaQueryList | null = null;

  connectedCallback(): void {
    this.#watch();
  }

  disconnectedCallback(): void {
    this.#query?.removeEventListener("change", this.#fit);
  }

  protected override changed(): void {
    if (this.isConnected) this.#watch();
  }

  #watch(): void {
    this.#query?.removeEventListener("change", this.#fit);
    this.#query = window.matchMedia(mediaText(this.#wanted()));
    this.#query.addEventListener("change", this.#fit);
    this.#fit();
  }

  #wanted(): Parameters<typeof mediaText>[0] {
    const lengths: Record<string, number> = {};
    const names = { "min-width": "minWidth", "max-width": "maxWidth", width: "width" };
    const tall = { "min-height": "minHeight", "max-height": "maxHeight", height: "height" };
    for (const [attribute, member] of Object.entries({ ...names, ...tall })) {
      const length = this.number(attribute, Number.NaN);
      if (!Number.isNaN(length)) lengths[member] = length;
    }
    const orientation = this.text("orientation");
    return orientation === "" ? lengths : { ...lengths, orientation };
  }

  readonly #fit = (): void => {
    if (this.#query?.matches) this.#internals.states.add("fits");
    else this.#internals.states.delete("fits");
  };
}
