// The order of lifecycle calls for each way to open, cover, return to and close a page. WeChat's
// documents say it for pages (framework/app-service/route, page-life-cycle) and for components
// (framework/custom-component/lifetimes); where they are silent, measurements that its developers
// published: created and attached before onLoad, pageLifetimes.show before onShow, ready before
// onReady, onUnload before detached.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Stage, type AppSource, type Part, type Scope } from "./stage.ts";

const APP_CALLS = ["onLaunch", "onShow", "onHide", "onPageNotFound"];
const PAGE_CALLS = ["onLoad", "onShow", "onReady", "onHide", "onUnload", "onTabItemTap"];
const LIFETIMES = ["created", "attached", "ready", "detached"];
const PAGE_LIFETIMES = ["show", "hide"];

class Record {
  #log: string[] = [];

  /** Functions that note their names. */
  calls(who: string, names: readonly string[]): object {
    return Object.fromEntries(
      names.map((name) => [
        name,
        () => {
          this.#log.push(`${who}.${name}`);
        },
      ]),
    );
  }

  note(text: string): void {
    this.#log.push(text);
  }

  /** What was noted since the last time. */
  take(): string[] {
    const log = this.#log;
    this.#log = [];
    return log;
  }
}

/** Pages A and B are tabs, C and D are not; A and C hold a card with an inner dot. */
function source(record: Record, more: Partial<AppSource> = {}): AppSource {
  const page = (name: string, wxml = ""): Part => ({
    wxml,
    json: { usingComponents: { card: "card" } },
    script: ({ Page }: Scope) => {
      Page(record.calls(name, PAGE_CALLS));
    },
  });
  const component = (name: string, wxml: string): Part => ({
    wxml,
    json: { usingComponents: { dot: "dot" } },
    script: ({ Component }: Scope) => {
      Component({
        lifetimes: record.calls(name, LIFETIMES),
        pageLifetimes: record.calls(name, PAGE_LIFETIMES),
      });
    },
  });
  const list = ["a", "b"].map((pagePath) => ({ pagePath, text: pagePath }));
  const colors = { color: "", selectedColor: "", backgroundColor: "", borderStyle: "" };
  return {
    app: ({ App }) => {
      App(record.calls("App", APP_CALLS));
    },
    pages: { a: page("A", "<card/>"), b: page("B"), c: page("C", "<card/>"), d: page("D") },
    components: { card: component("card", "<dot/>"), dot: component("dot", "") },
    ...more,
    config: { tabBar: { custom: false, position: "bottom", ...colors, list }, ...more.config },
  };
}

async function open(record: Record, more?: Partial<AppSource>): Promise<Stage> {
  return Stage.open(source(record, more));
}

/** What was noted while `go` ran and everything that it brought about. */
async function during(record: Record, stage: Stage, go: () => Promise<unknown>): Promise<string[]> {
  await stage.settle();
  record.take();
  await go();
  await stage.settle();
  return record.take();
}

describe("opening", () => {
  it("the app and its first page", async () => {
    const record = new Record();
    await open(record);
    assert.deepEqual(record.take(), [
      "App.onLaunch",
      "App.onShow",
      "dot.created",
      "card.created",
      "card.attached",
      "dot.attached",
      "A.onLoad",
      "card.show",
      "dot.show",
      "A.onShow",
      "card.ready",
      "dot.ready",
      "A.onReady",
    ]);
  });

  it("runs pages' scripts after onLaunch", async () => {
    const record = new Record();
    await open(record, {
      app: ({ App }) => {
        App({
          globalData: {},
          onLaunch(this: { globalData: object }) {
            this.globalData = { ready: true };
          },
        });
      },
      pages: {
        a: {
          script: ({ Page, getApp }) => {
            record.note(JSON.stringify(getApp()["globalData"]));
            Page({});
          },
        },
      },
      config: { tabBar: null },
    });
    assert.deepEqual(record.take(), ['{"ready":true}']);
  });

  it("a page that does not exist, then the entry", async () => {
    const record = new Record();
    const launch = { path: "x", query: {}, scene: 1001, referrerAppId: null, extraData: null };
    const stage = await Stage.open(source(record), { launch });
    const log = record.take();
    assert.deepEqual(log.slice(0, 3), ["App.onLaunch", "App.onShow", "App.onPageNotFound"]);
    assert.equal(stage.runtime.stack.top?.route, "a");
  });

  it("a page that does not exist, where the app goes elsewhere", async () => {
    const record = new Record();
    const launch = { path: "x", query: {}, scene: 1001, referrerAppId: null, extraData: null };
    let stage: Stage | null = null;
    stage = new Stage(
      source(record, {
        app: ({ App }) => {
          App({
            onPageNotFound({ path }: { path: string }) {
              record.note(path);
              void stage?.runtime.router.redirectTo({ url: "/d" });
            },
          });
        },
      }),
      { launch },
    );
    await stage.start();
    await stage.settle();
    assert.deepEqual(record.take(), ["x", "D.onLoad", "D.onShow", "D.onReady"]);
    assert.deepEqual(
      stage.runtime.stack.all.map((page) => page.route),
      ["d"],
    );
  });
});

