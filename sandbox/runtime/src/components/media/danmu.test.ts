import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { commentsOf, dueBetween } from "./danmu.ts";

describe("danmu", () => {
  const list = [
    { text: "first", color: "#f00", time: 1 },
    { text: "third", time: "3" },
    { color: "#00f", time: 2 },
    null,
  ];

  it("takes what has a text", () => {
    assert.deepEqual(commentsOf(list), [
      { text: "first", color: "#f00", time_s: 1 },
      { text: "third", color: "", time_s: 3 },
    ]);
    assert.deepEqual(commentsOf("none"), []);
  });

  it("flies those whose time has come, and none after a jump", () => {
    const comments = commentsOf(list);
    const texts = (from: number, to: number): string[] =>
      dueBetween(comments, from, to).map(({ text }) => text);
    assert.deepEqual(texts(0.8, 1), ["first"]);
    assert.deepEqual(texts(1, 1.2), []);
    assert.deepEqual(texts(0, 60), []);
    assert.deepEqual(texts(3, 2), []);
  });
});
