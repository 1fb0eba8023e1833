import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PaintObserver, World } from "./world.ts";

function paint(name: string, startTime: number): object {
  return { name, entryType: "paint", startTime };
}

function largest(startTime: number): object {
  return { name: "", entryType: "largest-contentful-paint", startTime };
}

describe("a document's marks", () => {
  it("are ready when parsed, and painted with the next frame, told a frame later", () => {
    const world = new World();
    world.open();
    world.nowMs = 40;
    world.document.parsed();
    assert.deepEqual(world.marks, [["ready", 40]]);
    world.frame(56);
    assert.equal(world.marks.length, 1);
    world.frame(72);
    assert.deepEqual(world.marks, [
      ["ready", 40],
      ["painted", 56],
    ]);
  });

  it("keep their own times when Welcome comes after them", () => {
    const world = new World();
    world.nowMs = 40;
    world.document.parsed();
    world.frame(56);
    world.frame(72);
    world.nowMs = 500;
    world.open();
    assert.deepEqual(world.marks, [
      ["ready", 40],
      ["painted", 56],
    ]);
  });

  it("wait for the page's word when the manifest says so", () => {
    const world = new World();
    world.open({ ready: "explicit" });
    world.nowMs = 40;
    world.document.parsed();
    world.frame(56);
    world.frame(72);
    assert.deepEqual(world.marks, []);
    world.nowMs = 90;
    world.fanlight.ready();
    world.fanlight.ready();
    world.frame(104);
    world.frame(120);
    assert.deepEqual(world.marks, [
      ["ready", 90],
      ["painted", 104],
    ]);
  });

  it("do not count the page's word when the manifest says `auto`", () => {
    const world = new World();
    world.open();
    world.nowMs = 10;
    world.fanlight.ready();
    world.frame(20);
    world.frame(30);
    assert.deepEqual(world.marks, []);
  });

  it("hold the engine's paints as it tells of them, the largest before the first", () => {
    const world = new World();
    const observer = PaintObserver.latest;
    assert.deepEqual(observer?.observed, [
      { type: "largest-contentful-paint", buffered: true },
      { type: "paint", buffered: true },
    ]);
    world.open();
    observer.tell(paint("first-paint", 30), paint("first-contentful-paint", 33), largest(33));
    world.nowMs = 40;
    world.document.parsed();
    world.frame(56);
    observer.record(largest(50));
    world.frame(72);
    assert.deepEqual(world.marks, [
      ["largest-contentful-paint", 33],
      ["first-paint", 30],
      ["first-contentful-paint", 33],
      ["ready", 40],
      ["largest-contentful-paint", 50],
      ["painted", 56],
    ]);
  });
});
