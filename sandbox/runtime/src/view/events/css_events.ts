// What CSS tells of nodes: ended transitions, animations that began, turned and ended.

import type { Page } from "../pages/page.ts";
import { isAppElement } from "../elements.ts";
import { TRAVELS, type EventReports } from "./report.ts";

const TYPES = ["transitionend", "animationstart", "animationiteration", "animationend"] as const;

/** These do not leave the page's shadow tree, so each page is listened to by itself. */
export function reportCssEvents(page: Page, reports: EventReports): void {
  for (const type of TYPES) {
    page.root.addEventListener(type, (event) => {
      const { target } = event;
      if (!isAppElement(target)) return;
      reports.report({ page, element: target }, type, detailOf(event), TRAVELS);
    });
  }
}

function detailOf(event: Event): object {
  if (event instanceof AnimationEvent) {
    return { animationName: event.animationName, elapsedTime: event.elapsedTime };
  }
  const { propertyName, elapsedTime } = event as TransitionEvent;
  return { propertyName, elapsedTime };
}
