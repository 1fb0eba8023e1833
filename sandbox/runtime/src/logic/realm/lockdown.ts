// Takes from the Worker's global scope all that is not the language itself. App code runs in the
// same realm as this runtime, so nothing may be left that a hostile script could reach: not on
// the global object, not on a prototype of it, not through a constructor.
//
// It is a list of what stays. What an engine adds later is removed without anybody's doing.

/** ECMAScript's own (ECMA-262 19, ECMA-402), less what makes code of text or shares memory. */
const LANGUAGE: readonly string[] = [
  "globalThis",
  "Infinity",
  "NaN",
  "undefined",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "unescape",
  "AggregateError",
  "Array",
  "ArrayBuffer",
  "AsyncDisposableStack",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "DataView",
  "Date",
  "DisposableStack",
  "Error",
  "EvalError",
  "FinalizationRegistry",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "Function",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Intl",
  "Iterator",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "Promise",
  "Proxy",
  "RangeError",
  "ReferenceError",
  "Reflect",
  "RegExp",
  "Set",
  "String",
  "SuppressedError",
  "Symbol",
  "SyntaxError",
  "Temporal",
  "TypeError",
  "URIError",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "WeakMap",
  "WeakRef",
  "WeakSet",
];

/** What WeChat's logic layer has beside the language. Put back as this runtime's own versions. */
const OWN: readonly string[] = [
  "console",
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "queueMicrotask",
];

const STAYS: ReadonlySet<PropertyKey> = new Set([...LANGUAGE, ...OWN]);

/** What could not be removed, by name: none in the engines this was made for. */
export type Remainder = readonly string[];
export type LockDown = typeof lockDown;

/**
 * Remove everything else from `scope` and from the prototypes that only it has, and let no
 * constructor make a function of text. `put` are members of the scope that the app gets.
 */
export function lockDown(scope: object, put: Readonly<Record<string, unknown>>): Remainder {
  const left: string[] = [];
  for (const key of Reflect.ownKeys(scope)) {
    if (!STAYS.has(key) && !removed(scope, key)) left.push(String(key));
  }
  for (let at = Reflect.getPrototypeOf(scope); at && at !== Object.prototype;) {
    for (const key of Reflect.ownKeys(at)) {
      // Symbol.toStringTag is only a name.
      if (key !== Symbol.toStringTag && !removed(at, key)) left.push(String(key));
    }
    at = Reflect.getPrototypeOf(at);
  }
  refuseText(scope);
  for (const [name, value] of Object.entries(put)) {
    Reflect.defineProperty(scope, name, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  return left;
}

/** Numbers that an engine does not give up (TEMPORARY, PERSISTENT) lead nowhere. */
function removed(owner: object, key: PropertyKey): boolean {
  if (Reflect.deleteProperty(owner, key)) return true;
  const value: unknown = Reflect.getOwnPropertyDescriptor(owner, key)?.value;
  return typeof value === "number" || typeof value === "string";
}

/** `return this`, with or without a semicolon: how old libraries ask for the global object. */
const RETURN_THIS = /^\s*return\s+this\s*;?\s*$/;

/**
 * The four function constructors, reachable from any function by `.constructor`, give way to one
 * that refuses, as WeChat's do. `instanceof Function` goes on working.
 */
function refuseText(scope: object): void {
  const refusing = function Function(...text: unknown[]): () => object {
    if (text.length === 1 && typeof text[0] === "string" && RETURN_THIS.test(text[0])) {
      return () => scope;
    }
    throw new EvalError("code cannot be made of text in a mini-program");
  };
  const kinds: readonly object[] = [
    () => undefined,
    async () => {
      await Promise.resolve();
    },
    function* () {
      yield undefined;
    },
    async function* () {
      await Promise.resolve();
      yield undefined;
    },
  ];
  for (const kind of kinds) {
    const prototype = Reflect.getPrototypeOf(kind);
    if (!prototype) continue;
    Reflect.defineProperty(prototype, "constructor", {
      value: refusing,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  Reflect.defineProperty(refusing, "prototype", { value: Function.prototype, writable: false });
  Reflect.defineProperty(scope, "Function", {
    value: refusing,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
