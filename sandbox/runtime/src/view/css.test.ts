import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cssForView, pageHeights } from "./css.ts";

const PLAIN = { darkmode: false, tabBar: false };

describe("cssForView", () => {
  it("never asks an app without darkmode to be dark", () => {
    const css = "@media (prefers-color-scheme: dark){a{b:c}}@media (prefers-color-scheme:light){}";
    const seen = cssForView(css, PLAIN);
    assert.equal(seen, "@media (max-width: -1px){a{b:c}}@media (min-width: 0){}");
    assert.equal(cssForView(css, { ...PLAIN, darkmode: true }), css);
  });

  it("leaves heights alone where no tab bar is drawn", () => {
    assert.equal(cssForView("a{height:100vh}", PLAIN), "a{height:100vh}");
    assert.equal(cssForView("a{height:100vh}", { ...PLAIN, tabBar: true }), "a{height:100cqh}");
  });
});

describe("pageHeights", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["height:calc(100vh - 5px)", "height:calc(100cqh - 5px)"],
    ["top:-.5VH;left:1vw", "top:-.5cqh;left:1vw"],
    ["a{background:url(/a/1vh.png);content:'2vh'}", "a{background:url(/a/1vh.png);content:'2vh'}"],
    [".a1vh{height:1vh}", ".a1vh{height:1cqh}"],
    ["@media (min-height: 50vh){a{top:1vh}}", "@media (min-height: 50vh){a{top:1cqh}}"],
    ["/* 1vh */", "/* 1vh */"],
  ];
  for (const [before, after] of cases) {
    it(before, () => {
      assert.equal(pageHeights(before), after);
    });
  }
});
