// SelectorQuery, observers, animations: what is asked of the view, and what comes back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Asks, Tells } from "../../src/shared/questions.ts";
import { Stage, type AppSource } from "./stage.ts";

type Chain = Record<string, (...values: unknown[]) => Chain>;

const SOURCE: AppSource = {
  pages: {
    p: {
      wxml: "<view id='v' class='k' data-n='{{1}}' mark:m='2'/><c id='c' class='k' value='own'/><canvas id='b' canvas-id='board'/>",
      json: { usingComponents: { c: "c" } },
      script: ({ Page }) => {
        Page({});
      },
    },
  },
  components: {
    c: {
      wxml: "<text class='k'>{{value}}</text><canvas canvas-id='inner'/>",
      script: ({ Component }) => {
        Component({ properties: { value: String } });
      },
    },
  },
};

/** A stage whose view answers each wish with the node's number as its width. */
async function open(): Promise<Stage> {
  const stage = await Stage.open(SOURCE);
  stage.answers["nodes.read"] = ({ wanted }: Asks["nodes.read"]["params"]) =>
    wanted.map((wish) => (wish.node < 0 ? null : { ...wish, node: undefined, width: wish.node }));
  return stage;
}

function run(chain: unknown): Promise<unknown[]> {
  return new Promise((resolve) => {
    (chain as { exec(hear: (all: unknown[]) => void): void }).exec(resolve);
  });
}

function query(stage: Stage): Chain {
  return stage.top["createSelectorQuery"]?.() as Chain;
}

describe("SelectorQuery", () => {
  it("reads the first, all, or the viewport, in the order of the wishes", async () => {
    const stage = await open();
    const asked = query(stage);
    const order: string[] = [];
    asked["select"]?.("#v")["boundingClientRect"]?.(() => order.push("one"));
    asked["selectAll"]?.(".k")["fields"]?.({ size: true, id: true }, () => order.push("all"));
    asked["selectViewport"]?.()["scrollOffset"]?.();
    asked["select"]?.("#none")["boundingClientRect"]?.();
    const [one, all, viewport, none] = (await run(asked)) as Record<string, unknown>[];
    assert.deepEqual(order, ["one", "all"]);
    assert.equal(one?.["id"], "v");
    assert.deepEqual(one["dataset"], { n: 1 });
    assert.equal(one["rect"], true);
    assert.deepEqual(
      (all as unknown as { id: string }[]).map(({ id }) => id),
      ["v", "c"],
    );
    assert.equal(viewport?.["width"], 0);
    assert.equal(none, null);
  });

  it("asks once for all nodes of a wish", async () => {
    const stage = await open();
    const asked = query(stage);
    asked["selectAll"]?.(".k")["boundingClientRect"]?.();
    const before = stage.messages.length;
    await run(asked);
    const asks = stage.messages.slice(before).filter((message) => message.t === "ask");
    assert.equal(asks.length, 1);
  });

  it("finds what is there once the component is made, asked while that is being made", async () => {
    const heard: unknown[] = [];
    const early: AppSource = {
      pages: {
        p: {
          wxml: "<c/>",
          json: { usingComponents: { c: "c" } },
          script: ({ Page }) => {
            Page({});
          },
        },
      },
      components: {
        c: {
          wxml: "<text class='{{late}}'/>",
          script: ({ Component }) => {
            Component({
              lifetimes: {
                created(this: Chain) {
                  const asked = this["createSelectorQuery"]?.() as unknown as Chain;
                  asked["select"]?.(".k")["fields"]?.({ dataset: true });
                  asked["exec"]?.((all: unknown) => heard.push(all));
                },
                attached(this: Chain) {
                  this["setData"]?.({ late: "k" });
                },
              },
            });
          },
        },
      },
    };
    const stage = await Stage.open(early);
    stage.answers["nodes.read"] = () => [];
    await stage.settle();
    assert.deepEqual(heard, [[{ dataset: {} }]]);
  });

  it("looks once more where the view does not know a node yet", async () => {
    const stage = await open();
    let times = 0;
    stage.answers["nodes.read"] = ({ wanted }: Asks["nodes.read"]["params"]) =>
      wanted.map(() => ((times += 1) === 1 ? null : { width: times }));
    const asked = query(stage);
    asked["select"]?.("#v")["fields"]?.({ size: true });
    assert.deepEqual(await run(asked), [{ width: 3 }]);
  });

  it("searches a component with in()", async () => {
    const stage = await open();
    const inner = stage.top["selectComponent"]?.("#c");
    const asked = stage.ground.createSelectorQuery() as Chain;
    asked["in"]?.(inner)["select"]?.(".k")["fields"]?.({ id: true, size: true });
    const [found] = (await run(asked)) as Record<string, unknown>[];
    assert.equal(found?.["width"], stage.page.one("text").id);
  });

  it("crosses into components with >>>", async () => {
    const stage = await open();
    const asked = query(stage);
    asked["selectAll"]?.("#c >>> .k")["fields"]?.({ size: true });
    const [found] = (await run(asked)) as unknown[][];
    assert.equal(found?.length, 1);
  });

  it("gives properties of components and marks without asking", async () => {
    const stage = await open();
    const asked = query(stage);
    asked["select"]?.("#c")["fields"]?.({ properties: ["value"] });
    asked["select"]?.("#v")["fields"]?.({ mark: true });
    const [one, two] = (await run(asked)) as Record<string, unknown>[];
    assert.equal(one?.["value"], "own");
    assert.deepEqual(two, { mark: { m: "2" } });
  });

  it("asks the façade for nodes and contexts", async () => {
    const stage = await open();
    stage.ground.provide({
      node: ({ node }, tag) => Promise.resolve(`${tag} ${node}`),
      context: (_place, tag, id) => Promise.resolve(`${tag} ${id}`),
    });
    const asked = query(stage);
    asked["select"]?.("#b")["node"]?.();
    asked["select"]?.("#b")["context"]?.();
    assert.deepEqual(await run(asked), [
      { node: `canvas ${stage.page.one("#b").id}` },
      { context: "canvas b" },
    ]);
  });

  it("sends what is due before it asks", async () => {
    const stage = await open();
    const before = stage.messages.length;
    (stage.top["selectComponent"]?.("#c") as Chain)["setData"]?.({ value: "new" });
    const asked = query(stage);
    asked["select"]?.("#v")["boundingClientRect"]?.();
    await run(asked);
    const sent = stage.messages.slice(before).map((message) => message.t);
    assert.deepEqual(sent, ["ops", "ask"]);
  });
});

