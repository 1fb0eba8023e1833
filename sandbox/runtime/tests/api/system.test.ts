import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { gcj02 } from "../../src/api/location.ts";
import { refusal } from "./fake_ground.ts";
import { open, settled } from "./outcome.ts";

const SYSTEM = {
  brand: "desktop",
  model: "desktop",
  system: "Linux 6",
  platform: "linux",
  version: "0.1.0",
  SDKVersion: "3.9.0",
  fontSizeSetting: 16,
  host: { name: "Fanlight", version: "0.1.0" },
};

describe("facts of the system", () => {
  it("come from the host once and from the view each time", () => {
    const { call, fake } = open((ground) => {
      ground.host["getSystemInfo"] = () => SYSTEM;
    });
    const all = call("getSystemInfoSync") as Record<string, unknown>;
    assert.equal(all["platform"], "linux");
    assert.equal(all["windowWidth"], 375);
    assert.equal(all["theme"], "light");
    assert.equal(all["deviceOrientation"], "portrait");
    assert.equal((call("getWindowInfo") as { pixelRatio: number }).pixelRatio, 2);
    assert.equal((call("getDeviceInfo") as { brand: string }).brand, "desktop");
    assert.equal((call("getAppBaseInfo") as { SDKVersion: string }).SDKVersion, "3.9.0");
    assert.equal(fake.calls.length, 1);
    const rect = call("getMenuButtonBoundingClientRect") as { width: number };
    assert.equal(rect.width, 87);
  });

  it("every member that WeChat's typings declare for getSystemInfoSync is there", async () => {
    const { Facts } = await import("../../src/api/facts.ts");
    const { call } = open((ground) => {
      ground.host["getSystemInfo"] = () => SYSTEM;
    });
    const all = call("getSystemInfoSync") as object;
    const declared = [...(new Facts().of("getSystemInfoSync")?.back.keys() ?? [])];
    assert.ok(declared.length > 20);
    assert.deepEqual(
      declared.filter((name) => !(name in all)),
      [],
    );
  });
});

