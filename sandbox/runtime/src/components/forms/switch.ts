// <switch>: a sliding switch, or with type="checkbox" a box.

import type { TapPlace } from "../base.ts";
import { InnerSheet, make } from "../draw.ts";
import { pressByKeys, setReachable } from "../focus.ts";
import { Parted } from "../parted.ts";
import { FOCUS_RING } from "../tokens.ts";
import { tickStyles } from "./choice.ts";
import type { FormField, Labelled } from "./field.ts";

const SHEET = new InnerSheet(FOCUS_RING);

export class Switch extends Parted implements FormField, Labelled {
  static override readonly styles = `
    wx-switch { display: inline-block; cursor: pointer; }
    wx-switch .wx-switch-wrapper { display: inline-flex; align-items: center; vertical-align: middle; }
    wx-switch .wx-switch-input {
      position: relative; box-sizing: border-box; width: 52px; height: 32px; margin-right: 5px;
      border: 1px solid var(--fl-switch-off); border-radius: 16px;
      background-color: var(--fl-switch-off); transition: background-color 0.1s, border 0.1s;
    }
    wx-switch .wx-switch-input::before {
      content: " "; position: absolute; top: 0; left: 0; width: 50px; height: 30px;
      border-radius: 15px; background-color: var(--fl-switch-hollow); transition: transform 0.3s;
    }
    wx-switch .wx-switch-input::after {
      content: " "; position: absolute; top: 0; left: 0; width: 30px; height: 30px;
      border-radius: 15px; background-color: #fff; box-shadow: 0 1px 3px rgba(0, 0, 0, 0.4);
      transition: transform 0.3s;
    }
    wx-switch .wx-switch-input-checked {
      border-color: var(--fl-switch); background-color: var(--fl-switch);
    }
    wx-switch .wx-switch-input-checked::before { transform: scale(0); }
    wx-switch .wx-switch-input-checked::after { transform: translateX(20px); }
    wx-switch .wx-switch-input-disabled { opacity: 0.5; }
    ${tickStyles("wx-switch .wx-checkbox-input", "wx-checkbox-input", "3px")}
  `;

  readonly #internals = this.attachInternals();
  readonly #input = make("div");
  #on = false;

  constructor() {
    super("wx-switch-wrapper", SHEET);
    this.parts.append(this.#input);
    this.#internals.role = "switch";
    pressByKeys(this, () => this.flag("disabled"));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#draw();
    setReachable(this, !this.flag("disabled"));
  }

  protected override changed(name: string): void {
    if (name === "checked") this.#on = this.flag("checked");
    if (!this.isConnected) return;
    this.#draw();
    if (name === "disabled") setReachable(this, !this.flag("disabled"));
  }

  override property(name: string): unknown {
    return name === "checked" ? this.#on : super.property(name);
  }

  get formName(): string {
    return this.text("name");
  }

  formValue(): boolean {
    return this.#on;
  }

  resetForm(): void {
    this.#on = false;
    this.#draw();
  }

  override tapped(at: TapPlace): boolean {
    if (this.contains(at.target)) this.activate();
    return false;
  }

  activate(): void {
    if (this.flag("disabled")) return;
    this.#on = !this.#on;
    this.#draw();
    this.changedByPerson("checked", this.#on);
    this.emit("change", { value: this.#on });
  }

  #draw(): void {
    const isBox = this.text("type") === "checkbox";
    const name = isBox ? "wx-checkbox-input" : "wx-switch-input";
    const names = [name];
    if (this.#on) names.push(`${name}-checked`);
    if (this.flag("disabled")) names.push(`${name}-disabled`);
    this.#input.className = names.join(" ");
    this.#input.style.cssText = "";
    const colour = this.text("color");
    if (this.#on && isBox) this.#input.style.color = colour;
    else if (this.#on) {
      this.#input.style.backgroundColor = colour;
      this.#input.style.borderColor = colour;
    }
    this.#internals.ariaChecked = String(this.#on);
    this.#internals.ariaDisabled = String(this.flag("disabled"));
  }
}
