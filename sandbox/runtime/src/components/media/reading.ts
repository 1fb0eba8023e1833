// Values of an app's objects, whatever they are.

export type Loose = Readonly<Record<string, unknown>>;

/** An object's members; none of anything else. */
export function recordOf(value: unknown): Loose {
  return typeof value === "object" && value !== null ? (value as Loose) : {};
}

/** A finite number, or a text that is one; else `absent`. */
export function numberOf(value: unknown, absent: number): number {
  if (typeof value !== "number" && typeof value !== "string") return absent;
  const number = typeof value === "number" ? value : Number.parseFloat(value);
  return Number.isFinite(number) ? number : absent;
}

/** An array; an empty one of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
