import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { approach, dragged, runOn, scaleWithin, spanOf, within } from "./movable_motion.ts";

describe("a movable view", () => {
  it("stays in its area", () => {
    assert.deepEqual(spanOf(200, 50, 1), { min: 0, max: 150 });
    assert.equal(within(170, spanOf(200, 50, 1)), 150);
    assert.equal(within(-5, spanOf(200, 50, 1)), 0);
  });

  it("covers its area when it is larger", () => {
    assert.deepEqual(spanOf(200, 300, 1), { min: -100, max: 0 });
  });

  it("needs more room when it is scaled about its middle", () => {
    assert.deepEqual(spanOf(200, 50, 2), { min: 25, max: 125 });
  });

  it("resists beyond the edge where it may leave", () => {
    const span = spanOf(200, 50, 1);
    assert.equal(dragged(-100, span, false), 0);
    assert.equal(dragged(-100, span, true), -35);
  });

  it("comes to its goal, sooner with more damping", () => {
    let at = 0;
    let steps = 0;
    while (at !== 100 && steps < 1000) {
      at = approach(at, 100, 20, 16);
      steps += 1;
    }
    assert.ok(steps < 100);
    assert.ok(approach(0, 100, 40, 16) > approach(0, 100, 20, 16));
  });

  it("runs on, less far against more friction", () => {
    assert.ok(runOn(1, 2) > runOn(1, 5));
    assert.equal(runOn(1, 0), runOn(1, 2));
    assert.equal(scaleWithin(20, 0.5, 10), 10);
  });
});
