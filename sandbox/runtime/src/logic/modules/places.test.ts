import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Places } from "./places.ts";

const MAIN = "miniapp://host/weixin/main.js";

function thrownAt(...places: readonly string[]): Error {
  const error = new Error("no");
  const frames = places.map((place) => `    at f (${place})`);
  error.stack = ["Error: no", "    at say (logic.js:2:1)", ...frames].join("\n");
  return error;
}

describe("places of chunks", () => {
  const places = new Places();
  places.add("/weixin/main.js", [
    ["pages/a.ts", 1, 3, 40],
    ["pages/b.js", 5, 2, 40],
  ]);
  places.add("/weixin/packages/茶/main.js", [["茶/c.js", 1, 9, 40]]);

  it("are the developer's own", () => {
    assert.equal(places.of(thrownAt(`${MAIN}:1:45`)), "pages/a.ts:1:5");
    assert.equal(places.of(thrownAt(`${MAIN}:6:7`)), "pages/b.js:2:7");
    const inPackage = "miniapp://host/weixin/packages/%E8%8C%B6/main.js:4:2";
    assert.equal(places.of(thrownAt(inPackage)), "茶/c.js:4:2");
  });

  it("are those of the first frame that has one", () => {
    assert.equal(places.of(thrownAt(`${MAIN}:99:1`, `${MAIN}:5:41`)), "pages/b.js:1:1");
  });

  it("are none for what does not know them, whatever it is", () => {
    assert.equal(new Places().of(thrownAt(`${MAIN}:1:45`)), undefined);
    const hostile = {
      get stack(): string {
        throw new Error("no");
      },
    };
    for (const thrown of [thrownAt(`${MAIN}:4:1`), hostile, { stack: 1 }, null, "text"]) {
      assert.equal(places.of(thrown), undefined);
    }
  });
});
