// What is left of an app that is taken out of memory: its page stack, each page with its query,
// its data, and what its onSaveExitState gave (framework/app-service/page, exitState).

import type { KeptPage } from "../../shared/messages.ts";
import type { Caller } from "../easel/adapter.ts";
import type { Page } from "./page.ts";

/** WeChat's, where onSaveExitState names no moment. */
const DAY_MS = 86_400_000;

/** The pages as JSON can say them. A page whose data it cannot say begins with its own. */
export function keepPages(pages: readonly Page[]): readonly KeptPage[] {
  return pages.map((page) => ({
    route: page.route,
    query: page.query,
    data: plain(page.instance["data"]) ?? {},
    exit: exitOf(page.call("onSaveExitState")),
  }));
}

/** Before the page's own code runs. */
export function giveBack(kept: KeptPage, page: Caller): void {
  const setData = page["setData"];
  if (typeof setData === "function") Reflect.apply(setData, page, [kept.data]);
  const { exit } = kept;
  if (exit && exit.until > Date.now()) page["exitState"] = exit.data;
}

function exitOf(given: unknown): KeptPage["exit"] {
  const { data, expireTimeStamp } = plain(given) ?? {};
  if (data === undefined) return null;
  const until = typeof expireTimeStamp === "number" ? expireTimeStamp : Date.now() + DAY_MS;
  return { data, until };
}

function plain(value: unknown): Readonly<Record<string, unknown>> | null {
  try {
    const said: unknown = JSON.parse(JSON.stringify(value ?? null));
    return typeof said === "object" ? (said as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}
