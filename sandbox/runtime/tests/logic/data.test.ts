// setData, a page's own fields, two-way values: what reaches the view of what an app holds.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyPage, oneWith } from "./small_apps.ts";
import { Stage } from "./stage.ts";

type This = Record<string, never> & {
  data: Record<string, unknown>;
  setData(data: object, done?: () => void): void;
};

describe("setData", () => {
  const open = (wxml: string, data: object): Promise<Stage> =>
    Stage.open(
      oneWith({
        wxml,
        script: ({ Page }) => {
          Page({ data });
        },
      }),
    );

  it("takes paths, makes what is missing on the way, and sends one batch a tick", async () => {
    const stage = await open("{{a[1].b}} {{c.d.e}} {{list.length}}", { a: [{}, {}], list: [1] });
    const before = stage.batches;
    stage.top["setData"]?.({ "a[1].b": "x" });
    stage.top["setData"]?.({ "c.d.e": "y", "list[2]": 3 });
    await stage.settle();
    assert.equal(stage.page.text(), "<page>x y 3</page>");
    assert.equal(stage.batches, before + 1);
  });

  it("calls back once it is painted, with the page as this", async () => {
    const stage = await open("{{t}}", { t: 0 });
    stage.paints = false;
    const selves: unknown[] = [];
    stage.top["setData"]?.({ t: 1 }, function (this: unknown) {
      selves.push(this);
    });
    await stage.settle();
    assert.deepEqual(selves, []);
    stage.paints = true;
    await stage.settle();
    assert.equal(selves[0], stage.top);
  });

  it("notices what app code changed in place", async () => {
    const stage = await open("<text wx:for='{{l}}' wx:key='*this'>{{item}}</text>", { l: ["a"] });
    const list = stage.data["l"] as string[];
    list.push("b");
    stage.top["setData"]?.({ l: list });
    await stage.settle();
    assert.equal(stage.page.text(), "<page><text>a</text><text>b</text></page>");
    assert.equal(stage.data["l"], list);
  });

  it("moves rows by their key instead of making them anew", async () => {
    const rows = [1, 2, 3].map((id) => ({ id }));
    const stage = await open("<text wx:for='{{l}}' wx:key='id' id='r{{item.id}}'/>", { l: rows });
    const third = stage.page.one("#r3").id;
    stage.top["setData"]?.({ l: [rows[2], rows[0], rows[1]] });
    await stage.settle();
    assert.deepEqual(
      stage.page.all("text").map((node) => node.name),
      ["r3", "r1", "r2"],
    );
    assert.equal(stage.page.one("#r3").id, third);
  });

  it("lets functions and other things that cannot be sent stay behind", async () => {
    const stage = await open("<view a='{{o}}'/>", { o: null });
    stage.top["setData"]?.({ o: { f: () => 1, n: 2 } });
    await stage.settle();
    assert.deepEqual(stage.page.one("view").attributes.get("a"), { n: 2 });
  });

  it("takes components that lead back to each other", async () => {
    const stage = await Stage.open(
      oneWith(
        {
          wxml: "<c id='a'/><c id='b'/>{{held.n}}",
          script: ({ Page }) => {
            Page({ data: { held: null } });
          },
        },
        {
          c: {
            script: ({ Component }) => {
              Component({
                created(this: Record<string, unknown>) {
                  this["n"] = 5;
                },
              });
            },
          },
        },
      ),
    );
    const [one, other] = ["#a", "#b"].map(
      (id) => stage.top["selectComponent"]?.(id) as Record<string, unknown>,
    );
    assert.ok(one && other);
    one["other"] = other;
    other["other"] = one;
    stage.top["setData"]?.({ held: one });
    await stage.settle();
    assert.match(stage.page.text(), />5</);
    assert.equal(stage.data["held"], one);
  });

  it("is there from created on", async () => {
    const stage = await Stage.open(
      oneWith(
        { wxml: "<c/>", script: emptyPage },
        {
          c: {
            wxml: "{{t}}",
            script: ({ Component }) => {
              Component({
                data: { t: 1 },
                created(this: This) {
                  this.setData({ t: 2 });
                },
              });
            },
          },
        },
      ),
    );
    assert.equal(stage.page.text(), "<page><c>2</c></page>");
  });
});

