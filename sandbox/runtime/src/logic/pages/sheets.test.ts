import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { AppConfig, ComponentConfig } from "../../shared/config.ts";
import { sheetsOf } from "./sheets.ts";

function component(name: string, uses: readonly string[], style = true): ComponentConfig {
  const usingComponents = Object.fromEntries(uses.map((path) => [path, path]));
  return { usingComponents, chunk: "", ...(style ? { style: `${name}.css` } : {}) };
}

describe("sheetsOf", () => {
  const config = {
    appStyle: "app.css",
    components: {
      a: component("a", ["b", "missing"]),
      b: component("b", ["c", "a"], false),
      c: component("c", []),
      d: { ...component("d", []), styleIsolation: "page-isolated" },
      "custom-tab-bar/index": component("bar", ["c"]),
    },
  } as unknown as AppConfig;

  it("has the app's first and the page's last, those of components between, each once", () => {
    assert.deepEqual(sheetsOf(config, "a", false), ["app.css", "c.css", "a.css"]);
  });

  it("has the custom tab bar's before the page's", () => {
    assert.deepEqual(sheetsOf(config, "a", true), ["app.css", "c.css", "bar.css", "a.css"]);
  });

  it("leaves the app's out where the page keeps to itself", () => {
    assert.deepEqual(sheetsOf(config, "d", false), ["d.css"]);
  });
});
