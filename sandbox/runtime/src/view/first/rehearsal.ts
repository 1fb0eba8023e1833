// A page of nobody's, drawn unseen in a document that was made ahead: the engine has then compiled
// what draws pages, made each kind of element once, and found the fonts for letters that the first
// of its families lacks, which took longer than drawing the page itself.

import { Op, type OpList } from "../../shared/ops.ts";
import { AnimationPlayer } from "../animation/player.ts";
import { TagNames } from "../names.ts";
import { Page, type PageParts } from "../pages/page.ts";
import { Sheets } from "../sheets.ts";
import type { Ground } from "../view.ts";

const ROUTE = "rehearsal";
const WORDS = "Aa 09 ¥,. 商品 一个";
/** Each is asked of the browser's process when it is first met, light and bold for itself. */
const FAMILIES = [
  "sans-serif",
  '"PingFang SC"',
  '"Helvetica Neue", Helvetica',
  "Arial, sans-serif",
  "monospace",
  "serif",
];
const SMALLEST_PX = 12;
const TAGS = ["image", "icon", "button", "scroll-view", "navigator", "input"] as const;

/** Draw the page in `stage`, invisible, so that it counts as no paint of the document's, and take
 *  it away again. */
export function rehearse({ stage, baseSheet }: Ground): void {
  const facts = { page: 1, route: ROUTE, window: {}, tab: -1, scroll: false, customTabBar: false };
  const none = new Sheets(
    { darkmode: false, tabBar: false },
    async () => await Promise.resolve(""),
    document,
    () => undefined,
  );
  const page = new Page(facts, none, baseSheet, parts);
  page.frame.style.visibility = "hidden";
  stage.append(page.frame);
  page.apply(written(), () => undefined);
  page.setSeen(true);
  page.setShown(true);
  // Laid out here and now: nothing of it is there when an app comes.
  page.scroller.getBoundingClientRect();
  page.close();
  page.frame.remove();
}

function parts(): PageParts {
  return {
    document,
    names: new TagNames(),
    player: new AnimationPlayer(),
    styleText: (text) => text,
    reporter: {
      event: () => undefined,
      model: () => undefined,
      host: async () => await Promise.reject(new Error("nobody's page has no host")),
      url: () => null,
      isHeard: () => false,
      act: () => undefined,
    },
    broken: (error) => {
      reportError(error);
    },
  };
}

/** The page's tree: a short list, and one of each of the commonest components. */
function written(): OpList {
  const ops: OpList = [Op.CREATE, 1, "page"];
  let last = 1;
  const make = (parent: number, tag: string): number => {
    last += 1;
    ops.push(Op.CREATE, last, tag, Op.CLASS, last, "item", Op.APPEND, parent, last);
    return last;
  };
  const write = (parent: number): void => {
    last += 1;
    ops.push(Op.TEXT, last, WORDS, Op.APPEND, parent, last);
  };
  const fonts = FAMILIES.flatMap((family) => [`400 ${family}`, `700 ${family}`]);
  for (const [item, font] of fonts.entries()) {
    const card = make(1, "view");
    const written = font.replace(" ", ` ${SMALLEST_PX + item}px `);
    ops.push(Op.STYLE, card, `font: ${written}; box-shadow: 0 1px 3px #000`, Op.ID, card, "it");
    ops.push(Op.LISTEN, card, "tap", 1);
    write(card);
    write(make(card, "text"));
  }
  for (const tag of TAGS) make(1, tag);
  ops.push(Op.ROOT, 1);
  return ops;
}
