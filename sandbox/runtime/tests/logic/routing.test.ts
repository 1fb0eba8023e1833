// wx.navigateTo and its kin: failures in WeChat's words, addresses, event channels, the stack.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseAddress } from "../../src/logic/app/url.ts";
import { Stage, type AppSource, type Scope } from "./stage.ts";

const empty = ({ Page }: Scope): void => {
  Page({});
};
const COLORS = { color: "", selectedColor: "", backgroundColor: "", borderStyle: "" };

function source(more: Partial<AppSource> = {}): AppSource {
  return {
    pages: {
      "pages/a/a": { script: empty },
      "pages/b/b": { script: empty },
      "pages/tab/tab": { script: empty },
    },
    ...more,
    config: {
      tabBar: {
        custom: false,
        position: "bottom",
        ...COLORS,
        list: [{ pagePath: "pages/tab/tab", text: "Tab" }],
      },
      ...more.config,
    },
  };
}

function routes(stage: Stage): string[] {
  return stage.runtime.stack.all.map((page) => page.route);
}

describe("addresses", () => {
  const cases: readonly (readonly [string, string, string, object])[] = [
    ["/pages/b/b", "pages/a/a", "pages/b/b", {}],
    ["../b/b?x=1&y", "pages/a/a", "pages/b/b", { x: "1", y: "" }],
    ["b", "pages/a/a", "pages/a/b", {}],
    ["./c.html?x=a%20b#frag", "pages/a/a", "pages/a/c", { x: "a%20b" }],
    ["/pages//b/../c/d?x=1=2", "", "pages/c/d", { x: "1=2" }],
  ];
  for (const [url, from, path, query] of cases) {
    it(`${url} of ${from}`, () => {
      assert.deepEqual(parseAddress(url, from), { path, query });
    });
  }
});

describe("failures", () => {
  const cases: readonly (readonly [
    "navigateTo" | "redirectTo" | "reLaunch" | "switchTab",
    unknown,
    string,
  ])[] = [
    ["navigateTo", "/no/page?x=1", 'page "no/page?x=1" is not found'],
    ["navigateTo", "/pages/tab/tab", "can not navigateTo a tabbar page"],
    ["redirectTo", "/pages/tab/tab", "can not redirectTo a tabbar page"],
    ["switchTab", "/pages/b/b", "can not switch to no-tabBar page"],
    ["reLaunch", "x", 'page "pages/a/x" is not found'],
    [
      "navigateTo",
      undefined,
      "parameter error: parameter.url should be String instead of Undefined;",
    ],
  ];
  for (const [name, url, message] of cases) {
    it(`${name} ${String(url)}`, async () => {
      const stage = await Stage.open(source());
      await assert.rejects(stage.runtime.router[name]({ url: url as string }), { message });
      assert.deepEqual(routes(stage), ["pages/a/a"]);
    });
  }

  it("an eleventh page", async () => {
    const stage = await Stage.open(source());
    const { router } = stage.runtime;
    for (let depth = 1; depth < 10; depth += 1) await router.navigateTo({ url: "/pages/b/b" });
    await assert.rejects(router.navigateTo({ url: "/pages/b/b" }), {
      message: "webview count limit exceed",
    });
    assert.equal(routes(stage).length, 10);
  });

  it("back from the first page", async () => {
    const stage = await Stage.open(source());
    await assert.rejects(stage.runtime.router.navigateBack({}), {
      message: "cannot navigate back at first page.",
    });
  });
});

