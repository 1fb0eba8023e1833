import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Zoom } from "./zoom.ts";

describe("Zoom", () => {
  it("keeps the point under the pointer where it is", () => {
    const zoom = new Zoom();
    zoom.by(2, 100, -50);
    assert.equal(zoom.css, "translate(-100px, 50px) scale(2)");
  });

  it("goes back to nothing, however it was moved", () => {
    const zoom = new Zoom();
    zoom.by(2, 30, 0);
    zoom.move(5, 5);
    zoom.by(0.1, 0, 0);
    assert.equal(zoom.css, "");
    assert.equal(zoom.scale, 1);
  });

  it("grows no larger than eight times", () => {
    const zoom = new Zoom();
    for (let i = 0; i < 9; i += 1) zoom.by(3, 0, 0);
    assert.equal(zoom.scale, 8);
  });
});
