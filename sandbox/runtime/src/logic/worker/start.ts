// A Worker of the app: its modules, a `worker` object, and nothing else (framework/workers).

import { ModuleLoader } from "../modules/loader.ts";
import { Places } from "../modules/places.ts";
import { makeConsole, type Print } from "../realm/console.ts";
import { ErrorDesk } from "../realm/errors.ts";
import { lockDown } from "../realm/lockdown.ts";
import type { Powers } from "../realm/powers.ts";
import { makeTimers } from "../realm/timers.ts";
import type { FromWorker, ToWorker, Work } from "./messages.ts";

/** Where the compiler puts the modules of the `workers` folder. */
const WORKERS_CHUNK = "/weixin/workers.js";

/** Begin; gives what takes the messages that follow. */
export function startWork(scope: object, powers: Powers, work: Work): (message: ToWorker) => void {
  const post = powers.post as unknown as (message: FromWorker) => void;
  const places = new Places();
  const print: Print = (level, args, place) => {
    post({ t: "print", level, args, place });
  };
  const errors = new ErrorDesk(print, places.of.bind(places));
  errors.hear = (text) => {
    post({ t: "failed", message: text });
  };
  const guarded = errors.guarded.bind(errors);
  let hear: ((message: unknown) => void) | null = null;
  const early: unknown[] = [];
  const worker = {
    env: { USER_DATA_PATH: "wxfile://usr" },
    postMessage: (message: unknown) => {
      post({ t: "message", message });
    },
    onMessage: (listener: unknown) => {
      hear = typeof listener === "function" ? (listener as (message: unknown) => void) : null;
      for (const message of early.splice(0)) take({ t: "message", message });
    },
  };
  lockDown(scope, {
    console: makeConsole(print, powers.now, places.here.bind(places)),
    ...makeTimers(powers, guarded),
    worker,
  });
  powers.hearErrors((error, message) => {
    errors.report("", error ?? message);
    return true;
  });
  powers.hearRejections((reason) => {
    errors.reportRejection(reason);
    return true;
  });
  const loader = new ModuleLoader({
    importScripts: powers.importScripts,
    scope,
    values: { global: scope, globalThis: scope, self: scope, worker },
    registry: {},
    roots: [],
    guarded,
    places,
  });
  guarded(work.script, () => {
    loader.loadScript(WORKERS_CHUNK);
    loader.run(work.script);
  });

  function take(message: ToWorker): void {
    if (message.t !== "message") return;
    const listener = hear;
    if (!listener) early.push(message.message);
    else
      guarded("worker.onMessage", () => {
        listener(message.message);
      });
  }
  return take;
}
