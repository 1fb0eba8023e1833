// getApp, the console, timers, evaluation: what an app finds around it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeConsole } from "../../src/logic/realm/console.ts";
import { evaluate } from "../../src/logic/realm/evaluate.ts";
import { errorText, inspect } from "../../src/logic/realm/inspect.ts";
import { makeTimers } from "../../src/logic/realm/timers.ts";
import { Stage, type AppSource, type Scope } from "./stage.ts";

const empty = ({ Page }: Scope): void => {
  Page({});
};

describe("getApp", () => {
  it("is undefined before App(), and the App's own object after it", async () => {
    const seen: unknown[] = [];
    const own = { globalData: { n: 1 } };
    await Stage.open({
      app: ({ App, getApp }) => {
        seen.push(getApp());
        App(own);
        seen.push(getApp());
      },
      pages: { p: { script: empty } },
    });
    assert.deepEqual([seen[0], seen[1] === own], [undefined, true]);
  });

  it("with allowDefault gives an object that App() takes in", async () => {
    const stage = await Stage.open({
      app: ({ App, getApp }) => {
        Object.assign(getApp({ allowDefault: true }), { early: 1, both: "default" });
        App({ both: "app" });
      },
      pages: { p: { script: empty } },
    });
    const app = stage.runtime.app.getApp();
    assert.deepEqual([app?.["early"], app?.["both"]], [1, "app"]);
  });

  it("is an empty object without app.js", async () => {
    const stage = await Stage.open({ pages: { p: { script: empty } } });
    assert.deepEqual(stage.runtime.app.getApp(), {});
  });
});

describe("getCurrentPages", () => {
  it("has a page in its own onLoad, with its data", async () => {
    let seen: unknown[] = [];
    await Stage.open({
      pages: {
        p: {
          script: ({ Page, getCurrentPages }) => {
            Page({
              data: { n: 1 },
              onLoad() {
                seen = getCurrentPages().map((page) => [page["route"], page["data"]]);
              },
            });
          },
        },
      },
    });
    assert.deepEqual(seen, [["p", { n: 1 }]]);
  });
});

describe("the loader's traces", () => {
  it("name the script that runs, where frameworks look for it", async () => {
    const seen: unknown[] = [];
    const look = ({ global }: Scope): void => {
      const { __wxRoute, __wxAppCurrentFile__ } = global as Record<string, unknown>;
      seen.push([__wxRoute, __wxAppCurrentFile__]);
    };
    await Stage.open({
      app: look,
      pages: {
        "pages/p": {
          json: { usingComponents: { c: "c" } },
          script: (scope) => {
            look(scope);
            scope.Page({});
          },
        },
      },
      components: {
        c: {
          script: (scope) => {
            look(scope);
            scope.Component({});
          },
        },
      },
    });
    assert.deepEqual(seen, [
      ["", "app.js"],
      ["c", "c.js"],
      ["pages/p", "pages/p.js"],
    ]);
  });

  it("know how far the app has come", async () => {
    let config: unknown;
    const source: AppSource = {
      pages: {
        p: {
          script: ({ Page, __wxConfig }) => {
            Page({});
            config = __wxConfig;
          },
        },
      },
    };
    const miniProgram = { envVersion: "trial" };
    await Stage.open(source, {}, () => ({ getAccountInfoSync: () => ({ miniProgram }) }));
    assert.equal((config as Record<string, unknown>)["envVersion"], "trial");
  });
});

describe("launch options", () => {
  it("are those of the launch, and enter options those of the last opening", async () => {
    const source: AppSource = { pages: { p: { script: empty } } };
    const stage = await Stage.open(source, {
      launch: {
        path: "p",
        query: { a: "1" },
        scene: 1037,
        referrerAppId: "x",
        extraData: { e: 1 },
      },
    });
    const { app } = stage.ground;
    assert.deepEqual(app.launchOptions().referrerInfo, { appId: "x", extraData: { e: 1 } });
    await stage.hosted("appHidden");
    await stage.hosted("appShown", { path: "p", query: { a: "1" }, scene: "link" });
    assert.equal(app.launchOptions().scene, 1037);
    assert.equal(app.enterOptions().scene, 1065);
  });
});

