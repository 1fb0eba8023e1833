// The first screenful first: of a long list, the items well below the first screen are laid out
// only when that has been painted.
//
// All nodes stand in the tree from the start (`:last-child` and fixed bars mean what they mean); the
// late items are not displayed for one frame. Nobody may see or measure that: a list is left whole
// where its height could show (a background over all of it, an alignment that centres it, …), and
// whoever asks the page anything gets the whole of it (Page.whole).

import { isBuiltIn } from "../elements.ts";

/** With fewer items there is little to gain. */
const LONG = 30;
/** How many are tried first; their height tells how many are needed. */
const FIRST = 12;
/** What is laid out at least: what stands in the first screen cannot depend on what comes after. */
const SCREENS = 1.5;
/** More kinds of items than this are not looked at. */
const MOST_KINDS = 16;
/** Hides an item whatever its display (../shell_styles.ts). */
const LATE = "fl-late";
const SCROLL_VIEW = "wx-scroll-view";
/** Attributes by which a scroll-view goes to a place in its content. */
const GOES = ["scroll-top", "scroll-left", "scroll-into-view"];
/** Built-ins that neither measure nor run: only of these may an item be made. */
const STILL = new Set(
  ["view", "text", "image", "icon", "button", "navigator", "label", "rich-text", "span"].map(
    (tag) => `wx-${tag}`,
  ),
);
/** Built-ins whose children are laid out as those of any element. */
const PLAIN = new Set(["wx-view", "wx-page", "wx-form", "wx-navigator", "wx-label"]);
const START = new Set(["normal", "start", "flex-start"]);
const FILLED = new Set(["normal", "stretch", "auto"]);
const BLOCKS = new Set(["block", "flow-root", "list-item"]);
const PSEUDOS = ["::before", "::after"];

/** What of one page is late. Made before the page is seen; `fit` once it is. */
export class Screenful {
  readonly #frame: HTMLElement;
  readonly #lists: List[] = [];

  /** Hold back what may be late below `body`, in `frame`. */
  constructor(frame: HTMLElement, body: Element) {
    this.#frame = frame;
    this.#find(body);
  }

  /** Whether anything is late. */
  get isPartial(): boolean {
    return this.#lists.some((list) => list.isPartial);
  }

  /** The page is seen: show as much as the first screen needs, or all of a list that would give
   *  itself away. Lays the page out. */
  fit(): void {
    const { top, height } = this.#frame.getBoundingClientRect();
    for (const list of this.#lists) {
      if (!isHidden(list, height) || !list.fill(top + SCREENS * height)) list.whole();
    }
  }

  /** Nothing is late any more. */
  whole(): void {
    for (const list of this.#lists.splice(0)) list.whole();
  }

  #find(element: Element): void {
    const { children } = element;
    if (children.length >= LONG && isStill(element)) {
      this.#lists.push(new List(element));
      return;
    }
    for (const child of children) this.#find(child);
  }
}

/** A long list; all but its first items are late. */
class List {
  readonly parent: Element;
  readonly #items: readonly Element[];
  #shown = FIRST;

  constructor(parent: Element) {
    this.parent = parent;
    this.#items = [...parent.children];
    for (const item of this.late) item.toggleAttribute(LATE, true);
  }

  get isPartial(): boolean {
    return this.#shown < this.#items.length;
  }

  get late(): readonly Element[] {
    return this.#items.slice(this.#shown);
  }

  /** Show items until one stands below `limit_px` of the window; false when none does. */
  fill(limit_px: number): boolean {
    if (this.#reaches(limit_px)) return true;
    const first = this.#items[0]?.getBoundingClientRect().top ?? 0;
    const height = (this.#lastTop - first) / (this.#shown - 1);
    if (height <= 0) return false;
    this.#show(Math.ceil((limit_px - first) / height) + 2);
    return this.#reaches(limit_px);
  }

  whole(): void {
    this.#show(this.#items.length);
  }

  get #lastTop(): number {
    return this.#items[this.#shown - 1]?.getBoundingClientRect().top ?? 0;
  }

  #reaches(limit_px: number): boolean {
    return this.isPartial && this.#lastTop >= limit_px;
  }

  #show(count: number): void {
    for (const item of this.#items.slice(this.#shown, count)) item.removeAttribute(LATE);
    this.#shown = Math.max(this.#shown, Math.min(count, this.#items.length));
  }
}

