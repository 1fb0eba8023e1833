// Whether a first frame may be drawn before anybody has opened the app.

import { OPERANDS, Op, type OpList } from "./ops.ts";

/** Built-ins that run, play, listen or look by themselves. */
const LIVELY: ReadonlySet<unknown> = new Set([
  ...["ad", "ad-custom", "audio", "camera", "canvas", "editor", "functional-page-navigator"],
  ...["live-player", "live-pusher", "map", "official-account", "open-data", "video"],
  ...["voip-room", "web-view"],
]);
/** An address beyond the package: `https://…`, `//…`, `wxfile://…`. */
const ELSEWHERE = "//";

/** Whether none of the operations makes something lively, or names an address beyond the package. */
export function isQuiet(ops: OpList): boolean {
  for (let at = 0; at < ops.length; at += 1 + (OPERANDS[ops[at] as number] ?? 0)) {
    if (ops[at] === Op.CREATE && LIVELY.has(ops[at + 2])) return false;
  }
  return !JSON.stringify(ops).includes(ELSEWHERE);
}
