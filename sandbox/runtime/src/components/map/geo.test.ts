import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { placeAlong, placeOf, placesOf, scaleOf, wayBetween } from "./geo.ts";

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe("places", () => {
  it("are numbers or texts, within what a map shows", () => {
    assert.deepEqual(placeOf({ latitude: "23.1", longitude: 113 }), at(23.1, 113));
    assert.deepEqual(placeOf({ latitude: 90, longitude: 0 })?.latitude, 85.05);
    assert.equal(placeOf({ latitude: 1 }), null);
    assert.equal(placeOf(null), null);
    assert.deepEqual(placesOf([{}, at(1, 2)]), [at(1, 2)]);
  });

  it("have a scale within WeChat's limits and the app's", () => {
    assert.deepEqual([scaleOf(undefined), scaleOf(1), scaleOf("30")], [16, 3, 20]);
    assert.deepEqual([scaleOf(18, 5, 12), scaleOf(4, 5, 12)], [12, 5]);
  });

  it("lie some way from each other", () => {
    const east = wayBetween(at(0, 0), at(0, 1));
    assert.equal(Math.round(east.bearing_deg), 90);
    assert.equal(Math.round(east.length_m), 111_320);
    assert.equal(Math.round(wayBetween(at(1, 0), at(0, 0)).bearing_deg), 180);
  });

  it("follow a path by its length", () => {
    const path = [at(0, 0), at(0, 1), at(0, 4)];
    assert.deepEqual(placeAlong(path, 0.5), at(0, 2));
    assert.deepEqual(placeAlong(path, 2), at(0, 4));
    assert.deepEqual(placeAlong([at(5, 5)], 0), at(5, 5));
    assert.equal(placeAlong([], 0.1), null);
  });
});
