// A page's window: colours and texts of its JSON, theme variables looked up.

import type { AppConfig, ComponentPath, PageWindow } from "../../shared/config.ts";
import type { Bar } from "../api_ports.ts";

type Theme = "light" | "dark";

/** The window of a route; members that name a theme variable ("@name") have its value. */
export function windowOf(config: AppConfig, route: ComponentPath, theme: Theme): PageWindow {
  const window = config.pageWindows[route] ?? config.window;
  return themed(window, config.theme[config.darkmode ? theme : "light"]);
}

function themed(window: PageWindow, values: Readonly<Record<string, string>>): PageWindow {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(window) as [string, unknown][]) {
    if (typeof value !== "string" || !value.startsWith("@")) found[name] = value;
    else if (Object.hasOwn(values, value.slice(1))) found[name] = values[value.slice(1)];
  }
  return found;
}

/** The title bar that a window asks for; WeChat's defaults (reference/configuration/app). */
export function barOf(window: PageWindow, title: string): Bar {
  return {
    title: window.navigationBarTitleText ?? title,
    backgroundColor: window.navigationBarBackgroundColor ?? "#000000",
    textStyle: window.navigationBarTextStyle === "black" ? "black" : "white",
    loading: false,
    homeButton: window.homeButton === true,
  };
}

const SHORT = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i;
const LONG = /^#[0-9a-f]{6}/i;
/** The few names that real apps use instead of numbers. */
const NAMED: Readonly<Record<string, string>> = {
  white: "#ffffff",
  black: "#000000",
  red: "#ff0000",
  green: "#008000",
  blue: "#0000ff",
  gray: "#808080",
  grey: "#808080",
};

/** `#rrggbb` as the host takes it; "" for what is no colour. */
export function hexColor(color: string): string {
  const text = color.trim();
  const short = SHORT.exec(text);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join("")}`;
  return LONG.exec(text)?.[0] ?? NAMED[text.toLowerCase()] ?? "";
}
