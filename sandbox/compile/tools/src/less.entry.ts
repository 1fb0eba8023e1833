// What Python calls for Less: `fanlightLess(request)`.
import { less } from "./sheet/less.ts";

Object.assign(globalThis, { fanlightLess: less });
