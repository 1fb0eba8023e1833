import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";

import { METHODS } from "../../../../bridge/js/src/generated.ts";
import { assemble } from "../../src/api/index.ts";
import { Facts } from "../../src/api/facts.ts";
import { FACTS } from "../../src/api/generated_facts.ts";
import { Kit } from "../../src/api/kit.ts";
import { isFunction } from "../../src/api/reading.ts";
import { DEMAND } from "../../tools/demand.ts";
import { NOTES, REMOVED } from "../../tools/wx_notes.ts";
import { MEMBERS, TABLE, membersText, rows, tableText } from "../../tools/wx_table.ts";
import { factsModule } from "../../tools/wx_typings.ts";
import { FakeGround } from "./fake_ground.ts";
import { open, settled } from "./outcome.ts";

/** `host.call("…"`, `asked("…"` and their kind. */
const CALLED = /\b(?:call|callSync|asked)\(\s*"(\w+)"/g;
const STALE = "stale; run: node sandbox/runtime/tools/write_wx.ts";
const fresh = () => {
  const kit = new Kit(new FakeGround().ground);
  return { kit, wx: assemble(kit) };
};

describe("docs/wechat-api.md", () => {
  it("is what the wx object really has", () => {
    assert.ok(readFileSync(TABLE, "utf8") === tableText(), STALE);
  });

  it("is what the compiler knows of it", () => {
    assert.ok(readFileSync(MEMBERS, "utf8") === membersText(), STALE);
  });

  it("rests on the installed typings", () => {
    const path = new URL("../../src/api/generated_facts.ts", import.meta.url);
    assert.ok(readFileSync(path, "utf8") === factsModule(), STALE);
  });

  it("speaks of members that there are", () => {
    const names = new Set(new Facts().names());
    const unknown = [...DEMAND.keys(), ...Object.keys(NOTES)].filter((name) => !names.has(name));
    assert.deepEqual(unknown, []);
    const { wx } = fresh();
    assert.deepEqual(
      REMOVED.filter((name) => !(name in wx)),
      [],
    );
  });

  it("leaves nothing out: 499 members, none absent, the 150 of the first three steps with them", () => {
    const all = rows();
    assert.equal(all.length, 499);
    assert.deepEqual(
      all.filter(({ status }) => status === "absent"),
      [],
    );
    assert.equal(DEMAND.size, 150);
  });
});

describe("the host", () => {
  it("has every method that the façade calls", () => {
    const folder = new URL("../../src/api/", import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [...readFileSync(new URL(name, folder), "utf8").matchAll(CALLED)])
      .map(([, method]) => method ?? "");
    assert.ok(names.length > 40, String(names.length));
    const unknown = names.filter((name) => !(name in METHODS));
    assert.deepEqual(unknown, []);
  });
});

describe("facts", () => {
  it("are read as they were written", () => {
    const facts = new Facts();
    const toast = facts.of("showToast");
    assert.equal(toast?.kind, "call");
    assert.deepEqual(toast.parameters[0], {
      name: "title",
      required: true,
      type: "String",
      options: [],
    });
    const icon = toast.parameters.find(({ name }) => name === "icon");
    assert.deepEqual(icon?.options, ["error", "loading", "none", "success"]);
    assert.equal(facts.of("request")?.kind, "task");
    assert.equal(facts.of("none"), null);
    assert.equal(facts.names().length, FACTS.trim().split("\n").length);
  });
});

describe("what fails politely", () => {
  it("each asynchronous API calls fail and complete, or rejects, with its own name", async () => {
    const { kit, wx } = fresh();
    const names = [...kit.failing.keys()].filter((name) => {
      const kind = kit.facts.of(name)?.kind;
      return kind === "call" || kind === "task";
    });
    assert.ok(names.length > 100, String(names.length));
    const heard = new Map<string, string[]>();
    for (const name of names) {
      const api = wx[name];
      assert.ok(isFunction(api), name);
      const order: string[] = [];
      heard.set(name, order);
      const note = ({ errMsg }: { errMsg: string }): void => void order.push(errMsg);
      api({ fail: note, complete: note });
      await assert.rejects(Promise.resolve(api()), { errMsg: new RegExp(`^${name}:fail`) });
    }
    await settled();
    for (const [name, order] of heard) {
      assert.equal(order.length, 2, name);
      assert.match(order[0] ?? "", new RegExp(`^${name}:fail[ :]\\S`));
      assert.equal(order[0], order[1]);
    }
  });

  it("a rejection that nobody looks at is no error of the app", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const { call } = open();
    call("openBluetoothAdapter");
    call("startAccelerometer", {});
    (call("createRewardedVideoAd", {}) as { load(): unknown }).load();
    await settled();
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  it("Bluetooth says what it says on a telephone that has it switched off", async () => {
    const { failure } = open();
    assert.deepEqual(await failure("openBluetoothAdapter"), {
      errMsg: "openBluetoothAdapter:fail:not available",
      errCode: 10001,
      errno: 1500102,
    });
  });

  it("an advertisement tells onError and rejects", async () => {
    const { call } = open();
    type Ad = { onError(hear: (error: object) => void): void; show(): Promise<unknown> };
    const ad = call("createInterstitialAd", { adUnitId: "a" }) as Ad;
    const heard: object[] = [];
    ad.onError((error) => heard.push(error));
    await assert.rejects(ad.show(), { errCode: 1004 });
    await settled();
    assert.equal(heard.length, 2);
  });

  it("the cloud is prepared and then fails, also its database", async () => {
    const { wx } = open();
    const cloud = wx["cloud"] as Record<string, (given?: unknown) => unknown>;
    assert.equal(cloud["init"]?.({ env: "a" }), undefined);
    await assert.rejects(cloud["callFunction"]?.({ name: "a" }) as Promise<unknown>, {
      errMsg: "cloud.callFunction:fail cloud is not configured in this host",
    });
    const task = cloud["downloadFile"]?.({ fail: () => undefined }) as {
      onProgressUpdate(hear: unknown): void;
    };
    task.onProgressUpdate(() => undefined);
    type Query = { where(what: object): Query; get(): Promise<unknown> };
    type Database = { collection(name: string): Query; command: { gt(than: number): object } };
    const database = cloud["database"]?.() as Database;
    const query = database.collection("a").where({ a: database.command.gt(1) });
    await assert.rejects(query.get(), { errMsg: /^cloud\.database\.get:fail / });
  });

  it("objects of hardware can be made, listened to and ended", async () => {
    const { call } = open();
    type Socket = { onError(hear: (error: object) => void): void; connect(to: object): void };
    const socket = call("createTCPSocket") as Socket & { close(): void };
    const heard: object[] = [];
    socket.onError((error) => heard.push(error));
    socket.connect({ address: "a", port: 1 });
    socket.close();
    const recorder = call("getRecorderManager") as Socket & { start(): void };
    recorder.onError((error) => heard.push(error));
    recorder.start();
    await settled();
    assert.deepEqual(heard, [
      { errMsg: "connect:fail not supported", errno: 6 },
      { errMsg: "operateRecorder:fail auth deny" },
    ]);
  });

  it("worklets end where they were to arrive", () => {
    const { wx } = open();
    type Worklet = Record<string, (...given: unknown[]) => unknown>;
    const worklet = wx["worklet"] as Worklet;
    const shared = worklet["shared"]?.(1) as { value: unknown };
    const derived = worklet["derived"]?.(() => Number(shared.value) + 1) as { value: unknown };
    const ended: unknown[] = [];
    shared.value = worklet["timing"]?.(5, {}, (finished: unknown) => ended.push(finished));
    assert.deepEqual([shared.value, derived.value, ended], [5, 6, [true]]);
    type Curve = { (time: number): number; factory(): Curve };
    const easing = worklet["Easing"] as unknown as Record<string, (...given: number[]) => unknown>;
    assert.equal((easing["bezier"]?.(0, 0, 1, 1) as Curve).factory()(0.5), 0.5);
    assert.equal(easing["linear"]?.(0.25), 0.25);
  });
});

describe("canIUse", () => {
  const TRUE = [
    "getSystemInfoSync",
    "getSystemInfoSync.return.theme",
    "getSystemInfoSync.return.safeArea.left",
    "getSystemInfo.success.screenWidth",
    "showToast.object.icon.error",
    "showToast.object.fail",
    "request.object.method.OPTIONS",
    "onThemeChange.callback.theme",
    "button.open-type.share",
    "button",
    "scroll-view.refresher-enabled",
    "InnerAudioContext.onPlay",
    "SocketTask.onOpen",
    "DownloadTask.onProgressUpdate",
    "CanvasContext.setFillStyle",
    "VideoContext.requestFullScreen",
    "FileSystemManager.readZipEntry",
    "saveFile",
    "env.USER_DATA_PATH",
  ];
  const FALSE = [
    "",
    "none",
    "openBluetoothAdapter",
    "onCompassChange",
    "getSystemInfoSync.return.none",
    "showToast.object.none",
    "showToast.return",
    "showToast.object.icon.unknown",
    "button.open-type.none",
    "button.none",
    "FileSystemManager.none",
    "live-pusher.url",
  ];
  for (const schema of TRUE) {
    it(`says yes to ${schema}`, () => {
      assert.equal(open().call("canIUse", schema), true);
    });
  }
  for (const schema of FALSE) {
    it(`says no to "${schema}"`, () => {
      assert.equal(open().call("canIUse", schema), false);
    });
  }

  it("is not deceived by what the app does to wx", () => {
    const { wx, call } = open();
    wx["mine"] = () => 1;
    delete wx["login"];
    assert.deepEqual([call("canIUse", "mine"), call("canIUse", "login")], [false, true]);
  });
});
