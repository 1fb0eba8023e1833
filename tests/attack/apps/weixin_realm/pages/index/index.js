// Ways from the app's own code to what its realm must not have. Each attempt gives something only
// when it got through; all of them are told of on the console, one line each.

const POWERS = [
  "postMessage",
  "onmessage",
  "addEventListener",
  "dispatchEvent",
  "importScripts",
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "WebTransport",
  "Worker",
  "SharedWorker",
  "Blob",
  "URL",
  "indexedDB",
  "caches",
  "navigator",
  "location",
  "crypto",
  "performance",
  "eval",
  "WebAssembly",
  "SharedArrayBuffer",
  "Atomics",
  "BroadcastChannel",
  "MessageChannel",
  "OffscreenCanvas",
  "FontFace",
  "reportError",
  "structuredClone",
  "scheduler",
  "fanlight",
  "fanlightEvaluate",
  "origin",
  "isSecureContext",
  "trustedTypes",
  "close",
  "name",
];

/** What a walk over everything that can be reached from `roots` finds of the Worker's powers. */
function reach(roots) {
  const wanted =
    /^(?:XMLHttpRequest|WebSocket|EventSource|Worker|importScripts|fetch|MessagePort|WorkerNavigator|WorkerLocation|IDBFactory|CacheStorage|SharedArrayBuffer|Atomics)$/;
  const seen = new Set();
  const found = new Set();
  const queue = roots.slice();
  while (queue.length > 0 && seen.size < 60000) {
    const at = queue.pop();
    if (at === null || (typeof at !== "object" && typeof at !== "function") || seen.has(at))
      continue;
    seen.add(at);
    const tag = Object.prototype.toString.call(at).slice(8, -1);
    if (wanted.test(tag)) found.add(tag);
    const own = Object.getOwnPropertyDescriptors(at);
    if (typeof at === "function" && own.name && wanted.test(String(own.name.value)))
      found.add(own.name.value);
    for (const key of Reflect.ownKeys(own)) {
      const one = own[key];
      queue.push(one.value, one.get, one.set);
    }
    queue.push(Object.getPrototypeOf(at));
  }
  if (seen.size < 500) throw new Error("the walk saw hardly anything");
  return [...found].join(" ");
}

/** What code that looks at its own stack gets hold of. */
function frames() {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    const sites = new Error("x").stack;
    if (!Array.isArray(sites) || sites.length < 3) return "";
    const got = sites.flatMap((site) => [site.getFunction(), site.getThis()]).filter(Boolean);
    return reach([...got, frames, POWERS, console, wx]);
  } finally {
    Error.prepareStackTrace = before;
  }
}

/** Who called, and with what: the runtime's own functions tell neither. */
function callers() {
  const sloppy = Array.prototype.map.caller;
  return sloppy ? String(sloppy) : "";
}

/** Hears what the runtime does with a method of the language while `act` runs. */
async function overheard(owner, name, act) {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const heard = [];
  Object.defineProperty(owner, name, {
    ...own,
    value: function (...given) {
      if (heard.length < 400) heard[heard.length] = [this, ...given];
      return Reflect.apply(own.value, this, given);
    },
  });
  try {
    await act();
  } finally {
    Object.defineProperty(owner, name, own);
  }
  return reach([...heard.flat(), frames, POWERS, console, wx]);
}

const work = () =>
  new Promise((resolve) => {
    wx.setStorageSync("a", 1);
    wx.getStorage({ key: "a", complete: resolve });
    wx.createSelectorQuery().select("#done").boundingClientRect().exec();
    setTimeout(() => undefined, 1);
  });

/** Text that would be code; `marked` is set when it runs. */
const CODE = "globalThis.marked = true; return 1";
const made = (constructor) => {
  const value = constructor(CODE)();
  return globalThis.marked || value === 1 ? "ran" : "";
};

