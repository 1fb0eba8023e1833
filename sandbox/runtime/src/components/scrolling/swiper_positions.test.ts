import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  currentOf,
  draggedTo,
  edgeShift,
  lastPosition,
  placeOf,
  positionAfter,
  positionFor,
  restAfterDrag,
  swiperEasing,
  type SwiperShape,
} from "./swiper_positions.ts";

const ROW: SwiperShape = { count: 4, seen: 1, circular: false };
const RING: SwiperShape = { count: 4, seen: 1, circular: true };

function places(position: number, shape: SwiperShape): number[] {
  return Array.from({ length: shape.count }, (_, item) => placeOf(item, position, shape));
}

describe("a swiper's items", () => {
  it("lie in a row", () => {
    assert.deepEqual(places(1, ROW), [-1, 0, 1, 2]);
    assert.equal(lastPosition({ ...ROW, seen: 3 }), 1);
  });

  it("lie in a ring, on both sides of what is seen", () => {
    assert.deepEqual(places(0, RING), [0, 1, 2, -1]);
    assert.deepEqual(places(3, RING), [1, 2, -1, 0]);
    assert.deepEqual(places(-1, RING), [1, 2, -1, 0]);
  });

  it("fill the window at every moment of a turn", () => {
    for (const shape of [RING, { ...RING, count: 2 }, { ...RING, count: 5, seen: 3 }]) {
      for (let step = -20; step <= 40; step += 1) {
        const position = step / 8;
        const now = places(position, shape);
        for (let at = 0.05; at < shape.seen; at += 0.1) {
          const covers = now.some((place) => place <= at && at < place + 1);
          assert.ok(covers, `nothing at ${at} of ${JSON.stringify(shape)} in ${position}`);
        }
      }
    }
  });

  it("make no ring when all are seen", () => {
    assert.deepEqual(places(0, { count: 2, seen: 2, circular: true }), [0, 1]);
  });
});

describe("a swiper's position", () => {
  it("is an item", () => {
    assert.equal(currentOf(5, RING), 1);
    assert.equal(currentOf(-1, RING), 3);
    assert.equal(currentOf(9, ROW), 3);
  });

  it("goes the shorter way round", () => {
    assert.equal(positionFor(0, 3, RING), 4);
    assert.equal(positionFor(3, 0, RING), -1);
    assert.equal(positionFor(3, 4, RING), 3);
    assert.equal(positionFor(9, 0, ROW), 3);
  });

  it("plays on, from the end to the beginning", () => {
    assert.equal(positionAfter(3, RING), 4);
    assert.equal(positionAfter(3, ROW), 0);
    assert.equal(positionAfter(1, { ...ROW, seen: 3 }), 0);
  });

  it("follows a drag", () => {
    assert.equal(draggedTo(-1, ROW), -0.3);
    assert.equal(draggedTo(-1, RING), -1);
    assert.equal(restAfterDrag(1, 1.4, 0, ROW), 1);
    assert.equal(restAfterDrag(1, 1.6, 0, ROW), 2);
    assert.equal(restAfterDrag(1, 1.1, 2, ROW), 2);
    assert.equal(restAfterDrag(1, 1.1, -2, ROW), 1);
    assert.equal(restAfterDrag(3, 3.2, 5, ROW), 3);
    assert.equal(restAfterDrag(3, 3.2, 5, RING), 4);
    assert.equal(restAfterDrag(0, 2.4, 0, RING), 1);
  });

  it("touches the edges at its ends", () => {
    assert.equal(edgeShift(0, ROW, 20, 10), -20);
    assert.equal(edgeShift(1, ROW, 20, 10), 0);
    assert.equal(edgeShift(3, ROW, 20, 10), 10);
    assert.equal(edgeShift(0, RING, 20, 10), 0);
  });

  it("eases from 0 to 1", () => {
    for (const name of ["default", "linear", "easeInCubic", "easeOutCubic", "easeInOutCubic"]) {
      const ease = swiperEasing(name);
      assert.equal(ease(0), 0);
      assert.equal(ease(1), 1);
    }
    assert.ok(swiperEasing("easeInCubic")(0.5) < 0.5);
  });
});
