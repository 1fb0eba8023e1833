// Reading what an app gave, which may be anything.

import { textOf } from "../shared/text.ts";

export { textOf };

export type Loose = Readonly<Record<string, unknown>>;

/** WeChat's word for a value's type: `Undefined`, `Null`, `String`, `Array`, `Object`, … */
export function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

export function recordOf(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

/** A finite number; text that is one counts. */
export function numberOf(value: unknown, absent: number): number {
  if (typeof value !== "number" && typeof value !== "string") return absent;
  const number = typeof value === "number" ? value : Number.parseFloat(value);
  return Number.isFinite(number) ? number : absent;
}

/** A number that must be there for a member to be set; undefined when it is not. */
export function numberOrNone(value: unknown): number | undefined {
  const number = numberOf(value, Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function textsOf(value: unknown): string[] {
  return listOf(value).map((one) => textOf(one));
}

/** The words of a text, for lists that are read more easily as one. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

export function clamped(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export type AnyFunction = (...values: unknown[]) => unknown;

export function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}

/** The bytes of an ArrayBuffer or a view of one, also of another realm; null for anything else. */
export function bytesOf(value: unknown): Uint8Array | null {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return typeName(value) === "ArrayBuffer" ? new Uint8Array(value as ArrayBuffer) : null;
}

/** `#rgb` and `#rrggbb` as `#rrggbb`; null for anything else. */
export function hexColor(value: unknown): string | null {
  const text = textOf(value).trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (!/^#[0-9a-f]{3}$/.test(text)) return null;
  return text.replaceAll(/[0-9a-f]/g, "$&$&");
}
