import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { refusal } from "./fake_ground.ts";
import { open, settled } from "./outcome.ts";

describe("wx", () => {
  it("is an ordinary object: members can be replaced, listed and looked up", () => {
    const { wx } = open();
    assert.ok(Object.keys(wx).includes("request"));
    Object.defineProperty(wx, "request", { configurable: true, get: () => "mine" });
    assert.equal(wx["request"], "mine");
    wx["showToast"] = 1;
    delete wx["login"];
    assert.deepEqual([wx["showToast"], "login" in wx], [1, false]);
  });
});

describe("an asynchronous API", () => {
  it("calls success, then complete, with one result", async () => {
    const { heard } = open((fake) => {
      fake.host["getClipboardData"] = () => ({ data: "tea" });
    });
    const result = { data: "tea", errMsg: "getClipboardData:ok" };
    assert.deepEqual(await heard("getClipboardData"), [
      ["success", result],
      ["complete", result],
    ]);
  });

  it("calls fail, then complete, with WeChat's errMsg", async () => {
    const { heard } = open((fake) => {
      fake.host["chooseMedia"] = () => {
        throw refusal("call.cancelled");
      };
    });
    const failure = { errMsg: "chooseImage:fail cancel" };
    assert.deepEqual(await heard("chooseImage"), [
      ["fail", failure],
      ["complete", failure],
    ]);
  });

  it("gives a promise when there is no callback, and none when there is one", async () => {
    const { call } = open((fake) => {
      fake.host["getClipboardData"] = () => ({ data: "tea" });
    });
    assert.deepEqual(await call("getClipboardData"), {
      data: "tea",
      errMsg: "getClipboardData:ok",
    });
    for (const name of ["success", "fail", "complete"]) {
      assert.equal(call("getClipboardData", { [name]: () => undefined }), undefined);
    }
    await settled();
  });

  it("reports what a callback throws, and calls the next one", async () => {
    const { call, fake } = open((ground) => {
      ground.host["getClipboardData"] = () => ({ data: "" });
    });
    const wrong = new Error("of the app");
    const ended = new Promise<void>((resolve) => {
      call("getClipboardData", {
        success: () => {
          throw wrong;
        },
        complete: () => {
          resolve();
        },
      });
    });
    await ended;
    assert.deepEqual(fake.reported, [wrong]);
  });

  it("never calls back before it returns, except getSystemInfo, which does in WeChat", async () => {
    const { call } = open((fake) => {
      fake.host["getSystemInfo"] = () => ({ platform: "linux" });
    });
    const order: string[] = [];
    call("getSystemInfo", { success: () => order.push("system") });
    call("hideShareMenu", { success: () => order.push("menu") });
    order.push("after");
    await settled();
    assert.deepEqual(order, ["system", "after", "menu"]);
  });

  const REFUSED = [
    ["call.permission_denied", "getClipboardData:fail auth deny", 103],
    ["call.deadline", "getClipboardData:fail timeout", 5],
    ["call.cancelled", "getClipboardData:fail cancel", undefined],
  ] as const;
  for (const [code, errMsg, errno] of REFUSED) {
    it(`says ${code} as ${errMsg}`, async () => {
      const { failure } = open((fake) => {
        fake.host["getClipboardData"] = () => {
          throw refusal(code, "words for people");
        };
      });
      const { errMsg: said, errno: number } = await failure("getClipboardData");
      assert.deepEqual([said, number], [errMsg, errno]);
    });
  }
});

describe("parameters", () => {
  const WRONG: [string, unknown, string][] = [
    ["setStorage", { data: 1 }, "parameter.key should be String instead of Undefined;"],
    ["showToast", { title: 5 }, "parameter.title should be String instead of Number;"],
    ["navigateTo", undefined, "parameter should be Object instead of Undefined;"],
    [
      "openLocation",
      { latitude: "1", longitude: 2 },
      "parameter.latitude should be Number instead of String;",
    ],
    ["showActionSheet", { itemList: "a" }, "parameter.itemList should be Array instead of String;"],
    ["showModal", { content: {} }, "parameter.content should be String instead of Object;"],
  ];
  for (const [name, params, text] of WRONG) {
    it(`${name} refuses wrong ones in WeChat's words`, async () => {
      const { failure, fake } = open();
      assert.equal(
        (await failure(name, params))["errMsg"],
        `${name}:fail parameter error: ${text}`,
      );
      assert.deepEqual(fake.calls, []);
    });
  }

  it("a synchronous API throws an Error that says the same", () => {
    const { call } = open();
    assert.throws(() => call("setStorageSync"), {
      name: "Error",
      message:
        "setStorageSync:fail parameter error: parameter.key should be String instead of Undefined;",
    });
  });

  it("vibrateShort needs no type, though the typings ask for one", async () => {
    assert.deepEqual(await open().call("vibrateShort"), { errMsg: "vibrateShort:ok" });
  });
});
