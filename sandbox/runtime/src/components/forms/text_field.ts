// What <input> and <textarea> share. The placeholder lies in the light DOM, so that the app's
// placeholder-class reaches it.

import { withoutRpx } from "../../shared/rpx.ts";
import { textOf } from "../base.ts";
import { make, type InnerSheet } from "../draw.ts";
import { Parted } from "../parted.ts";
import type { FormField, Labelled } from "./field.ts";
import { caretAfter, Echoes, keyCodeOf, replacement } from "./typing.ts";

export const FIELD_SHEET = `
  .field { display: grid; width: 100%; height: 100%; max-height: inherit; min-height: inherit; }
  .field > * { grid-area: 1 / 1; min-width: 0; }
  slot { display: block; overflow: hidden; pointer-events: none; }
  .field.filled slot { visibility: hidden; }
  .control {
    width: 100%; height: 100%; margin: 0; padding: 0; border: 0; outline: 0; border-radius: 0;
    background: none; font: inherit; color: inherit; text-align: inherit; letter-spacing: inherit;
    text-indent: inherit; line-height: inherit; appearance: none; resize: none; cursor: inherit;
    box-sizing: border-box; user-select: text;
  }
  .control:disabled { opacity: 1; -webkit-text-fill-color: currentColor; }
  .field.off > * { pointer-events: none; }
  .accessory { display: none; position: fixed; left: 0; right: 0; bottom: 0; z-index: 500; }
  .field:focus-within + .accessory { display: block; }
`;

