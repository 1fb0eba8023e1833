// App code's Page(), Component() and Behavior() objects, brought into the form that glass-easel's
// adapter takes. Real definitions are loose (old forms, wrong types, members that are undefined);
// what makes no sense is left out with a warning, as WeChat does, and the rest works.

export type Definition = Record<string, unknown>;
type Func = (this: unknown, ...args: unknown[]) => unknown;
export type Warn = (text: string) => void;

/** A definition in parts; `fields` are what a Page has beside them (deep-copied for each page). */
export interface Parts {
  readonly behaviors: readonly unknown[];
  readonly definition: Definition;
  readonly options: Definition;
  readonly fields: Definition;
}

const LIFETIMES = ["created", "attached", "ready", "moved", "detached", "error"] as const;
/** Members of a Page that mean what they mean in a component. */
const PAGE_PARTS: ReadonlySet<string> = new Set([
  "behaviors",
  "externalClasses",
  "lifetimes",
  "observers",
  "options",
  "pageLifetimes",
  "properties",
  "relations",
]);

/** Of a Component() or Behavior(). */
export function componentParts(given: Definition, warn: Warn): Parts {
  const definition: Definition = {
    ...pick(given, ["data", "export"]),
    properties: properties(given["properties"], warn),
    observers: observers(given["observers"], warn),
    methods: functions(given["methods"]),
    lifetimes: { ...functionsOf(given, LIFETIMES), ...functions(given["lifetimes"]) },
    pageLifetimes: functions(given["pageLifetimes"]),
    relations: record(given["relations"]),
    externalClasses: texts(given["externalClasses"]),
  };
  return {
    behaviors: list(given["behaviors"]),
    definition: present(definition),
    options: record(given["options"]),
    fields: {},
  };
}

/** Of a Page(): functions are methods, other members become fields of each page's object. */
export function pageParts(given: Definition, warn: Warn): Parts {
  const methods: Definition = {};
  const fields: Definition = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function" && name !== "data") methods[name] = value;
    else if (name !== "data" && !PAGE_PARTS.has(name)) fields[name] = value;
    else if (name === "options") fields[name] = value;
  }
  const parts = componentParts({ ...pick(given, [...PAGE_PARTS, "data"]), methods }, warn);
  return { ...parts, fields };
}

/** Whether a property converts by this type; with any other it takes what comes. (Function is the
 *  realm's as it is now: the lock puts another one in its place.) */
function isType(type: unknown): boolean {
  return ([String, Number, Boolean, Object, Array, Function, null] as unknown[]).includes(type);
}

function properties(given: unknown, warn: Warn): Definition {
  const found: Definition = {};
  for (const [name, property] of Object.entries(record(given))) {
    const isWritten = typeof property === "object" && property !== null && !Array.isArray(property);
    const options = isWritten ? (property as Definition) : { type: property };
    found[name] = isType(property) ? property : propertyOptions(name, options, warn);
  }
  return found;
}

/** `type` may be a list, which many write for "any of these" (optionalTypes). */
function propertyOptions(name: string, given: Definition, warn: Warn): Definition {
  const options: Definition = { ...given };
  const types = Array.isArray(given["type"]) ? (given["type"] as unknown[]) : [given["type"]];
  const [type, ...others] = types;
  if (type !== undefined && !isType(type)) {
    warn(`the type of property "${name}" is not one that there is`);
  }
  options["type"] = isType(type) ? type : null;
  const optional = [...others, ...list(given["optionalTypes"])].filter(isType);
  if (optional.length > 0) options["optionalTypes"] = optional;
  else delete options["optionalTypes"];
  const observer = options["observer"];
  if (typeof observer === "string") options["observer"] = calling(observer);
  else if (typeof observer !== "function") delete options["observer"];
  // glass-easel's own additions, which WeChat's developers do not mean when they write them.
  delete options["default"];
  delete options["comparer"];
  return options;
}

/** A method by its name, whoever defines it; nothing when nobody does. */
function calling(name: string): Func {
  return function (...args) {
    const method = record(this)[name];
    return typeof method === "function"
      ? (Reflect.apply(method, this, args) as unknown)
      : undefined;
  };
}

/** By paths; an observer may be named instead of written out. */
function observers(given: unknown, warn: Warn): Definition {
  const found: Definition = {};
  for (const [paths, observer] of Object.entries(record(given))) {
    if (typeof observer === "function") found[paths] = observer;
    else if (typeof observer === "string") found[paths] = calling(observer);
    else warn(`the observer of "${paths}" is not a function`);
  }
  return found;
}

/** The members that are functions. */
export function functions(given: unknown): Record<string, Func> {
  const found: Record<string, Func> = {};
  for (const [name, value] of Object.entries(record(given))) {
    if (typeof value === "function") found[name] = value as Func;
  }
  return found;
}

function functionsOf(given: Definition, names: readonly string[]): Record<string, Func> {
  return functions(pick(given, names));
}

function pick(given: Definition, names: Iterable<string>): Definition {
  const found: Definition = {};
  for (const name of names) {
    if (given[name] !== undefined) found[name] = given[name];
  }
  return found;
}

function present(given: Definition): Definition {
  return pick(given, Object.keys(given));
}

function texts(given: unknown): string[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return given.filter((one): one is string => typeof one === "string");
}

function list(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}

export function record(given: unknown): Definition {
  return typeof given === "object" && given !== null ? (given as Definition) : {};
}

/** A copy of a Page's own fields: plain objects and arrays are copied, all else is shared. */
export function copied<T>(value: T, above: readonly unknown[] = []): T {
  if (typeof value !== "object" || value === null || above.includes(value)) return value;
  const inner = [...above, value];
  if (Array.isArray(value)) return value.map((member: unknown) => copied(member, inner)) as T;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy: Definition = {};
  for (const [name, member] of Object.entries(value)) copy[name] = copied(member, inner);
  return copy as T;
}
