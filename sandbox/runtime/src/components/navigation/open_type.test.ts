import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { openTypeOf } from "./open_type.ts";

describe("open-type", () => {
  it("is one of WeChat's, or navigate", () => {
    assert.equal(openTypeOf("switchTab", false), "switchTab");
    assert.equal(openTypeOf(" reLaunch ", false), "reLaunch");
    assert.equal(openTypeOf("", false), "navigate");
    assert.equal(openTypeOf("constructor", false), "navigate");
  });

  it("may be given in the old way", () => {
    assert.equal(openTypeOf("", true), "redirect");
    assert.equal(openTypeOf("navigateBack", true), "navigateBack");
  });
});
