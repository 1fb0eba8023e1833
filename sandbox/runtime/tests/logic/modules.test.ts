// `require` as WeChat has it, and what chunks may do.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import parameterNames from "../../src/shared/module_parameters.json" with { type: "json" };
import { ModuleLoader, type Require } from "../../src/logic/modules/loader.ts";
import { Places } from "../../src/logic/modules/places.ts";
import { normalized, resolve } from "../../src/logic/modules/resolve.ts";

interface ModuleScope {
  readonly require: Require;
  readonly module: { exports: unknown };
  readonly exports: Record<string, unknown>;
  readonly [name: string]: unknown;
}
type Body = (scope: ModuleScope) => void;
type Chunk = (chunk: {
  module(id: string, body: Body): void;
  json(id: string, value: unknown): void;
}) => void;

interface Raw {
  module(id: string, body: (...values: unknown[]) => void): void;
  json(id: string, value: unknown): void;
}

function loaderOf(chunks: Readonly<Record<string, Chunk>>, log: string[] = []): ModuleLoader {
  const scope: { __fanlight?: Raw } = {};
  const roots = Object.keys(chunks).filter((root) => root !== "");
  return new ModuleLoader({
    scope,
    roots,
    registry: {},
    values: { wx: { name: "wx" } },
    places: new Places(),
    guarded: (_what, run) => {
      run();
    },
    importScripts: (path) => {
      log.push(path);
      const root = /packages\/(.*)\/main/.exec(path)?.[1] ?? "";
      const chunk = chunks[root];
      const raw = scope.__fanlight;
      if (!chunk || !raw) throw new Error("NetworkError");
      chunk({
        module: (id, body) => {
          raw.module(id, (...values) => {
            body(
              Object.fromEntries(
                parameterNames.map((name, at) => [name, values[at]]),
              ) as unknown as ModuleScope,
            );
          });
        },
        json: (id, value) => {
          raw.json(id, value);
        },
      });
    },
  });
}

describe("resolve", () => {
  const files = new Set([
    "a.js",
    "lib/index.js",
    "pages/x/b.js",
    "pages/x/data.json",
    "miniprogram_npm/dayjs/index.js",
    "pages/miniprogram_npm/dayjs/index.js",
    "miniprogram_npm/@scope/pkg/sub.js",
  ]);
  const cases: readonly (readonly [string, string | null])[] = [
    ["./b", "pages/x/b.js"],
    ["b.js", "pages/x/b.js"],
    ["../../a", "a.js"],
    ["/a.js", "a.js"],
    ["a.js", "a.js"],
    ["../../lib", "lib/index.js"],
    ["./data.json", "pages/x/data.json"],
    ["dayjs", "pages/miniprogram_npm/dayjs/index.js"],
    ["@scope/pkg/sub", "miniprogram_npm/@scope/pkg/sub.js"],
    ["./none", null],
    ["../../../../../a", "a.js"],
  ];
  for (const [request, expected] of cases) {
    it(request, () => {
      assert.equal(
        resolve(request, "pages/x/x.js", (id) => files.has(id)),
        expected,
      );
    });
  }

  it("never goes above the package", () => {
    assert.equal(normalized("/../../etc/../a/./b/"), "a/b");
  });
});

describe("modules", () => {
  it("run once, when they are first required, and give the same exports", () => {
    const log: string[] = [];
    const loader = loaderOf({
      "": ({ module }) => {
        module("a.js", ({ require, exports }) => {
          log.push("a");
          exports["same"] = require("b.js") === require("./b");
        });
        module("b.js", ({ module: own }) => {
          log.push("b");
          own.exports = () => "b";
        });
      },
    });
    loader.loadChunk("");
    assert.deepEqual(log, []);
    assert.deepEqual(loader.run("a.js"), { same: true });
    assert.deepEqual(log, ["a", "b"]);
  });

  it("in a circle see what is there so far", () => {
    const loader = loaderOf({
      "": ({ module }) => {
        module("a.js", ({ require, exports }) => {
          exports["early"] = 1;
          exports["fromB"] = (require("./b") as { seen: number }).seen;
        });
        module("b.js", ({ require, exports }) => {
          exports["seen"] = (require("./a") as { early: number }).early;
        });
      },
    });
    loader.loadChunk("");
    assert.deepEqual(loader.run("a.js"), { early: 1, fromB: 1 });
  });

  it("find json, and get undefined for what a browser has", () => {
    const loader = loaderOf({
      "": ({ module, json }) => {
        json("d.json", { n: 1 });
        module("a.js", (scope) => {
          scope.module.exports = {
            json: scope.require("./d.json"),
            wx: scope["wx"],
            browser: ["window", "document", "fetch", "location"].map((name) => scope[name]),
          };
        });
      },
    });
    loader.loadChunk("");
    assert.deepEqual(loader.run("a.js"), {
      json: { n: 1 },
      wx: { name: "wx" },
      browser: [undefined, undefined, undefined, undefined],
    });
  });

  it("that are not there are named as WeChat names them", () => {
    const loader = loaderOf({
      "": ({ module }) => {
        module("p/a.js", ({ require }) => {
          require("./no");
        });
      },
    });
    loader.loadChunk("");
    assert.throws(() => loader.run("p/a.js"), {
      message: "module 'p/no' is not defined, require args is './no'",
    });
  });
});

describe("chunks", () => {
  const chunks: Record<string, Chunk> = {
    "": ({ module }) => {
      module("a.js", ({ require, module: own }) => {
        own.exports = { later: () => require.async("sub/s.js"), now: () => require("sub/s.js") };
      });
      module("c.js", ({ require, module: own }) => {
        own.exports = new Promise((resolve) => require("./sub/s", resolve));
      });
      module("f.js", ({ require, module: own }) => {
        own.exports = new Promise((resolve) => require("./none", undefined, resolve));
      });
    },
    sub: ({ module }) => {
      module("sub/s.js", ({ module: own }) => {
        own.exports = "sub";
      });
    },
  };

  it("are loaded once", () => {
    const log: string[] = [];
    const loader = loaderOf(chunks, log);
    loader.loadChunk("");
    loader.loadChunk("");
    loader.loadChunk("sub");
    assert.deepEqual(log, ["/weixin/main.js", "/weixin/packages/sub/main.js"]);
  });

  it("of subpackages come with require.async, with callbacks, and when required outright", async () => {
    const loader = loaderOf(chunks);
    loader.loadChunk("");
    const a = loader.run("a.js") as { later(): Promise<unknown>; now(): unknown };
    assert.equal(await a.later(), "sub");
    assert.equal(a.now(), "sub");
    assert.equal(await loader.run("c.js"), "sub");
    assert.match(((await loader.run("f.js")) as { errMsg: string }).errMsg, /not defined/);
  });

  it("that cannot be had are an error that says which", () => {
    const loader = loaderOf({});
    assert.throws(() => {
      loader.loadChunk("");
    }, /\/weixin\/main\.js cannot be loaded/);
  });

  it("leave nothing behind in the scope", () => {
    const scope = {};
    const loader = new ModuleLoader({
      scope,
      roots: [],
      registry: {},
      values: {},
      places: new Places(),
      guarded: () => undefined,
      importScripts: () => {
        assert.ok("__fanlight" in scope);
      },
    });
    loader.loadChunk("");
    assert.deepEqual(Reflect.ownKeys(scope), []);
  });
});
