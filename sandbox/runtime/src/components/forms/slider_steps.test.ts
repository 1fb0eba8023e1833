import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { clamped, fractionOf, sliderRange, valueAfterKey, valueAt } from "./slider_steps.ts";

describe("slider", () => {
  it("stands on steps only", () => {
    const range = sliderRange(50, 200, 5);
    assert.equal(valueAt(0, range), 50);
    assert.equal(valueAt(1, range), 200);
    assert.equal(valueAt(0.5, range), 125);
    assert.equal(valueAt(0.51, range), 125);
    assert.equal(valueAt(-3, range), 50);
    assert.equal(valueAt(9, range), 200);
  });

  it("has no noise of binary fractions", () => {
    assert.equal(valueAt(0.3, sliderRange(0, 1, 0.1)), 0.3);
    assert.equal(valueAt(0.7, sliderRange(0.05, 1.05, 0.1)), 0.75);
  });

  it("does not pass the last whole step", () => {
    assert.equal(valueAt(1, sliderRange(0, 10, 3)), 9);
  });

  it("takes nonsense calmly", () => {
    assert.deepEqual(sliderRange(10, 5, 0), { min: 10, max: 10, step: 1 });
    assert.equal(fractionOf(10, sliderRange(10, 5, 0)), 0);
    assert.equal(clamped(300, sliderRange(0, 100, 1)), 100);
    assert.equal(fractionOf(25, sliderRange(0, 100, 1)), 0.25);
  });

  it("obeys the keyboard", () => {
    const range = sliderRange(0, 100, 2);
    assert.equal(valueAfterKey("ArrowRight", 10, range), 12);
    assert.equal(valueAfterKey("ArrowDown", 0, range), 0);
    assert.equal(valueAfterKey("PageUp", 10, range), 20);
    assert.equal(valueAfterKey("Home", 10, range), 0);
    assert.equal(valueAfterKey("End", 10, range), 100);
    assert.equal(valueAfterKey("a", 10, range), null);
  });
});
