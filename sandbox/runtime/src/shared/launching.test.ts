import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { keptPages, launchFacts } from "./launching.ts";

describe("launchFacts", () => {
  it("has WeChat's scene and the opener", () => {
    const referrerInfo = { appId: "org.x.a", extraData: { n: 1 } };
    const options = { path: "pages/a", query: { id: "1" }, scene: "other_app", referrerInfo };
    assert.deepEqual(launchFacts(options), {
      path: "pages/a",
      query: { id: "1" },
      scene: 1037,
      referrerAppId: "org.x.a",
      extraData: { n: 1 },
    });
  });

  it("knows a coming back by WeChat's own number", () => {
    assert.equal(launchFacts({ scene: "returned" }).scene, 1038);
  });

  it("gives the page stack of an app that comes back", () => {
    const pages = [{ route: "pages/a", query: {}, data: { n: 1 }, exit: null }];
    assert.deepEqual(keptPages({ kept: { pages } }), pages);
    for (const strange of [null, {}, { kept: null }, { kept: { pages: 1 } }]) {
      assert.deepEqual(keptPages(strange), []);
    }
  });

  it("takes what is missing or strange for absent", () => {
    const none = { path: "", query: {}, scene: 1000, referrerAppId: null, extraData: null };
    assert.deepEqual(launchFacts(null), none);
    assert.deepEqual(launchFacts({ path: 1, scene: "unheard of", referrerInfo: null }), none);
  });
});