describe("NodeLookup", () => {
  it("finds a canvas by its canvas-id, within components when deep", async () => {
    const { nodes } = (await open()).ground;
    assert.equal(nodes.findByAttribute(undefined, "canvas", "canvas-id", "board")?.id, "b");
    assert.equal(nodes.findByAttribute(undefined, "canvas", "canvas-id", "inner"), null);
    assert.ok(nodes.findByAttribute(undefined, "canvas", "canvas-id", "inner", true));
    assert.equal(nodes.find(undefined, "#v")?.tag, "view");
  });
});

describe("IntersectionObserver", () => {
  it("tells the view what to watch, and hears of it until disconnect", async () => {
    const stage = await open();
    const heard: Record<string, unknown>[] = [];
    const observer = stage.top["createIntersectionObserver"]?.({
      thresholds: [0, 0.5],
      observeAll: true,
    }) as Chain;
    observer["relativeTo"]?.("#v", { bottom: 10 })["observe"]?.(".k", (result: never) =>
      heard.push(result),
    );
    const [opened] = stage.told("observer.open");
    const node = stage.page.one("#v").id;
    assert.deepEqual(opened, {
      observer: 1,
      page: 1,
      targets: [node, stage.page.one("#c").id],
      relative: node,
      margins: { left: 0, top: 0, right: 0, bottom: 10 },
      thresholds: [0, 0.5],
      initialRatio: 0,
    } satisfies Tells["observer.open"]);
    const box = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
    const happened = {
      observer: 1,
      node,
      intersectionRatio: 0.6,
      boundingClientRect: box,
      intersectionRect: box,
      relativeRect: box,
      time: 5,
    };
    await stage.happen("intersected", happened);
    assert.equal(heard[0]?.["id"], "v");
    assert.equal(heard[0]["intersectionRatio"], 0.6);
    observer["disconnect"]?.();
    await stage.happen("intersected", happened);
    assert.equal(heard.length, 1);
    assert.deepEqual(stage.told("observer.close"), [{ observer: 1 }]);
  });
});

describe("MediaQueryObserver", () => {
  it("hears of matches", async () => {
    const stage = await open();
    const heard: unknown[] = [];
    const observer = stage.top["createMediaQueryObserver"]?.() as Chain;
    observer["observe"]?.({ minWidth: 300, orientation: "portrait", junk: 1 }, (result: never) =>
      heard.push(result),
    );
    assert.deepEqual(stage.told("media.open")[0]?.query, {
      minWidth: 300,
      orientation: "portrait",
    });
    await stage.happen("matched", { observer: 1, matches: true });
    assert.deepEqual(heard, [{ matches: true }]);
  });
});

describe("animate", () => {
  it("asks the view, and calls back when it has ended", async () => {
    const stage = await open();
    stage.answers["nodes.animate"] = () => null;
    let ended = false;
    stage.top["animate"]?.("#v", [{ opacity: 0 }, { opacity: 1 }], 300, () => {
      ended = true;
    });
    await stage.settle();
    const asked = stage.messages.find((message) => message.t === "ask");
    assert.deepEqual(asked?.params, {
      page: 1,
      nodes: [stage.page.one("#v").id],
      keyframes: [{ opacity: 0 }, { opacity: 1 }],
      duration_ms: 300,
    });
    assert.equal(ended, true);
  });
});
