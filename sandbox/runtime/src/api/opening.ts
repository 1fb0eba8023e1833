// Other programs: mini-programs, web addresses, sharing.

import { ApiFailure } from "./failures.ts";
import type { Family, Kit } from "./kit.ts";
import { recordOf, textOf, textsOf, type Loose } from "./reading.ts";
import { opened } from "./system/device.ts";

export function openingFamily(kit: Kit): Family {
  const { host } = kit;
  return {
    navigateToMiniProgram: kit.later("navigateToMiniProgram", (params) => travelled(kit, params)),
    openEmbeddedMiniProgram: kit.later("openEmbeddedMiniProgram", (params) =>
      travelled(kit, params),
    ),
    navigateBackMiniProgram: kit.later("navigateBackMiniProgram", ({ extraData }) =>
      host.call("navigateBackMiniProgram", { extraData: plain(extraData) }),
    ),
    // What can be shared is what the page's onShareAppMessage offers; the host's menu shows it.
    showShareMenu: kit.later("showShareMenu", (params) => {
      setShareable(kit, params, true);
    }),
    hideShareMenu: kit.later("hideShareMenu", (params) => {
      setShareable(kit, params, false);
    }),
    updateShareMenu: kit.later("updateShareMenu", () => undefined),
    openCustomerServiceChat: kit.later("openCustomerServiceChat", ({ extInfo }) => {
      const url = textOf(recordOf(extInfo)["url"]);
      if (!url.startsWith("https://")) throw new ApiFailure("parameter error: extInfo.url");
      return opened(host, url);
    }),
    openOfficialAccountArticle: kit.later("openOfficialAccountArticle", ({ url }) => {
      const address = textOf(url);
      if (!address.startsWith("https://")) throw new ApiFailure("invalid url");
      return opened(host, address);
    }),
  };
}

/** Of the menu's entries there is one here: to share with others. */
function setShareable(kit: Kit, { menus }: Loose, shareable: boolean): void {
  if (menus !== undefined && !textsOf(menus).includes("shareAppMessage")) return;
  kit.ground.pages.current()?.setShareable(shareable);
}

async function travelled(kit: Kit, params: Loose): Promise<void> {
  const appId = textOf(params["appId"]);
  if (appId === "") throw new ApiFailure("parameter error: parameter.appId should be String;");
  await kit.host.call("navigateToMiniProgram", {
    appId,
    path: textOf(params["path"]),
    extraData: plain(params["extraData"]),
  });
}

/** Data that another app may have: JSON. */
function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
