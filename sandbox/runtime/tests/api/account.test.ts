import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { refusal } from "./fake_ground.ts";
import { open } from "./outcome.ts";

const USER = {
  userInfo: { nickName: "A" },
  rawData: "{}",
  signature: "s",
  encryptedData: "e",
  iv: "i",
};

describe("the account", () => {
  it("logs in, and says when the session is over", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.host["login"] = () => ({ code: "dev-1" });
      ground.host["checkSession"] = () => ({});
    });
    assert.deepEqual(await call("login"), { code: "dev-1", errMsg: "login:ok" });
    assert.deepEqual(await call("checkSession"), { errMsg: "checkSession:ok" });
    fake.host["checkSession"] = () => {
      throw refusal("call.not_found");
    };
    assert.deepEqual(await failure("checkSession"), {
      errMsg: "checkSession:fail session time out, need relogin",
    });
  });

  it("gives what is signed only when it is asked for", async () => {
    const { call } = open((ground) => {
      ground.host["getUserInfo"] = () => USER;
    });
    const plain = (await call("getUserInfo")) as object;
    assert.deepEqual(Object.keys(plain), ["userInfo", "rawData", "signature", "errMsg"]);
    const signed = (await call("getUserInfo", { withCredentials: true })) as object;
    assert.deepEqual(signed, { ...USER, errMsg: "getUserInfo:ok" });
  });

  it("pays, or says that the person did not want to", async () => {
    const params = { timeStamp: "1", nonceStr: "n", package: "prepay_id=1", paySign: "p" };
    const { call, failure, fake } = open((ground) => {
      ground.host["requestPayment"] = () => ({});
    });
    assert.deepEqual(await call("requestPayment", params), { errMsg: "requestPayment:ok" });
    assert.deepEqual(fake.calls[0]?.params, { ...params, signType: "" });
    fake.host["requestPayment"] = () => {
      throw refusal("call.cancelled");
    };
    assert.deepEqual(await failure("requestPayment", params), {
      errMsg: "requestPayment:fail cancel",
    });
  });

  it("answers for each message template, beside errMsg", async () => {
    const { call, failure } = open((ground) => {
      ground.host["requestSubscribeMessage"] = () => ({ results: { a: "accept", b: "reject" } });
    });
    assert.deepEqual(await call("requestSubscribeMessage", { tmplIds: ["a", "b"] }), {
      a: "accept",
      b: "reject",
      errMsg: "requestSubscribeMessage:ok",
    });
    const tooMany = await failure("requestSubscribeMessage", { tmplIds: ["1", "2", "3", "4"] });
    assert.equal(tooMany["errCode"], 20003);
  });
});

describe("scopes", () => {
  it("are told and asked for under WeChat's names", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.host["getSetting"] = () => ({ authSetting: { location: false } });
      ground.host["authorize"] = () => ({});
    });
    assert.deepEqual(await call("getSetting"), {
      authSetting: {
        "scope.userInfo": true,
        "scope.userLocation": false,
        "scope.userFuzzyLocation": false,
      },
      errMsg: "getSetting:ok",
    });
    await call("authorize", { scope: "scope.userLocation" });
    await call("authorize", { scope: "scope.writePhotosAlbum" });
    assert.deepEqual(
      fake.calls.filter(({ name }) => name === "authorize").map(({ params }) => params),
      [{ scope: "location" }],
    );
    assert.deepEqual(await failure("authorize", { scope: "scope.camera" }), {
      errMsg: "authorize:fail auth deny",
      errno: 103,
    });
    assert.match(String((await failure("authorize", { scope: "scope.x" }))["errMsg"]), /invalid/);
  });

  it("are what holds when the person has closed the host's sheet", async () => {
    const { call, fake } = open((ground) => {
      ground.host["openSetting"] = () => ({ authSetting: { location: true } });
    });
    assert.deepEqual(await call("openSetting"), {
      authSetting: {
        "scope.userInfo": true,
        "scope.userLocation": true,
        "scope.userFuzzyLocation": true,
      },
      errMsg: "openSetting:ok",
    });
    assert.deepEqual(
      fake.calls.map(({ name }) => name),
      ["openSetting"],
    );
  });
});

describe("what components ask for", () => {
  it("an open-type gives the detail of the button's event, also when it fails", async () => {
    const { fake } = open((ground) => {
      ground.host["getPhoneNumber"] = () => ({ code: "dev-2" });
      ground.host["chooseMedia"] = () => ({ files: [{ path: "wxfile://tmp/a.png" }] });
    });
    const act = fake.makers.openType;
    assert.ok(act);
    assert.deepEqual(await act("getPhoneNumber", {}), {
      code: "dev-2",
      errMsg: "getPhoneNumber:ok",
    });
    assert.deepEqual(await act("chooseAvatar", {}), {
      avatarUrl: "wxfile://tmp/a.png",
      errMsg: "chooseAvatar:ok",
    });
    assert.match(((await act("contact", {})) as { errMsg: string }).errMsg, /^contact:fail/);
    fake.host["getPhoneNumber"] = () => {
      throw refusal("call.permission_denied");
    };
    assert.match(
      ((await act("getPhoneNumber", {})) as { errMsg: string }).errMsg,
      /^getPhoneNumber:fail auth deny$/,
    );
  });

  it("a share goes to the host", async () => {
    const { fake } = open((ground) => {
      ground.host["share"] = () => ({});
    });
    fake.makers.share?.({ title: "Tea", path: "pages/index/index?a=1" });
    await new Promise((go) => setImmediate(go));
    assert.deepEqual(fake.calls, [
      { name: "share", params: { title: "Tea", path: "pages/index/index?a=1" } },
    ]);
  });
});
