// Scrolling a page, pulling it down, fonts, the keyboard.

import { ApiFailure } from "../failures.ts";
import type { Family, Kit } from "../kit.ts";
import { numberOf, numberOrNone, recordOf, textOf, type Loose } from "../reading.ts";

const DEFAULT_SCROLL_MS = 300;
const ADDRESS = /^\s*url\(\s*(["']?)(.*?)\1\s*\)/;

export function scrollingFamily(kit: Kit): Family {
  const { view, pages } = kit.ground;
  const pullDown = (on: boolean): void => {
    const page = pages.current();
    if (page) view.tell("page.pullDown", { page: page.id, on });
  };
  return {
    pageScrollTo: kit.later("pageScrollTo", (params) => scrolled(kit, params)),
    startPullDownRefresh: kit.later("startPullDownRefresh", () => {
      pullDown(true);
    }),
    stopPullDownRefresh: kit.later("stopPullDownRefresh", () => {
      pullDown(false);
    }),
    loadFontFace: kit.later("loadFontFace", (params) => fontLoaded(kit, params)),
    loadBuiltInFontFace: kit.never("loadBuiltInFontFace", "not supported"),
    hideKeyboard: kit.later("hideKeyboard", () => {
      view.tell("keyboard.hide", {});
    }),
    getSelectedTextRange: kit.later("getSelectedTextRange", async () => {
      const range = await view.ask("keyboard.selection", {});
      if (!range) throw new ApiFailure("no focused input");
      return { ...range };
    }),
    nextTick: (run: unknown) => {
      kit.ground.nextTick(() => {
        kit.caller.callBack("nextTick", run);
      });
    },
  };
}

async function scrolled(kit: Kit, params: Loose): Promise<void> {
  const page = kit.ground.pages.current();
  if (!page) throw new ApiFailure("page not found");
  const selector = textOf(params["selector"]);
  const top = numberOrNone(params["scrollTop"]);
  const node = selector === "" ? null : kit.ground.nodes.find(undefined, selector);
  if (selector !== "" && !node && top === undefined) throw new ApiFailure("selector not found");
  await kit.ground.view.ask("node.scrollTo", {
    page: page.id,
    node: 0,
    ...(top === undefined ? {} : { top }),
    ...(node ? { target: node.node, offsetTop: numberOf(params["offsetTop"], 0) } : {}),
    duration_ms: Math.max(0, numberOf(params["duration"], DEFAULT_SCROLL_MS)),
  });
}

async function fontLoaded(kit: Kit, params: Loose): Promise<object> {
  const source = textOf(params["source"]);
  const desc = recordOf(params["desc"]);
  const { loaded, message } = await kit.ground.view.ask("font.load", {
    family: textOf(params["family"]),
    source: ADDRESS.exec(source)?.[2] ?? source,
    style: textOf(desc["style"], "normal"),
    weight: textOf(desc["weight"], "normal"),
    variant: textOf(desc["variant"], "normal"),
  });
  if (!loaded) throw new ApiFailure(message);
  return { status: "loaded" };
}
