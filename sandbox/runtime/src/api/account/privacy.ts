// WeChat's privacy agreement. A host that keeps none asks for each right when it is used, so
// nothing needs to be agreed to before.

import { Errno } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";

export function privacyFamily(kit: Kit): Family {
  const needed = kit.listeners<unknown>("onNeedPrivacyAuthorization");
  return {
    getPrivacySetting: kit.later("getPrivacySetting", () => ({
      needAuthorization: false,
      privacyContractName: "",
    })),
    requirePrivacyAuthorize: kit.later("requirePrivacyAuthorize", () => undefined),
    onNeedPrivacyAuthorization: needed.on,
    openPrivacyContract: kit.never("openPrivacyContract", "no privacy contract", {
      errno: Errno.NOT_SUPPORTED,
    }),
  };
}