describe("a Page's own fields", () => {
  it("are copied for each page", async () => {
    const seen: object[] = [];
    const now = new Date();
    const stage = await Stage.open(
      oneWith({
        script: ({ Page }) => {
          Page({
            own: { list: [1] },
            now,
            onLoad(this: { own: { list: number[] }; now: Date }) {
              seen.push([...this.own.list], [this.now === now]);
              this.own.list.push(2);
            },
          });
        },
      }),
    );
    await stage.runtime.router.navigateTo({ url: "p" });
    assert.deepEqual(seen, [[1], [true], [1], [true]]);
  });

  it("and its functions know their page wherever they are called from", async () => {
    const seen: unknown[] = [];
    const stage = await Stage.open(
      oneWith({
        script: ({ Page }) => {
          Page({
            name: "own",
            tick(this: { name: string }) {
              seen.push(this.name);
            },
          });
        },
      }),
    );
    const { tick } = stage.top;
    tick?.();
    assert.deepEqual(seen, ["own"]);
  });

  it("hold route and options", async () => {
    const stage = await Stage.open(oneWith({ script: emptyPage }));
    await stage.runtime.router.navigateTo({ url: "p?a=%201&b" });
    const top = stage.top as unknown as Record<string, unknown>;
    assert.equal(top["route"], "p");
    assert.equal(top["__route__"], "p");
    assert.deepEqual(top["options"], { a: "%201", b: "" });
  });
});

describe("setUpdatePerformanceListener", () => {
  interface Told {
    readonly updateProcessId: number;
    readonly parentUpdateProcessId?: number;
    readonly isMergedUpdate: boolean;
    readonly dataPaths?: readonly string[];
    readonly pendingStartTimestamp: number;
    readonly updateStartTimestamp: number;
    readonly updateEndTimestamp: number;
  }

  it("tells of a page's updates, and of those that they bring about in a component", async () => {
    const ofPage: Told[] = [];
    const ofChild: Told[] = [];
    const stage = await Stage.open({
      pages: {
        "pages/index/index": {
          wxml: "<child value='{{n}}'/>",
          json: { usingComponents: { child: "child" } },
          script: ({ Page }) => {
            Page({ data: { n: 0, list: [{ a: 0 }] } });
          },
        },
      },
      components: {
        child: {
          wxml: "{{value}}",
          script: ({ Component }) => {
            Component({
              properties: { value: Number },
              attached(this: This) {
                const self = this as unknown as Listening;
                self.setUpdatePerformanceListener({}, (told) => ofChild.push(told));
              },
            });
          },
        },
      },
    });
    interface Listening {
      setUpdatePerformanceListener(options: object, hear?: (told: Told) => void): void;
    }
    const page = stage.top as unknown as Listening & This;
    page.setUpdatePerformanceListener({ withDataPaths: true }, function (this: unknown, told) {
      assert.equal(this, page);
      ofPage.push(told);
    });
    page.setData({ n: 1, "list[0].a": 2 });
    page.setData({ list: [] });
    const [first, second] = ofPage;
    assert.deepEqual(first?.dataPaths, ["n", "list[0].a"]);
    assert.equal(first.isMergedUpdate, false);
    assert.equal("parentUpdateProcessId" in first, false);
    assert.ok(first.pendingStartTimestamp <= first.updateStartTimestamp);
    assert.ok(first.updateStartTimestamp <= first.updateEndTimestamp);
    assert.ok(Math.abs(first.updateEndTimestamp - Date.now()) < 60_000);
    assert.notEqual(second?.updateProcessId, first.updateProcessId);
    const [brought, ...others] = ofChild;
    assert.equal(brought?.parentUpdateProcessId, first.updateProcessId);
    assert.equal(brought.dataPaths, undefined);
    assert.deepEqual(others, []);
    page.setUpdatePerformanceListener({});
    page.setData({ n: 2 });
    assert.equal(ofPage.length, 2);
    assert.equal(ofChild.length, 2);
    assert.equal(typeof ofChild[1]?.parentUpdateProcessId, "number");
  });
});
