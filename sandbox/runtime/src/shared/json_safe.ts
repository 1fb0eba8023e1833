// What comes out of JSON as it went in.

/** Whether `value` is made of nulls, booleans, finite numbers, strings, and plain lists and objects
 *  of these. */
export function jsonSafe(value: unknown): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return Array.from(value as unknown[]).every(jsonSafe);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain && Object.keys(value).every((name) => jsonSafe((value as Members)[name]));
}

type Members = Readonly<Record<string, unknown>>;