describe("routes", () => {
  it("go one after the other, in the order in which they were asked for", async () => {
    const stage = await Stage.open(source());
    const { router } = stage.runtime;
    await Promise.all([
      router.navigateTo({ url: "/pages/b/b" }),
      router.redirectTo({ url: "/pages/a/a" }),
      router.navigateTo({ url: "/pages/b/b" }),
    ]);
    assert.deepEqual(routes(stage), ["pages/a/a", "pages/a/a", "pages/b/b"]);
  });

  it("asked for in onUnload come after the way back", async () => {
    const stage = await Stage.open(
      source({
        pages: {
          "pages/a/a": { script: empty },
          "pages/b/b": {
            script: ({ Page, wx }) => {
              const { redirectTo } = wx as { redirectTo(params: object): Promise<object> };
              Page({
                onUnload() {
                  void redirectTo({ url: "/pages/c/c" });
                },
              });
            },
          },
          "pages/c/c": { script: empty },
        },
      }),
      {},
      ({ router }) => ({ redirectTo: router.redirectTo.bind(router) }),
    );
    await stage.runtime.router.navigateTo({ url: "/pages/b/b" });
    await stage.runtime.router.navigateBack({});
    await stage.settle();
    assert.deepEqual(routes(stage), ["pages/c/c"]);
  });

  it("asked for in onLaunch come after the first page", async () => {
    const stage = await Stage.open(
      source({
        app: ({ App, wx }) => {
          const { redirectTo } = wx as { redirectTo(params: object): Promise<object> };
          App({
            onLaunch() {
              void redirectTo({ url: "/pages/b/b" });
            },
          });
        },
      }),
      {},
      ({ router }) => ({ redirectTo: router.redirectTo.bind(router) }),
    );
    assert.deepEqual(routes(stage), ["pages/b/b"]);
    assert.deepEqual(
      stage.told("page.open").map((told) => told.route),
      ["pages/a/a", "pages/b/b"],
    );
  });

  it("do not start within the call that asks", async () => {
    const stage = await Stage.open(source());
    const going = stage.runtime.router.navigateTo({ url: "/pages/b/b" });
    assert.deepEqual(routes(stage), ["pages/a/a"]);
    await going;
    assert.deepEqual(routes(stage), ["pages/a/a", "pages/b/b"]);
  });

  it("tell the view and the host what is on top", async () => {
    const stage = await Stage.open(
      source({
        config: {
          window: { navigationBarTitleText: "App" },
          pageWindows: {
            "pages/b/b": {
              navigationBarTitleText: "B",
              navigationBarBackgroundColor: "#fff",
              navigationBarTextStyle: "black",
            },
          },
        },
      }),
    );
    await stage.runtime.router.navigateTo({ url: "/pages/b/b?x=1" });
    await stage.settle();
    assert.deepEqual(
      stage.told("page.show").map((told) => told.by),
      ["none", "push"],
    );
    assert.equal(stage.told("first").length, 1);
    assert.deepEqual(stage.calls("setPage").at(-1), {
      route: "pages/b/b",
      query: { x: "1" },
      title: "B",
      backgroundColor: "#ffffff",
      textStyle: "black",
      navigationStyle: "default",
      canGoBack: true,
      showHome: false,
      loading: false,
      canShare: false,
    });
    await stage.runtime.router.reLaunch({ url: "/pages/b/b" });
    await stage.settle();
    const last = stage.calls("setPage").at(-1) as Record<string, unknown>;
    assert.deepEqual([last["showHome"], last["canGoBack"]], [true, false]);
    assert.deepEqual(
      stage.told("page.close").map((told) => told.page),
      [2, 1],
    );
  });

  it("end a page's nodes and its AbortSignal", async () => {
    const stage = await Stage.open(source());
    await stage.runtime.router.navigateTo({ url: "/pages/b/b" });
    const page = stage.runtime.stack.top;
    await stage.runtime.router.navigateBack({});
    assert.equal(page?.gone.aborted, true);
    assert.equal(page.context.nodeCount, 0);
  });
});

describe("event channels", () => {
  it("carry both ways between opener and opened page", async () => {
    const log: unknown[] = [];
    const stage = await Stage.open(
      source({
        pages: {
          "pages/a/a": { script: empty },
          "pages/b/b": {
            script: ({ Page }) => {
              Page({
                onLoad(this: {
                  getOpenerEventChannel(): Record<string, (...a: unknown[]) => void>;
                }) {
                  const channel = this.getOpenerEventChannel();
                  channel["on"]?.("down", (value: unknown) => log.push(["down", value]));
                  channel["emit"]?.("up", 1, 2);
                },
              });
            },
          },
        },
      }),
    );
    const { eventChannel } = await stage.runtime.router.navigateTo({
      url: "/pages/b/b",
      events: {
        up: (...values) => {
          log.push(["up", ...values]);
        },
      },
    });
    eventChannel.emit("down", "x");
    assert.deepEqual(log, [
      ["up", 1, 2],
      ["down", "x"],
    ]);
  });

  it("of a page that nobody opened are silent", async () => {
    const stage = await Stage.open(source());
    const channel = stage.top["getOpenerEventChannel"]?.() as { emit(name: string): void };
    assert.doesNotThrow(() => {
      channel.emit("x");
    });
  });
});

