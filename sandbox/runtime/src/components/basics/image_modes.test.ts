import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { imageFit } from "./image_modes.ts";

describe("image modes", () => {
  it("scale", () => {
    assert.equal(imageFit("scaleToFill").fit, "fill");
    assert.equal(imageFit("aspectFit").fit, "contain");
    assert.equal(imageFit("aspectFill").fit, "cover");
    assert.equal(imageFit("no such mode").fit, "fill");
  });

  it("make one side follow the picture", () => {
    assert.equal(imageFit("widthFix").follows, "height");
    assert.equal(imageFit("heightFix").follows, "width");
    assert.equal(imageFit("aspectFit").follows, null);
  });

  it("cut", () => {
    const places = ["top", "bottom", "center", "left", "right"].map((mode) => imageFit(mode));
    assert.deepEqual(
      places.map((place) => place.position),
      ["50% 0", "50% 100%", "50% 50%", "0 50%", "100% 50%"],
    );
    assert.deepEqual(imageFit("bottom  right"), {
      fit: "none",
      position: "100% 100%",
      follows: null,
    });
  });
});
