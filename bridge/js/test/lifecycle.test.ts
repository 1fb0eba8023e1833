import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { World, settle } from "./world.ts";

const options = { path: "pages/a/a", query: { id: "1" }, scene: "link", referrerInfo: null };

function parsed(): World {
  const world = new World();
  world.open();
  world.document.parsed();
  return world;
}

describe("W3C MiniApp Lifecycle, Global", () => {
  it("knows how the app was opened from Welcome on", () => {
    const world = new World();
    world.open({
      launch: {
        path: "pages/a/a",
        query: {},
        scene: "app",
        referrerAppId: "org.example.other",
        extraData: { n: 1 },
      },
    });
    assert.deepEqual(world.fanlight.global.inputObject, {
      pagePath: "pages/a/a",
      referrerInfo: '{"appId":"org.example.other","extraData":{"n":1}}',
      lang: "zh-CN",
      dir: "auto",
    });
  });

  it("goes through its states, with events, and stays unloaded", () => {
    const { fanlight, send } = bound(parsed());
    const heard: string[] = [];
    for (const state of ["launched", "shown", "hidden", "unloaded"]) {
      fanlight.global.addEventListener(`global${state}`, (event) => {
        heard.push(`${event.type} ${fanlight.global.globalState}`);
      });
    }
    send("appLaunched", options);
    send("appShown", options);
    send("appHidden", null);
    send("appShown", { ...options, path: "pages/b/b" });
    assert.equal(fanlight.global.inputObject.pagePath, "pages/b/b");
    send("appUnloaded", null);
    send("appShown", options);
    assert.deepEqual(heard, [
      "globallaunched launched",
      "globalshown shown",
      "globalhidden hidden",
      "globalshown shown",
      "globalunloaded unloaded",
    ]);
    assert.equal(fanlight.global.globalState, "unloaded");
  });

  it("has event handler attributes: one function each, in the place where it was set first", () => {
    const { fanlight, send } = bound(parsed());
    const { global } = fanlight;
    const heard: string[] = [];
    assert.equal(global.onglobalshown, null);
    global.onglobalshown = () => heard.push("replaced");
    global.addEventListener("globalshown", () => heard.push("listener"));
    global.onglobalshown = function onShown(event) {
      heard.push(`${event.type} ${this === global}`);
    };
    send("appShown", options);
    global.onglobalshown = "no function" as unknown as null;
    assert.equal(global.onglobalshown, null);
    send("appShown", options);
    assert.deepEqual(heard, ["globalshown true", "listener", "listener"]);
  });

  it("keeps what happens before the page's scripts ran, for them", async () => {
    const world = new World();
    const { fanlight, send } = bound(world);
    world.open();
    send("appLaunched", options);
    send("appShown", options);
    const heard: string[] = [];
    fanlight.global.ongloballaunched = () => heard.push("launched");
    fanlight.on("appShown", ({ path }) => heard.push(`shown ${path}`));
    assert.deepEqual(heard, []);
    world.document.parsed();
    await settle();
    assert.deepEqual(heard, ["launched", "shown pages/a/a"]);
  });

  it("is in error when a script fails, and says what failed", async () => {
    const world = parsed();
    const heard: string[] = [];
    world.fanlight.on("appError", ({ errorDescription }) => heard.push(errorDescription));
    world.window.dispatchEvent(Object.assign(new Event("error"), { message: "Error: boom" }));
    assert.equal(world.fanlight.global.globalState, "error");
    assert.deepEqual(world.fanlight.global.lifecycleError, {
      errorDescription: "Error: boom",
      lang: "en",
      dir: "ltr",
    });
    const reason = new TypeError("nobody");
    world.window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason }));
    // A picture that does not load is no failure of a script.
    world.window.dispatchEvent(new Event("error"));
    await settle();
    assert.deepEqual(heard, ["Error: boom", "Unhandled rejection: TypeError: nobody"]);
  });
});

function bound(world: World) {
  return {
    fanlight: world.fanlight,
    send: (name: string, payload: unknown) => {
      world.send({ type: "event", name, payload });
    },
  };
}