const ATTEMPTS = {
  globals: () => POWERS.filter((name) => globalThis[name] !== undefined).join(" "),
  inherited: () => {
    const found = [];
    for (let at = globalThis; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      found.push(...POWERS.filter((name) => Object.getOwnPropertyDescriptor(at, name)));
    }
    return found.join(" ");
  },
  scopeConstructor: () => {
    const { constructor } = Object.getPrototypeOf(globalThis);
    return constructor === Object ? "" : constructor.name;
  },
  bare: () =>
    typeof importScripts === "undefined" && typeof postMessage === "undefined" ? "" : "x",
  bareEval: () => (typeof eval === "undefined" ? "" : "eval"),
  function: () => made(Function),
  newFunction: () => made((text) => new Function(text)),
  arrow: () => made((() => 1).constructor),
  async: () => made((async () => 1).constructor),
  generator: () => made((text) => () => function* () {}.constructor(text)().next().value),
  asyncGenerator: () => made(async function* () {}.constructor),
  method: () => made(wx.request.constructor),
  native: () => made([].map.constructor),
  bound: () => made((() => 1).bind(null).constructor),
  proxied: () => made(new Proxy(() => 1, {}).constructor),
  reflected: () => made((text) => Reflect.construct(Function, [text], Object)),
  reflectedKind: () => made(Reflect.getPrototypeOf(async () => 1).constructor),
  class: () => made(class A {}.constructor),
  getter: () => made(Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.constructor),
  returnThisAndMore: () => made(() => Function("return this; globalThis.marked = true")),
  returnThisLines: () => made(() => Function("return this\n;globalThis.marked = true")),
  returnThisObject: () => made(() => Function({ toString: () => CODE })),
  timerText: () => {
    setTimeout("globalThis.marked = true", 0);
    return "took text";
  },
  intervalText: () => {
    setInterval("globalThis.marked = true", 9);
    return "took text";
  },
  importData: async () => Object.keys(await import("data:text/javascript,export const a = 1")),
  importFile: async () => Object.keys(await import("/pages/index/index.wxml")),
  importRuntime: async () => Object.keys(await import("/.fanlight/runtime/view.js")),
  requireOut: () => String(require("../../../../../../etc/passwd")),
  requireRuntime: () => String(require("/.fanlight/runtime/logic.js")),
  requireProto: () => String(require("__proto__")),
  walkGlobal: () => reach([globalThis, frames]),
  walkWx: () => reach([wx, getApp(), getCurrentPages(), frames, POWERS]),
  walkCanvas: () => reach([wx.createOffscreenCanvas({ type: "2d", width: 1, height: 1 }), wx]),
  stack: frames,
  callers,
  argumentsOf: () => String(wx.request.arguments ?? ""),
  thenHeard: () => overheard(Promise.prototype, "then", work),
  pushHeard: () => overheard(Array.prototype, "push", work),
  mapHeard: () => overheard(Map.prototype, "get", work),
  mapSetHeard: () => overheard(Map.prototype, "set", work),
  callHeard: () => overheard(Function.prototype, "call", work),
  applyHeard: () => overheard(Function.prototype, "apply", work),
  bindHeard: () => overheard(Function.prototype, "bind", work),
  stringifyHeard: () => overheard(JSON, "stringify", work),
  setterHeard: async () => {
    const heard = [];
    for (const name of ["post", "powers", "request", "onload", "responseType", "t", "resolve"]) {
      Object.defineProperty(Object.prototype, name, {
        configurable: true,
        get: () => undefined,
        set(value) {
          heard[heard.length] = [this, value];
        },
      });
    }
    try {
      await Promise.race([
        work(),
        new Promise((resolve) => {
          setTimeout(resolve, 200);
        }),
      ]);
    } finally {
      for (const name of ["post", "powers", "request", "onload", "responseType", "t", "resolve"]) {
        delete Object.prototype[name];
      }
    }
    return reach([...heard.flat(), frames, POWERS, console, wx]);
  },
};

async function attempt(name) {
  globalThis.marked = undefined;
  try {
    const got = await ATTEMPTS[name]();
    return String(got ?? "") === "" ? "nothing" : `got ${String(got).slice(0, 300)}`;
  } catch (error) {
    return `refused ${error && error.name}`;
  }
}

Page({
  data: { done: "" },
  async onReady() {
    for (const name of Object.keys(ATTEMPTS))
      console.log(`attempt ${name}: ${await attempt(name)}`);
    // Proof that the walk finds what is there to be found.
    console.log(
      `control: ${reach([{ a: [{ [Symbol.toStringTag]: "XMLHttpRequest" }] }, globalThis])}`,
    );
    console.log(`marked: ${String(globalThis.marked)}`);
    this.setData({ done: "done" });
  },
});
