// WXS: in expressions, in event bindings, in change: bindings (reference/wxs,
// framework/view/interactive-animation).

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Stage, type AppSource, type Part } from "./stage.ts";

const WXS = `
module.exports = {
  twice: function (n) { return n * 2 },
  kind: function (x) { return x[$constructor] },
  world: function () {
    return [typeof globalThis, typeof Object, typeof setTimeout, typeof Function, typeof wx].join()
  },
  leak: function () { leaked = 5; return typeof leaked },
  tools: function () { return getRegExp("^a", "i").test("Abc") && getDate(0).getTime() === 0 },
  other: function () { return require("o").name },
  stop: function (event, owner) {
    event.instance.setStyle({ marginTop: "3px" }).addClass("on")
    owner.callMethod("note", { type: event.type, who: event.currentTarget.dataset.who })
    return false
  },
  changed: function (now, before, owner, instance) {
    var state = instance.getState()
    state.count = (state.count || 0) + 1
    owner.selectComponent(".target").setStyle("width:" + now + "px")
    owner.callMethod("note", { now: now, before: before, count: state.count })
  }
}`;

function source(wxml: string, log: unknown[]): AppSource {
  const page: Part = {
    wxml: `<wxs module="m" src="w.wxs"/>${wxml}`,
    script: ({ Page }) => {
      Page({
        data: { n: 4, list: [1] },
        note: (value: unknown) => log.push(value),
        tap: () => log.push("tap"),
      });
    },
  };
  return { pages: { p: page }, wxs: { w: WXS, o: "exports.name = 'other'" } };
}

async function shown(wxml: string): Promise<string> {
  const stage = await Stage.open(source(wxml, []));
  return stage.page.text().replace(/^<page>|<\/page>$/g, "");
}

describe("in expressions", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["{{m.twice(n)}}", "8"],
    ["{{m.kind(list)}} {{m.kind(n)}} {{m.kind('')}}", "Array Number String"],
    ["{{m.tools()}}", "true"],
    ["{{m.other()}}", "other"],
    ["{{m.world()}}", "undefined,undefined,undefined,undefined,undefined"],
  ];
  for (const [wxml, expected] of cases) {
    it(wxml, async () => {
      assert.equal(await shown(wxml), expected);
    });
  }

  it("keeps names that a module did not declare to the module", async () => {
    assert.equal(await shown("{{m.leak()}}"), "number");
    assert.equal("leaked" in globalThis, false);
  });
});

describe("in event bindings", () => {
  it("changes nodes, calls the page, and stops the event by returning false", async () => {
    const log: unknown[] = [];
    const wxml = "<view bindtap='tap'><text class='a' data-who='me' bindtap='{{m.stop}}'/></view>";
    const stage = await Stage.open(source(wxml, log));
    await stage.touch("text");
    assert.deepEqual(log, [{ type: "tap", who: "me" }]);
    assert.match(stage.page.text(), /<text class=a on style=[^>]*margin-top:3px>/);
  });
});

describe("in change: bindings", () => {
  it("is called when the tree is there, and at each change", async () => {
    const log: unknown[] = [];
    const wxml = "<view n='{{n}}' change:n='{{m.changed}}'/><text class='target'/>";
    const stage = await Stage.open(source(wxml, log));
    assert.match(stage.page.one("text").style, /width:4px/);
    stage.top["setData"]?.({ n: 5 });
    await stage.settle();
    assert.match(stage.page.one("text").style, /width:5px/);
    assert.deepEqual(log, [
      { now: 4, before: undefined, count: 1 },
      { now: 5, before: 4, count: 2 },
    ]);
  });
});
