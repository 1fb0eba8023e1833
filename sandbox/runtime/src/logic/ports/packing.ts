// Packs node operations for the way to the view (shared/packed.ts).

import { SafeMap } from "../../../../../bridge/js/src/primordials.ts";
import type { OpList } from "../../shared/ops.ts";
import type { PackedOps } from "../../shared/packed.ts";

/** Longer texts are seldom there twice, and to compare them costs what is won. */
const LONGEST_SHARED = 64;
// Taken before the app's code runs, which may put another in its place.
const Words = Int32Array;

/** As they are posted. */
export function packed(ops: OpList): PackedOps {
  const words = new Words(ops.length);
  const values: unknown[] = [];
  const shared = new SafeMap<string, number>();
  for (let at = 0; at < ops.length; at += 1) {
    const value = ops[at];
    if (isWord(value)) {
      words[at] = value;
      continue;
    }
    const isShared = typeof value === "string" && value.length <= LONGEST_SHARED;
    const known = isShared ? shared.get(value) : undefined;
    const place = known ?? values.length;
    if (known === undefined) values[place] = value;
    if (known === undefined && isShared) shared.set(value, place);
    words[at] = -1 - place;
  }
  return { words, values };
}

/** -0 is none: an attribute's value may be it. */
function isWord(value: unknown): value is number {
  return typeof value === "number" && (value | 0) === value && (value > 0 || 1 / value > 0);
}
