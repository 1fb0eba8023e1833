import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { crosses } from "./crossing.ts";
import { mediaText } from "./media_text.ts";

describe("crosses", () => {
  const now = (intersectionRatio: number) => ({ intersectionRatio });

  it("tells of what comes into sight and leaves it, by default", () => {
    assert.equal(crosses([0], 0, now(0.2)), true);
    assert.equal(crosses([0], 0.2, now(0.4)), false);
    assert.equal(crosses([0], 0.4, now(0)), true);
    assert.equal(crosses([0], 0, now(0)), false);
  });

  it("tells of each threshold in both directions", () => {
    assert.equal(crosses([0.5, 1], 0.2, now(0.5)), true);
    assert.equal(crosses([0.5, 1], 0.6, now(1)), true);
    assert.equal(crosses([0.5, 1], 1, now(0.7)), true);
    assert.equal(crosses([0.5, 1], 0.7, now(0.6)), false);
  });

  it("starts from the initial ratio", () => {
    assert.equal(crosses([0.5], 1, now(1)), false);
    assert.equal(crosses([0.5], 1, now(0.1)), true);
  });
});

describe("mediaText", () => {
  it("joins what is given", () => {
    const query = { minWidth: 300, maxHeight: 600, orientation: "landscape" };
    const text = "(min-width: 300px) and (max-height: 600px) and (orientation: landscape)";
    assert.equal(mediaText(query), text);
  });

  it("has no condition where nothing sensible is given", () => {
    assert.equal(mediaText({}), "all");
    assert.equal(mediaText({ width: Number.NaN, orientation: "up) or (1" }), "all");
  });
});
