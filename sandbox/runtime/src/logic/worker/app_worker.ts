// The logic layer's end of a Worker of the app.

import { LOGIC_SCRIPT } from "../../shared/scripts.ts";
import type { AppWorker } from "../api_ports.ts";
import type { Level, Print } from "../realm/console.ts";
import type { Powers } from "../realm/powers.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** Start one that runs the module `script` (an id). */
export function openWorker(powers: Powers, script: string, print: Print): AppWorker {
  const worker = powers.startWorker(LOGIC_SCRIPT);
  const post = (message: ToWorker): void => {
    worker.postMessage(message);
  };
  const opened: AppWorker = {
    postMessage: (message) => {
      post({ t: "message", message });
    },
    terminate: () => {
      worker.terminate();
    },
    onMessage: () => undefined,
    onError: () => undefined,
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.t === "message") opened.onMessage(data.message);
    else if (data.t === "print") print(data.level as Level, data.args, data.place);
    else opened.onError({ message: data.message });
  };
  worker.onerror = ({ message }) => {
    opened.onError({ message });
  };
  post({ t: "work", script });
  return opened;
}
