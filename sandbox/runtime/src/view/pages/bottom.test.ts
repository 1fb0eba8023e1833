import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { BottomWatch } from "./bottom.ts";

const at = (scrollTop: number, scrollHeight = 1000) => ({ scrollTop, height: 400, scrollHeight });

describe("BottomWatch", () => {
  it("fires once inside the distance, and again after leaving it", () => {
    const watch = new BottomWatch();
    assert.equal(watch.scrolled(at(100), true), false);
    assert.equal(watch.scrolled(at(560), true), true);
    assert.equal(watch.scrolled(at(600), true), false);
    assert.equal(watch.scrolled(at(100), true), false);
    assert.equal(watch.scrolled(at(600), true), true);
  });

  it("fires again when the page has grown, without leaving", () => {
    const watch = new BottomWatch();
    assert.equal(watch.scrolled(at(600), true), true);
    assert.equal(watch.scrolled(at(620, 1020), true), true);
    assert.equal(watch.scrolled(at(620, 1020), true), false);
  });

  it("does not fire on the way up", () => {
    const watch = new BottomWatch();
    assert.equal(watch.scrolled(at(590), false), false);
    assert.equal(watch.scrolled(at(600), true), true);
  });

  it("takes the page's own distance", () => {
    const watch = new BottomWatch();
    assert.equal(watch.scrolled(at(560), true, 10), false);
    assert.equal(watch.scrolled(at(595), true, 10), true);
  });

  it("fires by a push at the end of a page that cannot scroll, once for its height", () => {
    const watch = new BottomWatch();
    assert.equal(watch.pushed(at(0)), false);
    assert.equal(watch.pushed(at(0, 400)), true);
    assert.equal(watch.pushed(at(0, 400)), false);
  });
});
