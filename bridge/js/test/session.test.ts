import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { MAX_BODY_BYTES, MAX_MESSAGE_BYTES } from "../src/generated.ts";
import { SESSION, World, settle, welcome } from "./world.ts";

describe("a document's session", () => {
  it("begins with Hello, without a session, once the channel stands", () => {
    const world = new World("d-7");
    assert.deepEqual(world.received, []);
    world.connect();
    const message = {
      type: "hello",
      protocol: 1,
      document: "d-7",
      timeOriginMs: 1_700_000_000_000.5,
    };
    assert.deepEqual(world.received, [{ session: "", message }]);
  });

  it("keeps calls until Welcome, then sends them in order with the session", () => {
    const world = new World();
    void world.fanlight.hideToast();
    world.connect();
    void world.fanlight.hideLoading();
    assert.equal(world.received.length, 1);
    world.send(welcome());
    assert.deepEqual(
      world.received.slice(1).map(({ session, message }) => [session, message]),
      [
        [SESSION, { type: "call", id: 1, method: "hideToast", params: {} }],
        [SESSION, { type: "call", id: 2, method: "hideLoading", params: {} }],
      ],
    );
  });

  it("does not keep calls without end for a host that does not answer", async () => {
    const world = new World();
    world.connect();
    for (let i = 0; i < 10_000; i += 1) void world.fanlight.hideToast();
    await assert.rejects(world.fanlight.hideToast(), { code: "call.rate_limited" });
    world.send(welcome());
    assert.equal(world.calls.length, 10_000);
  });

  it("takes the first Welcome only", () => {
    const world = new World();
    world.open();
    world.send(welcome({ session: "other" }));
    void world.fanlight.hideToast();
    assert.equal(world.received.at(-1)?.session, SESSION);
  });

  it("never shows the session to the page's world", () => {
    const world = new World();
    const heard: string[] = [];
    world.window.addEventListener("fanlight:message", (event) => {
      heard.push((event as CustomEvent<string>).detail);
    });
    world.open({ session: "top-secret" });
    world.send(welcome({ session: "top-secret" }));
    world.send({ type: "event", name: "appHidden", payload: null }, "top-secret");
    assert.equal(heard.length, 2);
    assert.ok(!heard.join("").includes("top-secret"));
    assert.equal((JSON.parse(heard[0] ?? "") as { session: string }).session, "");
  });

  it("is not disturbed by events whose detail is no text, or no message", () => {
    const world = new World();
    world.open();
    world.window.dispatchEvent(new CustomEvent("fanlight:call", { detail: { id: 1 } }));
    world.window.dispatchEvent(new Event("fanlight:call"));
    world.window.dispatchEvent(new CustomEvent("fanlight:message", { detail: "{" }));
    world.window.dispatchEvent(new CustomEvent("fanlight:message", { detail: "null" }));
    assert.equal(world.received.length, 1);
  });

  it("tells the host what the document's policy refused, once each, without query", () => {
    const world = new World();
    world.open();
    const violation = Object.assign(new Event("securitypolicyviolation"), {
      effectiveDirective: "script-src-elem",
      blockedURI: "https://evil.example/a.js?token=1#x",
    });
    world.document.dispatchEvent(violation);
    world.document.dispatchEvent(violation);
    assert.deepEqual(
      world.received.slice(1).map(({ message }) => message),
      [{ type: "violation", directive: "script-src-elem", blocked: "https://evil.example/a.js" }],
    );
  });
});

describe("long calls", () => {
  const long = "x".repeat(MAX_MESSAGE_BYTES);

  it("go by the scheme, and their answers come back like others", async () => {
    const world = new World();
    world.serve = ({ message }) =>
      JSON.stringify({ type: "result", id: "id" in message ? message.id : 0, value: {} });
    world.open();
    const answer = await world.fanlight.setStorage({ key: "k", data: long });
    assert.equal(answer.errMsg, "setStorage:ok");
    assert.equal(world.calls.length, 0);
    assert.equal(world.posted.length, 1);
    assert.equal(world.posted[0]?.session, SESSION);
    assert.equal(world.posted[0].isSync, false);
  });

  it("are measured in UTF-8, not in characters", async () => {
    const world = new World();
    world.serve = () => JSON.stringify({ type: "result", id: 1, value: {} });
    world.open();
    await world.fanlight.setStorage({ key: "k", data: "扇".repeat(MAX_MESSAGE_BYTES / 3) });
    assert.equal(world.posted.length, 1);
  });

  it("fail with the host's reason when it could not even read them", async () => {
    const world = new World();
    world.serve = () =>
      '{"type":"failure","id":0,"code":"call.stale_document","message":"old","retriable":false,"detail":{}}';
    world.open();
    await assert.rejects(async () => await world.fanlight.setStorage({ key: "k", data: long }), {
      code: "call.stale_document",
      errMsg: "setStorage:fail old",
    });
  });

  it("fail when nobody answers", async () => {
    const world = new World();
    world.open();
    await assert.rejects(async () => await world.fanlight.setStorage({ key: "k", data: long }), {
      code: "internal",
      message: "the host did not answer: Error: no answer",
    });
  });

  it("are refused here when no way takes them", async () => {
    const world = new World();
    world.open();
    // As long in UTF-8, with one unit a character and with three bytes a unit.
    for (const data of ["x".repeat(MAX_BODY_BYTES), "扇".repeat(MAX_BODY_BYTES / 3)]) {
      await assert.rejects(async () => await world.fanlight.setStorage({ key: "k", data }), {
        code: "call.too_large",
      });
      assert.throws(() => world.fanlight.setStorageSync("k", data), { code: "call.too_large" });
    }
    assert.equal(world.posted.length, 0);
    assert.equal(world.received.length, 1);
  });

  it("go by the scheme as long as they are no longer than that", async () => {
    const world = new World();
    world.serve = ({ message }) =>
      JSON.stringify({ type: "result", id: "id" in message ? message.id : 0, value: {} });
    world.open();
    for (const data of ["x".repeat(MAX_BODY_BYTES - 1024), "x".repeat(MAX_BODY_BYTES / 4)]) {
      await world.fanlight.setStorage({ key: "k", data });
    }
    assert.equal(world.posted.length, 2);
  });

  it("are dropped by abort", async () => {
    const world = new World();
    let answer: (text: string) => void = () => undefined;
    world.serve = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    world.open();
    const task = world.fanlight.setStorage({ key: "k", data: long });
    task.abort();
    await assert.rejects(task, { errMsg: "setStorage:fail abort" });
    answer(JSON.stringify({ type: "result", id: 1, value: {} }));
    await settle();
    assert.equal(world.received.length, 1);
  });
});

