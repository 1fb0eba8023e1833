import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { addressFor } from "./addresses.ts";

describe("addressFor", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["/images/a.png", "/images/a.png"],
    ["a.png", "/pages/index/a.png"],
    ["../../images/图 1.png?v=1#x", "/images/%E5%9B%BE%201.png"],
    ["/images/%E5%9B%BE.png", "/images/%E5%9B%BE.png"],
    ["/100%.png", "/100%25.png"],
    ["../../../a.png", null],
    ["", null],
    ["/", null],
    ["wxfile://usr/a/b.png", "/.fanlight/file/usr%2Fa%2Fb.png/data"],
    ["http://films.cn/a.mp4?b=1", "https://films.cn/a.mp4?b=1"],
    ["http://127.0.0.1:8000/a.mp4", "http://127.0.0.1:8000/a.mp4"],
    ["http://tmp/x.jpg", "/.fanlight/file/tmp%2Fx.jpg/data"],
    ["https://a.example/b.png", "https://a.example/b.png"],
    ["//a.example/b.png", "https://a.example/b.png"],
    ["data:image/png;base64,AA", "data:image/png;base64,AA"],
    ["data:text/html,x", null],
    ["javascript:alert(1)", null],
    ["JaVaScript:alert(1)", null],
    ["file:///etc/passwd", null],
    ["cloud://env/a.png", null],
  ];
  for (const [address, expected] of cases) {
    it(address, () => {
      assert.equal(addressFor(address, "pages/index/index"), expected);
    });
  }
});
