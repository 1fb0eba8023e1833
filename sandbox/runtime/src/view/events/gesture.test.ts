import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Gestures } from "./gesture.ts";

interface Scene {
  readonly gestures: Gestures<string>;
  readonly log: string[];
  /** Let the longpress time pass. */
  readonly wait: () => void;
}

function scene(hearsPress = false): Scene {
  const log: string[] = [];
  const timers = new Map<number, () => void>();
  let last = 0;
  const gestures = new Gestures<string>({
    touched: (type, changed, all) => {
      log.push(`${type} ${changed.map((x) => x.target).join()} of ${all.length}`);
    },
    tapped: ({ target, clientX }) => {
      log.push(`tap ${target} ${clientX}`);
    },
    pressed: ({ target }) => {
      log.push(`longpress ${target}`);
      return hearsPress;
    },
    later: (act) => {
      last += 1;
      timers.set(last, act);
      return last;
    },
    never: (timer) => timers.delete(timer),
  });
  const wait = (): void => {
    for (const [timer, act] of timers) {
      timers.delete(timer);
      act();
    }
  };
  return { gestures, log, wait };
}

const at = (clientX: number, id = 0, target = "a") => ({ id, clientX, clientY: 0, target });

describe("Gestures", () => {
  it("makes a tap of down and up within 10 px", () => {
    const { gestures, log } = scene();
    gestures.start(at(50));
    gestures.move([at(60)]);
    gestures.end(0);
    assert.deepEqual(log, ["touchstart a of 1", "touchmove a of 1", "touchend a of 0", "tap a 60"]);
  });

  it("makes none of a drag, even one that comes back", () => {
    const { gestures, log } = scene();
    gestures.start(at(50));
    gestures.move([at(61)]);
    gestures.move([at(50)]);
    gestures.end(0);
    assert.deepEqual(log.slice(1), ["touchmove a of 1", "touchmove a of 1", "touchend a of 0"]);
  });

  it("a heard longpress takes the place of the tap, an unheard one does not", () => {
    for (const hears of [true, false]) {
      const { gestures, log, wait } = scene(hears);
      gestures.start(at(50));
      wait();
      gestures.end(0);
      const rest = hears ? [] : ["tap a 50"];
      assert.deepEqual(log.slice(1), ["longpress a", "touchend a of 0", ...rest]);
    }
  });

  it("does not press long what moved or has ended", () => {
    const { gestures, log, wait } = scene(true);
    gestures.start(at(0));
    gestures.move([at(20)]);
    wait();
    gestures.end(0);
    gestures.start(at(0));
    gestures.end(0);
    wait();
    assert.ok(!log.includes("longpress a"));
  });

  it("a second finger ends tap and longpress, and keeps its own target", () => {
    const { gestures, log, wait } = scene(true);
    gestures.start(at(0));
    gestures.start(at(90, 1, "b"));
    wait();
    gestures.move([at(5), at(95, 1)]);
    gestures.end(0);
    gestures.end(1);
    assert.deepEqual(log, [
      "touchstart a of 1",
      "touchstart b of 2",
      "touchmove a,b of 2",
      "touchend a of 1",
      "touchend b of 0",
    ]);
  });

  it("is cancelled without a tap, and knows nothing of contacts that did not begin", () => {
    const { gestures, log } = scene();
    gestures.move([at(9, 7)]);
    gestures.end(7);
    gestures.start(at(0));
    gestures.cancelAll();
    gestures.end(0);
    assert.deepEqual(log, ["touchstart a of 1", "touchcancel a of 0"]);
  });

  it("says nothing of a move that went nowhere", () => {
    const { gestures, log } = scene();
    gestures.start(at(3));
    gestures.move([at(3)]);
    assert.deepEqual(log, ["touchstart a of 1"]);
  });
});
