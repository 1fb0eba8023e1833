// Replays a batch of node operations (shared/ops.ts) on the DOM of one page.
//
// The batch comes from the app's Worker. An operation that makes no sense is left out and
// reported; the worst that a batch can do is to make its own page look wrong.

import type { FormFieldHost, Reporter } from "../components/base.ts";
import { textOf } from "../shared/text.ts";
import { OPERANDS, Op, type NodeId, type OpList } from "../shared/ops.ts";
import { holdAnimated, type AnimationPlayer } from "./animation/player.ts";
import { isBuiltIn, type AppElement } from "./elements.ts";
import { isForEvery, isForPlain, type TagNames } from "./names.ts";
import type { Nodes } from "./nodes.ts";

/** What a batch reaches beside the nodes. */
export interface ReplayEnds {
  readonly document: Pick<Document, "createElement" | "createTextNode" | "createDocumentFragment">;
  readonly names: TagNames;
  readonly player: AnimationPlayer;
  /** A style text of the app as the DOM takes it: no rpx. */
  readonly styleText: (text: string) => string;
  /** Given to every component. */
  readonly reporter: Reporter;
  /** The page's root element, or its custom tab bar's. */
  readonly root: (element: AppElement) => void;
  /** True: stop after this operation, until the sheet is there. */
  readonly useSheet: (path: string) => boolean;
  /** A malformed operation; `at` is its place in the batch. */
  readonly broken: (error: unknown, at: number) => void;
}

const TEXT_NODE = 3;
const FRAGMENT_NODE = 11;

export class Replayer {
  readonly #nodes: Nodes;
  readonly #ends: ReplayEnds;

  constructor(nodes: Nodes, ends: ReplayEnds) {
    this.#nodes = nodes;
    this.#ends = ends;
  }

  /** Apply a batch from `from` on. Gives how far it came: to its end, or behind a style sheet that
   *  has to be waited for. */
  apply(ops: OpList, from = 0): number {
    let at = from;
    while (at < ops.length) {
      const code = ops[at] as number;
      const operands = OPERANDS[code];
      if (operands === undefined || at + operands >= ops.length) {
        this.#ends.broken(new TypeError(`${String(code)} is no operation`), at);
        return ops.length;
      }
      const next = at + operands + 1;
      try {
        if (code === Op.STYLE_SHEET) {
          if (this.#ends.useSheet(textOf(ops[at + 1]))) return next;
        } else {
          this.#do(code, ops[at + 1], ops[at + 2], ops[at + 3], ops[at + 4]);
        }
      } catch (error) {
        this.#ends.broken(error, at);
      }
      at = next;
    }
    return at;
  }

  #do(code: number, a: unknown, b: unknown, c: unknown, d: unknown): void {
    const nodes = this.#nodes;
    switch (code) {
      case Op.CREATE:
        this.#create(a as NodeId, b);
        break;
      case Op.TEXT:
        nodes.add(a as NodeId, this.#ends.document.createTextNode(textOf(b)));
        break;
      case Op.FRAGMENT:
        nodes.add(a as NodeId, this.#ends.document.createDocumentFragment());
        break;
      case Op.APPEND:
        this.#insert(nodes.get(a as NodeId), b as NodeId, null);
        break;
      case Op.INSERT:
        this.#insert(nodes.get(a as NodeId), b as NodeId, nodes.get(c as NodeId));
        break;
      case Op.REMOVE:
        nodes.get(a as NodeId).removeChild(nodes.get(b as NodeId));
        break;
      case Op.REPLACE:
        this.#replace(nodes.get(a as NodeId), b as NodeId, nodes.get(c as NodeId));
        break;
      case Op.SPLICE:
        this.#splice(nodes.get(a as NodeId), b as NodeId, c as number, d as NodeId);
        break;
      case Op.SET_TEXT:
        setText(nodes.get(a as NodeId), textOf(b));
        break;
      case Op.ID:
        nodes.element(a as NodeId).id = textOf(b);
        break;
      case Op.STYLE:
        setStyle(nodes.element(a as NodeId), this.#ends.styleText(textOf(b)));
        break;
      case Op.CLASS:
        setClass(nodes.element(a as NodeId), textOf(b));
        break;
      case Op.ATTRIBUTE:
        this.#attribute(nodes.element(a as NodeId), textOf(b), c);
        break;
      case Op.REMOVE_ATTRIBUTE:
        this.#attribute(nodes.element(a as NodeId), textOf(b), undefined);
        break;
      case Op.LISTEN:
        nodes.listen(nodes.element(a as NodeId), textOf(b), Number(c));
        break;
      case Op.MODEL:
        setModel(nodes.element(a as NodeId), textOf(b), c === 1);
        break;
      case Op.RELEASE:
        nodes.forget(a as NodeId);
        break;
      case Op.ROOT:
        this.#ends.root(nodes.element(a as NodeId));
        break;
      case Op.FORM_FIELD:
        setFormField(nodes.element(a as NodeId), textOf(b), c);
        break;
      default:
        throw new TypeError(`${code} is no operation`);
    }
  }

  #create(id: NodeId, tag: unknown): void {
    const { names, document } = this.#ends;
    const name = names.of(tag);
    const Component = names.classOf(name);
    const element = (Component ? new Component() : document.createElement(name)) as AppElement;
    this.#nodes.add(id, element);
    element.wxNode = id;
    if (isBuiltIn(element)) element.reporter = this.#ends.reporter;
  }

  #insert(parent: Node, id: NodeId, before: Node | null): void {
    const child = this.#nodes.get(id);
    parent.insertBefore(child, before ?? tailOf(parent));
    if (child.nodeType === FRAGMENT_NODE) this.#nodes.forget(id);
  }

  #replace(parent: Node, id: NodeId, old: Node): void {
    const child = this.#nodes.get(id);
    parent.replaceChild(child, old);
    if (child.nodeType === FRAGMENT_NODE) this.#nodes.forget(id);
  }

