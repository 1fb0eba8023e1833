import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codePointOffsets, edited, shiftAt } from "./edits.ts";

describe("edits", () => {
  const edits = [
    { start: 4, end: 5, text: "longer" },
    { start: 0, end: 2, text: "" },
    { start: 6, end: 6, text: "!" },
  ];

  it("are made together, in whatever order they come", () => {
    assert.equal(edited("abcdefg", edits), "cdlongerf!g");
    assert.equal(edited("abc", []), "abc");
  });

  it("move what stands behind them", () => {
    assert.deepEqual(
      [0, 2, 3, 5, 6].map((offset) => shiftAt(offset, edits)),
      [0, -2, -2, 3, 4],
    );
  });
});

describe("codePointOffsets", () => {
  it("counts characters outside the basic plane once", () => {
    const text = "a😀b𝒳c";
    const offsetOf = codePointOffsets(text);
    assert.deepEqual([0, 1, 3, 4, 6, 7].map(offsetOf), [0, 1, 2, 3, 4, 5]);
    assert.equal(Array.from(text).length, 5);
  });

  it("leaves other texts as they are", () => {
    assert.equal(codePointOffsets("中文é")(3), 3);
  });
});