describe("covering and returning", () => {
  it("navigateTo hides, then loads", async () => {
    const record = new Record();
    const stage = await open(record);
    const go = () => stage.runtime.router.navigateTo({ url: "c" });
    assert.deepEqual(await during(record, stage, go), [
      "card.hide",
      "dot.hide",
      "A.onHide",
      "dot.created",
      "card.created",
      "card.attached",
      "dot.attached",
      "C.onLoad",
      "card.show",
      "dot.show",
      "C.onShow",
      "card.ready",
      "dot.ready",
      "C.onReady",
    ]);
  });

  it("navigateBack unloads from the top, then shows", async () => {
    const record = new Record();
    const stage = await open(record);
    const { router } = stage.runtime;
    await router.navigateTo({ url: "c" });
    await router.navigateTo({ url: "d" });
    assert.deepEqual(await during(record, stage, () => router.navigateBack({ delta: 2 })), [
      "D.onUnload",
      "C.onUnload",
      "dot.detached",
      "card.detached",
      "card.show",
      "dot.show",
      "A.onShow",
    ]);
  });

  it("redirectTo unloads, then loads", async () => {
    const record = new Record();
    const stage = await open(record);
    const { router } = stage.runtime;
    await router.navigateTo({ url: "d" });
    const go = () => router.redirectTo({ url: "c" });
    const log = await during(record, stage, go);
    assert.deepEqual(
      log.filter((call) => /^[A-Z]/.test(call)),
      ["D.onUnload", "C.onLoad", "C.onShow", "C.onReady"],
    );
  });

  it("reLaunch unloads all from the top, tab pages that wait too", async () => {
    const record = new Record();
    const stage = await open(record);
    const { router } = stage.runtime;
    await router.switchTab({ url: "b" });
    await router.navigateTo({ url: "d" });
    const log = await during(record, stage, () => router.reLaunch({ url: "c" }));
    assert.deepEqual(
      log.filter((call) => /^[A-Z]/.test(call)),
      ["D.onUnload", "B.onUnload", "A.onUnload", "C.onLoad", "C.onShow", "C.onReady"],
    );
  });

  it("the app going to the back and coming to the front", async () => {
    const record = new Record();
    const stage = await open(record);
    await stage.hosted("appShown", { path: "a", query: {}, scene: "launcher", referrerInfo: null });
    record.take();
    await stage.hosted("appHidden");
    assert.deepEqual(record.take(), ["card.hide", "dot.hide", "A.onHide", "App.onHide"]);
    await stage.hosted("appShown", { path: "a", query: {}, scene: "launcher", referrerInfo: null });
    assert.deepEqual(record.take(), ["App.onShow", "card.show", "dot.show", "A.onShow"]);
  });

  it("a link to another page while the app runs", async () => {
    const record = new Record();
    const stage = await open(record);
    record.take();
    await stage.hosted("appShown", { path: "d", query: { x: "1" }, scene: "link" });
    const pages = record.take().filter((call) => /^[A-Z]/.test(call));
    assert.deepEqual(pages, ["A.onUnload", "D.onLoad", "D.onShow", "D.onReady"]);
    assert.deepEqual(stage.runtime.stack.top?.query, { x: "1" });
  });
});

