import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { AppConfig, ComponentConfig } from "../shared/config.ts";
import { sheetsOf } from "./prefetch.ts";

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
      d: component("d", []),
    },
  } as unknown as AppConfig;

  it("follows components of components, each once", () => {
    assert.deepEqual(sheetsOf(config, "a").sort(), ["a.css", "app.css", "c.css"]);
  });

  it("has the app's own sheet for a page that is not there", () => {
    assert.deepEqual(sheetsOf(config, "toString"), ["app.css"]);
  });
});
