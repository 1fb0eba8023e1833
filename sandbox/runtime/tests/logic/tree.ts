// A small stand-in for the view: replays operations and writes what stands there as text.

import { OPERANDS, Op, type OpList } from "../../src/shared/ops.ts";

interface Node {
  readonly id: number;
  readonly tag: string;
  text: string;
  className: string;
  style: string;
  name: string;
  readonly attributes: Map<string, unknown>;
  readonly listens: Map<string, number>;
  children: Node[];
  parent: Node | null;
}

const TEXT = "#text";
const FRAGMENT = "#fragment";

export class Tree {
  readonly #nodes = new Map<number, Node>();
  readonly roots: Node[] = [];
  readonly sheets: string[] = [];

  apply(ops: OpList): void {
    for (let at = 0; at < ops.length;) {
      const code = ops[at] as number;
      const count = OPERANDS[code];
      if (count === undefined) throw new Error(`${code} is no operation`);
      this.#do(code, ops.slice(at + 1, at + 1 + count));
      at += count + 1;
    }
  }

  /** How many nodes have been made and not been let go. */
  get size(): number {
    return this.#nodes.size;
  }

  find(id: number): Node {
    const node = this.#nodes.get(id);
    if (!node) throw new Error(`there is no node ${id}`);
    return node;
  }

  /** The first node of a tag, or with that id (`#x`) or class (`.x`), in the order of the tree. */
  one(selector: string): Node {
    const found = this.all(selector)[0];
    if (!found) throw new Error(`nothing is ${selector} in ${this.text()}`);
    return found;
  }

  all(selector: string): Node[] {
    return this.roots.flatMap((root) => walk(root)).filter((node) => matches(node, selector));
  }

  /** Markup of all roots, without anything that is empty. */
  text(): string {
    return this.roots.map(markup).join("");
  }

  #do(code: number, operands: unknown[]): void {
    const [a, b, c, d] = operands as [number, never, never, never];
    switch (code) {
      case Op.CREATE:
        this.#add(a, b);
        break;
      case Op.TEXT:
        this.#add(a, TEXT).text = b;
        break;
      case Op.FRAGMENT:
        this.#add(a, FRAGMENT);
        break;
      case Op.APPEND:
        this.#insert(a, b, null);
        break;
      case Op.INSERT:
        this.#insert(a, b, this.find(c));
        break;
      case Op.REMOVE:
        remove(this.find(b));
        break;
      case Op.REPLACE:
        this.#insert(a, b, this.find(c));
        remove(this.find(c));
        break;
      case Op.SPLICE:
        this.#splice(this.find(a), b, c, d);
        break;
      case Op.SET_TEXT:
        this.find(a).text = b;
        break;
      case Op.ID:
        this.find(a).name = b;
        break;
      case Op.STYLE:
        this.find(a).style = b;
        break;
      case Op.CLASS:
        this.find(a).className = b;
        break;
      case Op.ATTRIBUTE:
        this.find(a).attributes.set(b, c);
        break;
      case Op.REMOVE_ATTRIBUTE:
        this.find(a).attributes.delete(b);
        break;
      case Op.FORM_FIELD:
        this.find(a).attributes.set(`field:${String(b)}`, c);
        break;
      case Op.LISTEN:
        this.find(a).listens.set(b, c);
        break;
      case Op.RELEASE:
        if (!this.#nodes.delete(a)) throw new Error(`node ${a} is let go twice`);
        break;
      case Op.ROOT:
        this.roots.push(this.find(a));
        break;
      case Op.STYLE_SHEET:
        this.sheets.push(String(a));
        break;
      default:
    }
  }

  #add(id: number, tag: string): Node {
    if (this.#nodes.has(id)) throw new Error(`node ${id} is made twice`);
    const node: Node = {
      id,
      tag,
      text: "",
      className: "",
      style: "",
      name: "",
      attributes: new Map(),
      listens: new Map(),
      children: [],
      parent: null,
    };
    this.#nodes.set(id, node);
    return node;
  }

  #insert(parentId: number, id: number, before: Node | null): void {
    const parent = this.find(parentId);
    const child = this.find(id);
    const all = child.tag === FRAGMENT ? child.children : [child];
    if (child.tag === FRAGMENT) this.#nodes.delete(id);
    for (const one of all) {
      if (child.tag !== FRAGMENT) remove(one);
      const at = before ? parent.children.indexOf(before) : parent.children.length;
      if (at < 0) throw new Error(`node ${String(before?.id)} is not in ${parentId}`);
      parent.children.splice(at, 0, one);
      one.parent = parent;
    }
  }

  #splice(parent: Node, before: number, count: number, fragment: number): void {
    const at = before === 0 ? parent.children.length : parent.children.indexOf(this.find(before));
    if (at < 0) throw new Error(`node ${before} is not in ${parent.id}`);
    for (const gone of parent.children.splice(at, count)) gone.parent = null;
    if (fragment !== 0) this.#insert(parent.id, fragment, parent.children[at] ?? null);
  }
}

function remove(node: Node): void {
  const siblings = node.parent?.children;
  if (siblings) siblings.splice(siblings.indexOf(node), 1);
  node.parent = null;
}

function walk(node: Node): Node[] {
  return [node, ...node.children.flatMap((child) => walk(child))];
}

function matches(node: Node, selector: string): boolean {
  if (selector.startsWith("#")) return node.name === selector.slice(1);
  if (selector.startsWith(".")) return node.className.split(" ").includes(selector.slice(1));
  return node.tag === selector;
}

function markup(node: Node): string {
  if (node.tag === TEXT) return node.text;
  const parts = [node.tag];
  if (node.name !== "") parts.push(`id=${node.name}`);
  if (node.className !== "") parts.push(`class=${node.className}`);
  if (node.style !== "") parts.push(`style=${node.style}`);
  for (const [name, value] of node.attributes) parts.push(`${name}=${JSON.stringify(value)}`);
  return `<${parts.join(" ")}>${node.children.map(markup).join("")}</${node.tag}>`;
}
