// The Worker's beginning: what it can do is taken, then a message says what it is, and another one
// that its app is opened.

import type { Pulse, ToLogic } from "../shared/messages.ts";
import { lockDown } from "./realm/lockdown.ts";
import { takePowers, type WorkerScope } from "./realm/powers.ts";
import { Runtime, type MakeWx } from "./runtime.ts";
import type { ToWorker, Work } from "./worker/messages.ts";
import { startWork } from "./worker/start.ts";

type Message = ToLogic | Work | ToWorker | Pulse;
type Take = (message: Exclude<Message, Pulse>) => void;

/** Wait for `boot` and `begin` (the logic layer of an app) or `work` (a Worker of it). What comes
 *  before that is heard afterwards, but for measures: those of `begin` are newer. */
export function bootWhenTold(scope: WorkerScope, makeWx: MakeWx): void {
  const powers = takePowers(scope);
  const early: Exclude<Message, Pulse>[] = [];
  let runtime: Runtime | null = null;
  let take: Take | null = null;
  const begun = (by: Take): void => {
    take = by;
    for (const one of early) by(one);
  };
  powers.hear((given) => {
    const message = given as Message;
    if (message.t === "pulse") {
      powers.post(message);
    } else if (take) {
      take(message);
    } else if (message.t === "work") {
      begun(startWork(scope, powers, message) as Take);
    } else if (message.t === "boot") {
      runtime ??= new Runtime(message, { scope, powers, makeWx, lockDown });
    } else if (message.t === "begin" && runtime) {
      void runtime.start(message);
      begun(runtime.take.bind(runtime) as Take);
    } else if (message.t !== "metrics") {
      early[early.length] = message;
    }
  });
}
