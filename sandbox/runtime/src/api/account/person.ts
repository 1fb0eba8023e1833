// The person's account, money and messages: what the operator's account provider answers.

import { ApiFailure, refusalCode } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { listOf, recordOf, textOf, type Loose } from "../reading.ts";

const MAX_TEMPLATES = 3;
const PAYMENT = ["timeStamp", "nonceStr", "package", "signType", "paySign"] as const;

export function personFamily(kit: Kit): Family {
  const { host } = kit;
  return {
    login: kit.later("login", () => host.call("login", {})),
    checkSession: kit.later("checkSession", async () => {
      try {
        await host.call("checkSession", {});
      } catch (error) {
        if (refusalCode(error) !== "call.not_found") throw error;
        throw new ApiFailure("session time out, need relogin");
      }
    }),
    getUserProfile: kit.later("getUserProfile", ({ desc, lang }) =>
      host.call("getUserProfile", { desc: textOf(desc), lang: textOf(lang, "en") }),
    ),
    getUserInfo: kit.later("getUserInfo", (params) => userInfo(kit, params)),
    requestPayment: kit.later("requestPayment", (params) =>
      host.call("requestPayment", payment(params)),
    ),
    requestOrderPayment: kit.later("requestOrderPayment", (params) =>
      host.call("requestPayment", payment(params)),
    ),
    requestSubscribeMessage: kit.later("requestSubscribeMessage", async ({ tmplIds }) => {
      const ids = listOf(tmplIds).map((id) => textOf(id));
      if (ids.length === 0) throw new ApiFailure("TmplIds can't be empty", { errCode: 10001 });
      if (ids.length > MAX_TEMPLATES) {
        throw new ApiFailure("TmplIds length should not be greater than 3", { errCode: 20003 });
      }
      const answer = recordOf(await host.call("requestSubscribeMessage", { tmplIds: ids }));
      // By template, flat beside errMsg, as WeChat has it.
      return { ...recordOf(answer["results"] ?? answer) };
    }),
    chooseAddress: kit.passed("chooseAddress"),
    chooseInvoiceTitle: kit.passed("chooseInvoiceTitle"),
    checkIsAddedToMyMiniProgram: kit.later("checkIsAddedToMyMiniProgram", () => ({
      added: false,
    })),
    pluginLogin: kit.never("pluginLogin", "not supported"),
  };
}

async function userInfo(kit: Kit, params: Loose): Promise<object> {
  const withCredentials = params["withCredentials"] === true;
  const lang = textOf(params["lang"], "en");
  const answer = recordOf(await kit.host.call("getUserInfo", { withCredentials, lang }));
  if (withCredentials) return { ...answer };
  const { userInfo: facts, rawData, signature } = answer;
  return { userInfo: facts, rawData, signature };
}

function payment(params: Loose): object {
  return Object.fromEntries(PAYMENT.map((name) => [name, textOf(params[name])]));
}
