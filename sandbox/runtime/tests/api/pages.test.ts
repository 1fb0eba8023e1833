import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { refusal } from "./fake_ground.ts";
import { open } from "./outcome.ts";

describe("routing", () => {
  it("hands the address on, with the listeners of the opener", async () => {
    const eventChannel = {};
    const { call, fake } = open((ground) => {
      ground.host["router.navigateTo"] = () => ({ eventChannel });
    });
    const events = { hear: () => undefined, not: 5 };
    const result = (await call("navigateTo", { url: "/pages/other/other?a=1", events })) as {
      eventChannel: unknown;
    };
    assert.equal(result.eventChannel, eventChannel);
    assert.deepEqual(fake.routes, [
      {
        name: "navigateTo",
        params: { url: "/pages/other/other?a=1", events: { hear: events.hear } },
      },
    ]);
  });

  it("says the router's reasons as they are", async () => {
    const reason = 'page "pages/none" is not found';
    const { failure } = open((ground) => {
      ground.host["router.redirectTo"] = () => {
        throw refusal("call.invalid_params", reason);
      };
    });
    assert.deepEqual(await failure("redirectTo", { url: "none" }), {
      errMsg: `redirectTo:fail ${reason}`,
    });
  });

  it("goes back one page unless told how many", async () => {
    const { call, fake } = open();
    for (const given of [undefined, {}, { delta: 3 }, { delta: 0 }])
      await call("navigateBack", given);
    assert.deepEqual(
      fake.routes.map(({ params }) => params["delta"]),
      [1, 1, 3, 1],
    );
  });

  it("asks the person before they leave, while it is told to", async () => {
    const { call, fake } = open((ground) => {
      ground.host["showModal"] = ({ content }) => ({ confirm: content === "Leave?" });
    });
    await call("enableAlertBeforeUnload", { message: "Leave?" });
    assert.equal(await fake.guard?.(), true);
    await call("enableAlertBeforeUnload", { message: "Stay" });
    assert.equal(await fake.guard?.(), false);
    await call("disableAlertBeforeUnload");
    assert.equal(fake.guard, null);
  });
});

describe("bars", () => {
  const tabBar = {
    custom: false,
    color: "#000",
    selectedColor: "#000",
    backgroundColor: "#fff",
    borderStyle: "black",
    position: "bottom" as const,
    list: [
      { pagePath: "pages/index/index", text: "A" },
      { pagePath: "pages/other/other", text: "B" },
    ],
  };

  it("sets the title bar of the page on top", async () => {
    const { call, fake } = open();
    await call("setNavigationBarTitle", { title: "Tea" });
    await call("setNavigationBarColor", { frontColor: "#FFFFFF", backgroundColor: "#0a0" });
    await call("showNavigationBarLoading");
    assert.deepEqual(
      fake.tells.map(({ params }) => params),
      [
        { title: "Tea" },
        {
          textStyle: "white",
          backgroundColor: "#00aa00",
          animation: { duration_ms: 0, timingFunc: "linear" },
        },
        { loading: true },
      ],
    );
  });

  it("refuses colours that WeChat refuses", async () => {
    const { failure } = open();
    const params = { frontColor: "#fff", backgroundColor: "#000000" };
    assert.match(String((await failure("setNavigationBarColor", params))["errMsg"]), /frontColor/);
  });

  it("changes tabs on tab pages only, and only those that are", async () => {
    const { call, fake, failure } = open((ground) => {
      ground.config = { ...ground.config, tabBar };
      ground.page = ground.makePage({ isTab: true });
    });
    await call("setTabBarBadge", { index: 1, text: "123456" });
    await call("showTabBarRedDot", { index: 0 });
    await call("setTabBarItem", { index: 0, text: "C", iconPath: "images/c.png" });
    await call("hideTabBar", { animation: true });
    assert.deepEqual(fake.tells, [
      { name: "tabBar.badge", params: { index: 1, text: "…", dot: false } },
      { name: "tabBar.badge", params: { index: 0, text: "", dot: true } },
      { name: "tabBar.item", params: { index: 0, text: "C", iconPath: "/images/c.png" } },
      { name: "tabBar.shown", params: { shown: false, animation: true } },
    ]);
    assert.deepEqual(await failure("showTabBarRedDot", { index: 2 }), {
      errMsg: "showTabBarRedDot:fail tabbar item not found",
    });
    fake.page = fake.makePage();
    assert.deepEqual(await failure("showTabBar"), { errMsg: "showTabBar:fail not TabBar page" });
  });
});

describe("scrolling", () => {
  it("scrolls the page to a place or to a node", async () => {
    const { call, fake, failure } = open((ground) => {
      ground.node = { page: 1, node: 9, tag: "view", id: "a", dataset: {} };
    });
    await call("pageScrollTo", { scrollTop: 10, duration: 0 });
    await call("pageScrollTo", { selector: "#a", offsetTop: -5 });
    assert.deepEqual(
      fake.asks.map(({ params }) => params),
      [
        { page: 1, node: 0, top: 10, duration_ms: 0 },
        { page: 1, node: 0, target: 9, offsetTop: -5, duration_ms: 300 },
      ],
    );
    fake.node = null;
    assert.match(String((await failure("pageScrollTo", { selector: "#b" }))["errMsg"]), /fail/);
  });

  it("takes the address out of a font's url()", async () => {
    const { call, fake, failure } = open((ground) => {
      ground.view["font.load"] = ({ source }) => ({ loaded: source === "/a.ttf", message: "no" });
    });
    const params = { family: "A", source: ' url("/a.ttf") ', desc: { weight: "bold" } };
    assert.deepEqual(await call("loadFontFace", params), {
      status: "loaded",
      errMsg: "loadFontFace:ok",
    });
    assert.equal(fake.asks[0]?.params["weight"], "bold");
    assert.equal(
      (await failure("loadFontFace", { ...params, source: "x" }))["errMsg"],
      "loadFontFace:fail no",
    );
  });
});

describe("the menu of sharing", () => {
  it("hides and shows the page on top; the circle of friends is not in it", async () => {
    const { call, fake } = open();
    await call("hideShareMenu");
    await call("showShareMenu", { menus: ["shareAppMessage", "shareTimeline"] });
    await call("hideShareMenu", { menus: ["shareTimeline"] });
    assert.deepEqual(
      fake.tells.map(({ params }) => params),
      [{ shareable: false }, { shareable: true }],
    );
  });
});
