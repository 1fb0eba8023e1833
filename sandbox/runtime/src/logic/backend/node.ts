// A node as glass-easel's composed backend protocol has it: it only writes operations.

import type { composedBackend, Element as EaselElement } from "glass-easel";
import { Listens, Op, type NodeId } from "../../shared/ops.ts";
import { meant, namesClasses, scopedClasses } from "./attributes.ts";
import type { PageContext } from "./context.ts";

export type MutLevel = Parameters<composedBackend.Element["setListenerStats"]>[2];
const FINAL = 2;
/** The prefix of ids that glass-easel's adapter makes for each component instance. */
const ID_PREFIX = /^[0-9a-f]{8}--/;
/** Style scopes of components without a sheet: no rule is meant for them. */
const MADE_UP = /^__[0-9a-f]{8}$/;
const UPPER = /[A-Z]/g;

export type ModelListener = (value: unknown) => void;

export class BackendNode implements composedBackend.Element {
  readonly id: NodeId;
  /** The tag as the view makes it; "" for texts and fragments. */
  readonly tag: string;
  /** Set by glass-easel. */
  declare __wxElement?: EaselElement;
  protected readonly context: PageContext;
  #classes: string[] | null = null;
  #classesDue = false;
  #namesDue: Map<string, string> | null = null;
  #levels: Map<string, number> | null = null;
  #models: Map<string, ModelListener> | null = null;
  #echo: { readonly name: string; readonly value: unknown } | null = null;

  constructor(context: PageContext, id: NodeId, tag: string) {
    this.context = context;
    this.id = id;
    this.tag = tag;
  }

  release(): void {
    this.context.forget(this);
    this.context.batch.put1(Op.RELEASE, this.id);
  }

  associateValue(element: EaselElement): void {
    this.__wxElement = element;
  }

  appendChild(child: BackendNode): void {
    this.context.batch.put2(Op.APPEND, this.id, child.id);
  }

  removeChild(child: BackendNode): void {
    this.context.batch.put2(Op.REMOVE, this.id, child.id);
  }

  insertBefore(child: BackendNode, before: BackendNode): void {
    this.context.batch.put3(Op.INSERT, this.id, child.id, before.id);
  }

  replaceChild(child: BackendNode, old: BackendNode): void {
    this.context.batch.put3(Op.REPLACE, this.id, child.id, old.id);
  }

  spliceBefore(before: BackendNode, count: number, list: FragmentNode): void {
    const { batch } = this.context;
    const only = list.takeOnly();
    if (!only) batch.put4(Op.SPLICE, this.id, before.id, count, list.write());
    else if (count === 0) batch.put3(Op.INSERT, this.id, only.id, before.id);
    else if (count === 1) batch.put3(Op.REPLACE, this.id, only.id, before.id);
    else {
      batch.put3(Op.INSERT, this.id, only.id, before.id);
      batch.put4(Op.SPLICE, this.id, before.id, count, 0);
    }
  }

  spliceAppend(list: FragmentNode): void {
    const only = list.takeOnly();
    this.context.batch.put2(Op.APPEND, this.id, only ? only.id : list.write());
  }

  spliceRemove(before: BackendNode, count: number): void {
    this.context.batch.put4(Op.SPLICE, this.id, before.id, count, 0);
  }

  /** Ids reach the view as the template has them, for `#id` in style sheets, `for=` and anchors. */
  setId(id: string): void {
    this.context.batch.put2(Op.ID, this.id, id.replace(ID_PREFIX, ""));
  }

  setStyleScope(_scope: number, _extra?: number, host?: number): void {
    const name = host === undefined ? "" : this.context.scopeName(host);
    if (name !== "" && !MADE_UP.test(name))
      this.context.batch.put3(Op.ATTRIBUTE, this.id, "wx-host", name);
  }

  setStyle(text: string): void {
    this.context.batch.put2(Op.STYLE, this.id, text);
  }

  addClass(name: string, scope?: number): void {
    const scoped = this.scoped(name, scope);
    const classes = this.#classes;
    // A list that grows takes room for seventeen at once, and most nodes have one class.
    if (classes === null) this.#classes = [scoped];
    else classes[classes.length] = scoped;
    this.#changedClasses();
  }

  removeClass(name: string, scope?: number): void {
    const classes = this.#classes;
    if (classes === null) return;
    const at = classes.indexOf(this.scoped(name, scope));
    if (at >= 0) classes.splice(at, 1);
    this.#changedClasses();
  }

  clearClasses(): void {
    this.#classes = null;
    this.#changedClasses();
  }

