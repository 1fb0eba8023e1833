// Whether the Worker, in which the app's code runs, still hears: the host asks for it twice a second
// (host/launch/watch.py). The page itself is asked by being asked.

import type { Posted, Pulse } from "../shared/messages.ts";

const PULSE: Pulse = { t: "pulse" };

/** A function that says whether the Worker has answered since it was called last, and asks it
 *  anew: one question is on its way at a time. */
export function pulseOf(worker: Worker): () => boolean {
  let heard = true;
  let asked = false;
  worker.addEventListener("message", ({ data }: MessageEvent<Posted>) => {
    if (data.t !== "pulse") return;
    heard = true;
    asked = false;
  });
  return () => {
    const told = heard;
    heard = false;
    if (!asked) {
      asked = true;
      worker.postMessage(PULSE);
    }
    return told;
  };
}
