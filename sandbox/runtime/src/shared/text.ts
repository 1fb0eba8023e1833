// Values of an app as text. No DOM here.

/** A string as it is, a number or boolean in its usual form; `absent` for anything else. */
export function textOf(value: unknown, absent = ""): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : absent;
}
