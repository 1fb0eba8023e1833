// How the app was opened: the host's words (bridge/api/apps.py) as WeChat's.

import type { KeptPage, LaunchFacts } from "./messages.ts";

/** WeChat's scene numbers by the host's scenes (host/launch/request.py).
 *  https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html */
const SCENES: Readonly<Record<string, number>> = {
  /** From a list of mini-programs. */
  launcher: 1001,
  command_line: 1001,
  /** By an address (URL scheme). */
  link: 1065,
  /** From another mini-program. */
  other_app: 1037,
  /** Back from another mini-program. */
  returned: 1038,
};
const ELSEWHERE = 1000;

/** `options` is a LaunchOptions of the host: the answer of getLaunchOptions, or what appShown
 *  carries. Members that are missing or of another type count as absent. */
export function launchFacts(options: unknown): LaunchFacts {
  const { path, query, scene, referrerInfo } = members(options);
  const { appId, extraData } = members(referrerInfo);
  return {
    path: typeof path === "string" ? path : "",
    query: Object.fromEntries(
      Object.entries(members(query)).map(([name, value]) => [name, String(value)]),
    ),
    scene: (typeof scene === "string" ? SCENES[scene] : undefined) ?? ELSEWHERE,
    referrerAppId: typeof appId === "string" ? appId : null,
    extraData: extraData ?? null,
  };
}

/** The page stack that the app left with the host when it was halted (logic/pages/keeping.ts). */
export function keptPages(options: unknown): readonly KeptPage[] {
  const { pages } = members(members(options)["kept"]);
  return Array.isArray(pages) ? (pages as readonly KeptPage[]) : [];
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
