// <button>. Its look is in the page's base sheet, by the attributes that WeChat's own tag carries,
// because apps write `button[disabled]` and `button::after { border: none }`.

import { act } from "../acts.ts";
import { textOf, type TapPlace } from "../base.ts";
import { pressByKeys, setReachable } from "../focus.ts";
import type { HoverTimes } from "../hover.ts";
import { Hoverable } from "../hoverable.ts";
import { RootClass } from "../tokens.ts";
import { BUTTON_STYLES } from "./button_styles.ts";
import type { Labelled } from "./field.ts";
import { Form } from "./form.ts";

const TIMES: HoverTimes = { className: "button-hover", start_ms: 20, stay_ms: 70 };
const REFLECTED = new Set(["type", "size"]);
const FLAGS = new Set(["plain", "disabled", "loading"]);
/** Attributes that are no option of an open-type. */
const OWN = /^(?:type|size|plain|disabled|loading|form-type|open-type|hover-)/;

export class Button extends Hoverable implements Labelled {
  static override readonly styles = BUTTON_STYLES;

  readonly #internals = this.attachInternals();

  constructor() {
    super();
    this.#internals.role = "button";
    const root = document.documentElement;
    if (root.classList.contains(RootClass.V2)) this.#internals.states.add("v2");
    pressByKeys(this, () => this.deaf);
    this.hoverChanged();
  }

  connectedCallback(): void {
    setReachable(this, !this.deaf);
  }

  protected override changed(name: string, value: unknown, before: unknown): void {
    super.changed(name, value, before);
    if (REFLECTED.has(name)) {
      if (this.text(name) === "") this.removeAttribute(name);
      else this.setAttribute(name, this.text(name));
    } else if (FLAGS.has(name)) {
      this.toggleAttribute(name, this.flag(name));
      this.#internals.ariaDisabled = String(this.deaf);
      this.#internals.ariaBusy = String(this.flag("loading"));
      if (this.isConnected) setReachable(this, !this.deaf);
    }
  }

  protected override get hoverTimes(): HoverTimes {
    return TIMES;
  }

  protected override get canHover(): boolean {
    return !this.deaf;
  }

  override get deaf(): boolean {
    return this.flag("disabled");
  }

  /** A label was tapped: the button is, too. */
  activate(): void {
    if (!this.deaf) this.click();
  }

  override tapped(_at: TapPlace): boolean {
    if (this.deaf) return true;
    const formType = this.text("form-type").trim();
    const form = formType === "" ? null : this.closest("wx-form");
    if (form instanceof Form) {
      if (formType === "submit") form.submit();
      else if (formType === "reset") form.reset();
    }
    const openType = this.text("open-type").trim();
    if (openType !== "") act(this, "openType", { openType, options: this.#options() });
    return false;
  }

  #options(): Record<string, unknown> {
    const options: [string, unknown][] = [];
    for (const [name, value] of this.attrs) {
      if (!OWN.test(name) && textOf(value, "\0") !== "\0") options.push([name, value]);
    }
    return Object.fromEntries(options);
  }
}
