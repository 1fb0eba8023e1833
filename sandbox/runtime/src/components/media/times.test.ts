import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { clockText, fractionOf, lengthOf } from "./times.ts";

describe("times of media", () => {
  it("reads as a clock", () => {
    const cases: [number, string][] = [
      [0, "00:00"],
      [5.9, "00:05"],
      [125, "02:05"],
      [3609, "1:00:09"],
      [Number.NaN, "00:00"],
      [Number.POSITIVE_INFINITY, "00:00"],
      [-3, "00:00"],
    ];
    for (const [time, text] of cases) assert.equal(clockText(time), text);
  });

  it("has no length before one is known, nor for a stream", () => {
    assert.deepEqual([Number.NaN, Number.POSITIVE_INFINITY, 7].map(lengthOf), [0, 0, 7]);
  });

  it("stays between beginning and end", () => {
    assert.deepEqual(
      [fractionOf(3, 6), fractionOf(9, 6), fractionOf(-1, 6), fractionOf(1, Number.NaN)],
      [0.5, 1, 0, 0],
    );
  });
});
