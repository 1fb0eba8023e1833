// <checkbox>, <radio> and their groups.

import type { TapPlace } from "../base.ts";
import { BuiltIn } from "../base.ts";
import { InnerSheet, make } from "../draw.ts";
import { pressByKeys, setReachable } from "../focus.ts";
import { Parted } from "../parted.ts";
import { FOCUS_RING } from "../tokens.ts";
import type { FormField, Labelled } from "./field.ts";

const SHEET = new InnerSheet(`
  ${FOCUS_RING}
  ::slotted([slot="part"]) { margin-right: 5px; }
`);

/** A box or a disc that is ticked or not, with the app's own text behind it. */
abstract class Choice extends Parted implements Labelled {
  readonly #internals = this.attachInternals();
  readonly #box: HTMLElement;
  readonly #boxClass: string;
  protected ticked = false;

  constructor(kind: "checkbox" | "radio") {
    super(`wx-${kind}-wrapper`, SHEET);
    this.#boxClass = `wx-${kind}-input`;
    this.#box = make("div", this.#boxClass);
    this.parts.append(this.#box);
    this.#internals.role = kind;
    pressByKeys(this, () => this.off);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#draw();
    setReachable(this, !this.off);
  }

  get checked(): boolean {
    return this.ticked;
  }

  get off(): boolean {
    return this.flag("disabled");
  }

  get value(): string {
    return this.text("value");
  }

  protected override changed(name: string): void {
    if (name === "checked") this.tick(this.flag("checked"));
    else if (name === "color") this.#draw();
    else if (name === "disabled") {
      this.#draw();
      if (this.isConnected) setReachable(this, !this.off);
    }
  }

  override property(name: string): unknown {
    return name === "checked" ? this.ticked : super.property(name);
  }

  /** Sets the tick without telling the app. */
  tick(on: boolean): void {
    this.ticked = on;
    this.#draw();
  }

  override tapped(at: TapPlace): boolean {
    if (this.contains(at.target)) this.activate();
    return false;
  }

  abstract activate(): void;

  /** Colours of a ticked box; "" leaves what the base sheet says. */
  protected abstract tint(box: CSSStyleDeclaration, colour: string): void;

  #draw(): void {
    const names = [this.#boxClass];
    if (this.ticked) names.push(`${this.#boxClass}-checked`);
    if (this.off) names.push(`${this.#boxClass}-disabled`);
    this.#box.className = names.join(" ");
    this.#box.style.cssText = "";
    if (this.ticked && !this.off) this.tint(this.#box.style, this.text("color"));
    this.#internals.ariaChecked = String(this.ticked);
    this.#internals.ariaDisabled = String(this.off);
  }
}

/** Where the shapes of boxes and ticks come from, so that apps' rules for them keep working. */
function boxStyles(kind: string, radius: string): string {
  const box = `wx-${kind} .wx-${kind}-input`;
  return `
    wx-${kind} { display: inline-block; cursor: pointer; }
    wx-${kind} .wx-${kind}-wrapper { display: inline-flex; align-items: center; vertical-align: middle; }
    ${tickStyles(box, `wx-${kind}-input`, radius)}
  `;
}

/** Rules of a box that shows a tick when it also has the class `<name>-checked`. */
export function tickStyles(box: string, name: string, radius: string): string {
  return `
    ${box} {
      display: block; position: relative; box-sizing: border-box; width: 24px; height: 24px;
      border: 1px solid var(--fl-box-line); border-radius: ${radius};
      background-color: var(--fl-box); color: var(--fl-tick);
    }
    ${box}.${name}-checked::before {
      content: "\\2713"; position: absolute; top: 50%; left: 50%; font-size: 22px; line-height: 1;
      font-family: "Segoe UI Symbol", "Apple Symbols", "DejaVu Sans", sans-serif;
      font-weight: 700; transform: translate(-50%, -48%) scale(0.73);
    }
    ${box}.${name}-disabled { background-color: var(--fl-track); color: #adadad; }
  `;
}

export class Checkbox extends Choice {
  static override readonly styles = boxStyles("checkbox", "3px");

  constructor() {
    super("checkbox");
  }

  override activate(): void {
    if (this.off) return;
    this.tick(!this.ticked);
    this.changedByPerson("checked", this.ticked);
    const group = this.closest("wx-checkbox-group");
    if (group instanceof CheckboxGroup) group.tellChange();
  }

  protected override tint(box: CSSStyleDeclaration, colour: string): void {
    box.color = colour;
  }
}

export class Radio extends Choice {
  static override readonly styles = `
    ${boxStyles("radio", "50%")}
    wx-radio .wx-radio-input-checked {
      color: #fff; background-color: var(--fl-tick); border-color: var(--fl-tick);
    }
  `;

  constructor() {
    super("radio");
  }

  override activate(): void {
    if (this.off || this.ticked) return;
    this.tick(true);
    this.changedByPerson("checked", true);
    this.#group()?.tellChange(this);
  }

  protected override changed(name: string): void {
    super.changed(name);
    if (name === "checked" && this.ticked) this.#group()?.untickOthers(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.ticked) this.#group()?.untickOthers(this);
  }

  protected override tint(box: CSSStyleDeclaration, colour: string): void {
    box.backgroundColor = colour;
    box.borderColor = colour;
  }

  #group(): RadioGroup | null {
    const group = this.closest("wx-radio-group");
    return group instanceof RadioGroup ? group : null;
  }
}

export class CheckboxGroup extends BuiltIn implements FormField {
  static override readonly styles = "wx-checkbox-group { display: block; }";

  get formName(): string {
    return this.text("name");
  }

  formValue(): string[] {
    return this.#boxes().flatMap((box) => (box.checked ? [box.value] : []));
  }

  resetForm(): void {
    for (const box of this.#boxes()) box.tick(false);
  }

  tellChange(): void {
    const value = this.formValue();
    this.changedByPerson("value", value);
    this.emit("change", { value });
  }

  override property(name: string): unknown {
    return name === "value" ? this.formValue() : super.property(name);
  }

  #boxes(): Checkbox[] {
    return [...this.querySelectorAll("wx-checkbox")].filter((box) => box instanceof Checkbox);
  }
}

export class RadioGroup extends BuiltIn implements FormField {
  static override readonly styles = "wx-radio-group { display: block; }";

  get formName(): string {
    return this.text("name");
  }

  formValue(): string {
    return this.#discs().find((disc) => disc.checked)?.value ?? "";
  }

  resetForm(): void {
    for (const disc of this.#discs()) disc.tick(false);
  }

  untickOthers(but: Radio): void {
    for (const disc of this.#discs()) if (disc !== but && disc.checked) disc.tick(false);
  }

  tellChange(chosen: Radio): void {
    this.untickOthers(chosen);
    this.changedByPerson("value", chosen.value);
    this.emit("change", { value: chosen.value });
  }

  override property(name: string): unknown {
    return name === "value" ? this.formValue() : super.property(name);
  }

  #discs(): Radio[] {
    return [...this.querySelectorAll("wx-radio")].filter((disc) => disc instanceof Radio);
  }
}
