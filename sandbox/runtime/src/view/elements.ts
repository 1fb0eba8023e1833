// What the view keeps on the DOM elements that it makes for the app.

import type { BuiltIn } from "../components/base.ts";
import { Listens, type NodeId } from "../shared/ops.ts";

/** An element that the logic layer asked for. Its members lie on the element itself, which is
 *  several times quicker than a WeakMap where a list of a thousand rows is made. */
export interface AppElement extends HTMLElement {
  /** Its number within its page; absent on what the view or a component made for itself. */
  wxNode?: NodeId;
  /** Event type → bits of Listens. */
  wxHears?: Map<string, number>;
  /** Names of attributes bound with `model:`. */
  wxModels?: Set<string>;
  /** Style properties that a running or ended `animation` holds over the app's style text. */
  wxHeld?: Map<string, string>;
  /** The slot that it asks for; components with slots of their own look for it. */
  wxSlot?: string;
}

/** Whether a node is one of the app's own. */
export function isAppElement(node: unknown): node is AppElement & { readonly wxNode: NodeId } {
  return typeof node === "object" && node !== null && "wxNode" in node;
}

/** Whether an element is a built-in component with behaviour of its own. */
export function isBuiltIn(element: Node): element is BuiltIn {
  return "attrs" in element;
}

/** What this element alone listens to. */
export function listensOf(element: AppElement, type: string): number {
  return element.wxHears?.get(type) ?? Listens.NOT;
}

/** Whether an event of `type` on `element` reaches a listener: one on it or, when the event
 *  bubbles, on an ancestor; a capturing one always counts. */
export function isHeard(element: Element, type: string, bubbles: boolean): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const bits = listensOf(at as AppElement, type);
    if (bits !== Listens.NOT && (bubbles || at === element || bits & Listens.CAPTURE)) return true;
  }
  return false;
}
