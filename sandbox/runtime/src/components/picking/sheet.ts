// The sheet that a <picker> opens at the bottom of the window: wheels, Cancel and OK.

import { OWN_SURFACE } from "../base.ts";
import { InnerSheet, make } from "../draw.ts";
import { wordsFor } from "../words.ts";
import type { PickerModel } from "./model.ts";
import { Wheel } from "./wheel.ts";

const ROW_PX = 44;

export const PICKER_SHEET = new InnerSheet(`
  dialog {
    position: fixed; inset: auto 0 0 0; width: 100%; max-width: 100%; margin: 0; padding: 0;
    border: 0; overflow: hidden; box-sizing: border-box; outline: 0; color: var(--fl-text);
    background: var(--fl-sheet); border-radius: 12px 12px 0 0; font-size: 17px;
    font-weight: 400; font-style: normal; line-height: 1.4; letter-spacing: normal;
    text-align: center; white-space: normal; user-select: none;
    transform: none; transition: transform 0.25s ease-out;
  }
  @starting-style { dialog[open] { transform: translateY(100%); } }
  dialog::backdrop { background: rgba(0, 0, 0, 0.5); }
  header { display: flex; align-items: center; padding: 12px 16px; gap: 12px; }
  h2 { flex: 1; margin: 0; font-size: 15px; font-weight: 400; color: var(--fl-weak); }
  button {
    border: 0; background: none; font: inherit; padding: 6px 4px; color: var(--fl-weak);
    border-radius: 4px; cursor: pointer;
  }
  button.ok { color: var(--fl-brand); font-weight: 600; }
  :focus-visible { outline: 2px solid var(--fl-focus); outline-offset: -2px; }
  .columns {
    display: flex; max-width: 600px; margin: 0 auto; height: ${ROW_PX * 5}px; padding: 0 12px 16px;
  }
  .column { position: relative; flex: 1; overflow: hidden; touch-action: none; cursor: grab; min-width: 0; }
  .column:active { cursor: grabbing; }
  .rows { position: absolute; left: 0; right: 0; top: ${ROW_PX * 2}px; will-change: transform; }
  .row {
    height: ${ROW_PX}px; line-height: ${ROW_PX}px; padding: 0 4px; overflow: hidden;
    white-space: nowrap; text-overflow: ellipsis;
  }
  .column::after {
    content: ""; position: absolute; inset: 0; pointer-events: none;
    background:
      linear-gradient(var(--fl-sheet) 5%, var(--fl-sheet-0)) top / 100% ${ROW_PX * 2}px no-repeat,
      linear-gradient(var(--fl-sheet-0), var(--fl-sheet) 95%) bottom / 100% ${ROW_PX * 2}px no-repeat;
  }
  .column::before {
    content: ""; position: absolute; left: 0; right: 0; top: ${ROW_PX * 2}px; height: ${ROW_PX}px;
    box-sizing: border-box; border: solid var(--fl-line); border-width: 1px 0; pointer-events: none;
  }
`);

export interface SheetEnds {
  /** A wheel came to rest on another row. The model is what follows from it. */
  moved(column: number, row: number): void;
  done(model: PickerModel): void;
  cancelled(): void;
}

interface Column {
  readonly element: HTMLElement;
  readonly rows: HTMLElement;
  readonly wheel: Wheel;
  texts: readonly string[];
}

export class PickerSheet {
  readonly #dialog = make("dialog");
  readonly #columns = make("div", "columns");
  readonly #ends: SheetEnds;
  #list: Column[] = [];
  #model: PickerModel;
  #isClosed = false;

  /** Opens at once within `root`, a shadow root with PICKER_SHEET. */
  constructor(root: ShadowRoot, title: string, model: PickerModel, ends: SheetEnds) {
    this.#ends = ends;
    this.#model = model;
    const words = wordsFor(navigator.language);
    const cancel = make("button", "cancel", words.cancel);
    const ok = make("button", "ok", words.ok);
    cancel.addEventListener("click", this.#cancel);
    ok.addEventListener("click", this.#done);
    const dialog = this.#dialog;
    dialog.setAttribute(OWN_SURFACE, "");
    dialog.setAttribute("aria-label", title);
    dialog.append(make("header", "", cancel, make("h2", "", title), ok), this.#columns);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#cancel();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && isOutside(event, dialog)) this.#cancel();
    });
    dialog.addEventListener("keydown", this.#key);
    root.append(dialog);
    this.#draw();
    dialog.showModal();
    this.#list[0]?.element.focus({ preventScroll: true });
  }

  /** What is chosen now, as the change event would tell. */
  get value(): unknown {
    return this.#model.detail.value;
  }

  /** The app changed what there is to choose, or what is chosen. */
  update(model: PickerModel): void {
    this.#model = model;
    this.#draw();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { wheel } of this.#list) wheel.halt();
    this.#dialog.close();
    this.#dialog.remove();
  }

  readonly #cancel = (): void => {
    if (this.#isClosed) return;
    this.close();
    this.#ends.cancelled();
  };

  readonly #done = (): void => {
    if (this.#isClosed) return;
    this.close();
    this.#ends.done(this.#model);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.#cancel();
    else if (event.key === "Enter" && !isButton) this.#done();
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      this.#moveFocus(event.key === "ArrowLeft" ? -1 : 1);
    } else {
      // The page behind does not hear keys of the sheet.
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #moveFocus(by: number): void {
    const root = this.#dialog.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    const at = this.#list.findIndex(({ element }) => element === focused);
    this.#list[Math.max(0, at + by)]?.element.focus();
  }

  #draw(): void {
    const { columns, chosen } = this.#model;
    while (this.#list.length > columns.length) this.#list.pop()?.element.remove();
    for (const [index, texts] of columns.entries()) {
      const column = (this.#list[index] ??= this.#makeColumn(index));
      if (!isSame(column.texts, texts)) {
        column.texts = texts;
        column.rows.replaceChildren(...texts.map((text) => make("div", "row", text)));
      }
      const row = chosen[index] ?? 0;
      if (!column.wheel.isMoving) column.wheel.stand(row);
      column.element.ariaValueNow = String(row);
      column.element.ariaValueText = texts[row] ?? "";
    }
  }

  #makeColumn(index: number): Column {
    const rows = make("div", "rows");
    const element = make("div", "column", rows);
    element.tabIndex = 0;
    element.role = "spinbutton";
    const wheel = new Wheel(element, {
      rows: () => ({ count: this.#model.columns[index]?.length ?? 0, row_px: ROW_PX }),
      show: (offset_px) => {
        rows.style.transform = `translateY(${-offset_px}px)`;
      },
      started: () => {
        // Nothing is told before a wheel rests.
      },
      aimed: () => {
        // As above.
      },
      rested: (row) => {
        this.#rested(index, row);
      },
    });
    this.#columns.append(element);
    return { element, rows, wheel, texts: [] };
  }

  #rested(index: number, row: number): void {
    if (this.#model.chosen[index] === row) return;
    this.#model = this.#model.choose(index, row);
    this.#draw();
    this.#ends.moved(index, row);
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** A click on the dialog itself is one on its backdrop when it is not over its box. */
function isOutside(event: MouseEvent, dialog: HTMLElement): boolean {
  return event.detail > 0 && event.clientY < dialog.getBoundingClientRect().top;
}
