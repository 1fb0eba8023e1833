import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { columnsOf, masonry, paddingText } from "./padding.ts";

describe("lists", () => {
  it("have a padding of four numbers", () => {
    assert.equal(paddingText([1, 2, 3, 4]), "1px 2px 3px 4px");
    assert.equal(paddingText([1, 2, 3]), null);
    assert.equal(paddingText([1, 2, 3, "x"]), null);
    assert.equal(paddingText("1px"), null);
  });

  it("have columns by number or by width", () => {
    assert.equal(columnsOf(3, 0, 300, 10), 3);
    assert.equal(columnsOf(0, 0, 300, 10), 1);
    assert.equal(columnsOf(2, 100, 330, 10), 4);
    assert.equal(columnsOf(2, 100, 320, 10), 3);
  });

  it("fill the shortest column first", () => {
    const { places, height_px } = masonry([50, 20, 30, 10], 2, 5);
    assert.deepEqual(places, [
      [0, 0],
      [1, 0],
      [1, 25],
      [0, 55],
    ]);
    assert.equal(height_px, 65);
    assert.equal(masonry([], 2, 5).height_px, 0);
  });
});
