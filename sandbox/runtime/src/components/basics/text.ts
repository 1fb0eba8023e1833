// <text>: inline text that keeps its line breaks.

import { Styled } from "../styled.ts";
import { isPlain, shownText, type TextForm } from "./text_content.ts";

/** A text node's words as the app set them, and as they stand in the page. */
interface Told {
  readonly raw: string;
  readonly shown: string;
}

export class Text extends Styled {
  static override readonly styles = `
    /* Lines break where the text says so; whether they do elsewhere is for those around to say. */
    wx-text { display: inline; white-space-collapse: preserve-breaks; }
    wx-text wx-text { white-space-collapse: inherit; }
    @supports not (white-space-collapse: preserve-breaks) {
      wx-text { white-space: pre-line; }
      wx-text wx-text { white-space: inherit; }
    }
  `;

  #watch: MutationObserver | null = null;
  #told: WeakMap<CharacterData, Told> | null = null;

  protected override changed(name: string): void {
    if (name === "decode" || name === "space") this.#reread();
    else if (name === "selectable" || name === "user-select") this.#select();
    else if (name === "max-lines" || name === "overflow") this.#clamp();
  }

  get #form(): TextForm {
    return { decode: this.flag("decode"), space: this.text("space") };
  }

  /** Children are the app's own text nodes: they are rewritten in place when they change. */
  #reread(): void {
    if (isPlain(this.#form) && !this.#watch) return;
    if (!this.#watch) {
      this.#told = new WeakMap();
      this.#watch = new MutationObserver(() => {
        this.#rewrite();
      });
      this.#watch.observe(this, { childList: true, characterData: true, subtree: true });
    }
    this.#rewrite();
  }

  #rewrite(): void {
    const form = this.#form;
    for (const node of this.childNodes) {
      if (!(node instanceof CharacterData)) continue;
      const told = this.#told?.get(node);
      const raw = told?.shown === node.data ? told.raw : node.data;
      const shown = shownText(raw, form);
      this.#told?.set(node, { raw, shown });
      if (node.data !== shown) node.data = shown;
    }
  }

  #select(): void {
    const modern = this.flag("user-select");
    const on = modern || this.flag("selectable");
    this.own("user-select", on ? "text" : null);
    this.own("-webkit-user-select", on ? "text" : null);
    this.own("cursor", on ? "text" : null);
    this.own("display", modern ? "inline-block" : null);
  }

  #clamp(): void {
    const lines = Math.floor(this.number("max-lines", 0));
    const overflow = this.text("overflow", "visible");
    const clamped = lines > 0;
    const dots = clamped && overflow === "ellipsis";
    this.own("display", clamped ? "-webkit-box" : this.flag("user-select") ? "inline-block" : null);
    this.own("-webkit-box-orient", clamped ? "vertical" : null);
    this.own("-webkit-line-clamp", dots ? String(lines) : null);
    this.own("overflow", clamped && overflow !== "visible" ? "hidden" : null);
    this.own("max-height", clamped && overflow === "clip" ? `${lines}lh` : null);
  }
}
