import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { pixels, withoutRpx } from "./rpx.ts";
import vectors from "./rpx_vectors.json" with { type: "json" };

describe("rpx", () => {
  it("becomes vw, whatever its form", () => {
    for (const [count = "", length = ""] of vectors.lengths) {
      assert.equal(withoutRpx(`width:${count}rpx`), `width:${length}`);
    }
  });

  it("is left alone in names, strings and addresses", () => {
    for (const [style = "", expected = ""] of vectors.styles)
      assert.equal(withoutRpx(style), expected);
    assert.equal(withoutRpx("content:'10rpx'"), "content:'10rpx'");
  });

  it("is a length in pixels", () => {
    assert.equal(pixels("20rpx", 375), 10);
    assert.equal(pixels("12px", 375), 12);
    assert.equal(pixels("12", 375), 12);
    assert.equal(pixels(5, 375), 5);
    assert.ok(Number.isNaN(pixels("1em", 375)));
    assert.ok(Number.isNaN(pixels(null, 375)));
  });
});
