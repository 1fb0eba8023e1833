// IntersectionObserver and MediaQueryObserver (reference/api/wxml): the view watches, and says
// when something happened.

import type { Happenings, MediaQuery } from "../../shared/questions.ts";
import type { TypedView } from "../api_ports.ts";
import type { BackendNode } from "../backend/node.ts";
import { componentOf } from "../easel/adapter.ts";
import { contextOf, select } from "../easel/caller_methods.ts";
import { record } from "../easel/definition.ts";

type Hear = (result: unknown) => void;
type Margins = { left: number; top: number; right: number; bottom: number };

export interface ObserverEnds {
  readonly view: TypedView;
  readonly guarded: (what: string, run: () => void) => void;
  current(): unknown;
}

/** Gives observers their numbers, and hears for all of them. */
export class Observers {
  readonly ends: ObserverEnds;
  readonly #intersected = new Map<number, (happened: Happenings["intersected"]) => void>();
  readonly #matched = new Map<number, Hear>();
  #last = 0;

  constructor(ends: ObserverEnds) {
    this.ends = ends;
    ends.view.on("intersected", (params) => {
      const happened = params as Happenings["intersected"];
      this.#intersected.get(happened.observer)?.(happened);
    });
    ends.view.on("matched", (params) => {
      const { observer, matches } = params as Happenings["matched"];
      this.#matched.get(observer)?.({ matches });
    });
  }

  intersection(scope: unknown, options: unknown): IntersectionObserver {
    return new IntersectionObserver(this, scope, record(options));
  }

  media(scope: unknown): MediaQueryObserver {
    return new MediaQueryObserver(this, scope);
  }

  addIntersection(hear: (happened: Happenings["intersected"]) => void): number {
    this.#last += 1;
    this.#intersected.set(this.#last, hear);
    return this.#last;
  }

  addMedia(hear: Hear): number {
    this.#last += 1;
    this.#matched.set(this.#last, hear);
    return this.#last;
  }

  remove(observer: number): void {
    if (this.#intersected.delete(observer)) this.ends.view.tell("observer.close", { observer });
    if (this.#matched.delete(observer)) this.ends.view.tell("media.close", { observer });
  }
}

export class IntersectionObserver {
  readonly #all: Observers;
  readonly #scope: unknown;
  readonly #options: Readonly<Record<string, unknown>>;
  #relative: string | null = null;
  #margins: Margins = { left: 0, top: 0, right: 0, bottom: 0 };
  #opened: number[] = [];

  constructor(all: Observers, scope: unknown, options: Readonly<Record<string, unknown>>) {
    this.#all = all;
    this.#scope = scope;
    this.#options = options;
  }

  relativeTo(selector: unknown, margins?: unknown): this {
    this.#relative = String(selector);
    this.#margins = marginsOf(margins);
    return this;
  }

  relativeToViewport(margins?: unknown): this {
    this.#relative = null;
    this.#margins = marginsOf(margins);
    return this;
  }

  observe(selector: unknown, hear: unknown): void {
    const { ends } = this.#all;
    const component = componentOf(this.#scope ?? ends.current());
    const context = contextOf(component);
    if (!component || !context || typeof hear !== "function") return;
    const found = select(component, String(selector));
    const chosen = this.#options["observeAll"] === true ? found : found.slice(0, 1);
    const byNode = new Map(
      chosen.flatMap((element) => {
        const node = element.getBackendElement() as BackendNode | null;
        return node ? [[node.id, element] as const] : [];
      }),
    );
    if (byNode.size === 0) return;
    const [reference] = this.#relative === null ? [] : select(component, this.#relative);
    const relative = (reference?.getBackendElement() as BackendNode | null | undefined)?.id ?? null;
    if (this.#relative !== null && relative === null) return;
    const observer = this.#all.addIntersection((happened) => {
      const element = byNode.get(happened.node);
      const { intersectionRatio, boundingClientRect, intersectionRect, relativeRect, time } =
        happened;
      const what = { intersectionRatio, boundingClientRect, intersectionRect, relativeRect, time };
      ends.guarded("IntersectionObserver", () => {
        (hear as Hear)({ id: element?.id ?? "", dataset: { ...element?.dataset }, ...what });
      });
    });
    this.#opened.push(observer);
    ends.view.tell("observer.open", {
      observer,
      page: context.page,
      targets: [...byNode.keys()],
      relative,
      margins: this.#margins,
      thresholds: thresholds(this.#options["thresholds"]),
      initialRatio: Number(this.#options["initialRatio"]) || 0,
    });
  }

  disconnect(): void {
    for (const observer of this.#opened) this.#all.remove(observer);
    this.#opened = [];
  }
}

export class MediaQueryObserver {
  readonly #all: Observers;
  readonly #scope: unknown;
  #opened: number | null = null;

  constructor(all: Observers, scope: unknown) {
    this.#all = all;
    this.#scope = scope;
  }

  observe(descriptor: unknown, hear: unknown): void {
    this.disconnect();
    const { ends } = this.#all;
    const context = contextOf(componentOf(this.#scope ?? ends.current()));
    if (!context || typeof hear !== "function") return;
    const observer = this.#all.addMedia((result) => {
      ends.guarded("MediaQueryObserver", () => {
        (hear as Hear)(result);
      });
    });
    this.#opened = observer;
    ends.view.tell("media.open", { observer, page: context.page, query: mediaQuery(descriptor) });
  }

  disconnect(): void {
    if (this.#opened !== null) this.#all.remove(this.#opened);
    this.#opened = null;
  }
}

function marginsOf(given: unknown): Margins {
  const { left, top, right, bottom } = record(given);
  return {
    left: Number(left) || 0,
    top: Number(top) || 0,
    right: Number(right) || 0,
    bottom: Number(bottom) || 0,
  };
}

function thresholds(given: unknown): number[] {
  const numbers = (Array.isArray(given) ? given : []).map(Number).filter(Number.isFinite);
  return numbers.length > 0 ? numbers : [0];
}

const MEASURES = ["minWidth", "maxWidth", "width", "minHeight", "maxHeight", "height"] as const;

function mediaQuery(given: unknown): MediaQuery {
  const said = record(given);
  const query: Record<string, unknown> = {};
  for (const name of MEASURES) {
    if (typeof said[name] === "number") query[name] = said[name];
  }
  if (typeof said["orientation"] === "string") query["orientation"] = said["orientation"];
  return query;
}
