// Advertisements: WeChat sells them, this host has none. The objects say so, as WeChat's do where
// there is nothing to show (error 1004).

import { failureObject, ApiFailure } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";

const CODES = { errCode: 1004 };

export function adsFamily(kit: Kit): Family {
  for (const name of ["createRewardedVideoAd", "createInterstitialAd"]) {
    kit.failing.set(name, "no advertisement");
  }
  kit.classes.set("RewardedVideoAd", advertisement(kit, "RewardedVideoAd", false));
  kit.classes.set("InterstitialAd", advertisement(kit, "InterstitialAd", false));
  return {
    createRewardedVideoAd: () => advertisement(kit, "RewardedVideoAd", true),
    createInterstitialAd: () => advertisement(kit, "InterstitialAd", true),
  };
}

function advertisement(kit: Kit, className: string, isLoading: boolean): object {
  const loaded = kit.listeners<unknown>(`${className}.onLoad`);
  const failed = kit.listeners<object>(`${className}.onError`);
  const closed = kit.listeners<unknown>(`${className}.onClose`);
  const failure = (method: string) =>
    failureObject(`${className}.${method}`, new ApiFailure("no advertisement", CODES));
  const tried = (method: string) => {
    const fail = kit.caller.never(`${className}.${method}`, "no advertisement", CODES);
    return () => {
      failed.emit(failure(method));
      return fail();
    };
  };
  // WeChat begins to load as soon as there is one.
  if (isLoading) {
    kit.ground.engine.setTimeout(() => {
      failed.emit(failure("load"));
    }, 0);
  }
  return {
    load: tried("load"),
    show: tried("show"),
    destroy: () => undefined,
    isReady: () => false,
    onLoad: loaded.on,
    offLoad: loaded.off,
    onError: failed.on,
    offError: failed.off,
    onClose: closed.on,
    offClose: closed.off,
  };
}