describe("synchronous calls", () => {
  it("say Hello by themselves when the channel has not, and then use its session", () => {
    const world = new World();
    world.serve = ({ message }) =>
      message.type === "hello"
        ? JSON.stringify(welcome())
        : JSON.stringify({ type: "result", id: 1, value: { data: { a: 1 } } });
    assert.deepEqual(world.fanlight.getStorageSync("draft"), { a: 1 });
    assert.deepEqual(
      world.posted.map(({ session, isSync, message }) => [session, isSync, message.type]),
      [
        ["", true, "hello"],
        [SESSION, true, "call"],
      ],
    );
    const call = world.posted[1]?.message;
    assert.deepEqual(call?.type === "call" ? call.params : null, { key: "draft" });
    // The channel comes later: no second Hello, what waited goes out.
    void world.fanlight.hideToast();
    world.connect();
    assert.deepEqual(
      world.received.map(({ session, message }) => [session, message.type]),
      [[SESSION, "call"]],
    );
    world.send(welcome({ session: "late" }));
    void world.fanlight.hideToast();
    assert.equal(world.received.at(-1)?.session, SESSION);
  });

  it("take their parameters in the order of WeChat's", () => {
    const world = new World();
    world.serve = () => JSON.stringify({ type: "result", id: 1, value: {} });
    world.open();
    world.fanlight.setStorageSync("k", [1, 2]);
    const call = world.posted[0]?.message;
    assert.deepEqual(call?.type === "call" ? call.params : null, { key: "k", data: [1, 2] });
  });

  it('read "" for a key that was never set, and throw for anything else', () => {
    const world = new World();
    let code = "call.not_found";
    world.serve = () =>
      JSON.stringify({ type: "failure", id: 1, code, message: "m", retriable: false, detail: {} });
    world.open();
    assert.equal(world.fanlight.getStorageSync("none"), "");
    code = "call.rate_limited";
    assert.throws(() => world.fanlight.getStorageSync("none"), {
      code,
      errMsg: "getStorage:fail m",
    });
  });

  it("throw when the host refuses the Hello, or does not answer", () => {
    const world = new World();
    world.serve = () =>
      '{"type":"failure","id":0,"code":"call.message_invalid","message":"protocol","retriable":false,"detail":{}}';
    assert.throws(() => world.fanlight.getSystemInfoSync(), { code: "call.message_invalid" });
    world.serve = () => {
      throw new Error("status 404");
    };
    assert.throws(() => world.fanlight.getSystemInfoSync(), {
      code: "internal",
      message: "the host did not answer: Error: status 404",
    });
  });

  it("drops what was meant for the document before this one", () => {
    const world = new World();
    world.connect();
    world.send(welcome({}), "d-0");
    assert.equal(world.received.length, 1); // its own Hello: no session yet
    world.send(welcome({}));
    const heard: unknown[] = [];
    world.window.addEventListener("fanlight:message", (event) => {
      heard.push((event as CustomEvent).detail);
    });
    world.send({ type: "result", id: 1, value: null }, "another session");
    assert.deepEqual(heard, []);
    world.send({ type: "result", id: 1, value: null });
    assert.equal(heard.length, 1);
  });

  it("takes an answer that comes at once", async () => {
    const world = new World();
    world.open();
    world.answer = () => `${SESSION}\n{"type":"result","id":1,"value":{"data":"tea"}}`;
    const found = await world.fanlight.getStorage({ key: "k" });
    assert.equal(found.data, "tea");
  });
});