export abstract class TextField<Control extends HTMLInputElement | HTMLTextAreaElement>
  extends Parted
  implements FormField, Labelled
{
  protected readonly control: Control;
  readonly #field: HTMLElement;
  readonly #placeholderClass: string;
  readonly #echoes = new Echoes();
  #lastKey = 0;
  #told = "";
  #isFocusDue = false;

  constructor(control: Control, sheet: InnerSheet, placeholderClass: string) {
    const field = make("div", "field");
    // Children can only be a keyboard-accessory; pressing on it leaves the focus where it is.
    const accessory = make("div", "accessory");
    accessory.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    super(placeholderClass, sheet, (placeholder, children) => {
      field.append(placeholder, control);
      accessory.append(children);
      return [field, accessory];
    });
    this.control = control;
    this.#field = field;
    this.#placeholderClass = placeholderClass;
    control.className = "control";
    control.autocomplete = "off";
    control.spellcheck = false;
    control.maxLength = 140;
    this.#listen(control);
  }

  #listen(control: HTMLElement): void {
    control.addEventListener("input", this.#typed);
    control.addEventListener("compositionstart", this.#composing);
    control.addEventListener("compositionupdate", this.#composing);
    control.addEventListener("compositionend", this.#composing);
    control.addEventListener("focus", this.#focused);
    control.addEventListener("blur", this.#blurred);
    control.addEventListener("select", this.#selected);
    control.addEventListener("keydown", (event) => {
      this.#lastKey = keyCodeOf(event.key);
      if (!event.isComposing) this.key(event);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.flag("focus") || this.flag("auto-focus")) this.#takeFocus();
  }

  protected override changed(name: string): void {
    switch (name) {
      case "value":
        this.#setByApp(textOf(this.attrs.get("value")));
        break;
      case "placeholder":
        this.parts.textContent = this.text("placeholder");
        this.control.ariaLabel = this.text("placeholder");
        break;
      case "placeholder-class":
        this.parts.className = `${this.#placeholderClass} ${this.text("placeholder-class")}`;
        break;
      case "placeholder-style":
        this.parts.style.cssText = withoutRpx(this.text("placeholder-style"));
        break;
      case "maxlength":
        this.#limit();
        break;
      case "disabled":
        this.control.disabled = this.flag("disabled");
        this.#field.classList.toggle("off", this.flag("disabled"));
        break;
      case "focus":
        this.#focusByApp();
        break;
      case "cursor":
      case "selection-start":
      case "selection-end":
        if (this.hasFocus()) this.#placeCaret();
        break;
      case "cursor-color":
        this.control.style.caretColor = this.text("cursor-color");
        break;
    }
  }

  override property(name: string): unknown {
    return name === "value" ? this.control.value : super.property(name);
  }

  get formName(): string {
    return this.text("name");
  }

  formValue(): string {
    return this.control.value;
  }

  resetForm(): void {
    this.setValue("");
  }

  activate(): void {
    this.control.focus();
  }

  protected hasFocus(): boolean {
    return this.shadowRoot?.activeElement === this.control;
  }

  /** A key went down in the field (no part of a composition). */
  protected abstract key(event: KeyboardEvent): void;

  /** What of a typed text stays in the field. */
  protected kept(text: string): string {
    return text;
  }

  /** The text may have another height now. */
  protected resized(): void {
    // Only a <textarea> has lines.
  }

  /** The app's confirm event; the field lets go of the focus unless it is to be held. */
  protected confirm(): void {
    this.emit("confirm", { value: this.control.value });
    if (!this.flag("confirm-hold")) this.control.blur();
  }

  protected setValue(value: string): void {
    const { control } = this;
    if (control.value !== value) {
      const caret = caretAfter(control.value, control.selectionEnd ?? 0, value);
      control.value = value;
      if (this.hasFocus()) control.setSelectionRange(caret, caret);
    }
    this.#told = control.value;
    this.#field.classList.toggle("filled", control.value !== "");
    this.resized();
  }

  #setByApp(value: string): void {
    const limited = this.control.maxLength < 0 ? value : value.slice(0, this.control.maxLength);
    if (!this.#echoes.isStale(limited)) this.setValue(limited);
  }

  #limit(): void {
    const limit = Math.floor(this.number("maxlength", 140));
    if (limit < 0) this.control.removeAttribute("maxlength");
    else this.control.maxLength = limit;
  }

  readonly #typed = (event: Event): void => {
    this.#field.classList.toggle("filled", this.control.value !== "");
    this.resized();
    if (!(event as InputEvent).isComposing) this.#tell();
  };

  readonly #composing = (event: CompositionEvent): void => {
    this.emit(`keyboard${event.type}`, { data: event.data });
    if (event.type === "compositionend") this.#tell();
  };

  #tell(): void {
    const { control } = this;
    const kept = this.kept(control.value);
    if (kept !== control.value) {
      const caret = Math.max(0, (control.selectionEnd ?? 0) - (control.value.length - kept.length));
      control.value = kept;
      control.setSelectionRange(caret, caret);
      this.#field.classList.toggle("filled", kept !== "");
    }
    if (kept === this.#told) return;
    this.#told = kept;
    this.changedByPerson("value", kept);
    this.#echoes.tell(kept);
    const detail = { value: kept, cursor: control.selectionEnd ?? kept.length };
    this.emit(
      "input",
      { ...detail, keyCode: this.#lastKey },
      {
        heard: (returned) => {
          this.#heard(kept, returned);
        },
      },
    );
  }

  /** bindinput may return another text, which counts if nothing was typed since. */
  #heard(value: string, returned: unknown): void {
    this.#echoes.heard();
    const other = replacement(returned);
    if (!other || this.control.value !== value) return;
    this.setValue(other.value);
    this.changedByPerson("value", other.value);
    if (other.cursor !== null && this.hasFocus()) {
      this.control.setSelectionRange(other.cursor, other.cursor);
    }
  }

  readonly #focused = (): void => {
    this.#placeCaret();
    this.emit("focus", { value: this.control.value, height: 0 });
    this.emit("keyboardheightchange", { height: 0, duration: 0 });
  };

  readonly #blurred = (): void => {
    const { value, selectionEnd } = this.control;
    this.emit("blur", { value, cursor: selectionEnd ?? value.length });
    this.emit("keyboardheightchange", { height: 0, duration: 0 });
    this.left();
  };

  /** The field has lost the focus. */
  protected left(): void {
    // <input type="nickname"> has more to say.
  }

  readonly #selected = (): void => {
    const { selectionStart, selectionEnd } = this.control;
    this.emit("selectionchange", { selectionStart, selectionEnd });
  };

  #placeCaret(): void {
    const start = this.number("selection-start", -1);
    const end = this.number("selection-end", -1);
    const cursor = this.number("cursor", -1);
    if (start >= 0 && end >= 0) this.control.setSelectionRange(start, end);
    else if (cursor >= 0) this.control.setSelectionRange(cursor, cursor);
  }

  #focusByApp(): void {
    if (!this.isConnected) return;
    if (this.flag("focus")) this.#takeFocus();
    else if (this.hasFocus()) this.control.blur();
  }

  /** A page that is not shown cannot give the focus: then it is due when that is. */
  #takeFocus(): void {
    this.control.focus();
    this.#isFocusDue = !this.hasFocus() && !this.control.disabled;
  }

  override pageShown(shown: boolean): void {
    if (shown && this.#isFocusDue) this.#takeFocus();
  }
}