describe("the app", () => {
  it("hears its events, and stops hearing one or all", () => {
    const { call, fake } = open();
    const heard: string[] = [];
    const first = (): void => void heard.push("first");
    call("onAppHide", first);
    call("onAppHide", () => heard.push("second"));
    fake.appEvent("hide", {});
    call("offAppHide", first);
    fake.appEvent("hide", {});
    call("offAppHide");
    fake.appEvent("hide", {});
    assert.deepEqual(heard, ["first", "second", "second"]);
  });

  it("hears of another theme by onThemeChange, until it says not to", () => {
    const { call, fake } = open();
    const heard: unknown[] = [];
    call("onThemeChange", (theme: unknown) => heard.push(theme));
    fake.appEvent("themeChange", { theme: "dark" });
    call("offThemeChange");
    fake.appEvent("themeChange", { theme: "light" });
    assert.deepEqual(heard, [{ theme: "dark" }]);
  });

  it("hears of the network, until it says not to", () => {
    const { call, fake } = open();
    const heard: unknown[] = [];
    call("onNetworkStatusChange", (status: unknown) => heard.push(status));
    fake.hosted("networkStatusChange", { isConnected: false, networkType: "none" });
    call("offNetworkStatusChange");
    fake.hosted("networkStatusChange", { isConnected: true, networkType: "wifi" });
    assert.deepEqual(heard, [{ isConnected: false, networkType: "none" }]);
  });

  it("asks for keys only while somebody listens", () => {
    const { call, fake } = open();
    const heard: unknown[] = [];
    const listener = ({ key }: { key: string }): void => void heard.push(key);
    call("onKeyDown", listener);
    fake.happened("key", { way: "down", key: "a", code: "KeyA", timeStamp: 1 });
    fake.happened("key", { way: "up", key: "b", code: "KeyB", timeStamp: 1 });
    call("offKeyDown", listener);
    assert.deepEqual(heard, ["a"]);
    assert.deepEqual(
      fake.tells.map(({ params }) => params),
      [
        { down: true, up: false },
        { down: false, up: false },
      ],
    );
  });

  it("learns of an update once, and that it has arrived", async () => {
    const { call, fake } = open((ground) => {
      ground.host["getUpdate"] = () => ({ hasUpdate: true });
      ground.host["fetchUpdate"] = () => ({});
      ground.host["applyUpdate"] = () => ({});
    });
    const heard: unknown[] = [];
    const manager = call("getUpdateManager") as Record<string, (hear: unknown) => void>;
    manager["onCheckForUpdate"]?.(({ hasUpdate }: { hasUpdate: boolean }) => heard.push(hasUpdate));
    manager["onUpdateReady"]?.(() => heard.push("ready"));
    await settled();
    assert.deepEqual(heard, [true, "ready"]);
    manager["applyUpdate"]?.(undefined);
    await settled();
    assert.deepEqual(
      fake.calls.map(({ name }) => name),
      ["getUpdate", "fetchUpdate", "applyUpdate"],
    );
  });

  it("hears that an update did not arrive, and nothing of one that is not there", async () => {
    const { call, fake } = open((ground) => {
      ground.host["getUpdate"] = () => ({ hasUpdate: true });
      ground.host["fetchUpdate"] = () => {
        throw refusal("call.network");
      };
    });
    const told = async (): Promise<unknown[]> => {
      const heard: unknown[] = [];
      const manager = call("getUpdateManager") as Record<string, (hear: unknown) => void>;
      manager["onCheckForUpdate"]?.((told: { hasUpdate: boolean }) => heard.push(told.hasUpdate));
      manager["onUpdateReady"]?.(() => heard.push("ready"));
      manager["onUpdateFailed"]?.(() => heard.push("failed"));
      await settled();
      return heard;
    };
    assert.deepEqual(await told(), [true, "failed"]);
    fake.host["getUpdate"] = () => ({ hasUpdate: false });
    assert.deepEqual(await told(), [false]);
    fake.host["getUpdate"] = () => {
      throw refusal("call.network");
    };
    assert.deepEqual(await told(), [false]);
  });

  it("knows where it comes from; a version is told of releases alone", () => {
    const { call, fake } = open((ground) => {
      ground.host["getAppIdentity"] = () => ({ envVersion: "release", version: "1.2.0" });
    });
    type Account = { miniProgram: object; plugin: object };
    const appId = "wx0123456789abcdef";
    assert.deepEqual((call("getAccountInfoSync") as Account).miniProgram, {
      appId,
      envVersion: "release",
      version: "1.2.0",
    });
    fake.host["getAppIdentity"] = () => ({ envVersion: "develop", version: "1.2.0" });
    assert.deepEqual((call("getAccountInfoSync") as Account).miniProgram, {
      appId,
      envVersion: "develop",
      version: "",
    });
  });

  it("begins anew at a page, or goes back to who opened it", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.host["restartMiniProgram"] = () => ({});
      ground.host["navigateBackMiniProgram"] = () => {
        throw refusal("call.not_found", "nothing to go back to");
      };
    });
    await call("restartMiniProgram", { path: "/pages/other/other?a=1" });
    const back = await failure("navigateBackMiniProgram", { extraData: { chosen: 3 } });
    assert.equal(back["errMsg"], "navigateBackMiniProgram:fail nothing to go back to");
    assert.deepEqual(
      fake.calls.map(({ params }) => params),
      [{ path: "pages/other/other?a=1" }, { extraData: { chosen: 3 } }],
    );
  });

  it("reports events and logs to the host, whatever they are made of", async () => {
    const { call, fake } = open((ground) => {
      ground.host["reportEvent"] = () => ({});
      ground.host["appLog"] = () => ({});
    });
    call("reportEvent", "paid", { price: 1, run: () => 1 });
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    (call("getLogManager") as { info: (...given: unknown[]) => void }).info("a", { b: 1 }, cycle);
    await settled();
    assert.deepEqual(
      fake.calls.map(({ params }) => params),
      [
        { eventId: "paid", data: { price: 1 } },
        { level: "info", text: '[log] a {"b":1} [object Object]' },
      ],
    );
  });

  it("records its way to the first page with WeChat's names", async () => {
    const { call, fake } = open();
    type Performance = {
      getEntries(): { name: string; entryType: string }[];
      createObserver(hear: (list: { getEntries(): { name: string }[] }) => void): {
        observe(options: object): void;
      };
    };
    const performance = call("getPerformance") as Performance;
    const seen: string[] = [];
    const observer = performance.createObserver((list) => {
      seen.push(...list.getEntries().map(({ name }) => name));
    });
    observer.observe({ entryTypes: ["navigation"] });
    fake.appEvent("route", { path: "pages/index/index", query: {}, openType: "appLaunch" });
    fake.appEvent("route", { path: "pages/other/other", query: {}, openType: "navigateTo" });
    await settled();
    assert.deepEqual(seen, ["appLaunch", "route"]);
    const names = performance.getEntries().map(({ entryType, name }) => `${entryType} ${name}`);
    assert.ok(names.includes("render firstRender"), names.join());
  });
});

