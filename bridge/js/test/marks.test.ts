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
  it("are ready when parsed, and painted two frames later", () => {
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
      ["painted", 72],
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
      ["painted", 72],
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
      ["painted", 120],
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

  it("hold the engine's paints, and the largest one by the time of painted", () => {
    const world = new World();
    const observer = PaintObserver.latest;
    assert.ok(observer);
    assert.deepEqual(observer.observed, [
      { type: "paint", buffered: true },
      { type: "largest-contentful-paint", buffered: true },
    ]);
    world.open();
    observer.tell(paint("first-paint", 30), paint("first-contentful-paint", 33));
    observer.tell(largest(33));
    world.nowMs = 40;
    world.document.parsed();
    world.frame(56);
    observer.record(largest(50));
    world.frame(72);
    observer.tell(largest(900));
    assert.deepEqual(world.marks, [
      ["first-paint", 30],
      ["first-contentful-paint", 33],
      ["ready", 40],
      ["largest-contentful-paint", 50],
      ["painted", 72],
    ]);
  });

  it("give the first largest paint when the engine tells of it only after painted", () => {
    const world = new World();
    const observer = PaintObserver.latest;
    world.open();
    world.document.parsed();
    world.frame(16);
    world.frame(32);
    observer?.tell(largest(20));
    observer?.tell(largest(45));
    assert.deepEqual(world.marks.at(-1), ["largest-contentful-paint", 20]);
    assert.equal(world.marks.length, 3);
  });
});
