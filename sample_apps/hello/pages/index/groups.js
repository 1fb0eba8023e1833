// Every API of the bridge: how the page calls it, in groups. Texts are i18n keys.
import { text } from "../../common/texts.js";

const { fanlight } = window;

/** A call of an API. `params` is a function, so that texts are those of the moment. */
function api(name, params = () => undefined, more = {}) {
  return { name, params, run: () => fanlight[name](params()), ...more };
}

/** One that also exists as `<name>Sync`; `values` are its parameters in order. */
function syncApi(name, params = () => undefined, values = () => []) {
  return api(name, params, { runSync: () => fanlight[`${name}Sync`](...values()) });
}

const key = "greeting";
const tea = () => ({ text: text("sample.toast"), cups: 2 });
const DECLARED = "https://api.example.org/hello";
const UNDECLARED = "https://undeclared.example.net/";

export const GROUPS = [
  {
    name: "storage",
    apis: [
      syncApi("setStorage", () => ({ key, data: tea() }), () => [key, tea()]),
      syncApi("getStorage", () => ({ key }), () => [key]),
      syncApi("removeStorage", () => ({ key }), () => [key]),
      syncApi("clearStorage"),
      syncApi("getStorageInfo"),
    ],
  },
  {
    name: "network",
    apis: [
      api("request", () => ({ url: DECLARED, timeout: 5000 })),
      {
        name: "fetch",
        params: () => DECLARED,
        run: async () => {
          const { status, statusText } = await fetch(DECLARED);
          return { status, statusText };
        },
      },
      api("request", () => ({ url: UNDECLARED }), { about: "undeclared" }),
      api("getNetworkType"),
    ],
  },
  {
    name: "interaction",
    apis: [
      api("showToast", () => ({ title: text("sample.toast") })),
      api("hideToast"),
      api("showLoading", () => ({ title: text("sample.loading") })),
      api("hideLoading"),
      api(
        "showModal",
        () => ({ title: text("sample.modal.title"), content: text("sample.modal.content") }),
        { asks: true },
      ),
      api(
        "showActionSheet",
        () => ({ itemList: [1, 2, 3].map((n) => text(`sample.sheet.${n}`)) }),
        { asks: true },
      ),
    ],
  },
  {
    name: "navigation",
    apis: [
      api("setNavigationBarTitle", () => ({ title: text("sample.toast") })),
      api("setNavigationBarColor", () => ({
        frontColor: "#ffffff",
        backgroundColor: "#6b3fa0",
      })),
    ],
  },
  {
    name: "system",
    apis: [
      syncApi("getSystemInfo"),
      syncApi("getWindowInfo"),
      syncApi("getDeviceInfo"),
      syncApi("getAppBaseInfo"),
    ],
  },
  {
    name: "files",
    apis: [
      api("chooseFile", () => ({ extension: ["txt", "md"], encoding: "utf8" }), { asks: true }),
      api("saveFileToDisk", () => ({ name: "hello.txt", data: text("sample.line") }), {
        asks: true,
      }),
    ],
  },
  {
    name: "clipboard",
    apis: [
      api("setClipboardData", () => ({ data: text("sample.line") })),
      api("getClipboardData", undefined, { asks: true }),
    ],
  },
  {
    name: "notification",
    apis: [
      api(
        "showNotification",
        () => ({ title: text("sample.note.title"), body: text("sample.note.body") }),
        { asks: true },
      ),
    ],
  },
  { name: "location", apis: [api("getLocation", undefined, { asks: true })] },
  {
    name: "apps",
    apis: [
      syncApi("getLaunchOptions"),
      api("getSetting"),
      api("authorize", () => ({ scope: "location" }), { asks: true }),
      api("navigateToMiniProgram", () => ({
        appId: "org.fanlight.notes",
        path: "pages/index/index?new=1",
      })),
      api("exitMiniProgram"),
    ],
  },
];

export const EVENTS = [
  "appLaunched",
  "appShown",
  "appHidden",
  "appError",
  "appUnloaded",
  "networkStatusChange",
  "themeChange",
];
