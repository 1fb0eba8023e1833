// The app itself: how it was opened, what happens to it, updates, its log.

import type { AppEvents } from "../../logic/api_ports.ts";
import { roomy, type Family, type Kit } from "../kit.ts";
import { type AnyFunction, isFunction, recordOf, textOf, typeName, words } from "../reading.ts";

/** Events of the app that the logic layer knows, by WeChat's names. */
const EVENTS: Readonly<Record<string, keyof AppEvents>> = {
  AppShow: "show",
  AppHide: "hide",
  Error: "error",
  PageNotFound: "pageNotFound",
  UnhandledRejection: "unhandledRejection",
  ThemeChange: "themeChange",
  WindowResize: "resize",
};

/** Events that never happen on a desktop: they can be listened to. */
const SILENT: readonly string[] = words(`
  ApiCategoryChange AudioInterruptionBegin AudioInterruptionEnd CopyUrl
  EmbeddedMiniProgramHeightChange GeneratePoster LazyLoadError MemoryWarning
  MenuButtonBoundingClientRectWeightChange NetworkWeakChange ParallelStateChange
  ScreenRecordingStateChanged UserCaptureScreen UserOffTranslation UserTriggerTranslation
  WindowStateChange
`);

export function appFamily(kit: Kit): Family {
  const { app, config } = kit.ground;
  const { host } = kit;
  const family = Object.assign(roomy(), {
    getLaunchOptionsSync: () => app.launchOptions(),
    getEnterOptionsSync: () => app.enterOptions(),
    getAccountInfoSync: () => {
      const { envVersion, version } = recordOf(host.callSync("getAppIdentity", {}));
      return {
        // WeChat tells a version only of what was released.
        miniProgram: {
          appId: config.weixinAppId,
          envVersion,
          version: envVersion === "release" ? version : "",
        },
        // WeChat has an empty object here when no plug-in asks.
        plugin: {},
      };
    },
    getExtConfigSync: () => ({}),
    getExtConfig: kit.later("getExtConfig", () => ({ extConfig: {} })),
    getUpdateManager: () => updates(kit),
    getPluginUpdateManager: () => updates(kit),
    getLogManager: () => appLog(kit, "log"),
    getRealtimeLogManager: () => ({ ...appLog(kit, "realtime"), ...tagged(kit) }),
    setEnableDebug: kit.later("setEnableDebug", () => undefined),
    exitMiniProgram: kit.passed("exitMiniProgram"),
    restartMiniProgram: kit.later("restartMiniProgram", ({ path }) =>
      host.call("restartMiniProgram", { path: textOf(path).replace(/^\//, "") }),
    ),
    reportEvent: (id: unknown, data: unknown) => {
      report(kit, textOf(id), data);
    },
    reportAnalytics: (id: unknown, data: unknown) => {
      report(kit, textOf(id), data);
    },
    reportMonitor: (id: unknown, value: unknown) => {
      report(kit, textOf(id), { value });
    },
    reportPerformance: (id: unknown, value: unknown, dimensions: unknown) => {
      report(kit, textOf(id), { value, dimensions });
    },
  });
  for (const [name, event] of Object.entries(EVENTS)) {
    family[`on${name}`] = (hear: unknown) => {
      if (isFunction(hear)) app.on(event, hear);
    };
    family[`off${name}`] = (hear: unknown) => {
      if (isFunction(hear)) app.off(event, hear);
      else app.off(event);
    };
  }
  for (const name of SILENT) {
    const listeners = kit.listeners<unknown>(`on${name}`);
    family[`on${name}`] = listeners.on;
    family[`off${name}`] = listeners.off;
  }
  return Object.assign(family, routeEvents(kit));
}

/** onAppRoute and its kin: told around each change of the page on top. */
function routeEvents(kit: Kit): Family {
  const names = words(`
    BeforeAppRoute BeforePageUnload AfterPageUnload BeforePageLoad AfterPageLoad AppRoute
    AppRouteDone
  `);
  const family: Family = {};
  for (const name of names) {
    const listeners = kit.listeners<unknown>(`on${name}`);
    family[`on${name}`] = listeners.on;
    family[`off${name}`] = listeners.off;
    if (!name.startsWith("AppRoute")) continue;
    kit.ground.app.on("route", (route) => {
      listeners.emit({ ...route, notFound: false, timeStamp: Date.now() });
    });
  }
  return family;
}

function updates(kit: Kit): object {
  const checked = kit.listeners<{ hasUpdate: boolean }>("UpdateManager.onCheckForUpdate");
  const ready = kit.listeners<undefined>("UpdateManager.onUpdateReady");
  const failed = kit.listeners<undefined>("UpdateManager.onUpdateFailed");
  let asked = false;
  const ask = (): void => {
    if (asked) return;
    asked = true;
    void found(kit).then((hasUpdate) => {
      checked.emit({ hasUpdate });
      if (hasUpdate) fetch();
    });
  };
  // As in WeChat, the app hears when the new version has arrived; it does not ask for it.
  const fetch = (): void => {
    kit.host.call("fetchUpdate", {}).then(
      () => {
        ready.emit(undefined);
      },
      () => {
        failed.emit(undefined);
      },
    );
  };
  const heard = (on: (listener: unknown) => void) => (listener: unknown) => {
    on(listener);
    ask();
  };
  return {
    onCheckForUpdate: heard(checked.on),
    onUpdateReady: heard(ready.on),
    onUpdateFailed: heard(failed.on),
    applyUpdate: () => {
      kit.host.call("applyUpdate", {}).catch(() => {
        failed.emit(undefined);
      });
    },
  };
}

async function found(kit: Kit): Promise<boolean> {
  try {
    return recordOf(await kit.host.call("getUpdate", {}))["hasUpdate"] === true;
  } catch {
    return false;
  }
}

/** As bridge/api/logs.py has it; WeChat takes 100 KB. */
const MAX_LOGGED = 100_000;

type Level = "debug" | "info" | "log" | "warn" | "error";

function appLog(kit: Kit, kind: string): Record<Level, AnyFunction> {
  const write =
    (level: Level) =>
    (...values: unknown[]) => {
      logged(kit, level, kind, values);
    };
  return {
    debug: write("debug"),
    info: write("info"),
    log: write("log"),
    warn: write("warn"),
    error: write("error"),
  };
}

function tagged(kit: Kit): Family {
  const filters: string[] = [];
  return {
    setFilterMsg: (text: unknown) => {
      filters.splice(0, filters.length, textOf(text));
    },
    addFilterMsg: (text: unknown) => {
      filters.push(textOf(text));
    },
    getCurrentState: () => ({ size: 0, maxSize: 0, logCount: 0, maxLogCount: 0 }),
    in: () => appLog(kit, "realtime"),
    tag: (key: unknown) => ({
      ...appLog(kit, textOf(key)),
      setFilterMsg: () => undefined,
      addFilterMsg: () => undefined,
    }),
  };
}

function logged(kit: Kit, level: Level, kind: string, values: readonly unknown[]): void {
  const text = `[${kind}] ${values.map(shown).join(" ")}`.slice(0, MAX_LOGGED);
  void kit.host.call("appLog", { level, text }).catch(() => undefined);
}

function report(kit: Kit, eventId: string, data: unknown): void {
  const text = shown(data ?? {});
  const plain = JSON.parse(typeName(data) === "Object" ? text : "{}") as object;
  void kit.host.call("reportEvent", { eventId, data: plain }).catch(() => undefined);
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    // JSON.stringify gives undefined for a function, which its type does not say.
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : String(value);
  } catch {
    return String(value);
  }
}
