// The nodes of one page by number, and how many of them listen to each type of event.

import { Listens, type NodeId } from "../shared/ops.ts";
import { isAppElement, type AppElement } from "./elements.ts";

export class Nodes {
  readonly #byNumber = new Map<NodeId, Node>();
  readonly #hearers = new Map<string, number>();
  readonly #catchers = new Map<string, number>();

  add(id: NodeId, node: Node): void {
    if (!Number.isSafeInteger(id) || id <= 0)
      throw new TypeError(`${String(id)} is no node number`);
    if (this.#byNumber.has(id)) throw new TypeError(`node ${id} is there already`);
    this.#byNumber.set(id, node);
  }

  /** Throws TypeError when there is none: the batch is malformed. */
  get(id: NodeId): Node {
    const node = this.#byNumber.get(id);
    if (node === undefined) throw new TypeError(`there is no node ${String(id)}`);
    return node;
  }

  /** Throws TypeError when it is none of the app's elements. */
  element(id: NodeId): AppElement {
    const node = this.get(id);
    if (!isAppElement(node)) throw new TypeError(`node ${id} is no element`);
    return node;
  }

  /** An element that may be gone by now. */
  find(id: NodeId): AppElement | null {
    const node = this.#byNumber.get(id);
    return isAppElement(node) ? node : null;
  }

  forget(id: NodeId): void {
    const node = this.#byNumber.get(id);
    this.#byNumber.delete(id);
    if (!isAppElement(node) || !node.wxHears) return;
    for (const type of node.wxHears.keys()) this.listen(node, type, Listens.NOT);
  }

  /** Note how `element` listens to `type` from now on; `bits` of Listens. */
  listen(element: AppElement, type: string, bits: number): void {
    const before = element.wxHears?.get(type) ?? Listens.NOT;
    if (before === bits) return;
    if (bits === Listens.NOT) element.wxHears?.delete(type);
    else (element.wxHears ??= new Map<string, number>()).set(type, bits);
    count(this.#hearers, type, Number(bits !== Listens.NOT) - Number(before !== Listens.NOT));
    const caught = Number(Boolean(bits & Listens.CATCH)) - Number(Boolean(before & Listens.CATCH));
    count(this.#catchers, type, caught);
  }

  /** Whether any node of the page listens to `type`. */
  isHeard(type: string): boolean {
    return this.#hearers.has(type);
  }

  /** Whether any node of the page keeps `type` from going further (`catch:`). */
  isCaught(type: string): boolean {
    return this.#catchers.has(type);
  }

  elements(): AppElement[] {
    return [...this.#byNumber.values()].filter(isAppElement);
  }
}

function count(counts: Map<string, number>, type: string, change: number): void {
  if (change === 0) return;
  const now = (counts.get(type) ?? 0) + change;
  if (now > 0) counts.set(type, now);
  else counts.delete(type);
}
