import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { TabBar } from "../../shared/config.ts";
import { TabModel } from "./model.ts";

const BAR: TabBar = {
  custom: false,
  color: "@weak",
  selectedColor: "#07c160",
  backgroundColor: "#fff",
  borderStyle: "black",
  position: "bottom",
  list: [
    { pagePath: "a", text: "A", iconPath: "@icon", selectedIconPath: "/a2.png" },
    { pagePath: "b", text: "B" },
  ],
};
const THEME = { light: { weak: "#888", icon: "/l.png" }, dark: { weak: "#999", icon: "/d.png" } };

describe("TabModel", () => {
  it("draws what app.json says, with the theme's values", () => {
    const model = new TabModel(BAR, THEME);
    assert.equal(model.state("light").color, "#888");
    assert.equal(model.state("dark").tabs[0]?.iconPath, "/d.png");
    assert.equal(model.state("dark").tabs[1]?.iconPath, "");
  });

  it("takes changes of style and items, and keeps what they do not name", () => {
    const model = new TabModel(BAR, THEME);
    model.setStyle({ color: "red" });
    model.setItem({ index: 1, text: "Bee", iconPath: "/b.png" });
    model.setItem({ index: 9, text: "none" });
    const { color, selectedColor, tabs } = model.state("light");
    assert.deepEqual([color, selectedColor], ["red", "#07c160"]);
    assert.deepEqual([tabs.length, tabs[1]?.text, tabs[1]?.iconPath], [2, "Bee", "/b.png"]);
    assert.equal(tabs[0]?.text, "A");
  });

  it("shows badges of up to four letters", () => {
    const model = new TabModel(BAR, THEME);
    model.setBadge({ index: 0, text: "99+1", dot: false });
    model.setBadge({ index: 1, text: "12345", dot: true });
    const { tabs } = model.state("light");
    assert.deepEqual(tabs[0]?.badge, { text: "99+1", dot: false });
    assert.deepEqual(tabs[1]?.badge, { text: "...", dot: true });
  });
});