describe("subpackages", () => {
  const split = (log: string[]): AppSource => ({
    pages: {
      home: { script: empty },
      "sub/page": {
        wxml: "sub",
        script: ({ Page, require }) => {
          log.push(`page with ${String(require("./lib"))}`);
          Page({});
        },
      },
    },
    modules: {
      "sub/lib.js": ({ module }) => {
        module.exports = "lib";
      },
    },
    config: { subpackages: [{ root: "sub", pages: ["sub/page"], independent: false }] },
  });

  it("are loaded when a page of theirs is opened", async () => {
    const log: string[] = [];
    const stage = await Stage.open(split(log));
    assert.deepEqual(log, []);
    await stage.runtime.router.navigateTo({ url: "/sub/page" });
    await stage.settle();
    assert.deepEqual(log, ["page with lib"]);
    assert.equal(stage.page.text(), "<page>sub</page>");
  });

  it("come once a page is painted that names them, and run when they are needed", async () => {
    const log: string[] = [];
    const [main, sub] = ["/weixin/main.js", "/weixin/packages/sub/main.js"];
    const given = split(log);
    const preloadRule = { home: { packages: ["", "sub"] } };
    const stage = new Stage({ ...given, config: { ...given.config, preloadRule } });
    stage.paints = false;
    await stage.start();
    await stage.settle();
    assert.deepEqual(stage.loaded, [main]);
    stage.paints = true;
    for (let round = 0; round < 1000 && stage.loaded.length < 2; round += 1) await stage.settle();
    assert.deepEqual([stage.loaded, log], [[main, sub], []]);
    await stage.runtime.router.navigateTo({ url: "/sub/page" });
    await stage.settle();
    assert.deepEqual([stage.loaded, log], [[main, sub], ["page with lib"]]);
  });
});

describe("a component that stands in for another", () => {
  it("gives way when the other's subpackage has come", async () => {
    const stage = await Stage.open({
      pages: {
        home: {
          wxml: "<late t='x'>in</late>",
          json: {
            usingComponents: { late: "sub/late", plain: "plain" },
            componentPlaceholder: { late: "plain" },
          },
          script: empty,
        },
      },
      components: {
        plain: {
          wxml: "wait<slot/>",
          script: ({ Component }) => {
            Component({});
          },
        },
        "sub/late": {
          wxml: "late {{t}}<slot/>",
          script: ({ Component }) => {
            Component({ properties: { t: String } });
          },
        },
      },
      config: { subpackages: [{ root: "sub", pages: [], independent: false }] },
    });
    await stage.settle();
    assert.equal(stage.page.text(), "<page><late>late xin</late></page>");
  });
});

describe("the person's back", () => {
  it("goes back, from the bar and within the page", async () => {
    const stage = await Stage.open(source());
    const { router } = stage.runtime;
    await router.navigateTo({ url: "/pages/b/b" });
    await router.navigateTo({ url: "/pages/b/b" });
    await stage.hosted("backRequested");
    await stage.happen("back", {});
    await stage.happen("back", {});
    assert.deepEqual(routes(stage), ["pages/a/a"]);
  });

  it("asks the page's guard", async () => {
    const stage = await Stage.open(source());
    await stage.runtime.router.navigateTo({ url: "/pages/b/b" });
    let may = false;
    stage.ground.pages.current()?.setBackGuard(() => Promise.resolve(may));
    await stage.happen("back", {});
    assert.equal(routes(stage).length, 2);
    may = true;
    await stage.happen("back", {});
    assert.equal(routes(stage).length, 1);
  });

  it("goes home to the entry", async () => {
    const stage = await Stage.open(source());
    await stage.runtime.router.reLaunch({ url: "/pages/b/b" });
    await stage.hosted("homeRequested");
    assert.deepEqual(routes(stage), ["pages/a/a"]);
  });
});

