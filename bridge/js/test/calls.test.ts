import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { MAX_DEPTH, METHODS, type Json } from "../src/generated.ts";
import { CallFailure } from "../src/failure.ts";
import { makePage } from "../src/page.ts";
import { World, settle } from "./world.ts";

function opened(): World {
  const world = new World();
  world.open();
  return world;
}

function failure(code: string, changes: object = {}): object {
  const message = `getLocation: ${code} happened`;
  return { type: "failure", id: 1, code, message, retriable: false, detail: {}, ...changes };
}

describe("a call", () => {
  it("gives a promise of the value with errMsg", async () => {
    const world = opened();
    const promise = world.fanlight.showModal({ title: "Sure?" });
    assert.deepEqual(world.calls[0], {
      type: "call",
      id: 1,
      method: "showModal",
      params: { title: "Sure?" },
    });
    world.send({ type: "result", id: 1, value: { confirm: true, cancel: false, content: null } });
    assert.deepEqual(await promise, {
      confirm: true,
      cancel: false,
      content: null,
      errMsg: "showModal:ok",
    });
  });

  it("rejects with an Error that says why", async () => {
    const world = opened();
    const promise = world.fanlight.getLocation();
    world.send(failure("call.not_supported", { retriable: true, detail: { limit_bytes: 1 } }));
    const error = await promise.then(
      () => assert.fail("it did not fail"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CallFailure && error instanceof Error);
    assert.equal(error.code, "call.not_supported");
    assert.equal(error.retriable, true);
    assert.deepEqual(error.detail, { limit_bytes: 1 });
    assert.equal(error.message, "getLocation: call.not_supported happened");
    assert.equal(error.errMsg, "getLocation:fail call.not_supported happened");
  });

  for (const [code, detail, reason] of [
    ["call.cancelled", {}, "cancel"],
    ["call.deadline", {}, "timeout"],
    ["call.permission_denied", { reason: "refused" }, "auth deny"],
    ["call.permission_denied", { reason: "not_declared" }, "call.permission_denied happened"],
  ] as const) {
    it(`says "${reason}" for ${code} ${JSON.stringify(detail)}`, async () => {
      const world = opened();
      const promise = world.fanlight.getLocation();
      world.send(failure(code, { detail }));
      await assert.rejects(promise, { errMsg: `getLocation:fail ${reason}` });
    });
  }

  it("leaves out what the API does not know, and undefined", () => {
    const world = opened();
    const params = { title: "Hi", image: "a.png", mask: undefined };
    void world.fanlight.showToast(params as unknown as { title: string });
    assert.deepEqual(world.calls[0]?.params, { title: "Hi" });
  });

  for (const [name, holder] of [
    ["an object", {}],
    ["a function", () => undefined],
  ] as const) {
    it(`refuses what nests too deeply, from ${name}`, async () => {
      let deep: unknown = 1;
      for (let level = 0; level < MAX_DEPTH; level += 1) deep = [deep];
      const world = opened();
      const title = Object.assign(holder, { toJSON: () => deep }) as unknown as string;
      const promise = world.fanlight.showToast({ title });
      assert.equal(world.calls.length, 0);
      await assert.rejects(promise, { code: "call.invalid_params" });
    });
  }

  it("is answered by its own id only, once", async () => {
    const world = opened();
    const first = world.fanlight.getClipboardData();
    const second = world.fanlight.getClipboardData();
    world.send({ type: "result", id: 2, value: { data: "two" } });
    world.send({ type: "result", id: 2, value: { data: "again" } });
    world.send({ type: "result", id: 99, value: { data: "nobody's" } });
    world.send({ type: "result", id: 1, value: { data: "one" } });
    assert.equal((await first).data, "one");
    assert.equal((await second).data, "two");
  });

  it("fails when its parameters are no JSON", async () => {
    const world = opened();
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const data = cycle as unknown as null;
    await assert.rejects(async () => await world.fanlight.setStorage({ key: "k", data }), {
      code: "call.invalid_params",
    });
    assert.throws(() => world.fanlight.setStorageSync("k", 1n), { code: "call.invalid_params" });
    assert.equal(world.calls.length, 0);
  });

  it("fails when its parameters nest deeper than a message may", async () => {
    const world = opened();
    let data: Json = 1;
    for (let level = 0; level < MAX_DEPTH; level += 1) data = [data];
    await assert.rejects(async () => await world.fanlight.setStorage({ key: "k", data }), {
      code: "call.invalid_params",
    });
    assert.equal(world.calls.length, 0);
  });

  it("carries lone surrogates as U+FFFD, and backslashes as they are", () => {
    const world = opened();
    const data = "\ud800 \\ud800 \\\ud800 \udfff\ud83d\ude00";
    void world.fanlight.setClipboardData({ data });
    const [call] = world.calls;
    assert.deepEqual(call?.params, { data: "\ufffd \\ud800 \\\ufffd \ufffd\ud83d\ude00" });
  });
});

describe("WeChat's callbacks", () => {
  it("are success, then complete, and there is no promise", async () => {
    const world = opened();
    const ends: unknown[] = [];
    const task = world.fanlight.getClipboardData({
      success: (answer) => ends.push(["success", answer.errMsg]),
      fail: () => ends.push("fail"),
      complete: (end) => ends.push(["complete", end.errMsg]),
    });
    assert.ok(!("then" in task));
    world.send({ type: "result", id: 1, value: { data: "x" } });
    assert.deepEqual(ends, []);
    await settle();
    assert.deepEqual(ends, [
      ["success", "getClipboardData:ok"],
      ["complete", "getClipboardData:ok"],
    ]);
    assert.deepEqual(world.calls[0]?.params, {});
  });

  it("are fail, then complete", async () => {
    const world = opened();
    const ends: string[] = [];
    world.fanlight.showToast({
      title: "x",
      success: () => ends.push("success"),
      fail: (error) => ends.push(`fail ${error.errMsg}`),
      complete: (end) => ends.push(`complete ${end.errMsg}`),
    });
    world.send({
      type: "failure",
      id: 1,
      code: "call.rate_limited",
      message: "showToast: slow down",
      retriable: true,
      detail: {},
    });
    await settle();
    assert.deepEqual(ends, ["fail showToast:fail slow down", "complete showToast:fail slow down"]);
  });
});

describe("taking a call back", () => {
  it("settles it at once and tells the host", async () => {
    const world = opened();
    const task = world.fanlight.request({ url: "https://api.example.org/" });
    task.abort();
    await assert.rejects(task, { errMsg: "request:fail abort", code: "call.cancelled" });
    assert.deepEqual(world.received.at(-1)?.message, { type: "cancel", id: 1 });
    // A late answer, and a second abort, change nothing.
    world.send({ type: "result", id: 1, value: {} });
    task.abort();
    assert.equal(world.received.length, 3);
  });

  it("works by an AbortSignal too, also one that was aborted before", async () => {
    const world = opened();
    const controller = new AbortController();
    const { signal } = controller;
    const first = world.fanlight.getLocation({}, { signal });
    controller.abort();
    await assert.rejects(first, { errMsg: "getLocation:fail abort" });
    await assert.rejects(world.fanlight.getLocation({}, { signal }), {
      errMsg: "getLocation:fail abort",
    });
  });
});

describe("request", () => {
  it("carries bytes both ways", async () => {
    const world = opened();
    const data = new Uint8Array([0, 1, 254, 255]);
    const promise = world.fanlight.request({
      url: "https://api.example.org/",
      method: "POST",
      responseType: "arraybuffer",
      data: data.subarray(1) as unknown as null,
    });
    assert.deepEqual(world.calls[0]?.params, {
      url: "https://api.example.org/",
      method: "POST",
      responseType: "arraybuffer",
      body: "Af7/",
    });
    const value = { data: null, body: "AAH+/w==", statusCode: 200, header: {} };
    world.send({ type: "result", id: 1, value });
    const answer = await promise;
    assert.deepEqual(new Uint8Array(answer.data as unknown as ArrayBuffer), data);
    assert.deepEqual(Object.keys(answer).sort(), ["data", "errMsg", "header", "statusCode"]);
  });

  it("gives a text as a text", async () => {
    const world = opened();
    const promise = world.fanlight.request({ url: "https://api.example.org/", data: "tea" });
    const value = { data: "AAH+/w==", body: null, statusCode: 200, header: {} };
    world.send({ type: "result", id: 1, value });
    assert.equal((await promise).data, "AAH+/w==");
  });
});

describe("the API object", () => {
  it("has every API, with Sync where the table says so", () => {
    const { fanlight } = opened();
    const api = fanlight as unknown as Record<string, unknown>;
    for (const [name, { sync }] of Object.entries(METHODS)) {
      assert.equal(typeof api[name], "function", name);
      assert.equal(typeof api[`${name}Sync`], sync ? "function" : "undefined", name);
      assert.equal(fanlight.canIUse(name), true, name);
    }
    assert.equal(fanlight.canIUse("getStorageSync"), true);
    assert.equal(fanlight.canIUse("onThemeChange"), true);
    assert.equal(fanlight.canIUse("openBluetoothAdapter"), false);
    assert.equal(fanlight.canIUse("toString"), false);
  });

  it("tells events to listeners until they are taken off", async () => {
    const world = opened();
    const heard: string[] = [];
    const listener = ({ theme }: { theme: string }): void => {
      heard.push(theme);
    };
    world.fanlight.on("themeChange", listener);
    world.fanlight.onThemeChange(({ theme }) => heard.push(`also ${theme}`));
    const change = { type: "event", name: "themeChange", payload: { theme: "dark" } };
    world.send(change);
    await settle();
    world.fanlight.off("themeChange", listener);
    world.send(change);
    await settle();
    world.fanlight.offThemeChange();
    world.send(change);
    world.send({ type: "event", name: "fromAnotherAge", payload: null });
    await settle();
    assert.deepEqual(heard, ["dark", "also dark", "also dark"]);
    assert.throws(() => {
      world.fanlight.on("nothing" as "themeChange", listener);
    }, TypeError);
    assert.throws(() => {
      world.fanlight.on("themeChange", null as unknown as typeof listener);
    }, TypeError);
  });

  it("goes on working when the page changes prototypes", async () => {
    const window = new EventTarget();
    const document = Object.assign(new EventTarget(), { readyState: "complete" as const });
    const page = makePage(window, document);
    const broken = (): never => {
      throw new Error("polluted");
    };
    const targets: [object, string][] = [
      [Map.prototype, "get"],
      [Map.prototype, "set"],
      [Map.prototype, "delete"],
      [Set.prototype, "forEach"],
      [JSON, "parse"],
      [JSON, "stringify"],
      [Array.prototype, "push"],
      [Array.prototype, "map"],
      [String.prototype, "startsWith"],
      [String.prototype, "slice"],
      [EventTarget.prototype, "dispatchEvent"],
      [EventTarget.prototype, "addEventListener"],
      [Object, "assign"],
      [Object, "keys"],
      [Function.prototype, "call"],
      [Function.prototype, "apply"],
    ];
    const saved = targets.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
    const event = new CustomEvent("fanlight:message", {
      detail: '{"type":"result","id":1,"value":{"networkType":"wifi"}}',
    });
    const tell = window.dispatchEvent.bind(window, event);
    const sent: unknown[] = [];
    window.addEventListener("fanlight:call", (call) => {
      sent[sent.length] = (call as CustomEvent).detail;
    });
    let promise: Promise<unknown>;
    try {
      for (const [owner, name] of targets) {
        Object.defineProperty(owner, name, { value: broken, configurable: true, writable: true });
      }
      promise = page.getNetworkType();
      tell();
    } finally {
      targets.forEach(([owner, name], i) => {
        Reflect.defineProperty(owner, name, saved[i] ?? {});
      });
    }
    assert.deepEqual(sent, ['{"type":"call","id":1,"method":"getNetworkType","params":{}}']);
    assert.deepEqual(await promise, { networkType: "wifi", errMsg: "getNetworkType:ok" });
  });
});
