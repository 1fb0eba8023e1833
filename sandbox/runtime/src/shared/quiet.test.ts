import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Op } from "./ops.ts";
import { isQuiet } from "./quiet.ts";

describe("isQuiet", () => {
  const image = (src: unknown): unknown[] => [
    ...[Op.CREATE, 1, "image"],
    ...[Op.ATTRIBUTE, 1, "src", src],
  ];

  it("lets pass what is drawn of the package alone", () => {
    assert.ok(isQuiet(image("/images/a.png")));
    assert.ok(isQuiet([Op.TEXT, 1, "video"]));
  });

  it("finds what runs, and every way to name a place beyond the package", () => {
    for (const tag of ["video", "web-view", "map", "camera", "audio"]) {
      assert.ok(!isQuiet([Op.CREATE, 1, tag]), tag);
    }
    for (const src of ["https://a.example/b.png", "//a.example/b", "wxfile://usr/a"]) {
      assert.ok(!isQuiet(image(src)), src);
    }
    assert.ok(!isQuiet(image({ nodes: [{ attrs: { src: "http://a.example" } }] })));
    assert.ok(!isQuiet([Op.STYLE, 1, "background: url(https://a.example/b)"]));
  });
});
