import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { TagNames, isForEvery, isForPlain } from "./names.ts";

const none = { get: () => undefined };

describe("TagNames", () => {
  it("puts every tag behind wx-, whatever it is called", () => {
    const names = new TagNames(none);
    for (const [tag, expected] of [
      ["view", "wx-view"],
      ["script", "wx-script"],
      ["Text", "wx-text"],
      ["my_card.x-1", "wx-my_card.x-1"],
    ] as const) {
      assert.equal(names.of(tag), expected);
    }
  });

  it("refuses what is no name", () => {
    const names = new TagNames(none);
    for (const tag of ["", "a b", "1a", "a>", "<img", "a\n", "x".repeat(101), 7, null, undefined]) {
      assert.throws(() => names.of(tag), TypeError, JSON.stringify(tag));
    }
  });
});

describe("attribute names", () => {
  it("let accessibility through everywhere, and plain words on plain elements", () => {
    const every = ["aria-label", "role", "tabindex", "wx-host", "data-weui-theme"];
    for (const name of every) assert.ok(isForEvery(name));
    for (const name of ["title", "disabled"]) assert.ok(isForPlain(name));
  });

  it("let nothing through that runs, loads or opens", () => {
    for (const name of [
      ...["onclick", "onerror", "src", "srcdoc", "href", "style", "class", "slot", "is", "part"],
      ...["popover", "contenteditable", "autofocus", "nonce", "http-equiv", "ARIA-label", "role "],
      ...["data-", "data-x onclick", "aria-label\nonclick"],
    ]) {
      assert.ok(!isForEvery(name) && !isForPlain(name), name);
    }
  });
});
