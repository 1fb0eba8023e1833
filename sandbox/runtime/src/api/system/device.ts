// The machine: clipboard, network, battery, screen, telephone, keys.

import type { HostPort } from "../../logic/ports.ts";
import { ApiFailure } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { recordOf, textOf } from "../reading.ts";

const MAX_COPIED = 1_000_000;

export function deviceFamily(kit: Kit): Family {
  const { host } = kit;
  return {
    setClipboardData: kit.later("setClipboardData", async ({ data }) => {
      await host.call("setClipboardData", { data: textOf(data).slice(0, MAX_COPIED) });
      // WeChat says so itself.
      const isChinese = kit.ground.view.metrics.language.startsWith("zh");
      const title = isChinese ? "内容已复制" : "Copied";
      void host.call("showToast", { title, icon: "none" }).catch(() => undefined);
    }),
    getClipboardData: kit.passed("getClipboardData"),
    getNetworkType: kit.later("getNetworkType", async () => ({
      ...recordOf(await host.call("getNetworkType", {})),
      hasSystemProxy: false,
      weakNet: false,
      signalStrength: 0,
    })),
    ...hosted(kit, "NetworkStatusChange", "networkStatusChange"),
    getLocalIPAddress: kit.never("getLocalIPAddress", "not supported"),
    getBatteryInfo: kit.passed("getBatteryInfo"),
    getBatteryInfoSync: () => host.callSync("getBatteryInfo", {}),
    ...battery(kit),
    // A desktop does not shake: these succeed without anything to feel.
    vibrateShort: kit.later("vibrateShort", () => undefined),
    vibrateLong: kit.later("vibrateLong", () => undefined),
    setKeepScreenOn: kit.later("setKeepScreenOn", ({ keepScreenOn }) =>
      host.call("setKeepScreenOn", { keepScreenOn: Boolean(keepScreenOn) }),
    ),
    getScreenBrightness: kit.never("getScreenBrightness", "not supported"),
    setScreenBrightness: kit.never("setScreenBrightness", "not supported"),
    makePhoneCall: kit.later("makePhoneCall", ({ phoneNumber }) =>
      opened(host, `tel:${telephone(phoneNumber)}`),
    ),
    sendSms: kit.later("sendSms", ({ phoneNumber, content }) => {
      const body = textOf(content);
      const query = body === "" ? "" : `?body=${encodeURIComponent(body)}`;
      return opened(host, `sms:${telephone(phoneNumber)}${query}`);
    }),
    ...keys(kit),
    ...keyboard(kit),
  };
}

/** `onX`/`offX` for an event that comes from the host. */
function hosted(kit: Kit, name: string, event: string): Family {
  const listeners = kit.listeners<unknown>(`on${name}`);
  kit.host.on(event, (payload) => {
    listeners.emit(payload);
  });
  return { [`on${name}`]: listeners.on, [`off${name}`]: listeners.off };
}

/** The host looks at the battery while somebody listens, no longer. */
function battery(kit: Kit): Family {
  const { host } = kit;
  const listeners = kit.listeners<unknown>("onBatteryInfoChange");
  let isWatched = false;
  host.on("batteryInfoChange", (payload) => {
    listeners.emit(payload);
  });
  const changed = (change: (listener?: unknown) => void) => (listener?: unknown) => {
    change(listener);
    const watch = listeners.size > 0;
    if (watch === isWatched) return;
    isWatched = watch;
    void host.call("watchBatteryInfo", { watch }).catch(() => undefined);
  };
  return {
    onBatteryInfoChange: changed(listeners.on),
    offBatteryInfoChange: changed(listeners.off),
  };
}

/** wx.onKeyDown and onKeyUp, which WeChat has on desktops only. */
function keys(kit: Kit): Family {
  const down = kit.listeners<unknown>("onKeyDown");
  const up = kit.listeners<unknown>("onKeyUp");
  const { view } = kit.ground;
  const changed = (change: (listener?: unknown) => void) => (listener?: unknown) => {
    change(listener);
    view.tell("keys.listen", { down: down.size > 0, up: up.size > 0 });
  };
  view.on("key", (params) => {
    const { way, key, code, timeStamp } = recordOf(params);
    (way === "up" ? up : down).emit({ key, code, timeStamp });
  });
  return {
    onKeyDown: changed(down.on),
    offKeyDown: changed(down.off),
    onKeyUp: changed(up.on),
    offKeyUp: changed(up.off),
  };
}

function keyboard(kit: Kit): Family {
  const listeners = kit.listeners<unknown>("onKeyboardHeightChange");
  kit.ground.view.on("keyboard", (params) => {
    const { height, duration } = recordOf(params);
    listeners.emit({ height, duration });
  });
  return { onKeyboardHeightChange: listeners.on, offKeyboardHeightChange: listeners.off };
}

/** Opens an address outside, after the host asked the person. */
export function opened(host: HostPort, url: string): Promise<unknown> {
  return host.call("openExternal", { url });
}

function telephone(value: unknown): string {
  const number = textOf(value).replaceAll(/[^\d+*#,;]/g, "");
  if (number === "") throw new ApiFailure("parameter error: phoneNumber is empty");
  return encodeURIComponent(number).replaceAll("%2B", "+");
}
