import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isPlain, shownText } from "./text_content.ts";

describe("text", () => {
  it("keeps spaces as wide as `space` says", () => {
    assert.equal(shownText("a  b", { decode: false, space: "ensp" }), "a\u2002\u2002b");
    assert.equal(shownText("a b", { decode: false, space: "nbsp" }), "a\u00a0b");
    assert.equal(shownText("a b", { decode: false, space: "other" }), "a b");
  });

  it("decodes the documented entities once", () => {
    const form = { decode: true, space: "" };
    assert.equal(shownText("&lt;b&gt;&amp;lt;&apos;&nbsp;&copy;", form), "<b>&lt;'\u00a0&copy;");
    assert.equal(shownText("&lt;", { decode: false, space: "" }), "&lt;");
  });

  it("is plain when there is nothing to do", () => {
    assert.ok(isPlain({ decode: false, space: "" }));
    assert.ok(isPlain({ decode: false, space: "true" }));
    assert.ok(!isPlain({ decode: true, space: "" }));
  });
});