  #splice(parent: Node, before: NodeId, count: number, fragment: NodeId): void {
    let next: Node | null = before === 0 ? null : this.#nodes.get(before);
    for (let left = count; left > 0 && next && next !== tailOf(parent); left -= 1) {
      const gone: Node = next;
      next = gone.nextSibling;
      parent.removeChild(gone);
    }
    if (fragment !== 0) this.#insert(parent, fragment, next);
  }

  #attribute(element: AppElement, name: string, value: unknown): void {
    if (name === "hidden") element.toggleAttribute("hidden", Boolean(value));
    else if (name === "animation") this.#ends.player.play(element, value);
    else if (name === "slot") element.wxSlot = textOf(value);
    else if (isForEvery(name)) setPlain(element, name, value);
    else if (!isBuiltIn(element)) setPlain(element, name, isForPlain(name) ? value : undefined);
    else if (value === undefined) element.unset(name);
    else element.set(name, value);
  }
}

/** What a component keeps behind all children. */
function tailOf(parent: Node): Node | null {
  return isBuiltIn(parent) ? parent.tail : null;
}

function setText(node: Node, content: string): void {
  if (node.nodeType !== TEXT_NODE) throw new TypeError("only a text has text");
  (node as Text).data = content;
}

function setStyle(element: AppElement, style: string): void {
  element.style.cssText = style;
  holdAnimated(element);
  if (isBuiltIn(element)) element.restyled();
}

function setClass(element: AppElement, classes: string): void {
  if (isBuiltIn(element)) element.dress(classes);
  else element.className = classes;
}

function setPlain(element: AppElement, name: string, value: unknown): void {
  if (value === undefined || value === null || (value === false && !name.startsWith("aria-"))) {
    element.removeAttribute(name);
  } else if (typeof value !== "object") {
    element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : textOf(value));
  }
}

function setModel(element: AppElement, name: string, isOn: boolean): void {
  const models = (element.wxModels ??= new Set<string>());
  if (isOn) models.add(name);
  else models.delete(name);
}

function setFormField(element: AppElement, name: string, value: unknown): void {
  const host = element as FormFieldHost;
  host.formField = new Map([...(host.formField ?? []), [name, value]]);
}
