import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PullGesture } from "./pull_gesture.ts";

describe("PullGesture", () => {
  it("follows a drag down, by ever less, and refreshes when it went far", () => {
    const gesture = new PullGesture();
    gesture.began(100, 20);
    assert.equal(gesture.moved(100, 25), 0);
    const near = gesture.moved(100, 80);
    const far = gesture.moved(100, 300);
    assert.ok(near > 0 && near < 30 && far > 50 && far < 120, `${near} ${far}`);
    assert.equal(gesture.ended(), true);
    assert.equal(gesture.ended(), false);
  });

  it("does not refresh after a short pull, or one that went back", () => {
    const gesture = new PullGesture();
    gesture.began(0, 0);
    gesture.moved(0, 60);
    assert.equal(gesture.ended(), false);
    gesture.began(0, 0);
    gesture.moved(0, 300);
    assert.equal(gesture.moved(0, -5), 0);
    assert.equal(gesture.ended(), false);
  });

  it("is none when the drag begins sideways or up", () => {
    for (const [x, y] of [
      [30, 5],
      [0, -30],
    ] as const) {
      const gesture = new PullGesture();
      gesture.began(0, 0);
      gesture.moved(x, y);
      assert.equal(gesture.moved(0, 400), 0);
      assert.equal(gesture.ended(), false);
    }
  });

  it("adds up turns of a wheel", () => {
    const gesture = new PullGesture();
    gesture.began(0, 0);
    for (let i = 0; i < 3; i += 1) gesture.pulled(100);
    assert.equal(gesture.ended(), true);
  });
});
