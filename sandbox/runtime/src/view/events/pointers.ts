// From the DOM's touch and pointer events to WeChat's: fingers by touch events, which go on while
// the engine scrolls; the mouse's left button and the pen by pointer events, as one finger.

import type { PageStack } from "../pages/stack.ts";
import { Gestures, type Contact, type Touched } from "./gesture.ts";
import { inPage, TRAVELS, type EventReports, type Target } from "./report.ts";
import { scrollsInside } from "../pages/scrollable.ts";
import { catcherOf, componentsUp, isDeaf, targetOf } from "./targets.ts";

/** The mouse as a finger; fingers of a touch screen have small numbers of their own. */
const MOUSE = 0;

export interface PointerEnds {
  /** A press began, moved or ended on a page; what it pulls down is not the app's concern. */
  readonly pull: {
    began(target: Target, contact: Contact<Target>, path: readonly EventTarget[]): void;
    moved(contact: Contact<Target>): void;
    ended(): void;
  };
}

export class Pointers {
  readonly #pages: PageStack;
  readonly #reports: EventReports;
  readonly #ends: PointerEnds;
  readonly #gestures = new Gestures<Target>({
    touched: (type, changed, all) => {
      this.#touched(type, changed, all);
    },
    tapped: (contact) => {
      this.#tapped(contact);
    },
    pressed: (contact) => this.#pressed(contact),
    later: (act, delay_ms) => window.setTimeout(act, delay_ms),
    never: (timer) => {
      window.clearTimeout(timer);
    },
  });
  #mouse: number | null = null;

  constructor(stage: HTMLElement, pages: PageStack, reports: EventReports, ends: PointerEnds) {
    this.#pages = pages;
    this.#reports = reports;
    this.#ends = ends;
    stage.addEventListener("pointerdown", this.#down);
    stage.addEventListener("touchstart", this.#touchStart, { passive: true });
    stage.addEventListener("click", this.#click);
    stage.addEventListener("dragstart", (event) => {
      event.preventDefault();
    });
    window.addEventListener("pointermove", this.#move, { passive: true });
    window.addEventListener("pointerup", this.#up);
    window.addEventListener("pointercancel", this.#cancelled);
    window.addEventListener("blur", () => {
      this.#mouse = null;
      this.#gestures.cancelAll();
      this.#ends.pull.ended();
    });
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.pointerType === "touch" || event.button !== 0 || this.#mouse !== null) return;
    const target = targetOf(event, this.#pages);
    if (!target) return;
    this.#mouse = event.pointerId;
    this.#start(contactOf(MOUSE, event, target), event.composedPath());
  };

  readonly #move = (event: PointerEvent): void => {
    if (event.pointerId === this.#mouse) this.#gestures.move([contactOf(MOUSE, event, null)]);
  };

  readonly #up = (event: PointerEvent): void => {
    if (event.pointerId !== this.#mouse || event.button !== 0) return;
    this.#mouse = null;
    this.#gestures.end(MOUSE);
    this.#ends.pull.ended();
  };

  readonly #cancelled = (event: PointerEvent): void => {
    if (event.pointerId !== this.#mouse) return;
    this.#mouse = null;
    this.#gestures.cancel(MOUSE);
    this.#ends.pull.ended();
  };

  readonly #touchStart = (event: TouchEvent): void => {
    const target = targetOf(event, this.#pages);
    if (!target) return;
    for (const touch of event.changedTouches) {
      // Later events of a finger go to what it went down on, even when that is gone by then.
      const node = event.composedPath()[0];
      if (node) this.#follow(node, touch, target);
      this.#start(contactOf(touch.identifier, touch, target), event.composedPath());
    }
  };

  #follow(node: EventTarget, first: Touch, target: Target): void {
    const id = first.identifier;
    const ours = (event: Event): Touch[] =>
      [...(event as TouchEvent).changedTouches].filter((touch) => touch.identifier === id);
    const catcher = catcherOf(target.element, "touchmove");
    const move = (event: Event): void => {
      const [touch] = ours(event);
      if (!touch) return;
      const [x, y] = [first.clientX - touch.clientX, first.clientY - touch.clientY];
      const isHeld = catcher !== null && event.cancelable;
      if (isHeld && !scrollsInside(event, catcher, x, y)) event.preventDefault();
      this.#gestures.move([contactOf(id, touch, null)]);
    };
    const stop = (event: Event): void => {
      if (ours(event).length === 0) return;
      node.removeEventListener("touchmove", move);
      node.removeEventListener("touchend", stop);
      node.removeEventListener("touchcancel", stop);
      if (event.type === "touchend") this.#gestures.end(id);
      else this.#gestures.cancel(id);
      this.#ends.pull.ended();
    };
    node.addEventListener("touchmove", move, { passive: catcher === null });
    node.addEventListener("touchend", stop);
    node.addEventListener("touchcancel", stop);
  }

  #start(contact: Contact<Target>, path: readonly EventTarget[]): void {
    this.#gestures.start(contact);
    this.#ends.pull.began(contact.target, contact, path);
  }

  #touched(
    type: Touched,
    changed: readonly Contact<Target>[],
    all: readonly Contact<Target>[],
  ): void {
    const [first] = changed;
    if (type === "touchmove" && first) this.#ends.pull.moved(first);
    // Fingers on several nodes: each node hears of its own.
    const targets = new Set(changed.map((contact) => contact.target.element));
    for (const element of targets) {
      const own = changed.filter((contact) => contact.target.element === element);
      const [contact] = own;
      if (!contact) continue;
      this.#reports.report(contact.target, type, {}, TRAVELS, { touches: { all, changed: own } });
    }
  }

  #pressed(contact: Contact<Target>): boolean {
    const { target } = contact;
    if (isDeaf(target.element)) return false;
    const more = { touches: { all: [contact], changed: [contact] } };
    const detail = inPage(target.page, contact);
    this.#reports.report(target, "longtap", detail, TRAVELS, more);
    return this.#reports.report(target, "longpress", detail, TRAVELS, more);
  }

  #tapped(contact: Contact<Target>): void {
    const { target } = contact;
    if (isDeaf(target.element)) return;
    const more = { touches: { all: [contact], changed: [contact] } };
    this.#reports.report(target, "tap", inPage(target.page, contact), TRAVELS, more);
    const place = { ...contact, target: target.element };
    for (const component of componentsUp(target.element, "tap")) {
      if (component.tapped(place)) return;
    }
  }

  /** A click that no pointer made: the keyboard's, a screen reader's. */
  readonly #click = (event: MouseEvent): void => {
    if (event.detail !== 0) return;
    const target = targetOf(event, this.#pages);
    if (!target) return;
    const { left, top, width, height } = target.element.getBoundingClientRect();
    const [clientX, clientY] = [left + width / 2, top + height / 2];
    this.#tapped({ id: MOUSE, clientX, clientY, target });
  };
}

interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

function contactOf<T>(id: number, { clientX, clientY }: Point, target: T): Contact<T> {
  return { id, clientX, clientY, target };
}
