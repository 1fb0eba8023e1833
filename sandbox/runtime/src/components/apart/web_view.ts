// <web-view>: the view has no network and runs no page's scripts, so web pages are not shown within
// the app; a note with the address stands there, and a button that opens the person's browser.

import { BuiltIn, OWN_SURFACE } from "../base.ts";
import { drawing, InnerSheet, make, shadow } from "../draw.ts";
import { GLOBE } from "./shapes.ts";
import { noteFor } from "./words.ts";

const SHEET = new InnerSheet(`
  .card {
    position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center;
    justify-content: center; gap: 16px; padding: 24px; box-sizing: border-box;
    background: var(--fl-surface); color: var(--fl-text); text-align: center;
    font: 400 16px/1.5 system-ui, sans-serif;
  }
  svg { width: 48px; height: 48px; fill: none; stroke: var(--fl-weak); stroke-width: 1.1; }
  .address {
    max-width: 100%; color: var(--fl-weak); font-size: 13px; overflow-wrap: anywhere;
    display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden;
    user-select: text;
  }
  button {
    border: 0; border-radius: 8px; padding: 10px 24px; background: #07c160; color: #fff;
    font: 500 16px/1.4 system-ui, sans-serif; cursor: pointer;
  }
  button:focus-visible { outline: 2px solid var(--fl-focus); outline-offset: 2px; }
  .failed { color: #fa5151; font-size: 13px; }
  :empty { display: none; }
`);
const WEB = /^https?:\/\//i;

export class WebView extends BuiltIn {
  // As in WeChat it covers the page and all that the page has besides.
  static override readonly styles = `
    wx-web-view { position: fixed; inset: 0; z-index: 900; display: block; }
  `;

  readonly #address = make("div", "address");
  readonly #open = make("button");
  readonly #failed = make("div", "failed");
  #told: string | null = null;

  constructor() {
    super();
    const { language } = navigator;
    this.#open.type = "button";
    this.#open.textContent = noteFor("open", language);
    this.#open.addEventListener("click", () => {
      void this.#leave();
    });
    const text = make("div", "", noteFor("web", language));
    const icon = make("div", "icon", drawing(GLOBE));
    const card = make("div", "card", icon, text, this.#address, this.#open, this.#failed);
    card.setAttribute(OWN_SURFACE, "");
    shadow(this, SHEET, card);
  }

  connectedCallback(): void {
    this.#show();
  }

  protected override changed(name: string): void {
    if (name === "src" && this.isConnected) this.#show();
  }

  #show(): void {
    const src = this.text("src").trim();
    if (src === this.#told) return;
    this.#told = src;
    this.#address.textContent = src;
    this.#open.hidden = !WEB.test(src);
    this.#failed.textContent = "";
    if (src === "") return;
    // What it listens to comes in the same batch, after this.
    queueMicrotask(() => {
      this.emit("error", { src, url: src, fullUrl: src });
    });
  }

  async #leave(): Promise<void> {
    this.#failed.textContent = "";
    try {
      await this.reporter?.host("openExternal", { url: this.text("src").trim() });
    } catch (error) {
      this.#failed.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}