describe("the device", () => {
  it("copies with WeChat's own toast, in the person's language", async () => {
    const { call, fake } = open((ground) => {
      ground.host["setClipboardData"] = () => ({});
      ground.host["showToast"] = () => ({});
    });
    await call("setClipboardData", { data: "tea" });
    await settled();
    assert.deepEqual(fake.calls, [
      { name: "setClipboardData", params: { data: "tea" } },
      { name: "showToast", params: { title: "内容已复制", icon: "none" } },
    ]);
  });

  it("calls a telephone number through the system", async () => {
    const { call, fake } = open((ground) => {
      ground.host["openExternal"] = () => ({});
    });
    await call("makePhoneCall", { phoneNumber: "+86 (10) 123" });
    assert.deepEqual(fake.calls[0]?.params, { url: "tel:+8610123" });
  });

  it("has the host's battery, and keeps the host's screen on", async () => {
    const charge = { level: 73, isCharging: false, isLowPowerModeEnabled: true };
    const { call, failure, fake } = open((ground) => {
      ground.host["getBatteryInfo"] = () => charge;
      ground.host["setKeepScreenOn"] = () => ({});
    });
    assert.deepEqual(call("getBatteryInfoSync"), charge);
    assert.deepEqual(await call("getBatteryInfo"), { ...charge, errMsg: "getBatteryInfo:ok" });
    await call("setKeepScreenOn", { keepScreenOn: true });
    assert.deepEqual(fake.calls.at(-1)?.params, { keepScreenOn: true });
    fake.host["getBatteryInfo"] = () => {
      throw refusal("call.deadline");
    };
    assert.equal((await failure("getBatteryInfo"))["errMsg"], "getBatteryInfo:fail timeout");
  });

  it("hears of the battery while it listens, and no longer", async () => {
    const { call, fake } = open((ground) => {
      ground.host["watchBatteryInfo"] = () => ({});
    });
    const asked = (): unknown[] => fake.calls.map(({ params }) => params);
    const told: unknown[] = [];
    const hear = (charge: unknown): number => told.push(charge);
    const other = (): undefined => undefined;
    call("onBatteryInfoChange", hear);
    call("onBatteryInfoChange", other);
    const charge = { level: 20, isCharging: false, isLowPowerModeEnabled: true };
    fake.hosted("batteryInfoChange", charge);
    call("offBatteryInfoChange", hear);
    fake.hosted("batteryInfoChange", charge);
    await settled();
    assert.deepEqual(asked(), [{ watch: true }]);
    call("offBatteryInfoChange");
    await settled();
    assert.deepEqual(asked(), [{ watch: true }, { watch: false }]);
    assert.deepEqual(told, [charge]);
  });

  it("turns bytes into base64 and back", () => {
    const { call } = open();
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    const text = call("arrayBufferToBase64", bytes.buffer) as string;
    assert.equal(text, Buffer.from(bytes).toString("base64"));
    assert.deepEqual(new Uint8Array(call("base64ToArrayBuffer", text) as ArrayBuffer), bytes);
    const loose = call("base64ToArrayBuffer", "-_8\n") as ArrayBuffer;
    assert.deepEqual([...new Uint8Array(loose)], [0xfb, 0xff]);
  });
});

