import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { placeOf } from "./thumb.ts";

describe("placeOf", () => {
  it("is none when all is in sight", () => {
    assert.equal(placeOf(0, 400, 400), null);
    assert.equal(placeOf(0, 0, 400), null);
  });

  it("runs from edge to edge, as long as the part in sight", () => {
    assert.deepEqual(placeOf(0, 404, 808), { at_px: 2, length_px: 200 });
    assert.deepEqual(placeOf(404, 404, 808), { at_px: 202, length_px: 200 });
    assert.deepEqual(placeOf(202, 404, 808), { at_px: 102, length_px: 200 });
  });

  it("never gets too short to take hold of, nor leaves the track when pulled beyond", () => {
    assert.deepEqual(placeOf(0, 404, 404_000), { at_px: 2, length_px: 28 });
    assert.deepEqual(placeOf(-50, 404, 808), { at_px: 2, length_px: 200 });
  });
});
