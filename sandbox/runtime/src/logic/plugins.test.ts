import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { absentPlugin } from "./plugins.ts";

interface Plugin {
  [member: string]: (options?: object) => unknown;
}

describe("absentPlugin", () => {
  it("does nothing, whatever is called", () => {
    const plugin = absentPlugin("chooseLocation") as Plugin;
    assert.equal(plugin["getLocation"]?.(), undefined);
    assert.equal(plugin["getLocation"], plugin["getLocation"]);
    assert.equal(Object.prototype.toString.call(plugin), "[object Object]");
  });

  it("tells who is to be told", async () => {
    const plugin = absentPlugin("WechatSI") as Plugin;
    const heard: unknown[] = [];
    const hear = (word: string) => (error: unknown) => heard.push([word, error]);
    plugin["textToSpeech"]?.({
      fail: hear("fail"),
      complete: hear("complete"),
      success: hear("ok"),
    });
    assert.deepEqual(heard, []);
    await Promise.resolve();
    await Promise.resolve();
    const error = { errMsg: "textToSpeech:fail plugins do not run here (WechatSI)" };
    assert.deepEqual(heard, [
      ["fail", error],
      ["complete", error],
    ]);
  });

  it("is no promise, and keeps what is put into it", async () => {
    const plugin = absentPlugin("a") as Plugin;
    assert.equal(await Promise.resolve(plugin as object), plugin);
    const own = (): string => "own";
    plugin["own"] = own;
    assert.equal(plugin["own"], own);
  });
});
