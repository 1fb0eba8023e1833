// `nodes.read`: what SelectorQuery wants to know of nodes.

import type { Box, Found, Wanted } from "../../shared/questions.ts";
import { dashed } from "../animation/transforms.ts";
import { isBuiltIn, type AppElement } from "../elements.ts";
import type { Page } from "../pages/page.ts";

/** Node 0 is the page's viewport. */
const VIEWPORT = 0;

/** One answer for each wanted node; null for one that is gone. */
export function readNodes(page: Page, wanted: readonly Wanted[]): (Found | null)[] {
  return wanted.map((want) => {
    if (want.node === VIEWPORT) return readViewport(page, want);
    const element = page.nodes.find(want.node);
    return element ? readElement(page, element, want) : null;
  });
}

/** The element whose scroll position is that of node `id`; null when it is gone. */
export function scrollerOf(page: Page, id: number): Element | null {
  if (id === VIEWPORT) return page.scroller;
  const element = page.nodes.find(id);
  return element && isBuiltIn(element) ? element.scrolled : element;
}

/** A DOM rectangle relative to the page's viewport. */
export function boxIn(page: Page, rect: DOMRectReadOnly): Box {
  const { left, top } = page.frame.getBoundingClientRect();
  return {
    left: rect.left - left,
    top: rect.top - top,
    right: rect.right - left,
    bottom: rect.bottom - top,
    width: rect.width,
    height: rect.height,
  };
}

function readViewport(page: Page, want: Wanted): Found {
  const { clientWidth: width, clientHeight: height } = page.scroller;
  const found: Record<string, unknown> = {};
  if (want.rect) Object.assign(found, { left: 0, top: 0, right: width, bottom: height });
  if (want.rect || want.size) Object.assign(found, { width, height });
  if (want.scrollOffset) Object.assign(found, scrollOf(page.scroller));
  if (want.computedStyle) Object.assign(found, stylesOf(page.body ?? page.scroller, want));
  return found;
}

function readElement(page: Page, element: AppElement, want: Wanted): Found {
  const found: Record<string, unknown> = {};
  if (want.rect || want.size) {
    const { width, height, ...edges } = boxIn(page, element.getBoundingClientRect());
    if (want.rect) Object.assign(found, edges);
    Object.assign(found, { width, height });
  }
  if (want.scrollOffset) {
    Object.assign(found, scrollOf(isBuiltIn(element) ? element.scrolled : element));
  }
  for (const name of want.properties ?? []) {
    if (isBuiltIn(element)) found[name] = element.property(dashed(name)) ?? null;
  }
  if (want.computedStyle) Object.assign(found, stylesOf(element, want));
  return found;
}

function scrollOf(element: Element): object {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

function stylesOf(element: Element, want: Wanted): Record<string, string> {
  const style = getComputedStyle(element);
  const names = want.computedStyle ?? [];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(dashed(name))]));
}
