// Takes all it can get of the machine, one thing at a time. Each function begins and returns.
"use strict";

const MB = 1_000_000;
const kept = [];
const pause = (ms = 5) => new Promise((done) => setTimeout(done, ms));

/** Call `take` until somebody stops it; what it threw is kept for who asks. */
function forever(take, times = Infinity) {
  globalThis.ended = null;
  (async () => {
    for (let turn = 0; turn < times; turn += 1) {
      await take(turn);
      await pause();
    }
    return "done";
  })().then(
    (told) => (globalThis.ended = told),
    (error) => (globalThis.ended = error.name),
  );
  return "begun";
}

// The page's only thread.
globalThis.loop = () => {
  setTimeout(() => {
    for (;;);
  });
};
globalThis.microtasks = () => {
  setTimeout(async () => {
    for (;;) await null;
  });
};
globalThis.waitFor = (url) => {
  setTimeout(() => {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
    globalThis.waited = request.status;
  });
};

// Memory.
globalThis.heap = () =>
  forever(() => {
    for (let each = 0; each < 20; each += 1) kept.push(new Array(100_000).fill(1.5));
  });
globalThis.buffers = () => forever(() => kept.push(new Uint8Array(20 * MB).fill(1)));
globalThis.shared = () =>
  forever(() => kept.push(new Uint8Array(new SharedArrayBuffer(20 * MB)).fill(1)));
globalThis.wasm = () =>
  forever(() => {
    const memory = new WebAssembly.Memory({ initial: 320 }); // pages of 64 KiB
    kept.push(new Uint8Array(memory.buffer).fill(1));
  });
globalThis.canvases = () =>
  forever(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2048;
    const context = canvas.getContext("2d");
    context.fillRect(0, 0, 2048, 2048);
    kept.push(context);
  });
globalThis.nodes = () =>
  forever(() => {
    const part = document.createElement("div");
    part.innerHTML = "<p>text</p>".repeat(20_000);
    document.body.append(part);
  });
globalThis.blobs = () => forever(() => kept.push(new Blob([new Uint8Array(20 * MB)])));
globalThis.inWorker = () => {
  const worker = new Worker("/pages/index/worker.js");
  worker.postMessage("take");
  kept.push(worker);
};
globalThis.inSharedWorker = () => {
  const worker = new SharedWorker("/pages/index/worker.js");
  worker.port.postMessage("take");
  kept.push(worker);
};

// Many of a thing.
globalThis.workers = () => forever(() => kept.push(new Worker("/pages/index/worker.js")), 500);
globalThis.frames = (sandbox, turns = 50) =>
  forever(() => {
    for (let each = 0; each < 10; each += 1) {
      const frame = document.createElement("iframe");
      if (sandbox) frame.sandbox = "allow-scripts";
      frame.srcdoc = "<h1>one of many</h1>";
      document.body.append(frame);
    }
  }, turns);
globalThis.timers = () => {
  let fired = 0;
  for (let each = 0; each < 200_000; each += 1) setInterval(() => (fired += 1), 0);
};

// The disk.
const noise = (bytes) => {
  const made = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) {
    crypto.getRandomValues(made.subarray(at, Math.min(at + 65_536, bytes)));
  }
  return made;
};
const settled = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
async function database() {
  const opening = indexedDB.open("filled");
  opening.onupgradeneeded = () => opening.result.createObjectStore("filled");
  return (await settled(opening)).transaction("filled", "readwrite").objectStore("filled");
}
globalThis.fillDatabase = () => {
  const content = noise(4 * MB);
  return forever(async (turn) => settled((await database()).put(content, turn)));
};
globalThis.fillCaches = () => {
  const content = noise(4 * MB);
  return forever(async (turn) => {
    const cache = await caches.open("filled");
    await cache.put(`https://example.org/${turn}`, new Response(content));
  });
};
/** A call of the bridge, for APIs that a page of this kind has no function for. */
function raw(method, params) {
  const id = (raw.last = (raw.last ?? 90_000) + 1);
  return new Promise((done, failed) => {
    const hear = ({ detail }) => {
      const message = JSON.parse(detail);
      if (message.id !== id) return;
      window.removeEventListener("fanlight:message", hear);
      if (message.type === "result") done(message.value);
      else failed(message);
    };
    window.addEventListener("fanlight:message", hear);
    const detail = JSON.stringify({ type: "call", id, method, params });
    window.dispatchEvent(new CustomEvent("fanlight:call", { detail }));
  });
}
globalThis.fillOwn = async () => {
  const found = {};
  found.folder = await navigator.storage.getDirectory().then(String, ({ name }) => name);
  const until = async (act) => {
    for (let turn = 0; turn < 2000; turn += 1) {
      try {
        await act(turn);
      } catch (error) {
        return { code: error.code ?? error.name, name: error.name, turn };
      }
    }
    return { code: "never" };
  };
  const text = "x".repeat(900_000);
  found.localStorage = await until((turn) => localStorage.setItem(`${turn}`, text));
  found.storage = await until((turn) => fanlight.setStorage({ key: `${turn}`, data: text }));
  found.files = await until((turn) =>
    raw("fsWriteFile", { path: `wxfile://usr/${turn}`, base64: "A".repeat(8 * MB) }),
  );
  for (let each = 0; each < 50; each += 1) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = `${each}.bin`;
    link.click();
  }
  return found;
};

// The host's own thread and log.
globalThis.lines = () => {
  setTimeout(() => {
    for (let each = 0; each < 1_000_000; each += 1) console.log(`line ${each}`);
  });
};
globalThis.longLines = () => {
  const line = "x".repeat(4 * MB);
  return forever(() => console.log(line), 200);
};
const say = (text) => window.dispatchEvent(new CustomEvent("fanlight:call", { detail: text }));
globalThis.calls = () => {
  setTimeout(() => {
    for (let id = 80_000; id < 280_000; id += 1) {
      say(`{"type":"call","id":${id},"method":"getLaunchOptions","params":{}}`);
    }
  });
};
globalThis.nonsense = () => {
  setTimeout(() => {
    for (let each = 0; each < 200_000; each += 1) say("{nonsense");
  });
};
globalThis.refusals = () =>
  forever(() => {
    for (let each = 0; each < 100; each += 1) fetch("https://undeclared.example/").catch(() => {});
  }, 200);
globalThis.asking = () =>
  forever(() => {
    for (let each = 0; each < 300; each += 1) fetch(`/manifest.json?${each}`).catch(() => {});
  });
globalThis.starting = () =>
  forever(() => {
    for (let each = 0; each < 30; each += 1) new Worker("/nowhere.js");
  });
globalThis.requests = () => {
  globalThis.answers = { ok: 0, failed: 0 };
  for (let each = 0; each < 2_000; each += 1) {
    const asked = fetch(`/manifest.json?${each}`);
    asked
      .then((answer) => answer.text())
      .then(
        () => (answers.ok += 1),
        () => (answers.failed += 1),
      );
  }
};

// Asked to by its launch: stops itself before anything is shown.
if (location.search === "?now=1") buffers();
