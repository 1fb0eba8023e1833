// The only script of a page's document (sandbox/weixin_mount.py).

import { builtIns } from "./components/index.ts";
import type { Belonged, Belonging } from "./view/first/belonging.ts";
import type { Fanlight } from "./view/link/host.ts";
import { pulseOf } from "./view/pulse.ts";
import { start } from "./view/start.ts";

declare global {
  interface Window {
    fanlight?: Fanlight;
    /** For the host: does the app's code still get turns? */
    fanlightHears?: () => boolean;
    /** For the host, in a document made ahead: draw the first frame of this page of an app that
     *  will probably be opened. No code of the app runs. */
    fanlightForesee?: (route: string) => void;
    /** For the host, in a document made ahead: it is an app's from now on; null when the app's
     *  files are to be asked for. */
    fanlightBelong?: (belonging: Belonging | null, opening: unknown) => void;
    /** For the host, when the app's developer evaluates text (`--eval`). */
    fanlightEvaluate?: (expression: string) => Promise<unknown>;
    /** For the host, when the app's developer has saved style sheets; true when it is done. */
    fanlightRestyle?: (paths: readonly string[]) => Promise<boolean>;
  }
}

const { fanlight, fanlightLogic: worker, console: printer } = window;
// Nothing but this script runs here; what it drew by mistake must not find the host either.
delete window.fanlight;
delete window.fanlightLogic;
if (!fanlight || !worker) throw new Error("this document has no host");
window.fanlightHears = pulseOf(worker);
const evaluable = "evaluable" in document.documentElement.dataset;
const foreseen = new Promise<string>((resolve) => {
  window.fanlightForesee = resolve;
});
const belonged = new Promise<Belonged>((resolve) => {
  window.fanlightBelong = (belonging, opening): void => {
    resolve({ belonging, opening });
  };
});
const starting = start({ worker, fanlight, builtIns, printer, evaluable, foreseen, belonged });
if (evaluable) {
  window.fanlightEvaluate = async (expression) =>
    await (await starting).evaluations.run(expression);
  window.fanlightRestyle = async (paths) => {
    await (await starting).sheets.renew(paths);
    return true;
  };
}
starting.catch((error: unknown) => {
  reportError(error);
});
