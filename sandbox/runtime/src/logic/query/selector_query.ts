// wx.createSelectorQuery() and this.createSelectorQuery() (reference/api/wxml). Nodes are found
// here when exec() is called; what they look like is read by the view in one go.

import { Component, type Element, type GeneralComponent } from "glass-easel";
import type { Found, Wanted } from "../../shared/questions.ts";
import type { TypedView } from "../api_ports.ts";
import type { BackendNode } from "../backend/node.ts";
import { componentOf } from "../easel/adapter.ts";
import { contextOf, select } from "../easel/caller_methods.ts";
import { record } from "../easel/definition.ts";

export interface QueryEnds {
  readonly view: TypedView;
  readonly guarded: (what: string, run: () => void) => void;
  /** The page on top, for queries that name no component. */
  current(): unknown;
  node(page: number, node: number, tag: string): Promise<unknown>;
  context(page: number, node: number, tag: string, id: string): Promise<unknown>;
}

type Hear = (result: unknown) => void;
/** What `fields()` may ask for. */
type Fields = Readonly<Record<string, unknown>>;

interface Wish {
  readonly scope: unknown;
  /** null: the viewport. */
  readonly selector: string | null;
  readonly single: boolean;
  readonly fields: Fields;
  readonly hear: Hear | null;
}

export class SelectorQuery {
  readonly #ends: QueryEnds;
  readonly #wishes: Wish[] = [];
  #scope: unknown;

  /** `scope`: the page or component that is searched; undefined: the page on top. */
  constructor(ends: QueryEnds, scope?: unknown) {
    this.#ends = ends;
    this.#scope = scope;
  }

  in(scope: unknown): this {
    this.#scope = scope;
    return this;
  }

  select(selector: unknown): NodesRef {
    return this.#ref(String(selector), true);
  }

  selectAll(selector: unknown): NodesRef {
    return this.#ref(String(selector), false);
  }

  selectViewport(): NodesRef {
    return this.#ref(null, true);
  }

