// A first frame as text, from the operations that draw it.

import { FRAME_FORMAT, type FirstFrame } from "./first_frame.ts";
import { jsonSafe } from "./json_safe.ts";
import type { OpList } from "./ops.ts";
import { isQuiet } from "./quiet.ts";

/** JSON of a frame, or why there is none. */
export interface Made {
  readonly frame?: string;
  readonly why?: string;
}

/** The frame of `route` that `ops` draw. */
export function writeFrame(route: string, ops: OpList): Made {
  const absent = ops.flatMap((operand, at) => (operand === undefined ? [at] : []));
  const unsafe = ops.find((operand) => operand !== undefined && !jsonSafe(operand));
  if (unsafe !== undefined) return { why: "its data hold what JSON cannot" };
  const frame: FirstFrame = { format: FRAME_FORMAT, route, quiet: isQuiet(ops), absent, ops };
  return { frame: JSON.stringify(frame) };
}
