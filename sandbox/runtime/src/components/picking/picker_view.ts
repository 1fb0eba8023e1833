// <picker-view> and <picker-view-column>: wheels within the page.

import { withoutRpx } from "../../shared/rpx.ts";
import { BuiltIn } from "../base.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";
import { Parted } from "../parted.ts";
import { Wheel } from "./wheel.ts";

const VIEW_SHEET = new InnerSheet(`
  :host { position: relative; }
  .columns { display: flex; position: relative; height: 100%; overflow: hidden; }
  .columns.fades {
    mask-image: linear-gradient(
      rgba(0, 0, 0, 0.1), rgba(0, 0, 0, 0.5) var(--shade), #000 var(--shade) calc(100% - var(--shade)),
      rgba(0, 0, 0, 0.5) calc(100% - var(--shade)), rgba(0, 0, 0, 0.1)
    );
  }
  .columns ::slotted(*) { flex: 1; min-width: 0; }
`);
const COLUMN_SHEET = new InnerSheet(`
  :host { position: relative; overflow: hidden; touch-action: none; height: 100%; outline: none; }
  .rows { position: absolute; left: 0; right: 0; top: 0; will-change: transform; }
  ::slotted(*) {
    height: var(--fl-row, 34px) !important; overflow: hidden; box-sizing: border-box;
  }
`);
const ROW_PX = 34;

export class PickerView extends Parted {
  static override readonly styles = `
    wx-picker-view { display: block; }
    .wx-picker-view-parts {
      position: absolute; inset: 0; z-index: 3; pointer-events: none; overflow: hidden;
    }
    .wx-picker-view-mask { position: absolute; inset: 0; }
    .wx-picker-view-indicator {
      position: absolute; left: 0; right: 0; top: 50%; height: ${ROW_PX}px;
      transform: translateY(-50%); box-sizing: border-box;
    }
    .wx-picker-view-indicator::before,
    .wx-picker-view-indicator::after {
      content: ""; position: absolute; left: 0; right: 0; height: 1px; background: var(--fl-line);
    }
    .wx-picker-view-indicator::before { top: 0; }
    .wx-picker-view-indicator::after { bottom: 0; }
  `;

  readonly #columnsBox: HTMLElement;
  /** Of the app's making only: without one the rows themselves fade, on any ground. */
  readonly #mask = make("div", "wx-picker-view-mask");
  readonly #indicator = make("div", "wx-picker-view-indicator");
  #told: readonly number[] = [];

  constructor() {
    const box = make("div", "columns fades");
    super("wx-picker-view-parts", VIEW_SHEET, (parts, children) => {
      box.append(children);
      return [box, parts];
    });
    this.#columnsBox = box;
    this.parts.append(this.#mask, this.#indicator);
    new ResizeObserver(() => {
      this.#measure();
    }).observe(this.#indicator);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stand(false);
    this.#measure();
  }

  protected override changed(name: string): void {
    switch (name) {
      case "value":
        this.#stand(this.isConnected);
        break;
      case "indicator-style":
        this.#indicator.style.cssText = withoutRpx(this.text("indicator-style"));
        break;
      case "indicator-class":
        this.#indicator.className = `wx-picker-view-indicator ${this.text("indicator-class")}`;
        break;
      case "mask-style":
        this.#mask.style.cssText = withoutRpx(this.text("mask-style"));
        this.#fade();
        break;
      case "mask-class":
        this.#mask.className = `wx-picker-view-mask ${this.text("mask-class")}`;
        this.#fade();
        break;
    }
  }

  override property(name: string): unknown {
    return name === "value" ? this.#rows() : super.property(name);
  }

  /** Height of a row: that of the frame in the middle. */
  get row_px(): number {
    return this.#indicator.offsetHeight || ROW_PX;
  }

  /** A column has just come, or has other rows. */
  settle(column: PickerViewColumn): void {
    const row = Number(this.#wanted()[this.#columns().indexOf(column)] ?? 0);
    column.stand(Number.isFinite(row) ? row : 0, false);
  }

  started(): void {
    this.emit("pickstart");
  }

  aimed(): void {
    if (this.flag("immediate-change")) this.#tell();
  }

  rested(): void {
    this.#tell();
    this.emit("pickend");
  }

  #fade(): void {
    const isPlain = this.text("mask-style") === "" && this.text("mask-class") === "";
    this.#columnsBox.classList.toggle("fades", isPlain);
  }

  #wanted(): readonly unknown[] {
    const value = this.attrs.get("value");
    return Array.isArray(value) ? (value as unknown[]) : [];
  }

  #columns(): PickerViewColumn[] {
    return [...this.children].filter((child) => child instanceof PickerViewColumn);
  }

