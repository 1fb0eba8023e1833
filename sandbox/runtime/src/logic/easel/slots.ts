// Slot names reach the view: <scroll-view> and <map> have slots of their own (refresher, callout),
// of which glass-easel, for which they are plain nodes, knows nothing.

import { Element } from "glass-easel";
import type { BackendNode } from "../backend/node.ts";

/** Attribute by which the view learns the slot that an element asks for. */
const SLOT = "slot";

/** From now on, an element's slot name is told to the view as an attribute. */
export function tellSlots(): void {
  const slot = Object.getOwnPropertyDescriptor(Element.prototype, SLOT);
  const { get, set } = slot ?? {};
  if (!get || !set || TOLD in set) return;
  const told = function (this: Element, name: string): void {
    Reflect.apply(set, this, [name]);
    (this.getBackendElement() as BackendNode | null)?.setAttribute(SLOT, name);
  };
  Object.defineProperty(Element.prototype, SLOT, {
    configurable: true,
    get,
    set: Object.assign(told, { [TOLD]: true }),
  });
}

const TOLD = Symbol("told");
