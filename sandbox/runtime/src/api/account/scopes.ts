// WeChat's scopes, and the host's behind them.

import { ApiFailure, Errno } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { recordOf, textOf, type Loose } from "../reading.ts";

/** WeChat's scope → the host's. */
const ASKED: Readonly<Record<string, string>> = {
  "scope.userLocation": "location",
  "scope.userFuzzyLocation": "location",
};

/** What the person decides each time in a dialog of the host, so that there is nothing to refuse
 *  before; and userInfo, which since 2021 tells no name without a dialog, in WeChat too. */
const FREE = new Set([
  "scope.userInfo",
  "scope.writePhotosAlbum",
  "scope.address",
  "scope.invoice",
  "scope.invoiceTitle",
]);

/** What a desktop has no hardware for. */
const MISSING = new Set([
  "scope.record",
  "scope.camera",
  "scope.werun",
  "scope.bluetooth",
  "scope.bluetoothBackground",
  "scope.userLocationBackground",
  "scope.addPhoneContact",
  "scope.addPhoneCalendar",
]);

export function scopesFamily(kit: Kit): Family {
  return {
    authorize: kit.later("authorize", ({ scope }) => authorized(kit, textOf(scope))),
    authorizeForMiniProgram: kit.later("authorizeForMiniProgram", ({ scope }) =>
      authorized(kit, textOf(scope)),
    ),
    getSetting: kit.later("getSetting", (params) => setting(kit, params)),
    openSetting: kit.later("openSetting", (params) => changedSetting(kit, params)),
  };
}

async function authorized(kit: Kit, scope: string): Promise<void> {
  if (FREE.has(scope)) return;
  if (MISSING.has(scope)) throw new ApiFailure("auth deny", { errno: Errno.USER_DENIED });
  const asked = ASKED[scope];
  if (asked === undefined) throw new ApiFailure(`invalid scope "${scope}"`);
  await kit.host.call("authorize", { scope: asked });
}

/** Lets the person change what they answered; gives what holds then. */
export async function changedSetting(kit: Kit, params: Loose): Promise<object> {
  return inScopes(await kit.host.call("openSetting", {}), params);
}

/** getSetting's answer in WeChat's scopes. */
async function setting(kit: Kit, params: Loose): Promise<object> {
  return inScopes(await kit.host.call("getSetting", {}), params);
}

function inScopes(answer: unknown, params: Loose): object {
  const own = recordOf(recordOf(answer)["authSetting"]);
  const authSetting: Record<string, boolean> = { "scope.userInfo": true };
  for (const [scope, asked] of Object.entries(ASKED)) {
    const value = own[asked];
    if (typeof value === "boolean") authSetting[scope] = value;
  }
  if (params["withSubscriptions"] !== true) return { authSetting };
  return { authSetting, subscriptionsSetting: { mainSwitch: true, itemSettings: {} } };
}
