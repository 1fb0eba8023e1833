// Apps keep a component from being dragged with catchtouchmove on what lies in it.

import { isAppElement } from "../../view/elements.ts";
import { catcherOf } from "../../view/events/targets.ts";

/** Whether a node within `component`, under this event, catches touchmove. */
export function isHeldByApp(component: Element, event: Event): boolean {
  const target = event.composedPath().find((node) => isAppElement(node));
  const catcher = target ? catcherOf(target, "touchmove") : null;
  return catcher !== null && catcher !== component && component.contains(catcher);
}
