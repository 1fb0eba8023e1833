// The Worker's beginning: what it can do is taken, then a message says what it is.

import type { Boot, Pulse, ToLogic } from "../shared/messages.ts";
import { lockDown } from "./realm/lockdown.ts";
import { takePowers, type WorkerScope } from "./realm/powers.ts";
import { Runtime, type MakeWx } from "./runtime.ts";
import type { ToWorker, Work } from "./worker/messages.ts";
import { startWork } from "./worker/start.ts";

type Message = ToLogic | Work | ToWorker | Pulse;
type Take = (message: Exclude<Message, Pulse>) => void;

/** Wait for `boot` (the logic layer of an app) or `work` (a Worker of it). What comes before that
 *  is heard afterwards, but for measures: those of `boot` are newer. */
export function bootWhenTold(scope: WorkerScope, makeWx: MakeWx): void {
  const powers = takePowers(scope);
  const early: Exclude<Message, Pulse>[] = [];
  const begin = (first: Boot | Work): Take => {
    if (first.t === "work") {
      return startWork(scope, powers, first) as Take;
    }
    const runtime = new Runtime(first, { scope, powers, makeWx, lockDown });
    void runtime.start();
    return runtime.take.bind(runtime) as Take;
  };
  let take: Take | null = null;
  powers.hear((given) => {
    const message = given as Message;
    if (message.t === "pulse") {
      powers.post(message);
    } else if (take) {
      take(message);
    } else if (message.t === "boot" || message.t === "work") {
      take = begin(message);
      for (const one of early) take(one);
    } else if (message.t !== "metrics") {
      early[early.length] = message;
    }
  });
}
