// Hostile code in a locked realm: a Worker of Node's, which has fetch, WebSocket, Function and the
// rest as a browser's has. Each attempt runs there; its answer says what it reached.

import assert from "node:assert/strict";
import { describe, it, before } from "node:test";
import { Worker } from "node:worker_threads";
import type { Report, Tries } from "./hostile_worker.ts";

/** Expressions, each by what it tries. All must give undefined, refuse, or throw. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  "a bare name": "typeof fetch",
  "the global object of a loose function": "typeof (function () { return this })().fetch",
  "through globalThis": "typeof globalThis.WebSocket",
  "its descriptor": "typeof Reflect.getOwnPropertyDescriptor(globalThis, 'fetch')",
  "its prototypes": `(() => {
    const found = [];
    for (let at = globalThis; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const key of Reflect.ownKeys(at)) found.push(key);
    }
    return found.filter((key) => FORBIDDEN.includes(key)).join() || undefined;
  })()`,
  "its constructor":
    "globalThis.constructor === Object ? undefined : typeof globalThis.constructor.prototype.fetch",
  Function: "Function('return typeof fetch')()",
  "new Function": "new Function('a', 'return a')(1)",
  "a function's constructor": "(() => {}).constructor('return 1')()",
  "an async function's": "(async () => {}).constructor('return 1')",
  "a generator's": "(function* () {}).constructor('yield 1')",
  "an async generator's": "(async function* () {}).constructor('yield 1')",
  "a method's": "[].map.constructor('return 1')()",
  "a class's": "(class {}).constructor('return 1')()",
  "a bound function's": "(function () {}).bind().constructor('return 1')()",
  "a proxy's": "new Proxy(() => {}, {}).constructor('return 1')()",
  "Reflect.construct": "Reflect.construct((() => {}).constructor, ['return 1'])()",
  "a subclass": "new (class extends Function {})('return 1')()",
  "the prototype of the async constructor":
    "Object.getPrototypeOf((async () => {}).constructor)('return 1')()",
  eval: "typeof eval",
  "indirect eval": "(0, globalThis.eval)('1')",
  "text for a timer": "setTimeout('globalThis.reached = 1', 0)",
  "Error.prepareStackTrace": `(() => {
    Error.prepareStackTrace = (_, calls) => calls;
    const calls = new Error().stack;
    const found = calls.map((call) => call.getThis?.()).find((that) => that && that.fetch);
    return found ? 'reached' : undefined;
  })()`,
  "a getter on the way": `(() => {
    let got;
    Object.defineProperty(Object.prototype, 'fetch', { get() { got = this }, configurable: true });
    const it = globalThis.fetch;
    delete Object.prototype.fetch;
    return typeof it;
  })()`,
  "symbols of the global object":
    "Object.getOwnPropertySymbols(globalThis).filter((s) => s !== Symbol.toStringTag).length || undefined",
  events: "typeof addEventListener + typeof onmessage + typeof postMessage",
  "other threads": "typeof Worker + typeof SharedWorker + typeof BroadcastChannel",
  "shared memory": "typeof SharedArrayBuffer + typeof Atomics + typeof WebAssembly",
  "what is the engine's": "typeof navigator + typeof performance + typeof crypto + typeof process",
};

/** Names that the brief says an app must not reach. */
const FORBIDDEN = [
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts"],
  ...["indexedDB", "caches", "BroadcastChannel", "eval", "Worker", "SharedWorker", "navigator"],
  ...["postMessage", "onmessage", "addEventListener", "close", "MessageChannel", "MessagePort"],
  ...["createImageBitmap", "OffscreenCanvas", "performance", "crypto", "WebAssembly", "process"],
  ...["SharedArrayBuffer", "Atomics", "FontFace", "location", "name", "scheduler", "require"],
  ...["reportError", "dispatchEvent", "removeEventListener", "URL", "Blob", "FileReader"],
];

describe("the locked realm", () => {
  let report: Report | null = null;

  before(async () => {
    const worker = new Worker(new URL("./hostile_worker.ts", import.meta.url), {
      workerData: { attempts: ATTEMPTS, forbidden: FORBIDDEN } satisfies Tries,
    });
    report = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
  });

  it("leaves nothing that it could not remove", () => {
    assert.deepEqual(report?.left, []);
  });

  for (const name of Object.keys(ATTEMPTS)) {
    it(`gives nothing away: ${name}`, () => {
      const result = report?.results.find(([attempt]) => attempt === name)?.[1] ?? "not run";
      assert.match(result, /^(?:(?:undefined)+|threw (?:EvalError|TypeError))$/);
    });
  }

  it("keeps the language", () => {
    assert.deepEqual(report?.missing, []);
    assert.equal(report.isFunction, true);
  });

  it("gives the global object to old libraries that ask for it", () => {
    assert.equal(report?.returnsThis, true);
  });
});