/** The table of WeChat's "页面路由": A and B tabs, C opened from A, D from C. */
describe("switchTab", () => {
  const table: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
    ["A to A", [], "a", []],
    ["A to B", [], "b", ["A.onHide", "B.onLoad", "B.onShow", "B.onReady"]],
    ["A to B again", ["b", "a"], "b", ["A.onHide", "B.onShow"]],
    ["C to A", ["c"], "a", ["C.onUnload", "A.onShow"]],
    ["C to B", ["c"], "b", ["C.onUnload", "B.onLoad", "B.onShow", "B.onReady"]],
    ["D to B", ["c", "d"], "b", ["D.onUnload", "C.onUnload", "B.onLoad", "B.onShow", "B.onReady"]],
  ];
  for (const [name, before, to, expected] of table) {
    it(name, async () => {
      const record = new Record();
      const stage = await open(record);
      const { router } = stage.runtime;
      for (const url of before) {
        await (url === "a" || url === "b" ? router.switchTab({ url }) : router.navigateTo({ url }));
      }
      const log = await during(record, stage, () => router.switchTab({ url: to }));
      assert.deepEqual(
        log.filter((call) => /^[A-Z]/.test(call)),
        expected,
      );
      assert.deepEqual(
        stage.runtime.stack.all.map((page) => page.route),
        [to],
      );
    });
  }

  it("from a page that was launched without its tab", async () => {
    const record = new Record();
    const launch = { path: "d", query: {}, scene: 1065, referrerAppId: null, extraData: null };
    const stage = await Stage.open(source(record), { launch });
    const log = await during(record, stage, () => stage.runtime.router.switchTab({ url: "a" }));
    assert.deepEqual(
      log.filter((call) => /^[A-Z]/.test(call)),
      ["D.onUnload", "A.onLoad", "A.onShow", "A.onReady"],
    );
  });

  it("tells the page of the touched tab", async () => {
    const record = new Record();
    const stage = await open(record);
    record.take();
    await stage.happen("tabItemTap", { index: 1 });
    const log = record.take();
    assert.deepEqual(
      log.filter((call) => /^[A-Z]/.test(call)),
      ["A.onHide", "B.onLoad", "B.onShow", "B.onTabItemTap", "B.onReady"],
    );
  });
});

describe("components that come later", () => {
  it("are created, attached and ready; detached when they go", async () => {
    const record = new Record();
    const stage = await open(record, {
      pages: {
        a: {
          wxml: "<card wx:if='{{on}}'/>",
          json: { usingComponents: { card: "card" } },
          script: ({ Page }) => {
            Page({ data: { on: false } });
          },
        },
      },
      config: { tabBar: null },
    });
    record.take();
    stage.top["setData"]?.({ on: true });
    assert.deepEqual(record.take(), [
      "dot.created",
      "card.created",
      "card.attached",
      "dot.attached",
    ]);
    await stage.settle();
    assert.deepEqual(record.take(), ["card.ready", "dot.ready"]);
    stage.top["setData"]?.({ on: false });
    assert.deepEqual(record.take(), ["dot.detached", "card.detached"]);
  });

  it("are not ready when they went before they were painted", async () => {
    const record = new Record();
    const stage = await open(record, {
      pages: {
        a: {
          wxml: "<card wx:if='{{on}}'/>",
          json: { usingComponents: { card: "card" } },
          script: ({ Page }) => {
            Page({ data: { on: false } });
          },
        },
      },
      config: { tabBar: null },
    });
    stage.top["setData"]?.({ on: true });
    stage.top["setData"]?.({ on: false });
    await stage.settle();
    assert.ok(!record.take().includes("card.ready"));
  });
});

describe("a page made by Component()", () => {
  it("has its component's lifetimes around the page's calls", async () => {
    const record = new Record();
    await open(record, {
      pages: {
        a: {
          script: ({ Component }) => {
            Component({
              lifetimes: record.calls("a", LIFETIMES),
              pageLifetimes: record.calls("a", PAGE_LIFETIMES),
              methods: record.calls("A", PAGE_CALLS),
            });
          },
        },
      },
      config: { tabBar: null },
    });
    assert.deepEqual(record.take().slice(2), [
      "a.created",
      "a.attached",
      "A.onLoad",
      "a.show",
      "A.onShow",
      "a.ready",
      "A.onReady",
    ]);
  });
});

describe("a page that fails", () => {
  it("is reported, and the app goes on", async () => {
    const record = new Record();
    const heard: string[] = [];
    const stage = await open(record, {
      app: ({ App }) => {
        App({
          onError(text: string) {
            heard.push(text.split("\n")[0] ?? "");
          },
        });
      },
      pages: {
        a: {
          script: ({ Page }) => {
            Page({
              onLoad() {
                throw new TypeError("no");
              },
              onShow() {
                record.note("shown");
              },
            });
          },
        },
        d: {
          script: () => {
            throw new RangeError("broken script");
          },
        },
      },
      config: { tabBar: null },
    });
    assert.deepEqual(record.take(), ["shown"]);
    await stage.runtime.router.navigateTo({ url: "d" });
    await stage.settle();
    assert.deepEqual(heard, ["TypeError: no", "RangeError: broken script"]);
    assert.match(stage.console[0] ?? "", /TypeError: no[^]*in a onLoad/);
    assert.equal(stage.runtime.stack.all.length, 2);
  });
});
