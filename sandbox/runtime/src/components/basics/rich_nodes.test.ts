import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cleanNodes, isAllowed, RICH_TAGS, type RichElement } from "./rich_nodes.ts";

describe("nodes of rich text", () => {
  it("come through with what their tag may have", () => {
    const nodes = [
      {
        name: "DIV",
        attrs: { class: "a", style: "color:red", id: "x", onclick: "boom()" },
        children: [
          { type: "text", text: "hello &amp; goodbye" },
          { name: "img", attrs: { src: "/a.png", width: 10, onerror: "boom()" } },
        ],
      },
    ];
    assert.deepEqual(cleanNodes(nodes), [
      {
        tag: "div",
        attributes: { class: "a", style: "color:red" },
        children: [
          { text: "hello &amp; goodbye" },
          { tag: "img", attributes: { src: "/a.png", width: "10" }, children: [] },
        ],
      },
    ]);
  });

  it("are left out, children and all, when their tag is not allowed", () => {
    for (const name of ["script", "iframe", "style", "svg", "input", "constructor", ""]) {
      assert.deepEqual(cleanNodes([{ name, children: [{ type: "text", text: "x" }] }]), [], name);
    }
    assert.deepEqual(cleanNodes("text"), []);
    assert.deepEqual(cleanNodes([null, 1, "x", undefined]), []);
  });

  it("do not go deeper than a stack can bear", () => {
    let node: object = { name: "b" };
    for (let depth = 0; depth < 5000; depth += 1) node = { name: "div", children: [node] };
    let deepest = 0;
    let at = cleanNodes([node]) as RichElement[];
    while (at[0]) {
      deepest += 1;
      at = at[0].children as RichElement[];
    }
    assert.equal(deepest, 201);
  });
});

describe("attributes of rich text", () => {
  it("are those of WeChat's table", () => {
    assert.ok(isAllowed("td", "colspan"));
    assert.ok(isAllowed("p", "style"));
    assert.ok(!isAllowed("p", "colspan"));
    assert.ok(!isAllowed("a", "href"));
    assert.ok(!isAllowed("constructor", "name"));
    assert.equal(RICH_TAGS.size, 66);
  });
});
