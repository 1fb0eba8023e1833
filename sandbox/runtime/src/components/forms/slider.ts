// <slider>: a value along a bar, by touch, mouse or keyboard.

import { claim } from "../drag.ts";
import { InnerSheet, make } from "../draw.ts";
import { setReachable } from "../focus.ts";
import { Parted } from "../parted.ts";
import { FOCUS_RING } from "../tokens.ts";
import type { FormField } from "./field.ts";
import {
  clamped,
  fractionOf,
  sliderRange,
  valueAfterKey,
  valueAt,
  type SliderRange,
} from "./slider_steps.ts";

const SHEET = new InnerSheet(`${FOCUS_RING} :host { touch-action: pan-y; }`);
const MIN_BLOCK_PX = 12;
const MAX_BLOCK_PX = 28;

export class Slider extends Parted implements FormField {
  static override readonly styles = `
    wx-slider { display: block; margin: 10px 18px; padding: 0; }
    wx-slider .wx-slider-wrapper { display: flex; align-items: center; min-height: 16px; }
    wx-slider .wx-slider-tap-area { flex: 1; padding: 8px 0; cursor: pointer; }
    wx-slider .wx-slider-handle-wrapper {
      position: relative; height: 2px; border-radius: 5px; background-color: var(--fl-track);
    }
    wx-slider .wx-slider-track {
      height: 100%; border-radius: 6px; background-color: var(--fl-slider);
    }
    wx-slider .wx-slider-handle, wx-slider .wx-slider-thumb {
      position: absolute; top: 50%; border-radius: 50%; transform: translate(-50%, -50%);
    }
    wx-slider .wx-slider-handle { z-index: 1; width: 28px; height: 28px; }
    wx-slider .wx-slider-thumb { background-color: #fff; box-shadow: 0 0 4px rgba(0, 0, 0, 0.2); }
    wx-slider .wx-slider-value {
      width: 3ch; margin-left: 1em; color: var(--fl-weak); font-size: 14px;
    }
  `;

  readonly #internals = this.attachInternals();
  readonly #track = make("div", "wx-slider-track");
  readonly #thumb = make("div", "wx-slider-thumb");
  readonly #handle = make("div", "wx-slider-handle");
  readonly #bar = make("div", "wx-slider-handle-wrapper", this.#track, this.#thumb, this.#handle);
  readonly #area = make("div", "wx-slider-tap-area", this.#bar);
  readonly #label = make("span", "wx-slider-value");
  #value = 0;
  #pointer: number | null = null;

  constructor() {
    super("wx-slider-wrapper", SHEET);
    this.parts.append(this.#area);
    this.#internals.role = "slider";
    this.#area.addEventListener("pointerdown", this.#down);
    this.#area.addEventListener("pointermove", this.#move);
    this.#area.addEventListener("pointerup", this.#up);
    this.#area.addEventListener("pointercancel", this.#up);
    this.addEventListener("keydown", this.#key);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#style();
    this.#show();
    setReachable(this, !this.flag("disabled"));
  }

  protected override changed(name: string): void {
    // What the app sets while a person drags is an echo of an earlier place.
    if (name === "value" && this.#pointer === null) this.#value = this.number("value", 0);
    if (!this.isConnected) return;
    this.#style();
    this.#show();
    if (name === "disabled") setReachable(this, !this.flag("disabled"));
  }

  override property(name: string): unknown {
    return name === "value" ? this.formValue() : super.property(name);
  }

  get formName(): string {
    return this.text("name");
  }

  formValue(): number {
    return clamped(this.#value, this.#range);
  }

  resetForm(): void {
    this.#value = this.#range.min;
    this.#show();
  }

  get #range(): SliderRange {
    return sliderRange(this.number("min", 0), this.number("max", 100), this.number("step", 1));
  }

  readonly #down = (event: PointerEvent): void => {
    if (this.flag("disabled") || event.button !== 0 || this.#pointer !== null) return;
    this.#pointer = event.pointerId;
    claim(event);
    this.#area.setPointerCapture(event.pointerId);
    this.#drag(event);
  };

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerId === this.#pointer) this.#drag(event);
  };

  readonly #up = (event: PointerEvent): void => {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.emit("change", { value: this.#value });
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (this.flag("disabled") || event.target !== this) return;
    const value = valueAfterKey(event.key, this.#value, this.#range);
    if (value === null) return;
    event.preventDefault();
    if (value === this.#value) return;
    this.#set(value);
    this.emit("change", { value });
  };

  #drag(event: PointerEvent): void {
    const box = this.#bar.getBoundingClientRect();
    if (box.width === 0) return;
    const value = valueAt((event.clientX - box.left) / box.width, this.#range);
    if (value === this.#value) return;
    this.#set(value);
    this.emit("changing", { value });
  }

  #set(value: number): void {
    this.#value = value;
    this.#show();
    this.changedByPerson("value", value);
  }

  #style(): void {
    const block = this.number("block-size", MAX_BLOCK_PX);
    const size = `${Math.min(MAX_BLOCK_PX, Math.max(MIN_BLOCK_PX, block))}px`;
    this.#thumb.style.width = size;
    this.#thumb.style.height = size;
    this.#thumb.style.backgroundColor = this.text("block-color");
    const under = this.text("background-color", this.text("color"));
    this.#bar.style.backgroundColor = under;
    const active = this.text("active-color", this.text("selected-color"));
    this.#track.style.backgroundColor = active;
    this.parts.style.opacity = this.flag("disabled") ? "0.5" : "";
    if (this.flag("show-value")) this.parts.append(this.#label);
    else this.#label.remove();
  }

  #show(): void {
    const range = this.#range;
    const value = clamped(this.#value, range);
    const place = `${fractionOf(value, range) * 100}%`;
    this.#track.style.width = place;
    this.#thumb.style.left = place;
    this.#handle.style.left = place;
    this.#label.textContent = String(value);
    this.#internals.ariaValueMin = String(range.min);
    this.#internals.ariaValueMax = String(range.max);
    this.#internals.ariaValueNow = String(value);
    this.#internals.ariaDisabled = String(this.flag("disabled"));
  }
}
