// The window as the app sees it.

import type { Metrics, Rect } from "../shared/messages.ts";

/** The host's capsule menu over a page with its own title bar (navigationStyle "custom"). */
const MENU = { top: 8, height: 32, width: 87, fromRight: 7 } as const;

/** What metrics are made of; a window has it all. */
export interface Screen {
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly devicePixelRatio: number;
  readonly navigator: { readonly language: string };
}

/** `tabBar_px` is what the tab bar takes from the page that is shown. */
export function metricsOf(screen: Screen, theme: "light" | "dark", tabBar_px: number): Metrics {
  const width = screen.innerWidth;
  const height = Math.max(screen.innerHeight - tabBar_px, 0);
  const right = width - MENU.fromRight;
  return {
    windowWidth: width,
    windowHeight: height,
    // To the app its window is the whole device: apps lay out by the screen's size, and the desk's
    // own would be of no use to them.
    screenWidth: screen.innerWidth,
    screenHeight: screen.innerHeight,
    pixelRatio: screen.devicePixelRatio,
    statusBarHeight: 0,
    safeArea: rect(0, 0, width, height),
    menuButton: rect(right - MENU.width, MENU.top, MENU.width, MENU.height),
    theme,
    // WeChat's spelling.
    language: screen.navigator.language.replace("-", "_"),
  };
}

function rect(left: number, top: number, width: number, height: number): Rect {
  return { left, top, right: left + width, bottom: top + height, width, height };
}