  setAttribute(name: string, value: unknown): void {
    const plain = dashed(name);
    // What the person typed is not sent back: by then there may be more of it.
    if (this.#echo !== null && this.#echo.name === plain && this.#echo.value === value) return;
    if (typeof value === "string" && namesClasses(plain)) {
      this.#dressLater();
      (this.#namesDue ??= new Map<string, string>()).set(plain, value);
    } else {
      this.context.batch.put3(Op.ATTRIBUTE, this.id, plain, meant(this, plain, value));
    }
  }

  removeAttribute(name: string): void {
    this.context.batch.put2(Op.REMOVE_ATTRIBUTE, this.id, dashed(name));
  }

  setText(text: string): void {
    this.context.batch.put2(Op.SET_TEXT, this.id, text);
  }

  setModelBindingStat(attribute: string, listener: ModelListener | null): void {
    const name = dashed(attribute);
    const models = (this.#models ??= new Map<string, ModelListener>());
    if (listener) models.set(name, listener);
    else models.delete(name);
    this.context.batch.put3(Op.MODEL, this.id, name, listener ? 1 : 0);
  }

  /** glass-easel tells of the first listener and of changes between ordinary and final (catch:),
   *  but not when the last one goes: a node that listened once goes on being reported. */
  setListenerStats(type: string, capture: boolean, level: MutLevel): void {
    const levels = (this.#levels ??= new Map<string, number>());
    const before = levels.get(type) ?? 0;
    const phase = capture ? Listens.CAPTURE : Listens.BUBBLE;
    // Kept as four bits: which phases listen, and (times 8) which of them end there.
    const ends = phase * 8;
    const now = (before & ~ends) | phase | ((level as number) === FINAL ? ends : 0);
    if (now === before) return;
    levels.set(type, now);
    const bits = (now & 7) | (now >= 8 ? Listens.CATCH : 0);
    this.context.batch.put3(Op.LISTEN, this.id, type, bits);
  }

  getBoundingClientRect(hear: (box: BoxResult) => void): void {
    this.context.read(this, { rect: true, size: true }, (found) => {
      hear(numbers(found, ["left", "top", "width", "height"]));
    });
  }

  getScrollOffset(hear: (offset: ScrollResult) => void): void {
    this.context.read(this, { scrollOffset: true }, (found) => {
      hear(numbers(found, ["scrollLeft", "scrollTop", "scrollWidth", "scrollHeight"]));
    });
  }

  setScrollPosition(left: number, top: number, duration: number): void {
    this.context.scrollTo(this, left, top, duration);
  }

  /** The whole class attribute, and attributes that name classes, once for all changes of the tick:
   *  only then are external classes known. */
  writeClasses(): void {
    const { batch } = this.context;
    if (this.#classesDue) {
      this.#classesDue = false;
      batch.put2(Op.CLASS, this.id, joined(this.#classes));
    }
    const names = this.#namesDue;
    this.#namesDue = null;
    names?.forEach((value, name) => {
      batch.put3(Op.ATTRIBUTE, this.id, name, scopedClasses(this, value));
    });
  }

  /** The person changed an attribute that is bound with `model:`. */
  changedByPerson(name: string, value: unknown): void {
    this.#echo = { name, value };
    try {
      this.#models?.get(name)?.(value);
    } finally {
      this.#echo = null;
    }
  }

  /** A class as the view knows it. */
  scoped(name: string, scope: number | undefined): string {
    const prefix = scope === undefined ? "" : this.context.scopeName(scope);
    return prefix === "" ? name : `${prefix}--${name}`;
  }

  #changedClasses(): void {
    this.#dressLater();
    this.#classesDue = true;
  }

  #dressLater(): void {
    if (!this.#classesDue && this.#namesDue === null) this.context.dressLater(this);
  }
}

/** A fragment: its children wait here, and reach the view when it is inserted. glass-easel uses
 *  one again after that. */
export class FragmentNode extends BackendNode {
  #children: BackendNode[] = [];

  override appendChild(child: BackendNode): void {
    const children = this.#children;
    children[children.length] = child;
  }

  override release(): void {
    this.#children = [];
  }

  /** The only child, if there is no other: it needs no fragment. */
  takeOnly(): BackendNode | null {
    const [only] = this.#children;
    if (this.#children.length !== 1 || !only) return null;
    this.#children = [];
    return only;
  }

  /** The number of a fragment in the view that holds the children. */
  write(): NodeId {
    const { batch } = this.context;
    const id = this.context.nextNode();
    batch.put1(Op.FRAGMENT, id);
    for (const child of this.#children) batch.put2(Op.APPEND, id, child.id);
    this.#children = [];
    return id;
  }
}

/** Where a page's roots are put: no node of its own in the view. */
export class RootAnchor extends BackendNode {
  override replaceChild(child: BackendNode): void {
    this.context.batch.put1(Op.ROOT, child.id);
  }

  override appendChild(child: BackendNode): void {
    this.replaceChild(child);
  }
}

type BoxResult = Parameters<
  Parameters<NonNullable<composedBackend.Element["getBoundingClientRect"]>>[0]
>[0];
type ScrollResult = Parameters<
  Parameters<NonNullable<composedBackend.Element["getScrollOffset"]>>[0]
>[0];

function numbers<K extends string>(
  found: Readonly<Record<string, unknown>> | null,
  names: readonly K[],
): Record<K, number> {
  const result = {} as Record<K, number>;
  for (const name of names) result[name] = Number(found?.[name] ?? 0);
  return result;
}

/** Most nodes have one class: no list is joined for it. */
function joined(classes: readonly string[] | null): string {
  if (classes === null) return "";
  return classes.length === 1 ? (classes[0] ?? "") : classes.join(" ");
}

/** `open-type` of `openType`: WeChat takes both, the view dashes only. */
export function dashed(name: string): string {
  return name.replace(UPPER, (letter) => `-${letter.toLowerCase()}`);
}
