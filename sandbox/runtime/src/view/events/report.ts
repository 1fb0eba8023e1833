// Tells the logic layer of events, when a node on their way listens.

import { Listens } from "../../shared/ops.ts";
import type { Point, ToLogic } from "../../shared/messages.ts";
import { isHeard, listensOf, type AppElement } from "../elements.ts";
import type { Page } from "../pages/page.ts";
import type { Post } from "../posting.ts";
import type { Contact } from "./gesture.ts";

/** An app's element and the page it stands in. */
export interface Target {
  readonly page: Page;
  readonly element: AppElement;
}

export interface Shape {
  readonly bubbles: boolean;
  readonly composed: boolean;
}

/** What goes with some events. */
export interface More {
  readonly touches?: Touches;
  /** Called with what the first handler on the target itself returned. */
  readonly heard?: (value: unknown) => void;
}

export interface Touches {
  readonly all: readonly Contact<Target>[];
  readonly changed: readonly Contact<Target>[];
}

/** How touches, taps and what CSS tells of travel: up through every component. */
export const TRAVELS: Shape = { bubbles: true, composed: true };
const CANVAS = "wx-canvas";

type EventMessage = Extract<ToLogic, { readonly t: "event" }>;
type Offset = readonly [node: number, left: number, top: number];

export class EventReports {
  readonly #post: Post;
  readonly #replies = new Map<number, (value: unknown) => void>();
  #lastReply = 0;

  constructor(post: Post) {
    this.#post = post;
  }

  /** Whether an event would be told. */
  isHeard({ page, element }: Target, type: string, shape: Shape): boolean {
    return page.nodes.isHeard(type) && isHeard(element, type, shape.bubbles);
  }

  /** Tell of an event if it is heard; whether it was. */
  report(target: Target, type: string, detail: unknown, shape: Shape, more: More = {}): boolean {
    if (!this.isHeard(target, type, shape) || target.page.isGone) return false;
    const { touches } = more;
    const { page, element } = target;
    const message: EventMessage = {
      t: "event",
      page: page.id,
      node: element.wxNode ?? 0,
      type,
      detail,
      bubbles: shape.bubbles,
      composed: shape.composed,
      ...(more.heard ? { reply: this.#await(more.heard) } : {}),
      timeStamp: Math.round(performance.now()),
      offsetLeft: element.offsetLeft,
      offsetTop: element.offsetTop,
      offsets: offsetsOf(element, type, shape.bubbles),
    };
    if (!touches) {
      this.#post(message);
      return true;
    }
    const point = pointMaker(page, element);
    this.#post({
      ...message,
      touches: touches.all.map(point),
      changedTouches: touches.changed.map(point),
    });
    return true;
  }

  /** The handlers of an event that asked for a reply have run. */
  heard(reply: number, value: unknown): void {
    const hear = this.#replies.get(reply);
    this.#replies.delete(reply);
    hear?.(value);
  }

  #await(heard: (value: unknown) => void): number {
    this.#lastReply += 1;
    this.#replies.set(this.#lastReply, heard);
    return this.#lastReply;
  }
}

/** A point's place in the page: what is scrolled counts. */
export function inPage(
  page: Page,
  contact: Omit<Contact<unknown>, "target" | "id">,
): {
  readonly x: number;
  readonly y: number;
} {
  const { left, top } = page.frame.getBoundingClientRect();
  const { scrollLeft, scrollTop } = page.scroller;
  return {
    x: contact.clientX - left + scrollLeft,
    y: contact.clientY - top + scrollTop,
  };
}

function offsetsOf(element: AppElement, type: string, bubbles: boolean): Offset[] {
  const offsets: Offset[] = [];
  for (let at: AppElement | null = element; at; at = at.parentElement) {
    const { wxNode } = at;
    if (wxNode !== undefined && listensOf(at, type) !== Listens.NOT) {
      offsets.push([wxNode, at.offsetLeft, at.offsetTop]);
    }
    if (!bubbles) break;
  }
  return offsets;
}

function pointMaker(page: Page, element: AppElement): (contact: Contact<Target>) => Point {
  const { left, top } = page.frame.getBoundingClientRect();
  const corner = element.localName === CANVAS ? element.getBoundingClientRect() : null;
  return (contact) => {
    const { x: pageX, y: pageY } = inPage(page, contact);
    const { id, clientX, clientY } = contact;
    const point: Point = {
      identifier: id,
      pageX,
      pageY,
      clientX: clientX - left,
      clientY: clientY - top,
      force: 1,
    };
    if (!corner) return point;
    return { ...point, x: clientX - corner.left, y: clientY - corner.top };
  };
}
