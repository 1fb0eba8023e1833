// open-type of <navigator>. No DOM here.

import type { Navigation } from "../acts.ts";

const OPEN_TYPES: ReadonlySet<string> = new Set([
  "navigate",
  "redirect",
  "switchTab",
  "reLaunch",
  "navigateBack",
  "exit",
]);

function isOpenType(text: string): text is Navigation["openType"] {
  return OPEN_TYPES.has(text);
}

/** The documented types; `redirect` is the attribute that came before open-type did. */
export function openTypeOf(text: string, redirect: boolean): Navigation["openType"] {
  const given = text.trim();
  if (isOpenType(given)) return given;
  return redirect ? "redirect" : "navigate";
}
