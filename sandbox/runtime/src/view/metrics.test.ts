import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { metricsOf } from "./metrics.ts";

const SCREEN = {
  innerWidth: 375,
  innerHeight: 600,
  devicePixelRatio: 2,
  navigator: { language: "zh-CN" },
};

describe("metricsOf", () => {
  it("leaves out the tab bar, and keeps the capsule menu in its corner", () => {
    const metrics = metricsOf(SCREEN, "light", 50);
    assert.deepEqual([metrics.windowWidth, metrics.windowHeight], [375, 550]);
    assert.deepEqual([metrics.screenWidth, metrics.screenHeight], [375, 600]);
    assert.deepEqual([metrics.safeArea.bottom, metrics.menuButton.right], [550, 368]);
    assert.deepEqual([metrics.menuButton.left, metrics.menuButton.bottom], [281, 40]);
    assert.equal(metrics.language, "zh_CN");
  });

  it("is never less than nothing", () => {
    assert.equal(metricsOf({ ...SCREEN, innerHeight: 20 }, "dark", 50).windowHeight, 0);
  });
});
