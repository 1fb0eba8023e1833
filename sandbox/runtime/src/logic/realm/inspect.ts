// A value as text, for the console: short, never throwing, whatever an app's objects do.

const MAX_DEPTH = 4;
const MAX_MEMBERS = 60;
const MAX_TEXT = 10_000;

/** Strings as they are, errors with their stack, objects as a literal would show them. */
export function inspect(value: unknown): string {
  try {
    const text = typeof value === "string" ? value : show(value, 0, []);
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  } catch {
    return "[unprintable]";
  }
}

/** An error with its stack; the message only once, whatever the engine puts into the stack. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const head = `${error.name}: ${error.message}`;
  const stack = typeof error.stack === "string" ? error.stack : "";
  if (stack === "") return head;
  return stack.includes(error.message) ? stack : `${head}\n${stack}`;
}

function show(value: unknown, depth: number, above: readonly object[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `ƒ ${value.name || "anonymous"}()`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol") return value.toString();
  if (typeof value !== "object" || value === null) return String(value);
  if (above.includes(value)) return "[circular]";
  if (value instanceof Error) return errorText(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? "[…]" : "{…}";
  const inner = [...above, value];
  const next = (member: unknown): string => show(member, depth + 1, inner);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return showList(value, next);
  if (value instanceof Map) {
    const pairs = [...value]
      .slice(0, MAX_MEMBERS)
      .map(([key, of]) => `${next(key)} => ${next(of)}`);
    return `Map(${value.size}) {${pairs.join(", ")}}`;
  }
  if (value instanceof Set) {
    return `Set(${value.size}) {${[...value].slice(0, MAX_MEMBERS).map(next).join(", ")}}`;
  }
  if (value instanceof Promise) return "Promise {}";
  return showMembers(value, next);
}

function showList(value: object, next: (member: unknown) => string): string {
  const list = Array.from(value as ArrayLike<unknown>).slice(0, MAX_MEMBERS);
  const more = (value as ArrayLike<unknown>).length > MAX_MEMBERS ? ", …" : "";
  return `[${list.map(next).join(", ")}${more}]`;
}

function showMembers(value: object, next: (member: unknown) => string): string {
  const names = Object.keys(value);
  const members = names.slice(0, MAX_MEMBERS).map((name) => {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    const shown = descriptor?.get ? "[getter]" : next((value as Record<string, unknown>)[name]);
    return `${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${shown}`;
  });
  if (names.length > MAX_MEMBERS) members.push("…");
  return members.length === 0 ? "{}" : `{${members.join(", ")}}`;
}
