import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { easeOut, notches, restingRow, rowsOfKey, stretched } from "./wheel_motion.ts";

const ROWS = { count: 10, row_px: 40 };

describe("a wheel", () => {
  it("rests on the nearest row", () => {
    assert.equal(restingRow(59, 0, ROWS), 1);
    assert.equal(restingRow(61, 0, ROWS), 2);
    assert.equal(restingRow(-500, 0, ROWS), 0);
    assert.equal(restingRow(5000, 0, ROWS), 9);
    assert.equal(restingRow(100, 0, { count: 0, row_px: 40 }), 0);
    assert.equal(restingRow(100, 0, { count: 3, row_px: 0 }), 0);
  });

  it("runs on when it is thrown", () => {
    assert.ok(restingRow(40, 1, ROWS) > 3);
    assert.ok(restingRow(200, -1, ROWS) < 2);
  });

  it("resists beyond its ends", () => {
    assert.equal(stretched(100, ROWS), 100);
    assert.equal(stretched(-100, ROWS), -35);
    assert.equal(stretched(460, ROWS), 395);
  });

  it("turns by a mouse's notches and keeps what is left", () => {
    assert.deepEqual(notches(125), { rows: 2, left_px: 5 });
    assert.deepEqual(notches(-70), { rows: -1, left_px: -10 });
  });

  it("eases and obeys keys", () => {
    assert.equal(easeOut(0), 0);
    assert.equal(easeOut(2), 1);
    assert.ok(easeOut(0.5) > 0.5);
    assert.equal(rowsOfKey("ArrowDown"), 1);
    assert.equal(rowsOfKey("x"), null);
  });
});
