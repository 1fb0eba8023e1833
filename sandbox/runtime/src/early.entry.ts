// The first script of a page's document: the app's Worker starts while the rest still arrives.

import { LOGIC_SCRIPT } from "./shared/scripts.ts";

window.fanlightLogic = new Worker(LOGIC_SCRIPT, { name: "logic" });
