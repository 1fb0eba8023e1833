// Node operations on their way between the layers. Structured cloning looks at each member of a
// list: a thousand rows are 58,000 of them, and 5.4 ms. So the whole numbers, which nearly all of
// them are, go as bytes, and of equal short texts goes one: 1.4 ms with packing and opening.

import type { Posted, ToView } from "./messages.ts";
import type { OpList } from "./ops.ts";

export interface PackedOps {
  /** An operation list, a word for each member: a number from 0 up as it is, any other value as
   *  -1 less its place in `values`. */
  readonly words: Int32Array;
  readonly values: readonly unknown[];
}

/** What was posted, as the view takes it. Throws TypeError for words that were not packed here. */
export function opened(posted: Posted): ToView {
  if (posted.t !== "packed") return posted;
  const { page, flush, words, values } = posted;
  if (!(words instanceof Int32Array) || !Array.isArray(values)) {
    throw new TypeError("the operations are not packed as they should be");
  }
  const ops: OpList = new Array<unknown>(words.length);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as number;
    ops[at] = word >= 0 ? word : (values as unknown[])[-1 - word];
  }
  return flush === undefined ? { t: "ops", page, ops } : { t: "ops", page, ops, flush };
}