/** Whether a list's items are still ones, and nothing scrolls to a place among them. */
function isStill(parent: Element): boolean {
  if (isBuiltIn(parent) && !PLAIN.has(parent.localName) && parent.localName !== SCROLL_VIEW) {
    return false;
  }
  for (const inner of parent.querySelectorAll("*")) {
    if (isBuiltIn(inner) && !STILL.has(inner.localName)) return false;
  }
  return true;
}

/** Whether nobody can see in the first screen that the end of the list is missing. `height_px` is
 *  that of a screen. */
function isHidden(list: List, height_px: number): boolean {
  return isInFlow(list.late) && stacksItems(list.parent) && isOpenEnded(list.parent, height_px);
}

/** Late items come after those that are shown, wherever these stand. Items that are dressed alike
 *  are looked at once. */
function isInFlow(late: readonly Element[]): boolean {
  const kinds = new Map<string, Element>();
  for (const item of late)
    kinds.set(`${item.className}\n${item.getAttribute("style") ?? ""}`, item);
  if (kinds.size > MOST_KINDS) return false;
  return [...kinds.values()].every((item) => {
    const { position, order, transform, marginTop, top, bottom } = getComputedStyle(item);
    const isMoved = position !== "static" && (top !== "auto" || bottom !== "auto");
    const isPlaced = position === "absolute" || position === "fixed" || isMoved;
    return !isPlaced && order === "0" && transform === "none" && !marginTop.startsWith("-");
  });
}

/** Whether the list lays its items out one below the other, or line by line. */
function stacksItems(parent: Element): boolean {
  const style = getComputedStyle(parent);
  if (isStacked(style)) return true;
  const { display, flexDirection, flexWrap, alignContent } = style;
  const isWrapped = display === "flex" && flexDirection === "row" && flexWrap === "wrap";
  return isWrapped && (START.has(alignContent) || alignContent === "stretch");
}

/** Blocks one below the other, as wide as what they stand in, from the top on. */
function isStacked(style: CSSStyleDeclaration): boolean {
  const { display, flexDirection, flexWrap, justifyContent, alignItems } = style;
  if (BLOCKS.has(display)) return style.columnCount === "auto" && style.columnWidth === "auto";
  const isColumn = display === "flex" && flexDirection === "column" && flexWrap === "nowrap";
  return isColumn && START.has(justifyContent) && FILLED.has(alignItems);
}

/** Whether what the list stands in looks the same in the first screen, however long it is. */
function isOpenEnded(parent: Element, height_px: number): boolean {
  for (let at: Element | null = parent; at; at = at.parentElement) {
    if (isBuiltIn(at) && at.localName === SCROLL_VIEW) {
      const goes = GOES.some((name) => at instanceof HTMLElement && isGiven(at, name));
      return !goes && at.getBoundingClientRect().height <= height_px;
    }
    if (isBuiltIn(at) && !PLAIN.has(at.localName)) return false;
    const style = getComputedStyle(at);
    if (at !== parent && !isStacked(style)) return false;
    if (!isAnchored(style) || isPainted(at, style, height_px)) return false;
  }
  return true;
}

function isGiven(element: HTMLElement, name: string): boolean {
  const value = isBuiltIn(element) ? element.attrs.get(name) : undefined;
  return value !== undefined && value !== null && value !== "";
}

/** Whether an element hangs on its top, and is as wide as what it stands in. */
function isAnchored(style: CSSStyleDeclaration): boolean {
  return (
    (style.position === "static" || style.position === "relative") &&
    style.float === "none" &&
    style.transform === "none" &&
    style.writingMode === "horizontal-tb" &&
    FILLED.has(style.alignSelf)
  );
}

/** Whether something is drawn over the whole height: by the element, or by what lies over it. */
function isPainted(element: Element, style: CSSStyleDeclaration, height_px: number): boolean {
  if (hasPicture(style)) return true;
  for (const pseudo of PSEUDOS) {
    const drawn = getComputedStyle(element, pseudo);
    if (drawn.content !== "none" && drawn.content !== "normal" && hasPicture(drawn)) return true;
  }
  for (const child of element.children) {
    const isTall = child instanceof HTMLElement && child.offsetHeight > height_px;
    if (isTall && hasPicture(getComputedStyle(child))) return true;
  }
  return false;
}

function hasPicture(style: CSSStyleDeclaration): boolean {
  return (
    style.backgroundImage !== "none" ||
    style.maskImage !== "none" ||
    style.borderImageSource !== "none"
  );
}
