// <picker>: a tap opens a sheet of wheels at the bottom of the window.

import { BuiltIn } from "../base.ts";
import { shadow, slot } from "../draw.ts";
import { setReachable } from "../focus.ts";
import type { FormField, Labelled } from "../forms/field.ts";
import { wordsFor } from "../words.ts";
import { loadAreaList } from "./area_list.ts";
import { calendarModel, type Day, type Fields } from "./calendar.ts";
import { clockModel } from "./clock.ts";
import { multiModel, selectorModel, type PickerModel } from "./model.ts";
import { depthOf, regionModel, type AreaList } from "./regions.ts";
import { PICKER_SHEET, PickerSheet } from "./sheet.ts";

const NO_AREAS: AreaList = { province_list: {}, city_list: {}, county_list: {} };

export class Picker extends BuiltIn implements FormField, Labelled {
  static override readonly styles = `
    wx-picker { display: block; cursor: pointer; }
    wx-picker:focus-visible { outline: 2px solid var(--fl-focus); outline-offset: 2px; }
  `;

  readonly #root = shadow(this, PICKER_SHEET, slot());
  readonly #internals = this.attachInternals();
  #areas = NO_AREAS;
  #sheet: PickerSheet | null = null;
  readonly #changedNames = new Set<string>();

  constructor() {
    super();
    this.#internals.role = "button";
    this.#internals.ariaHasPopup = "dialog";
  }

  connectedCallback(): void {
    setReachable(this, !this.flag("disabled"));
  }

  disconnectedCallback(): void {
    this.#sheet?.close();
    this.#sheet = null;
  }

  protected override changed(name: string): void {
    if (name === "disabled") setReachable(this, this.isConnected && !this.flag("disabled"));
    else if (this.#sheet) this.#updateSheet(name);
  }

  /** Once for all that a batch changes: rows and what is chosen of them often come together. */
  #updateSheet(name: string): void {
    const isFirst = this.#changedNames.size === 0;
    this.#changedNames.add(name);
    if (!isFirst) return;
    queueMicrotask(() => {
      const sheet = this.#sheet;
      // Without a value of the app's, what the person chose so far stays.
      const isByApp = this.#changedNames.has("value");
      this.#changedNames.clear();
      sheet?.update(this.#model(isByApp ? this.attrs.get("value") : sheet.value));
    });
  }

  get formName(): string {
    return this.text("name");
  }

  formValue(): unknown {
    const value = this.attrs.get("value");
    if (value !== undefined && value !== null) return value;
    return this.#mode === "selector" ? 0 : this.#mode === "time" || this.#mode === "date" ? "" : [];
  }

  resetForm(): void {
    this.attrs.delete("value");
  }

  override tapped(): boolean {
    this.activate();
    return false;
  }

  activate(): void {
    if (this.flag("disabled") || this.#sheet) return;
    if (this.#mode !== "region" || this.#areas !== NO_AREAS) {
      this.#open();
      return;
    }
    void loadAreaList(this.ownerDocument).then(
      (areas) => {
        this.#areas = areas;
        if (this.isConnected && !this.#sheet) this.#open();
      },
      (error: unknown) => {
        this.emit("error", { errMsg: error instanceof Error ? error.message : "no regions" });
      },
    );
  }

  get #mode(): string {
    return this.text("mode", "selector");
  }

  #open(): void {
    const title = this.text("header-text");
    this.#sheet = new PickerSheet(this.#root, title, this.#model(this.attrs.get("value")), {
      moved: (column, value) => {
        if (this.#mode === "multiSelector") this.emit("columnchange", { column, value });
      },
      done: ({ detail }) => {
        this.#sheet = null;
        this.changedByPerson("value", detail.value);
        this.emit("change", detail);
        this.focus({ preventScroll: true });
      },
      cancelled: () => {
        this.#sheet = null;
        this.emit("cancel");
        this.focus({ preventScroll: true });
      },
    });
  }

  #model(value: unknown): PickerModel {
    const range = this.attrs.get("range");
    const bounds = { start: this.attrs.get("start"), end: this.attrs.get("end") };
    const now = new Date();
    switch (this.#mode) {
      case "multiSelector":
        return multiModel(range, this.text("range-key"), value);
      case "time": {
        const now_min = now.getHours() * 60 + now.getMinutes();
        return clockModel(value, bounds.start, bounds.end, now_min);
      }
      case "date": {
        const today: Day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
        const words = wordsFor(navigator.language);
        return calendarModel(value, bounds, fieldsOf(this.text("fields")), today, words);
      }
      case "region": {
        const depth = depthOf(this.text("level"));
        const customItem = this.text("custom-item");
        return regionModel(value, { areas: this.#areas, depth, customItem });
      }
      default:
        return selectorModel(range, this.text("range-key"), value);
    }
  }
}

function fieldsOf(text: string): Fields {
  return text === "year" || text === "month" ? text : "day";
}
