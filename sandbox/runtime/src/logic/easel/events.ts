// Events as WeChat gives them to handlers: plain data, `target` and `currentTarget` described by
// id, dataset and offsets (developers.weixin.qq.com, framework/view/wxml/event).

import { Event as EaselEvent, dataUtils, type Element, type GeneralComponent } from "glass-easel";
import type { ToLogic } from "../../shared/messages.ts";
import type { NodeId } from "../../shared/ops.ts";
import type { BackendNode } from "../backend/node.ts";
import { componentOf } from "./adapter.ts";

type ViewEvent = Extract<ToLogic, { t: "event" }>;

export interface Target {
  readonly id: string;
  readonly offsetLeft: number;
  readonly offsetTop: number;
  readonly dataset: Readonly<Record<string, unknown>>;
}

/** Where the elements of an event are kept, for WXS; no member that an app would meet. */
const ELEMENTS = Symbol("elements");

interface ShapedEvent {
  readonly [ELEMENTS]: { readonly target: Element; readonly currentTarget: Element };
}

type Offsets = ReadonlyMap<NodeId, readonly [number, number]>;

/** What the view knows of an event beyond its shape, and what handlers gave back. */
class Original {
  readonly offsets = new Map<NodeId, readonly [number, number]>();
  /** What the first handler on the target itself returned. */
  returned: { readonly value: unknown } | null = null;

  constructor(event: ViewEvent) {
    for (const [id, left, top] of event.offsets ?? []) this.offsets.set(id, [left, top]);
    this.offsets.set(event.node, [event.offsetLeft ?? 0, event.offsetTop ?? 0]);
  }
}

/** A person's event that the view reports: to `node`'s element, through glass-easel. Gives what
 *  the first handler on the node itself returned. */
export function dispatch(node: BackendNode, event: ViewEvent): unknown {
  const element = node.__wxElement;
  if (!element) return undefined;
  const fields: Record<string, unknown> = { timeStamp: event.timeStamp };
  if (event.touches) fields["touches"] = event.touches;
  if (event.changedTouches) fields["changedTouches"] = event.changedTouches;
  // A map tells the phase as the event's own type (component/map, bindregionchange).
  if (event.type === "regionchange") Object.assign(fields, phaseOf(event.detail));
  const original = new Original(event);
  element.triggerEvent(event.type, event.detail, {
    bubbles: event.bubbles,
    composed: event.composed,
    capturePhase: event.bubbles,
    originalEvent: original,
    extraFields: fields,
  });
  return original.returned?.value;
}

function phaseOf(detail: unknown): { readonly type?: unknown; readonly causedBy?: unknown } {
  if (typeof detail !== "object" || detail === null) return {};
  const { type, causedBy } = detail as { readonly type?: unknown; readonly causedBy?: unknown };
  return { type, causedBy };
}

/** A handler in the logic layer has run. */
export function noteReturn(event: unknown, value: unknown): void {
  const { [ELEMENTS]: elements } = event as Partial<ShapedEvent>;
  if (!elements || elements.target !== elements.currentTarget) return;
  const original = (event as EaselEvent<unknown>).getOriginalEvent();
  if (original instanceof Original) original.returned ??= { value };
}

/** The element that a handler's event is at now. */
export function currentElement(event: unknown): Element | null {
  return (event as Partial<ShapedEvent>)[ELEMENTS]?.currentTarget ?? null;
}

/**
 * Make glass-easel hand WeChat's shape to every listener. Its own event stays behind the shaped
 * one (as its prototype), with stopPropagation and the rest.
 */
export function shapeEvents(): void {
  EaselEvent.prototype.wrapShadowedEvent = function (target, mark, current) {
    const from = elementOf(target);
    const at = elementOf(current);
    const original = this.getOriginalEvent();
    const offsets = original instanceof Original ? original.offsets : null;
    const shaped = Object.create(this) as Record<PropertyKey, unknown>;
    shaped["type"] = this.getEventName();
    shaped["timeStamp"] = this.timeStamp;
    shaped["target"] = described(from, offsets);
    shaped["currentTarget"] = described(at, offsets);
    shaped["mark"] = mark ?? {};
    shaped["detail"] = this.detail;
    Object.assign(shaped, this.extraFields);
    shaped["mut"] = this.mutatedMarked();
    Object.defineProperty(shaped, ELEMENTS, { value: { target: from, currentTarget: at } });
    return shaped as unknown as ReturnType<typeof this.wrapShadowedEvent>;
  };
}

/** Listeners are called with an app's `this` in the element's place. */
function elementOf(target: Element | GeneralComponent): Element {
  return componentOf(target) ?? target;
}

export function described(element: Element, offsets: Offsets | null): Target {
  const node = element.getBackendElement() as BackendNode | null;
  const offset = node ? offsets?.get(node.id) : undefined;
  return {
    id: element.id,
    offsetLeft: offset?.[0] ?? 0,
    offsetTop: offset?.[1] ?? 0,
    // A copy, as in WeChat: what a handler does to it changes no template.
    dataset: dataUtils.simpleDeepCopy(element.dataset),
  };
}
