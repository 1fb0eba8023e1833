// A Worker's scope in which the logic layer makes a page's first frame. It has no clock that runs, no
// view and no host: what asks one of these at once cannot be drawn ahead.

import { FIRST_PAGE } from "../shared/first_frame.ts";
import { writeFrame, type Made } from "../shared/frame_writing.ts";
import type { Begin, Boot, Metrics, Posted, ToView } from "../shared/messages.ts";
import { opened } from "../shared/packed.ts";

/** What Python asks for. */
interface Request {
  readonly config: object;
  readonly route: string;
  /** Scripts by package path. */
  readonly scripts: Readonly<Record<string, string>>;
}

type Hear = (event: { readonly data: unknown }) => void;

const WAIT_BYTES = 4096;
/** A small phone; what depends on the window's size is drawn anew when the page itself is there. */
const METRICS: Metrics = {
  windowWidth: 400,
  windowHeight: 652,
  screenWidth: 400,
  screenHeight: 652,
  pixelRatio: 1,
  statusBarHeight: 0,
  safeArea: { left: 0, top: 0, right: 400, bottom: 652, width: 400, height: 652 },
  menuButton: { left: 306, top: 8, right: 393, bottom: 40, width: 87, height: 32 },
  theme: "light",
  language: "zh_CN",
};

/** Give `scope` what logic.js takes, and `fanlightStill`. */
export function makeStill(scope: typeof globalThis): void {
  const told: ToView[] = [];
  const asked: string[] = [];
  let hear: Hear = () => undefined;
  let scripts: Request["scripts"] = {};
  const run = scope.eval as (text: string) => void;
  const nothing = (): number => 0;
  const refuse = (what: string) => (): never => {
    asked.push(what);
    throw new Error(`${what} is not there while a first frame is made`);
  };
  Atomics.wait = refuse("the host");
  Object.assign(scope, {
    postMessage: (message: Posted) => told.push(opened(message)),
    addEventListener: (type: string, listener: Hear) => {
      if (type === "message") hear = listener;
    },
    importScripts: (...paths: string[]) => {
      for (const path of paths) {
        const text = scripts[path.replace(/^\//, "")];
        if (text === undefined) refuse(path)();
        else run(text);
      }
    },
    setTimeout: nothing,
    clearTimeout: nothing,
    setInterval: nothing,
    clearInterval: nothing,
    queueMicrotask: nothing,
    performance: { now: () => 0, timeOrigin: 0 },
    crypto: { getRandomValues: refuse("chance") },
    TextEncoder: Encoder,
    TextDecoder: Encoder,
    AbortController: Aborter,
    EventTarget: Target,
    Event: Happening,
    CustomEvent: Happening,
    btoa: nothing,
    atob: nothing,
  });
  Object.assign(scope, {
    fanlightStill: (request: Request): Made => {
      scripts = request.scripts;
      hear({ data: bootOf(request) });
      hear({ data: beginOf(request) });
      return frameOf(request.route, told, asked);
    },
  });
}

class Encoder {
  encode(): never {
    throw new Error("there are no bytes while a first frame is made");
  }
}

class Aborter {
  readonly signal = {};
  abort(): void {
    // Nothing runs that could be given up.
  }
}

/** What the logic layer takes from the engine as it begins, and uses later. */
class Target {
  addEventListener(): void {
    // Nothing happens here.
  }

  dispatchEvent(): void {
    // Nobody hears.
  }
}

class Happening {
  get detail(): null {
    return null;
  }
}

function bootOf({ config }: Request): Boot {
  return {
    t: "boot",
    config,
    wait: new SharedArrayBuffer(WAIT_BYTES),
    evaluable: false,
    still: true,
  };
}

function beginOf({ route }: Request): Begin {
  const launch = { path: route, query: {}, scene: 1001, referrerAppId: null, extraData: null };
  return { t: "begin", metrics: METRICS, launch };
}

function frameOf(route: string, told: readonly ToView[], asked: readonly string[]): Made {
  if (asked[0] !== undefined) return { why: `it asks for ${asked[0]} before it is shown` };
  const ops: unknown[] = [];
  let isShown = false;
  for (const message of told) {
    if (message.t === "ask") return { why: "it measures itself before it is shown" };
    if (message.t === "ops" && message.page === FIRST_PAGE) ops.push(...message.ops);
    if (message.t !== "tell") continue;
    const { name, params } = message;
    const { level, args } = params as { level?: string; args?: unknown[] };
    if (name === "console" && level === "error") return { why: `it fails: ${String(args?.[0])}` };
    isShown ||= name === "page.show";
  }
  if (!isShown || ops.length === 0) return { why: "it draws nothing" };
  return writeFrame(route, ops);
}
