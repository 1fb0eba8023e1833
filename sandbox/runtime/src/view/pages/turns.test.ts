import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Turns } from "./turns.ts";

function scene(): { turns: Turns; log: string[]; say: (word: string) => () => void } {
  const log: string[] = [];
  const say = (word: string) => (): void => {
    log.push(word);
  };
  return { turns: new Turns(), log, say };
}

describe("Turns", () => {
  it("acts at once while nothing is held", () => {
    const { turns, log, say } = scene();
    turns.take(say("a"));
    assert.deepEqual(log, ["a"]);
  });

  it("keeps the order of what came while it held", () => {
    const { turns, log, say } = scene();
    turns.hold(say("rest of a"));
    turns.take(say("b"));
    turns.take(say("c"));
    assert.deepEqual(log, []);
    turns.release();
    turns.take(say("d"));
    assert.deepEqual(log, ["rest of a", "b", "c", "d"]);
  });

  it("holds again behind an act that holds", () => {
    const { turns, log, say } = scene();
    turns.hold(say("a"));
    turns.take(() => {
      turns.hold(say("rest of b"));
    });
    turns.take(say("c"));
    turns.release();
    assert.deepEqual(log, ["a"]);
    turns.take(say("d"));
    turns.release();
    assert.deepEqual(log, ["a", "rest of b", "c", "d"]);
  });

  it("keeps order when an act gives others a turn while it is released", () => {
    const { turns, log, say } = scene();
    turns.hold(say("a"));
    turns.take(() => {
      turns.hold(say("rest of b"));
      turns.take(say("behind b"));
    });
    turns.take(say("c"));
    turns.release();
    turns.release();
    assert.deepEqual(log, ["a", "rest of b", "behind b", "c"]);
  });
});
