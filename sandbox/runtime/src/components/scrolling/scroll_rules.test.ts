import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { alignedTo, alignmentOf, drawnDown, Ends, glide, pageAt } from "./scroll_rules.ts";

const SIZE = { seen: 100, whole: 1000 };

describe("the ends of a scroll-view", () => {
  it("are told when scrolled towards, within their thresholds", () => {
    const ends = new Ends();
    assert.equal(ends.pass({ ...SIZE, at: 500 }, 50, 50, 0), null);
    assert.equal(ends.pass({ ...SIZE, at: 849 }, 50, 50, 1), null);
    assert.equal(ends.pass({ ...SIZE, at: 850 }, 50, 50, 2), "lower");
    assert.equal(ends.pass({ ...SIZE, at: 840 }, 50, 50, 3), null);
    assert.equal(ends.pass({ ...SIZE, at: 50 }, 50, 50, 4), "upper");
  });

  it("are not told at once again, nor when scrolled away from", () => {
    const ends = new Ends();
    assert.equal(ends.pass({ ...SIZE, at: 880 }, 50, 50, 0), "lower");
    assert.equal(ends.pass({ ...SIZE, at: 890 }, 50, 50, 100), null);
    assert.equal(ends.pass({ ...SIZE, at: 880 }, 50, 50, 400), null);
    assert.equal(ends.pass({ ...SIZE, at: 890 }, 50, 50, 500), "lower");
  });
});

describe("a child", () => {
  it("comes where it is wanted", () => {
    const extent = { ...SIZE, at: 300 };
    assert.equal(alignedTo(500, 20, extent, "start"), 500);
    assert.equal(alignedTo(500, 20, extent, "end"), 420);
    assert.equal(alignedTo(500, 20, extent, "center"), 460);
    assert.equal(alignedTo(320, 20, extent, "nearest"), 300);
    assert.equal(alignedTo(500, 20, extent, "nearest"), 420);
    assert.equal(alignedTo(100, 20, extent, "nearest"), 100);
    assert.equal(alignmentOf("nonsense"), "start");
  });
});

describe("scrolling", () => {
  it("stops at whole pages", () => {
    assert.equal(pageAt({ ...SIZE, at: 149 }), 100);
    assert.equal(pageAt({ ...SIZE, at: 151 }), 200);
    assert.equal(pageAt({ at: 95, seen: 100, whole: 150 }), 50);
    assert.equal(pageAt({ at: 5, seen: 0, whole: 0 }), 5);
  });

  it("resists when drawn down", () => {
    assert.equal(drawnDown(-5, 45), 0);
    assert.ok(drawnDown(90, 45) > 35);
    assert.ok(drawnDown(1e6, 45) < 135);
  });

  it("glides and comes to rest", () => {
    let speed = 1;
    let steps = 0;
    while (speed > 0 && steps < 1000) {
      const next = glide(speed, 16);
      assert.ok(next.px > 0 && next.speed < speed);
      speed = next.speed;
      steps += 1;
    }
    assert.ok(steps > 20 && steps < 200);
  });
});