describe("what happens in the view", () => {
  it("reaches the page's methods", async () => {
    const log: unknown[] = [];
    const stage = await Stage.open(
      source({
        pages: {
          "pages/a/a": {
            script: ({ Page }) => {
              Page({
                onPageScroll: (value: unknown) => log.push(value),
                onReachBottom: () => log.push("bottom"),
                onPullDownRefresh: () => log.push("pull"),
                onResize: (value: unknown) => log.push(value),
              });
            },
          },
        },
      }),
    );
    assert.deepEqual(stage.told("page.listens"), [{ page: 1, scroll: true }]);
    await stage.happen("pageScroll", { page: 1, scrollTop: 40 });
    await stage.happen("reachBottom", { page: 1 });
    await stage.happen("pullDownRefresh", { page: 1 });
    await stage.happen("resize", { page: 1 });
    assert.deepEqual(log, [
      { scrollTop: 40 },
      "bottom",
      "pull",
      {
        size: { windowWidth: 375, windowHeight: 600, screenWidth: 375, screenHeight: 667 },
        deviceOrientation: "portrait",
      },
    ]);
  });

  it("lets a navigator's node hear how its way ended", async () => {
    const log: unknown[] = [];
    const stage = await Stage.open(
      source({
        pages: {
          "pages/a/a": {
            wxml: "<navigator bindsuccess='ok' bindfail='no'/>",
            script: ({ Page }) => {
              Page({
                ok: ({ detail }: { detail: unknown }) => log.push(detail),
                no: ({ detail }: { detail: unknown }) => log.push(detail),
              });
            },
          },
          "pages/b/b": { script: empty },
        },
      }),
    );
    const node = stage.page.one("navigator").id;
    const params = { target: "self", openType: "navigate", delta: 1 };
    const act = { page: 1, node, name: "navigate" };
    await stage.happen("act", { ...act, params: { ...params, url: "/pages/x/x" } });
    await stage.happen("act", { ...act, params: { ...params, url: "/pages/b/b" } });
    assert.deepEqual(log, [
      { errMsg: 'navigateTo:fail page "pages/x/x" is not found' },
      { errMsg: "navigateTo:ok" },
    ]);
    assert.deepEqual(routes(stage), ["pages/a/a", "pages/b/b"]);
  });

  it("asks onShareAppMessage, and waits for its promise", async () => {
    const offers: unknown[] = [];
    const stage = await Stage.open(
      source({
        pages: {
          "pages/a/a": {
            script: ({ Page }) => {
              Page({
                onShareAppMessage: ({ from }: { from: string }) => ({
                  title: from,
                  promise: Promise.resolve({ path: "/pages/b/b?x=1" }),
                }),
              });
            },
          },
        },
      }),
    );
    stage.ground.provide({
      share: (offer) => {
        offers.push(offer);
      },
    });
    await stage.hosted("shareRequested");
    assert.deepEqual(offers, [{ title: "menu", path: "pages/b/b?x=1" }]);
    const last = stage.calls("setPage").at(-1) as Record<string, unknown>;
    assert.equal(last["canShare"], true);
    stage.ground.pages.current()?.setShareable(false);
    await stage.settle();
    const hidden = stage.calls("setPage").at(-1) as Record<string, unknown>;
    assert.equal(hidden["canShare"], false);
    stage.ground.pages.current()?.setShareable(true);
    await stage.settle();
    const shown = stage.calls("setPage").at(-1) as Record<string, unknown>;
    assert.equal(shown["canShare"], true);
  });
});

describe("the theme", () => {
  it("changes what names a variable, and tells the app", async () => {
    const heard: unknown[] = [];
    const stage = await Stage.open(
      source({
        app: ({ App }) => {
          App({ onThemeChange: (value: unknown) => heard.push(value) });
        },
        config: {
          darkmode: true,
          theme: { light: { bg: "#ffffff" }, dark: { bg: "#111111" } },
          window: { navigationBarBackgroundColor: "@bg" },
        },
      }),
    );
    const bar = (): unknown =>
      (stage.calls("setPage").at(-1) as Record<string, unknown>)["backgroundColor"];
    assert.equal(bar(), "#ffffff");
    const { metrics } = stage.ground.view;
    stage.take({ t: "metrics", metrics: { ...metrics, theme: "dark" } });
    await stage.settle();
    assert.equal(bar(), "#111111");
    assert.deepEqual(heard, [{ theme: "dark" }]);
  });
});

describe("a custom tab bar", () => {
  it("stands once in each tab page", async () => {
    const stage = await Stage.open({
      pages: {
        a: { wxml: "a", script: empty },
        b: { wxml: "b", script: empty },
      },
      components: {
        "custom-tab-bar/index": {
          wxml: "{{n}}",
          script: ({ Component }) => {
            Component({ data: { n: 0 } });
          },
        },
      },
      config: {
        tabBar: {
          custom: true,
          position: "bottom",
          ...COLORS,
          list: ["a", "b"].map((pagePath) => ({ pagePath, text: pagePath })),
        },
      },
    });
    assert.equal(stage.page.text(), "<page>a</page><custom-tab-bar>0</custom-tab-bar>");
    const first = stage.top["getTabBar"]?.() as { setData(data: object): void };
    await stage.runtime.router.switchTab({ url: "/b" });
    assert.notEqual(stage.top["getTabBar"]?.(), first);
    first.setData({ n: 1 });
    await stage.settle();
    assert.equal(stage.page.text(), "<page>b</page><custom-tab-bar>0</custom-tab-bar>");
    assert.match(stage.tree(1).text(), /<custom-tab-bar>1</);
  });
});
