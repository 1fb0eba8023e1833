// Around logic.js, in an engine of its own: Python calls `fanlightStill(request)`.
import { makeStill } from "./still/still.ts";

makeStill(globalThis);