  /** Each wish's own callback first, then `hear` with all results in order. */
  exec(hear?: unknown): this {
    const wishes = [...this.#wishes];
    const results = wishes.map((wish) => this.#read(wish));
    void Promise.all(results).then((all) => {
      wishes.forEach((wish, at) => {
        this.#tell(wish.hear, all[at]);
      });
      this.#tell(typeof hear === "function" ? (hear as Hear) : null, all);
    });
    return this;
  }

  #ref(selector: string | null, single: boolean): NodesRef {
    const scope = this.#scope;
    return new NodesRef(this, (fields, hear) => {
      this.#wishes.push({ scope, selector, single, fields, hear });
    });
  }

  #tell(hear: Hear | null, result: unknown): void {
    if (!hear) return;
    this.#ends.guarded("SelectorQuery", () => {
      hear(result);
    });
  }

  async #read(wish: Wish): Promise<unknown> {
    const component = componentOf(wish.scope ?? this.#ends.current());
    const context = contextOf(component);
    if (!component || !context) return wish.single ? null : [];
    const { page } = context;
    if (wish.selector === null) {
      const [found] = await this.#ask(page, [{ ...wanted(wish.fields), node: 0 }]);
      return {
        ...(wish.fields["id"] ? { id: "" } : {}),
        ...(wish.fields["dataset"] ? { dataset: {} } : {}),
        ...found,
      };
    }
    const { elements, read } = await this.#look(component, page, wish.selector, wish);
    const results = await Promise.all(
      elements.map(async (element, at) => ({
        ...this.#known(element, wish.fields),
        ...read[at],
        ...(await this.#objects(page, element, wish.fields)),
      })),
    );
    return wish.single ? (results[0] ?? null) : results;
  }

  /** The elements that are meant, with what the view says of them. A query that is made while its
   *  component is being made, in an observer, `attached` or `linked`, comes before the elements, or
   *  before they are in the page: WeChat looks in the view, which is later. So does a second look. */
  async #look(
    component: GeneralComponent,
    page: number,
    selector: string,
    { single, fields }: Wish,
  ): Promise<{ elements: Element[]; read: readonly (Found | null)[] }> {
    const what = wanted(fields);
    const asks = Object.keys(what).length > 0;
    const look = async (): Promise<{ elements: Element[]; read: readonly (Found | null)[] }> => {
      const all = select(component, selector);
      const elements = single ? all.slice(0, 1) : all;
      if (!asks) return { elements, read: [] };
      const nodes = elements.map(
        (element) => (element.getBackendElement() as BackendNode | null)?.id ?? -1,
      );
      const asked = nodes.map((node) => ({ ...what, node }));
      return { elements, read: await this.#ask(page, asked) };
    };
    const seen = await look();
    const known = seen.read.filter((one) => one !== null).length;
    if (seen.elements.length > 0 && (!asks || known === seen.elements.length)) return seen;
    // There and back, as long as WeChat's own query is on its way.
    await this.#ask(page, [{ node: 0 }]);
    return look();
  }

  async #ask(page: number, asked: readonly Wanted[]): Promise<readonly (Found | null)[]> {
    if (asked.length === 0) return [];
    try {
      return await this.#ends.view.ask("nodes.read", { page, wanted: asked });
    } catch {
      // The page went in the meantime.
      return [];
    }
  }

  /** What this layer knows of an element. */
  #known(element: Element, fields: Fields): Record<string, unknown> {
    const known: Record<string, unknown> = {};
    if (fields["id"]) known["id"] = element.id;
    if (fields["dataset"]) known["dataset"] = { ...element.dataset };
    if (fields["mark"]) known["mark"] = element.collectMarks();
    const component = element.asGeneralComponent();
    for (const name of names(fields["properties"])) {
      if (component && Component.hasProperty(component, name))
        known[name] = propertyOf(component, name);
    }
    return known;
  }

  async #objects(page: number, element: Element, fields: Fields): Promise<Record<string, unknown>> {
    const node = element.getBackendElement() as BackendNode | null;
    if (!node) return {};
    const objects: Record<string, unknown> = {};
    if (fields["node"]) objects["node"] = await this.#ends.node(page, node.id, node.tag);
    if (fields["context"]) {
      objects["context"] = await this.#ends.context(page, node.id, node.tag, element.id);
    }
    return objects;
  }
}

/** What select() gives: says what to read, and goes back to the query. */
export class NodesRef {
  readonly #query: SelectorQuery;
  readonly #push: (fields: Fields, hear: Hear | null) => void;

  constructor(query: SelectorQuery, push: (fields: Fields, hear: Hear | null) => void) {
    this.#query = query;
    this.#push = push;
  }

  fields(fields: unknown, hear?: unknown): SelectorQuery {
    return this.#wish(record(fields), hear);
  }

  boundingClientRect(hear?: unknown): SelectorQuery {
    return this.#wish({ id: true, dataset: true, rect: true, size: true }, hear);
  }

  scrollOffset(hear?: unknown): SelectorQuery {
    return this.#wish({ id: true, dataset: true, scrollOffset: true }, hear);
  }

  context(hear?: unknown): SelectorQuery {
    return this.#wish({ context: true }, hear);
  }

  node(hear?: unknown): SelectorQuery {
    return this.#wish({ node: true }, hear);
  }

  #wish(fields: Fields, hear: unknown): SelectorQuery {
    this.#push(fields, typeof hear === "function" ? (hear as Hear) : null);
    return this.#query;
  }
}

/** What only the view can read. */
function wanted(fields: Fields): Omit<Wanted, "node"> {
  const properties = names(fields["properties"]);
  const computedStyle = names(fields["computedStyle"]);
  return {
    ...(fields["rect"] ? { rect: true } : {}),
    ...(fields["size"] ? { size: true } : {}),
    ...(fields["scrollOffset"] ? { scrollOffset: true } : {}),
    ...(properties.length > 0 ? { properties } : {}),
    ...(computedStyle.length > 0 ? { computedStyle } : {}),
  };
}

function names(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : [];
}

function propertyOf(component: GeneralComponent, name: string): unknown {
  return (component.data as Record<string, unknown>)[name];
}
