// The title bar, the tab bar and the page's background.

import type { Bar, PageHandle } from "../../logic/api_ports.ts";
import type { PageWindow } from "../../shared/config.ts";
import { parameterError } from "../calling.ts";
import { ApiFailure } from "../failures.ts";
import { isAppFile, isData, isRemote, packagePath } from "../files/paths.ts";
import type { Family, Kit } from "../kit.ts";
import { hexColor, numberOf, recordOf, textOf, type Loose } from "../reading.ts";

const MAX_BADGE = 4;

export function barsFamily(kit: Kit): Family {
  return { ...titleBar(kit), ...tabBar(kit), ...background(kit) };
}

function titleBar(kit: Kit): Family {
  const set = (patch: Partial<Bar>): void => {
    kit.ground.pages.current()?.setBar(patch);
  };
  return {
    setNavigationBarTitle: kit.later("setNavigationBarTitle", ({ title }) => {
      set({ title: textOf(title) });
    }),
    setNavigationBarColor: kit.later("setNavigationBarColor", (params) => {
      set(barColors(params));
    }),
    showNavigationBarLoading: kit.later("showNavigationBarLoading", () => {
      set({ loading: true });
    }),
    hideNavigationBarLoading: kit.later("hideNavigationBarLoading", () => {
      set({ loading: false });
    }),
    hideHomeButton: kit.later("hideHomeButton", () => {
      set({ homeButton: false });
    }),
    showHomeButton: kit.later("showHomeButton", () => {
      set({ homeButton: true });
    }),
    // WeChat shows this text only where an app is pinned above the chats, which is no more.
    setTopBarText: kit.later("setTopBarText", () => undefined),
    getMenuButtonBoundingClientRect: () => ({ ...kit.ground.view.metrics.menuButton }),
  };
}

function barColors(params: Loose): Partial<Bar> {
  const front = textOf(params["frontColor"]).toLowerCase();
  if (front !== "#ffffff" && front !== "#000000") {
    throw parameterError('parameter.frontColor should be "#ffffff" or "#000000";');
  }
  const backgroundColor = hexColor(params["backgroundColor"]);
  if (backgroundColor === null) {
    throw parameterError("parameter.backgroundColor should be a hexadecimal color;");
  }
  const { duration, timingFunc } = recordOf(params["animation"]);
  return {
    backgroundColor,
    textStyle: front === "#ffffff" ? "white" : "black",
    animation: { duration_ms: numberOf(duration, 0), timingFunc: textOf(timingFunc, "linear") },
  };
}

function tabBar(kit: Kit): Family {
  const { view } = kit.ground;
  const shown = (name: string, isShown: boolean): unknown =>
    kit.later(name, ({ animation }) => {
      checkTabPage(kit);
      view.tell("tabBar.shown", { shown: isShown, animation: Boolean(animation) });
    });
  const badge = (name: string, what: (params: Loose) => { text: string; dot: boolean }): unknown =>
    kit.later(name, (params) => {
      const index = tabIndex(kit, params["index"]);
      view.tell("tabBar.badge", { index, ...what(params) });
    });
  return {
    showTabBar: shown("showTabBar", true),
    hideTabBar: shown("hideTabBar", false),
    setTabBarStyle: kit.later("setTabBarStyle", (params) => {
      checkTabPage(kit);
      const names = ["color", "selectedColor", "backgroundColor", "borderStyle"];
      view.tell("tabBar.style", given(params, names, textOf));
    }),
    setTabBarItem: kit.later("setTabBarItem", (params) => {
      const index = tabIndex(kit, params["index"]);
      const icons = given(params, ["iconPath", "selectedIconPath"], (path) =>
        fromRoot(textOf(path)),
      );
      view.tell("tabBar.item", { index, ...given(params, ["text"], textOf), ...icons });
    }),
    setTabBarBadge: badge("setTabBarBadge", ({ text }) => ({
      text: shortened(textOf(text)),
      dot: false,
    })),
    removeTabBarBadge: badge("removeTabBarBadge", () => ({ text: "", dot: false })),
    showTabBarRedDot: badge("showTabBarRedDot", () => ({ text: "", dot: true })),
    hideTabBarRedDot: badge("hideTabBarRedDot", () => ({ text: "", dot: false })),
  };
}

function background(kit: Kit): Family {
  const set = (patch: PageWindow): void => {
    kit.ground.pages.current()?.setWindow(patch);
  };
  return {
    setBackgroundColor: kit.later("setBackgroundColor", (params) => {
      const names = ["backgroundColor", "backgroundColorTop", "backgroundColorBottom"];
      set(given(params, names, (color) => hexColor(color) ?? textOf(color)));
    }),
    setBackgroundTextStyle: kit.later("setBackgroundTextStyle", ({ textStyle }) => {
      if (textStyle !== "dark" && textStyle !== "light") {
        throw new ApiFailure(`invalid textStyle "${textOf(textStyle)}"`);
      }
      set({ backgroundTextStyle: textStyle });
    }),
  };
}

/** Before the first page stands, what the app says of its tab bar counts too. */
function checkTabPage(kit: Kit): void {
  const bar = kit.ground.config.tabBar;
  const page: PageHandle | null = kit.ground.pages.current();
  if (!bar || page?.isTab === false) throw new ApiFailure("not TabBar page");
}

function tabIndex(kit: Kit, value: unknown): number {
  checkTabPage(kit);
  const index = numberOf(value, -1);
  const item = kit.ground.config.tabBar?.list[index];
  if (!item) throw new ApiFailure("tabbar item not found");
  return index;
}

function shortened(text: string): string {
  return text.length > MAX_BADGE ? "…" : text;
}

function fromRoot(path: string): string {
  return isRemote(path) || isAppFile(path) || isData(path) ? path : `/${packagePath(path)}`;
}

/** Those of `names` that are there, read by `read`. */
function given(
  params: Loose,
  names: readonly string[],
  read: (value: unknown) => string,
): Record<string, string> {
  const there = names.filter((name) => params[name] !== undefined && params[name] !== null);
  return Object.fromEntries(there.map((name) => [name, read(params[name])]));
}