  #rows(): number[] {
    return this.#columns().map((column) => column.row);
  }

  #stand(glide: boolean): void {
    const wanted = this.#wanted();
    for (const [index, column] of this.#columns().entries()) {
      const row = Number(wanted[index] ?? 0);
      column.stand(Number.isFinite(row) ? row : 0, glide);
    }
    this.#told = this.#rows();
  }

  #tell(): void {
    const value = this.#rows();
    if (value.length === this.#told.length && value.every((row, at) => row === this.#told[at])) {
      return;
    }
    this.#told = value;
    this.changedByPerson("value", value);
    this.emit("change", { value });
  }

  #measure(): void {
    for (const column of this.#columns()) column.measure(this.row_px);
    const shade = `max(0px, calc(50% - ${this.row_px / 2}px))`;
    this.#columnsBox.style.setProperty("--shade", shade);
  }
}

export class PickerViewColumn extends BuiltIn {
  static override readonly styles = "wx-picker-view-column { display: block; }";

  readonly #slot = slot();
  readonly #rows = make("div", "rows", this.#slot);
  readonly #wheel: Wheel;
  #wanted = 0;
  #row_px = ROW_PX;

  constructor() {
    super();
    shadow(this, COLUMN_SHEET, this.#rows);
    this.#wheel = new Wheel(this, {
      rows: () => ({ count: this.#slot.assignedElements().length, row_px: this.#row_px }),
      show: (offset_px) => {
        this.#rows.style.transform = `translateY(${-offset_px}px)`;
      },
      started: () => {
        this.#view()?.started();
      },
      aimed: (row) => {
        this.#wanted = row;
        this.#view()?.aimed();
      },
      rested: () => {
        this.#view()?.rested();
      },
    });
    this.#slot.addEventListener("slotchange", () => {
      if (!this.#wheel.isMoving) this.stand(this.#wanted, false);
    });
    new ResizeObserver(() => {
      this.#centre();
    }).observe(this);
  }

  connectedCallback(): void {
    if (!this.hasAttribute("tabindex")) this.tabIndex = 0;
    this.measure(this.#view()?.row_px ?? ROW_PX);
    this.#view()?.settle(this);
  }

  disconnectedCallback(): void {
    this.#wheel.halt();
  }

  /** The row in the middle; -0 rows of an empty column count as the first one. */
  get row(): number {
    const { length } = this.#slot.assignedElements();
    return Math.max(0, Math.min(length - 1, this.#wanted));
  }

  /** A row beyond the last is kept in mind: rows may come later. */
  stand(row: number, glide: boolean): void {
    this.#wanted = Math.max(0, Math.trunc(row));
    if (this.#wheel.isMoving && this.#wheel.row === this.row) return;
    this.#wheel.stand(this.row, glide);
  }

  measure(row_px: number): void {
    this.#row_px = row_px;
    this.#rows.style.setProperty("--fl-row", `${row_px}px`);
    this.#centre();
    if (!this.#wheel.isMoving) this.#wheel.stand(this.row);
  }

  #centre(): void {
    this.#rows.style.top = `${(this.clientHeight - this.#row_px) / 2}px`;
  }

  #view(): PickerView | null {
    return this.parentElement instanceof PickerView ? this.parentElement : null;
  }
}
