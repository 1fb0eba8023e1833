import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { caretAfter, Echoes, keyboardOf, keyCodeOf, replacement, typedAs } from "./typing.ts";

describe("echoes of what was typed", () => {
  it("are stale while a newer text is on its way", () => {
    const echoes = new Echoes();
    echoes.tell("a");
    echoes.heard();
    echoes.tell("ab");
    assert.ok(echoes.isStale("a"), "the echo of a must not undo b");
    echoes.heard();
    assert.ok(!echoes.isStale("ab"));
  });

  it("are a decision once every text was heard", () => {
    const echoes = new Echoes();
    echoes.tell("12");
    echoes.heard();
    echoes.tell("123");
    echoes.heard();
    assert.ok(!echoes.isStale("12"), "the app cuts the text to two signs");
  });

  it("do not hold back other texts", () => {
    const echoes = new Echoes();
    echoes.tell("a");
    assert.ok(!echoes.isStale(""));
    assert.ok(!echoes.isStale("other"));
    assert.ok(!echoes.isStale("a"), "the newest text itself");
  });
});

describe("typing", () => {
  it("keeps what the keyboard of the type has", () => {
    assert.equal(typedAs("number", "1a2.3"), "123");
    assert.equal(typedAs("digit", "1a2.3"), "12.3");
    assert.equal(typedAs("idcard", "11010519491231002x!"), "11010519491231002x");
    assert.equal(typedAs("text", "a b"), "a b");
    assert.equal(keyboardOf("digit"), "decimal");
    assert.equal(keyboardOf("nickname"), "text");
  });

  it("is replaced by what a handler returns", () => {
    assert.deepEqual(replacement("x"), { value: "x", cursor: null });
    assert.deepEqual(replacement({ value: "x", cursor: 1 }), { value: "x", cursor: 1 });
    assert.deepEqual(replacement({ value: 5 }), { value: "5", cursor: null });
    assert.equal(replacement(undefined), null);
    assert.equal(replacement({ cursor: 1 }), null);
    assert.equal(replacement({ value: {} }), null);
  });

  it("names the last key", () => {
    assert.deepEqual(
      ["Backspace", "Enter", "a", "中", "Shift"].map(keyCodeOf),
      [8, 13, 97, 20013, 0],
    );
  });

  it("leaves the caret where it was", () => {
    assert.equal(caretAfter("abc", 3, "abcde"), 5);
    assert.equal(caretAfter("abc", 1, "xyz"), 1);
    assert.equal(caretAfter("abcdef", 5, "ab"), 2);
  });
});
