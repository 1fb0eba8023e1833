// A page's first frame: the operations that make its tree of its initial data. Made at packing
// (sandbox/compile/first_frame.py), it is drawn before the app's code has run; the page itself takes
// it over when it makes the same (view/first/takeover.ts).

import type { OpList } from "./ops.ts";

export const FRAME_FORMAT = 1;

/** What lies in a package as FRAMES/ROUTE.json. */
export interface FirstFrame {
  readonly format: typeof FRAME_FORMAT;
  readonly route: string;
  /** Nothing in it runs or asks for anything beyond the package: it may be drawn before anybody
   *  has opened the app (host/compose/foreseeing.py). */
  readonly quiet: boolean;
  /** Where in `ops` an operand is undefined, which JSON does not know. */
  readonly absent: readonly number[];
  readonly ops: OpList;
}

/** The number that the first page of an app has. */
export const FIRST_PAGE = 1;

/** Package path of the first frame of `route`. */
export function framePath(route: string): string {
  return `weixin/first/${route}.json`;
}

/** Where the frame is asked for that a page of `route` made of itself (logic/pages/own_frames.ts). */
export function lastFramePath(route: string): string {
  return `weixin/last/${route}.json`;
}

/** What lies in the package; null when it is not for this page, or of a format to come. */
export function readFrame(text: string, route: string): OpList | null {
  const { format, route: written, absent, ops } = JSON.parse(text) as FirstFrame;
  const is = (format as unknown) === FRAME_FORMAT && written === route && Array.isArray(ops);
  if (!is) return null;
  for (const at of Array.isArray(absent) ? (absent as number[]) : []) {
    if (at in ops) ops[at] = undefined;
  }
  return ops;
}
