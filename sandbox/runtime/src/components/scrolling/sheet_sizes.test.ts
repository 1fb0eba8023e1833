import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { restingSize, sizeWithin } from "./sheet_sizes.ts";

const SIZES = { least: 0.25, most: 1, between: [0.5], snaps: true };

describe("a sheet", () => {
  it("rests at the nearest stop", () => {
    assert.equal(restingSize(0.6, 0, SIZES), 0.5);
    assert.equal(restingSize(0.6, 2, SIZES), 1);
    assert.equal(restingSize(0.3, -2, SIZES), 0.25);
  });

  it("rests anywhere when it does not snap", () => {
    assert.equal(restingSize(0.6, 0, { ...SIZES, snaps: false }), 0.6);
    assert.equal(sizeWithin(0.1, SIZES), 0.25);
  });
});
