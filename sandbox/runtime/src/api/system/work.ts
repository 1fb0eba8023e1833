// Bytes and texts, random numbers, idle time, Workers of the app's own.

import { fromBase64, toBase64 } from "../bytes.ts";
import { bufferOf } from "../bytes.ts";
import { ApiFailure, syncError } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { bytesOf, clamped, isFunction, numberOf, recordOf, textOf } from "../reading.ts";

const MAX_RANDOM_BYTES = 1024 * 1024;
const RANDOM_PART_BYTES = 65_536;
/** How long an idle callback may take (ms); the engine's own idea of a frame's rest. */
const IDLE_MS = 50;

export function workFamily(kit: Kit): Family {
  const { engine } = kit.ground;
  return {
    base64ToArrayBuffer: kit.sync("base64ToArrayBuffer", (text) => fromBase64(textOf(text)).buffer),
    arrayBufferToBase64: kit.sync("arrayBufferToBase64", (buffer) => {
      const bytes = bytesOf(buffer);
      if (!bytes) throw new ApiFailure("parameter error: arrayBuffer should be ArrayBuffer;");
      return toBase64(bytes);
    }),
    getRandomValues: kit.later("getRandomValues", ({ length }) => ({
      randomValues: randomBytes(kit, length),
    })),
    getUserCryptoManager: () => ({
      getRandomValues: kit.later("getRandomValues", ({ length }) => ({
        randomValues: randomBytes(kit, length),
      })),
      getLatestUserKey: kit.caller.never("getLatestUserKey", "not supported", { errno: 6 }),
    }),
    requestIdleCallback: (run: unknown, options: unknown) => {
      const started = engine.now();
      const limit = numberOf(recordOf(options)["timeout"], 0);
      return engine.setTimeout(() => {
        const begun = engine.now();
        kit.caller.callBack("requestIdleCallback", run, {
          didTimeout: limit > 0 && begun - started >= limit,
          timeRemaining: () => Math.max(0, IDLE_MS - (engine.now() - begun)),
        });
      }, 1);
    },
    cancelIdleCallback: (id: unknown) => {
      engine.clearTimeout(numberOf(id, 0));
    },
    createWorker: (script: unknown) => startWorker(kit, textOf(script)),
    preloadAssets: kit.later("preloadAssets", () => undefined),
    preloadSkylineView: kit.later("preloadSkylineView", () => undefined),
    preloadWebview: kit.later("preloadWebview", () => undefined),
  };
}

function randomBytes(kit: Kit, length: unknown): ArrayBuffer {
  const bytes = new Uint8Array(Math.round(clamped(numberOf(length, 0), 0, MAX_RANDOM_BYTES)));
  for (let start = 0; start < bytes.length; start += RANDOM_PART_BYTES) {
    const part = new Uint8Array(Math.min(RANDOM_PART_BYTES, bytes.length - start));
    bytes.set(kit.ground.engine.randomValues(part), start);
  }
  return bufferOf(bytes);
}

function startWorker(kit: Kit, script: string): object {
  const worker = kit.ground.startWorker(script);
  if (!worker) {
    throw syncError("createWorker", new ApiFailure(`script not found: ${script}`));
  }
  const messages = kit.listeners<unknown>("Worker.onMessage");
  const errors = kit.listeners<unknown>("Worker.onError");
  const killed = kit.listeners<unknown>("Worker.onProcessKilled");
  worker.onMessage = (message) => {
    messages.emit(message);
  };
  worker.onError = (error) => {
    errors.emit(error);
  };
  return {
    env: { USER_DATA_PATH: "wxfile://usr" },
    postMessage: (message: unknown) => {
      worker.postMessage(withoutFunctions(message));
    },
    terminate: () => {
      worker.terminate();
    },
    onMessage: messages.on,
    onError: errors.on,
    onProcessKilled: killed.on,
    testOnProcessKilled: () => {
      killed.emit(undefined);
    },
    getCameraFrameData: () => null,
  };
}

/** Functions cannot be cloned; WeChat leaves them out. */
function withoutFunctions(message: unknown): unknown {
  if (typeof message !== "object" || message === null || bytesOf(message)) return message;
  if (Array.isArray(message)) return (message as unknown[]).map(withoutFunctions);
  if (Object.getPrototypeOf(message) !== Object.prototype) return message;
  const members = Object.entries(message).filter(([, value]) => !isFunction(value));
  return Object.fromEntries(members.map(([name, value]) => [name, withoutFunctions(value)]));
}
