// What components ask for (components/acts.ts) and the logic layer hands on to here: a button's
// open-type, a picture's menu, a link to another mini-program.

import type { Makers } from "../logic/api_ports.ts";
import { failureObject } from "./failures.ts";
import { changedSetting } from "./account/scopes.ts";
import type { Sources } from "./files/sources.ts";
import type { Kit } from "./kit.ts";
import { listOf, recordOf, textOf, type Loose } from "./reading.ts";

const MAX_TITLE = 200;

/** What each open-type does, and WeChat's name of it in `errMsg`. */
type OpenType = readonly [api: string, run: (kit: Kit, options: Loose) => unknown];

const OPEN_TYPES: Readonly<Record<string, OpenType>> = {
  getUserInfo: [
    "getUserInfo",
    (kit, { lang }) =>
      kit.host.call("getUserInfo", { withCredentials: true, lang: textOf(lang, "en") }),
  ],
  getPhoneNumber: ["getPhoneNumber", (kit) => kit.host.call("getPhoneNumber", {})],
  getRealtimePhoneNumber: ["getRealtimePhoneNumber", (kit) => kit.host.call("getPhoneNumber", {})],
  openSetting: ["openSetting", (kit) => changedSetting(kit, {})],
  chooseAvatar: ["chooseAvatar", chooseAvatar],
  agreePrivacyAuthorization: ["agreePrivacyAuthorization", () => ({})],
};

export function actMakers(
  kit: Kit,
  sources: Sources,
): Pick<Makers, "openType" | "imageMenu" | "travel" | "share"> {
  return {
    openType: async (openType, options) => {
      const [api, run] = OPEN_TYPES[openType] ?? [openType, missing];
      try {
        return { ...recordOf(await run(kit, options)), errMsg: `${api}:ok` };
      } catch (error) {
        return failureObject(api, error);
      }
    },
    imageMenu: (src) => {
      // The person closed it, or nothing came of it: there is nobody to tell.
      imageMenu(kit, sources, src).catch(() => undefined);
    },
    travel: ({ appId, path, extraData }) =>
      kit.host.call("navigateToMiniProgram", { appId, path, extraData: extraData ?? null }),
    share: ({ title, path }) => {
      // The person closed the window, or there is no such page: nobody waits for an answer.
      kit.host.call("share", { title: title.slice(0, MAX_TITLE), path }).catch(() => undefined);
    },
  };
}

async function chooseAvatar(kit: Kit): Promise<object> {
  const answer = recordOf(await kit.host.call("chooseMedia", { count: 1, mediaType: ["image"] }));
  return { avatarUrl: textOf(recordOf(listOf(answer["files"])[0])["path"]) };
}

function missing(): never {
  throw new Error("not supported");
}

const CHINESE = ["查看图片", "保存图片", "识别图中二维码"];
const ENGLISH = ["View", "Save", "Read its QR code"];

async function imageMenu(kit: Kit, sources: Sources, src: string): Promise<void> {
  const { host, ground } = kit;
  const itemList = ground.view.metrics.language.startsWith("zh") ? CHINESE : ENGLISH;
  const { tapIndex } = recordOf(await host.call("showActionSheet", { itemList }));
  if (tapIndex === 0) {
    const shown = [{ url: sources.absolute(src), type: "image" as const }];
    await ground.view.ask("media.preview", { sources: shown, current: 0, showmenu: true });
  } else if (tapIndex === 1) {
    await host.call("saveMedia", { path: await sources.hostFile(src), kind: "image" });
  } else {
    const code = await ground.view.ask("code.read", { src });
    const title = code?.text ?? (itemList === CHINESE ? "未发现二维码" : "No QR code found");
    await host.call("showModal", { content: title, showCancel: false });
  }
}
