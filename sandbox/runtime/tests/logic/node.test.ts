// What stands between glass-easel and the operations: batches, attributes, listening, fragments.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Batch } from "../../src/logic/backend/batch.ts";
import { Op, type OpList } from "../../src/shared/ops.ts";
import { Stage, type Part, type Scope } from "./stage.ts";

const empty = ({ Page }: Scope): void => {
  Page({});
};

describe("a batch", () => {
  const make = (finish = () => false): [Batch, OpList[], (() => void)[], (() => void)[]] => {
    const sent: OpList[] = [];
    const soon: (() => void)[] = [];
    const painted: (() => void)[] = [];
    const ends = {
      post: (_page: number, ops: OpList, done: (() => void) | null) => {
        sent.push(ops);
        if (done) painted.push(done);
      },
      soon: (run: () => void) => {
        soon.push(run);
      },
    };
    return [new Batch(1, ends, finish), sent, soon, painted];
  };

  it("holds all operations of a tick", () => {
    const [batch, sent, soon] = make();
    batch.put1(Op.ROOT, 1);
    batch.put3(Op.INSERT, 1, 2, 3);
    assert.equal(soon.length, 1);
    soon[0]?.();
    assert.deepEqual(sent, [[Op.ROOT, 1, Op.INSERT, 1, 2, 3]]);
  });

  it("is not sent when there is nothing in it", () => {
    const [batch, sent] = make();
    batch.wake();
    batch.flush();
    batch.flush();
    assert.deepEqual(sent, []);
  });

  it("asks for a sign of being painted only when somebody waits", () => {
    const [batch, sent, , painted] = make();
    let calls = 0;
    batch.whenPainted(() => (calls += 1));
    batch.whenPainted(() => (calls += 1));
    batch.flush();
    painted[0]?.();
    assert.deepEqual([sent.length, calls], [1, 2]);
  });

  it("is silent after its end", () => {
    const [batch, sent] = make();
    batch.put1(Op.ROOT, 1);
    batch.close();
    batch.flush();
    batch.whenPainted(() => undefined);
    batch.flush();
    assert.deepEqual(sent, []);
  });

  it("takes what late operations bring forth, but not for ever", () => {
    let rounds = 0;
    const [batch, sent] = make(() => {
      rounds += 1;
      batch.put1(Op.ROOT, rounds);
      return true;
    });
    batch.wake();
    batch.flush();
    assert.equal(sent.length, 1);
    assert.ok(rounds < 100);
  });
});

describe("attributes", () => {
  const shown = async (page: Part, components: Record<string, Part>): Promise<Stage> =>
    Stage.open({
      pages: { "pages/p/p": { script: empty, ...page } },
      components,
      config: {},
    });
  const owner = (wxml: string, more: Partial<Part> = {}): Record<string, Part> => ({
    "lib/c/c": {
      wxml,
      json: { styleScope: "c" },
      script: ({ Component }) => {
        Component({ externalClasses: ["mine"], data: { at: "../i.png" } });
      },
      ...more,
    },
  });
  const json = { usingComponents: { c: "lib/c/c" } };

  it("that name classes have them scoped as the component's own", async () => {
    const components = owner("<view hover-class='on off'/><view hover-class='none'/>");
    const stage = await shown({ wxml: "<c/>", json }, components);
    const values = stage.page.all("view").map((node) => node.attributes.get("hover-class"));
    assert.deepEqual(values, ["c--on c--off", "none"]);
  });

  it("that name external classes have the names that were given", async () => {
    const components = owner("<view hover-class='mine'/>");
    const stage = await shown({ wxml: "<c mine='red'/>", json }, components);
    assert.equal(stage.page.one("view").attributes.get("hover-class"), "red");
  });

  const addresses: readonly (readonly [string, string])[] = [
    ["{{at}}", "/lib/i.png"],
    ["x.png", "/lib/c/x.png"],
    ["/x.png", "/x.png"],
    ["https://a/x.png", "https://a/x.png"],
    ["data:image/png;base64,", "data:image/png;base64,"],
    ["wxfile://tmp/x", "wxfile://tmp/x"],
    ["//a/x.png", "//a/x.png"],
    ["", ""],
  ];
  for (const [address, expected] of addresses) {
    it(`that are addresses count from the component's folder: "${address}"`, async () => {
      const stage = await shown({ wxml: "<c/>", json }, owner(`<image src="${address}"/>`));
      assert.equal(stage.page.one("image").attributes.get("src"), expected);
    });
  }

  it("are not sent back to the person who typed them", async () => {
    const stage = await Stage.open({
      pages: {
        p: {
          wxml: "<input model:value='{{v}}'/><input value='{{v}}' class='other'/>",
          script: ({ Page }) => {
            Page({ data: { v: "" } });
          },
        },
      },
    });
    const node = stage.page.one("input").id;
    const before = stage.messages.length;
    stage.take({ t: "model", page: 1, node, name: "value", value: "typed" });
    await stage.settle();
    const sent = stage.messages.slice(before).filter((message) => message.t === "ops");
    assert.deepEqual(
      sent.map(({ ops }) => ops),
      [[Op.ATTRIBUTE, stage.page.one(".other").id, "value", "typed"]],
    );
  });
});

describe("listening", () => {
  it("tells catch: by its own bit, and takes it back", async () => {
    const stage = await Stage.open({
      pages: {
        p: {
          wxml: "<view catch:touchmove='{{stop}}'/>",
          script: ({ Page }) => {
            Page({ data: { stop: "go" }, go: () => undefined });
          },
        },
      },
    });
    assert.equal(stage.page.one("view").listens.get("touchmove"), 5);
    stage.top["setData"]?.({ stop: "" });
    await stage.settle();
    assert.equal(stage.page.one("view").listens.get("touchmove"), 1);
  });
});

describe("nodes", () => {
  it("are let go when they leave, and no more than once", async () => {
    const stage = await Stage.open({
      pages: {
        p: {
          wxml: "<view wx:for='{{l}}' wx:key='*this'><text>{{item}}</text></view>",
          script: ({ Page }) => {
            Page({ data: { l: [1, 2, 3] } });
          },
        },
      },
    });
    const full = stage.page.size;
    stage.top["setData"]?.({ l: [] });
    await stage.settle();
    assert.equal(stage.page.size, full - 3 * 3);
    stage.top["setData"]?.({ l: [1, 2, 3] });
    await stage.settle();
    assert.equal(stage.page.size, full);
  });

  it("come by a fragment only when several come at once", async () => {
    const stage = await Stage.open({
      pages: {
        p: {
          wxml: "<text wx:for='{{l}}' wx:key='*this'>{{item}}</text>",
          script: ({ Page }) => {
            Page({ data: { l: [] } });
          },
        },
      },
    });
    const fragments = async (list: number[]): Promise<boolean> => {
      const before = stage.messages.length;
      stage.top["setData"]?.({ l: list });
      await stage.settle();
      return stage.messages
        .slice(before)
        .some((message) => message.t === "ops" && message.ops[6] === Op.FRAGMENT);
    };
    await fragments([1]);
    assert.equal(stage.page.text(), "<page><text>1</text></page>");
    await fragments([0, 1, 2, 3]);
    assert.equal(
      stage.page.text(),
      "<page><text>0</text><text>1</text><text>2</text><text>3</text></page>",
    );
  });
});
