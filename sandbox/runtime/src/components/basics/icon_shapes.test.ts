import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ICON_TYPES, iconPicture } from "./icon_shapes.ts";

describe("pictures of <icon>", () => {
  it("are there for what is documented, and for what forms of the first years are made of", () => {
    const older = ["circle", "success_circle", "info_circle", "waiting_circle"];
    for (const type of [...ICON_TYPES, ...older, "safe_success", "safe_warn"]) {
      assert.ok((iconPicture(type)?.shapes.length ?? 0) > 0, type);
    }
    assert.equal(ICON_TYPES.length, 9);
  });

  it("are none for anything else", () => {
    for (const type of ["", "none", "toString", "__proto__"]) assert.equal(iconPicture(type), null);
  });
});
