// What Python calls for scripts: `fanlightScript.transform(request)`, `fanlightScript.minify(code)`.
import { minify } from "./script/minify.ts";
import { transform } from "./script/transform.ts";

Object.assign(globalThis, { fanlightScript: { transform, minify } });