describe("location", () => {
  it("is shifted for GCJ-02 inside China only", async () => {
    const { call } = open((ground) => {
      ground.host["getLocation"] = () => ({
        latitude: 39.908722,
        longitude: 116.397496,
        speed: -1,
      });
    });
    type Place = { latitude: number; longitude: number; speed: number };
    const plain = (await call("getLocation", { type: "wgs84" })) as Place;
    assert.deepEqual([plain.latitude, plain.longitude], [39.908722, 116.397496]);
    const shifted = (await call("getLocation", { type: "gcj02" })) as Place;
    // Tiananmen in both systems, as published converters agree on to a metre.
    assert.ok(Math.abs(shifted.latitude - 39.910126) < 1e-5, String(shifted.latitude));
    assert.ok(Math.abs(shifted.longitude - 116.403738) < 1e-5, String(shifted.longitude));
    assert.equal(shifted.speed, -1);
    assert.deepEqual(gcj02(48.85, 2.35), { latitude: 48.85, longitude: 2.35 });
  });

  it("opens on a map in the browser, where it is in WGS-84", async () => {
    const { call, fake } = open((ground) => {
      ground.host["openExternal"] = () => ({});
    });
    await call("openLocation", { latitude: 39.910126, longitude: 116.403738, scale: 30 });
    const url = new URL(String(fake.calls[0]?.params["url"]));
    assert.equal(url.host, "www.openstreetmap.org");
    assert.ok(Math.abs(Number(url.searchParams.get("mlat")) - 39.908722) < 5e-5);
    assert.ok(Math.abs(Number(url.searchParams.get("mlon")) - 116.397496) < 5e-5);
    assert.match(url.hash, /^#map=18\//);
  });

  it("is chosen in the host's form: shifted on the way there and on the way back", async () => {
    const { call, failure, fake } = open((ground) => {
      ground.host["chooseLocation"] = (given) => ({ name: "Tea house", address: "", ...given });
    });
    const given = { latitude: 39.910126, longitude: 116.403738 };
    type Chosen = { name: string; latitude: number; longitude: number };
    const chosen = (await call("chooseLocation", given)) as Chosen;
    assert.equal(chosen.name, "Tea house");
    assert.ok(Math.abs(chosen.latitude - given.latitude) < 1e-8, String(chosen.latitude));
    assert.ok(Math.abs(chosen.longitude - given.longitude) < 1e-8, String(chosen.longitude));
    const told = fake.calls[0]?.params as { latitude: number; longitude: number };
    assert.ok(Math.abs(told.latitude - 39.908722) < 1e-5, String(told.latitude));
    assert.ok(Math.abs(told.longitude - 116.397496) < 1e-5, String(told.longitude));
    fake.host["chooseLocation"] = () => {
      throw refusal("call.cancelled");
    };
    assert.deepEqual(await failure("chooseLocation"), { errMsg: "chooseLocation:fail cancel" });
    assert.deepEqual(fake.calls[1]?.params, {});
  });

  it("is told once while updates are asked for", async () => {
    const { call } = open((ground) => {
      ground.host["getLocation"] = () => ({ latitude: 1, longitude: 2 });
    });
    const heard: unknown[] = [];
    call("onLocationChange", ({ latitude }: { latitude: number }) => heard.push(latitude));
    await call("startLocationUpdate");
    await settled();
    assert.deepEqual(heard, [1]);
  });
});
