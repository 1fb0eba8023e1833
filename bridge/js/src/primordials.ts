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
const toText = btoa;
const ofText = atob;
const charOf = String.fromCharCode;
const NativeBuffer = ArrayBuffer;
const NativeBytes = Uint8Array;
const CHUNK_BYTES = 0x2000;

/** Base64 by Uint8Array itself (ECMAScript 2026), twenty times as quick; older engines lack it. */
interface Base64Bytes {
  readonly prototype: { toBase64?: (this: Uint8Array) => string };
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}
const { prototype, fromBase64 } = Uint8Array as unknown as Base64Bytes;
const toBase64 = prototype.toBase64 ? uncurry(prototype.toBase64) : null;

/** `bytes` as base64. */
export function base64Of(bytes: Uint8Array): string {
  if (toBase64) return toBase64(bytes);
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    let part = "";
    const end = start + CHUNK_BYTES < bytes.length ? start + CHUNK_BYTES : bytes.length;
    for (let i = start; i < end; i += 1) part += charOf(bytes[i] ?? 0);
    text += part;
  }
  return toText(text);
}

const sliceBytes = uncurry(Uint8Array.prototype.slice);

/** `bytes` in a buffer that is theirs alone: their own, else a copy. A view is copied from world to
 *  world with all of its buffer, and shared memory not at all. */
export function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof NativeBuffer && buffer.byteLength === bytes.length
    ? (bytes as Uint8Array<ArrayBuffer>)
    : sliceBytes(bytes);
}

/** The bytes of base64, in a buffer of their own. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  if (fromBase64) return fromBase64(text);
  const binary = ofText(text);
  const bytes = new NativeBytes(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = charCodeAt(binary, i);
  return bytes;
}

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

/** Hear what the other world says on `target`: a text, or a text and bytes; anything else is not
 *  for us. */
export function hearWorld(
  target: EventTarget,
  name: string,
  hear: (text: string, bytes: Uint8Array | null) => void,
): void {
  addListener(target, name, (event: Event) => {
    let detail: unknown;
    try {
      detail = detailOf(event as CustomEvent);
    } catch {
      return;
    }
    if (typeof detail === "string") {
      hear(detail, null);
    } else if (typeof detail === "object" && detail !== null) {
      const [text, bytes] = [(detail as Pair)[0], (detail as Pair)[1]];
      if (typeof text === "string" && bytes instanceof NativeBytes) hear(text, bytes);
    }
  });
}

/** What goes from world to world as one detail: the engine copies it, but for shared memory. */
type Pair = Readonly<Record<0 | 1, unknown>>;

const MAX_LANE_BYTES = 0x200000;
const Shared = globalThis.SharedArrayBuffer as typeof SharedArrayBuffer | undefined;
const setBytes = uncurry(
  Uint8Array.prototype.set as Method<Uint8Array, [Uint8Array, number], void>,
);
const partOf = uncurry(Uint8Array.prototype.subarray);

/** One world's voice: what it says on `target`, the other one hears (hearWorld). */
export class Voice {
  readonly #target: EventTarget;
  #lane: Uint8Array | null = null;

  constructor(target: EventTarget) {
    this.#target = target;
  }

  /** Say a text, and bytes with it; returns after all listeners ran, and until then the bytes are
   *  there for them. */
  say(name: string, text: string, bytes: Uint8Array | null = null): void {
    const detail = bytes === null ? text : [text, this.#shared(bytes)];
    dispatchEvent(this.#target, new NativeCustomEvent(name, { detail }));
  }

  /** `bytes` in memory that both worlds see, where there is any: the engine's own copy of a
   *  megabyte takes 0.9 ms. It holds nothing but what was said. */
  #shared(bytes: Uint8Array): Uint8Array {
    const { length } = bytes;
    if (!Shared || length > MAX_LANE_BYTES) return alone(bytes);
    if (this.#lane === null || this.#lane.length < length) {
      this.#lane = new NativeBytes(new Shared(length));
    }
    setBytes(this.#lane, bytes, 0);
    return partOf(this.#lane, 0, length);
  }
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
