// The built-ins this side needs, taken before any script of the page runs: a page (or a library
// in it) may change prototypes later, and calls must go on working.

type Method<Self, A extends unknown[], R> = (this: Self, ...args: A) => R;

const bind = Function.prototype.bind;
const call = Function.prototype.call;

/** `method` as a function that takes its `this` first. */
export function uncurry<Self, A extends unknown[], R>(
  method: Method<Self, A, R>,
): (self: Self, ...args: A) => R {
  return Reflect.apply(bind, call, [method]) as (self: Self, ...args: A) => R;
}

/** The getter of an accessor, as a function of its object. */
export function getterOf<Self extends object>(owner: Self, name: string): (self: Self) => unknown {
  const getter: unknown = Object.getOwnPropertyDescriptor(owner, name)?.get;
  if (typeof getter !== "function") throw new TypeError(`${name} is not an accessor`);
  return uncurry(getter as Method<Self, [], unknown>);
}

export const parse = JSON.parse as (text: string) => unknown;
export const stringify = JSON.stringify as (value: unknown) => string | undefined;
export const NativePromise = Promise;
export const NativeError = Error;
export const NativeTypeError = TypeError;
const NativeCustomEvent = CustomEvent;
const NativeEvent = Event;
export const defineProperty = Object.defineProperty;
export const freeze = Object.freeze;
export const assign = Object.assign;
export const ownKeys = Object.keys;
export const isView = ArrayBuffer.isView;
export const slice = uncurry(String.prototype.slice);
export const startsWith = uncurry(String.prototype.startsWith);
export const indexOf = uncurry(String.prototype.indexOf);
export const toUpperCase = uncurry(String.prototype.toUpperCase);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const queue = queueMicrotask;
export const toBase64 = btoa;
export const fromBase64 = atob;
export const charOf = String.fromCharCode;

const replaceAll = uncurry(String.prototype.replace as Method<string, [RegExp, string], string>);
const UNDERSCORES = /_/g;
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * JSON of a value as UTF-8 can carry it: a lone surrogate becomes U+FFFD, as everywhere on the
 * web (WebIDL, USVString). `undefined` for what JSON does not have.
 */
export function encoded(value: unknown): string | undefined {
  const text = stringify(value);
  // A well-formed JSON.stringify escapes lone surrogates, and nothing else, as \ud8xx…\udfxx.
  return text === undefined || indexOf(text, "\\ud") < 0
    ? text
    : replaceAll(text, LONE_SURROGATE, "$1\\ufffd");
}

/** `zh-CN` of `zh_CN`. */
export function hyphened(text: string): string {
  return replaceAll(text, UNDERSCORES, "-");
}

const addListener = uncurry(EventTarget.prototype.addEventListener);
const dispatchEvent = uncurry(EventTarget.prototype.dispatchEvent);
const detailOf = getterOf<CustomEvent>(CustomEvent.prototype, "detail");

/** Hear the string details of a CustomEvent on `target`; anything else is not for us. */
export function hearText(target: EventTarget, name: string, hear: (text: string) => void): void {
  addListener(target, name, (event: Event) => {
    let detail: unknown;
    try {
      detail = detailOf(event as CustomEvent);
    } catch {
      return;
    }
    if (typeof detail === "string") hear(detail);
  });
}

/** Send a string detail; returns after all listeners ran. */
export function sayText(target: EventTarget, name: string, text: string): void {
  dispatchEvent(target, new NativeCustomEvent(name, { detail: text }));
}

/** Send a bare event. */
export function dispatch(target: EventTarget, name: string): void {
  dispatchEvent(target, new NativeEvent(name));
}

/** Listen to any event. */
export function listen(target: EventTarget, name: string, hear: (event: Event) => void): void {
  addListener(target, name, hear);
}

const mapGet = uncurry(Map.prototype.get as Method<Map<unknown, unknown>, [unknown], unknown>);
const mapSet = uncurry(
  Map.prototype.set as Method<Map<unknown, unknown>, [unknown, unknown], unknown>,
);
const mapDelete = uncurry(
  Map.prototype.delete as Method<Map<unknown, unknown>, [unknown], boolean>,
);

/** A Map that a changed `Map.prototype` cannot break. */
export class SafeMap<K, V> {
  readonly #map = new Map<unknown, unknown>();

  get(key: K): V | undefined {
    return mapGet(this.#map, key) as V | undefined;
  }

  set(key: K, value: V): void {
    mapSet(this.#map, key, value);
  }

  /** Remove and return. */
  take(key: K): V | undefined {
    const found = this.get(key);
    mapDelete(this.#map, key);
    return found;
  }
}

const setAdd = uncurry(Set.prototype.add as Method<Set<unknown>, [unknown], unknown>);
const setDelete = uncurry(Set.prototype.delete as Method<Set<unknown>, [unknown], boolean>);
const setClear = uncurry(Set.prototype.clear);
const setSize = getterOf<Set<unknown>>(Set.prototype, "size") as (self: Set<unknown>) => number;
const setForEach = uncurry(
  Set.prototype.forEach as Method<Set<unknown>, [(value: unknown) => void], void>,
);

/** A Set that a changed `Set.prototype` cannot break. */
export class SafeSet<T> {
  readonly #set = new Set<unknown>();

  add(value: T): void {
    setAdd(this.#set, value);
  }

  delete(value: T): void {
    setDelete(this.#set, value);
  }

  clear(): void {
    setClear(this.#set);
  }

  /** Visit what is there now; what a visit adds waits for the next time. */
  each(visit: (value: T) => void): void {
    let left = setSize(this.#set);
    setForEach(this.#set, (value) => {
      left -= 1;
      if (left >= 0) visit(value as T);
    });
  }
}
