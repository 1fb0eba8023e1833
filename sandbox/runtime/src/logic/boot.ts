// The Worker's beginning: what it can do is taken, then a message says what it is.

import type { Boot, ToLogic } from "../shared/messages.ts";
import { lockDown } from "./realm/lockdown.ts";
import { takePowers, type WorkerScope } from "./realm/powers.ts";
import { Runtime, type MakeWx } from "./runtime.ts";
import type { ToWorker, Work } from "./worker/messages.ts";
import { startWork } from "./worker/start.ts";

type Message = ToLogic | Work | ToWorker;

/** Wait for `boot` (the logic layer of an app) or `work` (a Worker of it). What comes before that
 *  is heard afterwards, but for measures: those of `boot` are newer. */
export function bootWhenTold(scope: WorkerScope, makeWx: MakeWx): void {
  const powers = takePowers(scope);
  const early: Message[] = [];
  const begin = (first: Boot | Work): ((message: Message) => void) => {
    if (first.t === "work") {
      return startWork(scope, powers, first) as (message: Message) => void;
    }
    const runtime = new Runtime(first, { scope, powers, makeWx, lockDown });
    void runtime.start();
    return runtime.take.bind(runtime) as (message: Message) => void;
  };
  let take: ((message: Message) => void) | null = null;
  powers.hear((given) => {
    const message = given as Message;
    if (take) {
      take(message);
    } else if (message.t === "boot" || message.t === "work") {
      take = begin(message);
      for (const one of early) take(one);
    } else if (message.t !== "metrics") {
      early[early.length] = message;
    }
  });
}
