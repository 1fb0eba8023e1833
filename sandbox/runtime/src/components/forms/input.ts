// <input>: one line of text.

import { InnerSheet, make } from "../draw.ts";
import { FIELD_SHEET, TextField } from "./text_field.ts";
import { keyboardOf, typedAs } from "./typing.ts";

const SHEET = new InnerSheet(`
  ${FIELD_SHEET}
  .field { align-items: center; }
  slot { white-space: pre; text-overflow: ellipsis; overflow: clip visible; }
`);

export class Input extends TextField<HTMLInputElement> {
  /**
   * A placeholder takes colour, size and weight of the font (WeChat's input); apps write heights
   * and line heights that are lower than its text, and none cuts it.
   */
  static override readonly styles = `
    wx-input {
      display: block; height: 1.4rem; min-height: 1.4rem; overflow: hidden; white-space: nowrap;
      text-overflow: clip; cursor: text;
    }
    .input-placeholder {
      color: var(--fl-placeholder); overflow: clip visible; text-overflow: inherit;
      height: auto !important; max-height: none !important;
    }
  `;

  constructor() {
    const control = make("input");
    control.type = "text";
    super(control, SHEET, "input-placeholder");
  }

  protected override changed(name: string): void {
    if (name === "type" || name === "password") this.#type();
    else if (name === "confirm-type") this.control.enterKeyHint = this.text("confirm-type", "done");
    else super.changed(name);
  }

  #type(): void {
    const type = this.text("type", "text");
    const hidden = this.flag("password") || type === "password" || type === "safe-password";
    this.control.type = hidden ? "password" : "text";
    this.control.inputMode = keyboardOf(type);
  }

  protected override kept(text: string): string {
    return typedAs(this.text("type", "text"), text);
  }

  protected override key(event: KeyboardEvent): void {
    if (event.key === "Enter") this.confirm();
  }

  /** A nickname is reviewed by WeChat's servers; here every one passes. */
  protected override left(): void {
    if (this.text("type") === "nickname") {
      this.emit("nicknamereview", { pass: true, timeout: false });
    }
  }
}
