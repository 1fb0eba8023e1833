// <textarea>: several lines of text.

import { InnerSheet, make } from "../draw.ts";
import { FIELD_SHEET, TextField } from "./text_field.ts";

const SHEET = new InnerSheet(`
  ${FIELD_SHEET}
  slot { white-space: pre-wrap; word-break: break-word; }
  .control { display: block; overflow: hidden auto; }
  .control::-webkit-scrollbar { width: 6px; }
  .control::-webkit-scrollbar-thumb { border-radius: 3px; background: rgba(128, 128, 128, 0.5); }
  .control.grows { field-sizing: content; height: auto; min-height: 1lh; max-height: inherit; }
`);

/** confirm-types under which Enter is the app's; with none it begins a new line. */
const CONFIRMING = new Set(["send", "search", "next", "go", "done"]);

export class Textarea extends TextField<HTMLTextAreaElement> {
  static override readonly styles = `
    wx-textarea {
      display: block; position: relative; width: 300px; height: 150px; cursor: text;
      white-space: normal;
    }
    .textarea-placeholder { color: var(--fl-placeholder); white-space: pre-wrap; }
  `;

  #lines = 0;

  constructor() {
    super(make("textarea"), SHEET, "textarea-placeholder");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized();
  }

  protected override changed(name: string): void {
    if (name === "auto-height") this.#grow();
    else super.changed(name);
  }

  #grow(): void {
    const grows = this.flag("auto-height");
    this.control.classList.toggle("grows", grows);
    this.own("height", grows ? "auto" : null);
    this.resized();
  }

  protected override key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (!CONFIRMING.has(this.text("confirm-type")) && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.confirm();
  }

  /** Counts lines when somebody asks. */
  protected override resized(): void {
    if (!this.isConnected || !this.isHeard("linechange")) return;
    const { control } = this;
    const { style } = control;
    const before = [style.height, style.minHeight] as const;
    style.minHeight = "0";
    style.height = "1lh";
    const line = control.getBoundingClientRect().height;
    style.height = "0";
    const height = control.scrollHeight;
    [style.height, style.minHeight] = before;
    const lineCount = Math.max(1, Math.round(height / line));
    if (lineCount === this.#lines) return;
    this.#lines = lineCount;
    this.emit("linechange", {
      height,
      heightRpx: (height * 750) / window.innerWidth,
      lineCount,
      lineHeight: line,
    });
  }
}
