import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Reporter } from "../components/base.ts";
import { Listens, Op, type OpList } from "../shared/ops.ts";
import type { AnimationPlayer } from "./animation/player.ts";
import { TagNames } from "./names.ts";
import { Nodes } from "./nodes.ts";
import { Replayer } from "./replay.ts";

/** As much of a DOM node as the replayer needs. */
class FakeNode {
  readonly nodeType: number;
  readonly name: string;
  readonly childNodes: FakeNode[] = [];
  readonly attributes = new Map<string, string>();
  readonly style = { cssText: "" };
  parent: FakeNode | null = null;
  data = "";
  className = "";
  id = "";

  constructor(nodeType: number, name: string) {
    this.nodeType = nodeType;
    this.name = name;
  }

  get nextSibling(): FakeNode | null {
    const siblings = this.parent?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  insertBefore(child: FakeNode, before: FakeNode | null): void {
    if (this.isIn(child)) throw new Error("a node cannot hold itself");
    const children = child.nodeType === 11 ? child.childNodes.splice(0) : [child];
    for (const node of children) {
      if (node.parent !== child) node.parent?.removeChild(node);
      node.parent = this;
      const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
      if (at < 0) throw new Error("not a child");
      this.childNodes.splice(at, 0, node);
    }
  }

  isIn(other: FakeNode): boolean {
    return other === this || (this.parent?.isIn(other) ?? false);
  }

  removeChild(child: FakeNode): void {
    const at = this.childNodes.indexOf(child);
    if (at < 0) throw new Error("not a child");
    this.childNodes.splice(at, 1);
    child.parent = null;
  }

  replaceChild(child: FakeNode, old: FakeNode): void {
    this.insertBefore(child, old);
    this.removeChild(old);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  toggleAttribute(name: string, on: boolean): void {
    if (on) this.attributes.set(name, "");
    else this.attributes.delete(name);
  }

  toString(): string {
    if (this.nodeType === 3) return this.data;
    const inner = this.childNodes.join("");
    return this.nodeType === 11 ? inner : `<${this.name}>${inner}</>`;
  }
}

interface Scene {
  readonly nodes: Nodes;
  readonly replayer: Replayer;
  readonly broken: number[];
  readonly sheets: string[];
  readonly see: (id: number) => FakeNode;
}

function scene(waitFor = "", components: Record<string, unknown> = {}): Scene {
  const nodes = new Nodes();
  const broken: number[] = [];
  const sheets: string[] = [];
  const document = {
    createElement: (name: string) => new FakeNode(1, name),
    createDocumentFragment: () => new FakeNode(11, ""),
    createTextNode: (data: string) => Object.assign(new FakeNode(3, ""), { data }),
  };
  const replayer = new Replayer(nodes, {
    document: document as unknown as Document,
    names: new TagNames({ get: (name) => components[name] as never }),
    player: { play: () => undefined } as unknown as AnimationPlayer,
    styleText: (text) => text,
    reporter: {} as Reporter,
    root: () => undefined,
    useSheet: (path) => {
      sheets.push(path);
      return path === waitFor;
    },
    broken: (_error, at) => broken.push(at),
  });
  return { nodes, replayer, broken, sheets, see: (id) => nodes.get(id) as unknown as FakeNode };
}

/** A root with three children: 2, 3, 4. */
const THREE: OpList = [
  ...[Op.CREATE, 1, "page", Op.CREATE, 2, "a", Op.CREATE, 3, "b", Op.CREATE, 4, "c"],
  ...[Op.APPEND, 1, 2, Op.APPEND, 1, 4, Op.INSERT, 1, 3, 4],
];

describe("Replayer", () => {
  it("makes, inserts, replaces and removes", () => {
    const { replayer, see, broken } = scene();
    replayer.apply(THREE);
    assert.equal(String(see(1)), "<wx-page><wx-a></><wx-b></><wx-c></></>");
    replayer.apply([Op.TEXT, 5, "hi", Op.REPLACE, 1, 5, 2, Op.REMOVE, 1, 4, Op.SET_TEXT, 5, "ho"]);
    assert.equal(String(see(1)), "<wx-page>ho<wx-b></></>");
    assert.deepEqual(broken, []);
  });

  it("makes a component by its own class, asked for once, and other elements by their names", () => {
    let asked = 0;
    class Card extends FakeNode {
      readonly attrs = new Map();
      readonly tail = null;
      reporter: Reporter | null = null;
      constructor() {
        super(1, "made by the class");
      }
    }
    const components = {
      get "wx-card"(): unknown {
        asked += 1;
        return Card;
      },
    };
    const { replayer, see, broken } = scene("", components);
    replayer.apply([Op.CREATE, 1, "card", Op.CREATE, 2, "card", Op.CREATE, 3, "my-card"]);
    replayer.apply([Op.CREATE, 4, "card", Op.APPEND, 1, 2, Op.APPEND, 1, 3]);
    assert.equal(String(see(1)), "<made by the class><made by the class></><wx-my-card></></>");
    const fourth = see(4);
    assert.ok(fourth instanceof Card && fourth.reporter);
    assert.deepEqual([asked, broken], [1, []]);
  });

  it("splices: takes out, and puts a fragment's nodes there", () => {
    const { replayer, see, nodes } = scene();
    const fragment = [Op.FRAGMENT, 9, Op.CREATE, 5, "x", Op.CREATE, 6, "y", Op.APPEND, 9, 5];
    replayer.apply([...THREE, ...fragment, Op.APPEND, 9, 6, Op.SPLICE, 1, 3, 1, 9]);
    assert.equal(String(see(1)), "<wx-page><wx-a></><wx-x></><wx-y></><wx-c></></>");
    assert.throws(() => nodes.get(9), "the fragment is gone");
    replayer.apply([Op.SPLICE, 1, 2, 99, 0]);
    assert.equal(String(see(1)), "<wx-page></>");
  });

  it("leaves out what makes no sense, and does the rest", () => {
    const bad: OpList[] = [
      [Op.CREATE, 2, "twice"],
      [Op.CREATE, 7, "<script>"],
      [Op.CREATE, -1, "view"],
      [Op.CREATE, "7", "view"],
      [Op.APPEND, 1, 77],
      [Op.APPEND, 2, 1],
      [Op.INSERT, 2, 3, 4],
      [Op.SET_TEXT, 2, "no text"],
      [Op.STYLE, 77, ""],
      [Op.LISTEN, null, "tap", 1],
    ];
    for (const ops of bad) {
      const { replayer, see, broken } = scene();
      replayer.apply([...THREE, ...ops, Op.CLASS, 3, "still"]);
      assert.deepEqual(broken, [THREE.length], JSON.stringify(ops));
      assert.equal(see(3).className, "still");
    }
  });

  it("ends at what is no operation, or is cut off", () => {
    for (const ops of [[99, 1, 2], ["0", 7, "view"], [Op.CREATE, 7], [Op.CREATE]]) {
      const { replayer, broken } = scene();
      const all = [...THREE, ...ops];
      assert.equal(replayer.apply(all), all.length);
      assert.deepEqual(broken, [THREE.length]);
    }
  });

  it("puts no attribute on an element that could run or load something", () => {
    const { replayer, see, broken } = scene();
    const set = (name: string, value: unknown): OpList => [Op.ATTRIBUTE, 2, name, value];
    replayer.apply([
      ...THREE,
      ...set("onclick", "alert(1)"),
      ...set("src", "javascript:alert(1)"),
      ...set("srcdoc", "<script>"),
      ...set("style", "x"),
      ...set("aria-label", "name"),
      ...set("aria-hidden", false),
      ...set("data-a", { toString: () => "object" }),
      ...set("tabindex", 0),
      ...set("hidden", true),
    ]);
    const expected = { "aria-label": "name", "aria-hidden": "false", tabindex: "0", hidden: "" };
    assert.deepEqual(Object.fromEntries(see(2).attributes), expected);
    replayer.apply([Op.REMOVE_ATTRIBUTE, 2, "tabindex", Op.ATTRIBUTE, 2, "hidden", ""]);
    assert.deepEqual([...see(2).attributes.keys()], ["aria-label", "aria-hidden"]);
    assert.deepEqual(broken, []);
  });

  it("counts listeners, and forgets those of released nodes", () => {
    const { replayer, nodes } = scene();
    replayer.apply([
      ...THREE,
      ...[Op.LISTEN, 2, "tap", Listens.BUBBLE, Op.LISTEN, 3, "tap", Listens.CATCH],
    ]);
    assert.deepEqual([nodes.isHeard("tap"), nodes.isCaught("tap")], [true, true]);
    replayer.apply([Op.LISTEN, 2, "tap", Listens.NOT, Op.RELEASE, 3]);
    assert.deepEqual([nodes.isHeard("tap"), nodes.isCaught("tap")], [false, false]);
  });

  it("stops behind a style sheet that has to be waited for, and goes on from there", () => {
    const { replayer, nodes, sheets } = scene("b.css");
    const ops = [Op.STYLE_SHEET, "a.css", Op.STYLE_SHEET, "b.css", Op.CREATE, 1, "page"];
    const reached = replayer.apply(ops);
    assert.deepEqual([reached, sheets, nodes.find(1)], [4, ["a.css", "b.css"], null]);
    assert.equal(replayer.apply(ops, reached), ops.length);
    assert.ok(nodes.find(1));
  });
});
