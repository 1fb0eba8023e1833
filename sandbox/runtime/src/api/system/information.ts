// What an app may know of the machine, the window and the host.

import type { Family, Kit } from "../kit.ts";
import { recordOf, textOf, type Loose } from "../reading.ts";

/** "Not known" (developers.weixin.qq.com, benchmarkLevel). */
const BENCHMARK_UNKNOWN = -1;
const AUTHORIZED = "authorized";
const DENIED = "denied";

export function informationFamily(kit: Kit): Family {
  const facts = new SystemFacts(kit);
  const agent = rendererAgent();
  return {
    getSystemInfoSync: () => facts.all(),
    // WeChat calls back before it returns: "asynchronous in form, synchronous in fact".
    getSystemInfo: kit.caller.atOnce("getSystemInfo", () => facts.all()),
    getSystemInfoAsync: kit.later("getSystemInfoAsync", () => facts.all()),
    getWindowInfo: () => facts.window(),
    getDeviceInfo: () => facts.device(),
    getAppBaseInfo: () => facts.base(),
    getSystemSetting: () => facts.setting(),
    getAppAuthorizeSetting: () => facts.authorization(),
    getRendererUserAgent: kit.later("getRendererUserAgent", () => Promise.resolve(agent)),
    getSkylineInfo: kit.later("getSkylineInfo", () => skyline()),
    getSkylineInfoSync: () => skyline(),
    getDeviceBenchmarkInfo: kit.later("getDeviceBenchmarkInfo", () => ({
      benchmarkLevel: BENCHMARK_UNKNOWN,
      modelLevel: 0,
    })),
    checkDeviceSupportHevc: kit.later("checkDeviceSupportHevc", () => ({ supportHevc: false })),
    checkIsOpenAccessibility: kit.later("checkIsOpenAccessibility", () => ({ open: false })),
    checkIsPictureInPictureActive: () => false,
    getApiCategory: () => "default",
    getExptInfoSync: () => ({}),
    getScreenRecordingState: kit.later("getScreenRecordingState", () => ({ state: "off" })),
    openAppAuthorizeSetting: kit.never("openAppAuthorizeSetting", "not supported"),
    openSystemBluetoothSetting: kit.never("openSystemBluetoothSetting", "not supported"),
    updateWeChatApp: kit.never("updateWeChatApp", "not supported"),
    setWindowSize: kit.never("setWindowSize", "not supported"),
    setVisualEffectOnCapture: kit.never("setVisualEffectOnCapture", "not supported"),
  };
}

/** The host is asked once; what changes (sizes, theme) comes from the view. */
class SystemFacts {
  readonly #kit: Kit;
  #host: Loose | null = null;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  all(): Record<string, unknown> {
    return {
      ...this.device(),
      ...this.window(),
      ...this.base(),
      ...this.setting(),
      albumAuthorized: true,
      cameraAuthorized: false,
      locationAuthorized: true,
      locationReducedAccuracy: false,
      microphoneAuthorized: false,
      notificationAuthorized: true,
      notificationAlertAuthorized: true,
      notificationBadgeAuthorized: false,
      notificationSoundAuthorized: false,
      phoneCalendarAuthorized: false,
    };
  }

  window(): Record<string, unknown> {
    const { metrics } = this.#kit.ground.view;
    return {
      pixelRatio: metrics.pixelRatio,
      screenWidth: metrics.screenWidth,
      screenHeight: metrics.screenHeight,
      windowWidth: metrics.windowWidth,
      windowHeight: metrics.windowHeight,
      statusBarHeight: metrics.statusBarHeight,
      safeArea: { ...metrics.safeArea },
      screenTop: Math.max(0, metrics.screenHeight - metrics.windowHeight),
    };
  }

  device(): Record<string, unknown> {
    const host = this.#asked();
    return {
      abi: "",
      deviceAbi: "",
      cpuType: "unknown",
      memorySize: "",
      benchmarkLevel: BENCHMARK_UNKNOWN,
      brand: host["brand"],
      model: host["model"],
      system: host["system"],
      platform: host["platform"],
    };
  }

  base(): Record<string, unknown> {
    const host = this.#asked();
    const { metrics } = this.#kit.ground.view;
    return {
      SDKVersion: host["SDKVersion"],
      enableDebug: this.#kit.ground.config.debug,
      host: { ...recordOf(host["host"]), env: "Fanlight", appId: "" },
      language: metrics.language,
      version: host["version"],
      theme: metrics.theme,
      fontSizeSetting: host["fontSizeSetting"],
      fontSizeScaleFactor: 1,
      mode: "default",
    };
  }

  setting(): Record<string, unknown> {
    const { windowWidth, windowHeight } = this.#kit.ground.view.metrics;
    return {
      bluetoothEnabled: false,
      locationEnabled: true,
      wifiEnabled: true,
      deviceOrientation: windowWidth > windowHeight ? "landscape" : "portrait",
    };
  }

  authorization(): Record<string, unknown> {
    return {
      albumAuthorized: AUTHORIZED,
      bluetoothAuthorized: DENIED,
      cameraAuthorized: DENIED,
      locationAuthorized: AUTHORIZED,
      locationReducedAccuracy: false,
      microphoneAuthorized: DENIED,
      notificationAuthorized: AUTHORIZED,
      notificationAlertAuthorized: AUTHORIZED,
      notificationBadgeAuthorized: DENIED,
      notificationSoundAuthorized: DENIED,
      phoneCalendarAuthorized: DENIED,
    };
  }

  #asked(): Loose {
    this.#host ??= recordOf(this.#kit.host.callSync("getSystemInfo", {}));
    return this.#host;
  }
}

function skyline(): Record<string, unknown> {
  return { isSupported: false, version: "", reason: "client not supported" };
}

/** The engine's own name, read before app code runs. */
function rendererAgent(): string {
  const { navigator } = globalThis as { navigator?: { userAgent?: unknown } };
  return textOf(navigator?.userAgent);
}
