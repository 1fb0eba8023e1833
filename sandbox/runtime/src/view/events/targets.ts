// What of the app an event of the DOM happened on.

import { Listens } from "../../shared/ops.ts";
import { OWN_SURFACE, type BuiltIn } from "../../components/base.ts";
import { isAppElement, isBuiltIn, listensOf, type AppElement } from "../elements.ts";
import type { PageStack } from "../pages/stack.ts";
import type { Target } from "./report.ts";

/** The innermost node of the app; null on what is not the app's (the tab bar, a picker's sheet). */
export function targetOf(event: Event, pages: PageStack): Target | null {
  const path = event.composedPath();
  let element: AppElement | null = null;
  for (const node of path) {
    if (!(node instanceof HTMLElement)) continue;
    // An app's own `data-own` means nothing: its nodes are looked for first.
    if (!element && isAppElement(node)) element = node;
    if (!element && node.hasAttribute(OWN_SURFACE)) return null;
    const page = node.classList.contains("fl-frame") ? pages.at(node) : null;
    if (page) {
      element ??= page.body;
      return element && !page.isGone ? { page, element } : null;
    }
  }
  return null;
}

/** The components from `element` outwards, as far as `catch:` lets an event of `type` come. */
export function componentsUp(element: AppElement, type: string): BuiltIn[] {
  const found: BuiltIn[] = [];
  for (let at: AppElement | null = element; at; at = at.parentElement) {
    if (isBuiltIn(at)) found.push(at);
    if (listensOf(at, type) & Listens.CATCH) break;
  }
  return found;
}

/** Whether a component around `element` keeps taps to itself: a disabled button. */
export function isDeaf(element: AppElement): boolean {
  for (let at: AppElement | null = element; at; at = at.parentElement) {
    if (isBuiltIn(at) && at.deaf) return true;
  }
  return false;
}

/** Whether a node from `element` outwards catches events of `type`. */
export function catcherOf(element: Element, type: string): Element | null {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (listensOf(at as AppElement, type) & Listens.CATCH) return at;
  }
  return null;
}