describe("scripts of other pages", () => {
  const order = async (lazyCodeLoading: boolean): Promise<string[]> => {
    const log: string[] = [];
    const page =
      (name: string) =>
      ({ Page }: Scope): void => {
        log.push(name);
        Page({
          onLoad() {
            log.push(`${name}.onLoad`);
          },
        });
      };
    const stage = await Stage.open({
      pages: { a: { script: page("a") }, b: { script: page("b") } },
      config: { lazyCodeLoading },
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    await stage.settle();
    return log;
  };

  it("run after the first page is open", async () => {
    assert.deepEqual(await order(false), ["a", "a.onLoad", "b"]);
  });

  it("run when they are needed, with lazyCodeLoading", async () => {
    assert.deepEqual(await order(true), ["a", "a.onLoad"]);
  });
});

describe("a page container", () => {
  it("is closed by the way back, before the page goes", async () => {
    const stage = await Stage.open({
      pages: { p: { wxml: "<page-container/>", script: empty } },
    });
    await stage.runtime.router.navigateTo({ url: "p" });
    await stage.settle();
    const node = stage.page.one("page-container").id;
    const act = { page: 2, node, name: "pageContainer" };
    const closed: unknown[] = [];
    stage.answers["node.invoke"] = (params) => closed.push(params);
    await stage.happen("act", { ...act, params: { shown: true } });
    await stage.happen("back", {});
    assert.deepEqual(closed, [{ page: 2, node, method: "close", args: {} }]);
    assert.equal(stage.runtime.stack.all.length, 2);
    await stage.happen("act", { ...act, params: { shown: false } });
    await stage.happen("back", {});
    assert.equal(stage.runtime.stack.all.length, 1);
  });
});

describe("the console", () => {
  const lines: string[] = [];
  const print = (level: string, args: readonly unknown[]): void => {
    lines.push(`${level} ${args.join(" ")}`);
  };
  const printed = (use: (console: ReturnType<typeof makeConsole>) => void): string[] => {
    lines.length = 0;
    use(makeConsole(print, () => 0));
    return [...lines];
  };

  it("prints text, objects and groups", () => {
    const got = printed((console) => {
      console.log("a", 1, { b: [2] });
      console.group("g");
      console.warn("in");
      console.groupEnd();
      console.assert(true, "no");
      console.assert(false, "yes");
      console.count();
    });
    assert.deepEqual(got, [
      "log a 1 {b: [2]}",
      "log g",
      "warn   in",
      "error Assertion failed: yes",
      "log default: 1",
    ]);
  });
});

describe("inspect", () => {
  const circle: Record<string, unknown> = { n: 1 };
  circle["self"] = circle;
  const thrower = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  );
  const getter = Object.defineProperty({}, "x", { enumerable: true, get: () => 1 });
  const cases: readonly (readonly [unknown, string])[] = [
    ["text", "text"],
    [["text"], '["text"]'],
    [circle, "{n: 1, self: [circular]}"],
    [thrower, "[unprintable]"],
    [getter, "{x: [getter]}"],
    [new Map([["k", 1]]), 'Map(1) {"k" => 1}'],
    [new Set([1]), "Set(1) {1}"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [new Uint8Array([1, 2]), "[1, 2]"],
    [Symbol("s"), "Symbol(s)"],
    [null, "null"],
    [12n, "12n"],
    [{ "a-b": undefined }, '{"a-b": undefined}'],
  ];
  for (const [value, expected] of cases) {
    it(expected, () => {
      assert.equal(inspect(value), expected);
    });
  }

  it("gives an error's stack with its message once", () => {
    const text = errorText(new TypeError("what"));
    assert.match(text, /^TypeError: what\n +at /);
    assert.equal(text.split("what").length, 2);
    assert.equal(errorText("plain"), "plain");
  });
});

describe("timers", () => {
  it("take no text, and report what throws", () => {
    const reported: string[] = [];
    const runs: (() => void)[] = [];
    const start = (run: () => void): number => runs.push(run);
    const stop = (): void => undefined;
    const timers = makeTimers(
      {
        setTimeout: start,
        setInterval: start,
        clearTimeout: stop,
        clearInterval: stop,
        soon: start,
      },
      (what, run) => {
        try {
          run();
        } catch {
          reported.push(what);
        }
      },
    ) as Record<string, (...values: unknown[]) => unknown>;
    assert.throws(() => timers["setTimeout"]?.("code", 0), TypeError);
    const heard: unknown[] = [];
    timers["setTimeout"]?.((...values: unknown[]) => heard.push(...values), 0, 1, 2);
    timers["setInterval"]?.(() => {
      throw new Error("in a timer");
    }, 5);
    for (const run of runs) run();
    assert.deepEqual([heard, reported], [[1, 2], ["setInterval"]]);
  });
});

describe("evaluate", () => {
  const told = async (run: ((text: string) => unknown) | null): Promise<object> => {
    let answer: object = {};
    await evaluate(run, { t: "eval", id: 3, expression: "x" }, (value) => {
      answer = value;
    });
    return answer;
  };

  it("tells values as JSON, promises' values too", async () => {
    assert.deepEqual(await told(() => ({ a: [1] })), { id: 3, value: '{"a":[1]}' });
    assert.deepEqual(await told(() => Promise.resolve("x")), { id: 3, value: '"x"' });
    assert.deepEqual(await told(() => undefined), { id: 3 });
  });

  it("tells errors, and refuses those who may not", async () => {
    const failed = await told(() => {
      throw new RangeError("bad");
    });
    assert.match((failed as { error: string }).error, /^RangeError: bad/);
    assert.match(((await told(null)) as { error: string }).error, /not opened by its developer/);
  });
});
