// What a <picker> offers and what is chosen, by mode (component/picker). No DOM here.

import { textOf } from "../../shared/text.ts";

/** The columns of a picker and the chosen row of each; every change gives a new one. */
export interface PickerModel {
  readonly columns: readonly (readonly string[])[];
  readonly chosen: readonly number[];
  /** With another row chosen in a column; columns that depend on it follow. */
  choose(column: number, row: number): PickerModel;
  /** `detail` of the change event, and the picker's value from then on. */
  readonly detail: Readonly<Record<string, unknown>> & { readonly value: unknown };
}

/** A row within a column; 0 for what is no number. */
export function rowWithin(row: unknown, length: number): number {
  const number = Math.trunc(Number(row));
  return Number.isFinite(number) ? Math.min(Math.max(0, length - 1), Math.max(0, number)) : 0;
}

/** The words of a range's rows; `key` names the member of rows that are objects. */
export function rowTexts(range: unknown, key: string): string[] {
  if (!Array.isArray(range)) return [];
  return (range as unknown[]).map((row) => {
    if (typeof row !== "object" || row === null) return textOf(row);
    return key in row ? textOf((row as Readonly<Record<string, unknown>>)[key]) : "";
  });
}

/** mode="selector": one column; its value is the row's number, as a string (WeChat's type). */
export function selectorModel(range: unknown, key: string, value: unknown): PickerModel {
  return selectorOf(rowTexts(range, key), value);
}

function selectorOf(rows: readonly string[], value: unknown): PickerModel {
  const row = rowWithin(value, rows.length);
  return {
    columns: [rows],
    chosen: [row],
    choose: (_column, other) => selectorOf(rows, other),
    detail: { value: String(row) },
  };
}

/** mode="multiSelector": columns that the app makes depend on each other, or not. */
export function multiModel(range: unknown, key: string, value: unknown): PickerModel {
  const columns = Array.isArray(range)
    ? (range as unknown[]).map((rows) => rowTexts(rows, key))
    : [];
  return multiOf(columns, Array.isArray(value) ? (value as unknown[]) : []);
}

function multiOf(columns: readonly (readonly string[])[], value: readonly unknown[]): PickerModel {
  const chosen = columns.map((rows, column) => rowWithin(value[column], rows.length));
  return {
    columns,
    chosen,
    choose: (column, row) =>
      multiOf(
        columns,
        chosen.map((old, at) => (at === column ? row : old)),
      ),
    detail: { value: chosen },
  };
}
