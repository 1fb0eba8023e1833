// A copy of a value with all that structured cloning refuses left out (HTML, structured clone):
// functions, symbols, and objects that are not plain data.

/** Whether postMessage refused because something cannot be cloned. */
export function isCloneError(error: unknown): boolean {
  return error instanceof Error && error.name === "DataCloneError";
}

/** Plain objects and arrays copied; binary data, dates and the like as they are. */
export function cleaned(value: unknown): unknown {
  return copy(value, new Map<object, unknown>());
}

function copy(value: unknown, done: Map<object, unknown>): unknown {
  if (!isSendable(value)) return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (isData(value)) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    done.set(value, list);
    for (let i = 0; i < value.length; i += 1) list[i] = copy(value[i], done);
    return list;
  }
  const object: Record<string, unknown> = {};
  done.set(value, object);
  for (const name of Object.keys(value)) {
    const inner = member(value, name);
    if (isSendable(inner)) object[name] = copy(inner, done);
  }
  return object;
}

function isSendable(value: unknown): boolean {
  return typeof value !== "function" && typeof value !== "symbol";
}

function member(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function isData(value: object): boolean {
  return (
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Date ||
    value instanceof RegExp
  );
}
