// What WeChat's Component() and Behavior() promise, seen through what reaches the view.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyPage, oneWith } from "./small_apps.ts";
import { Stage, type AppSource, type Part } from "./stage.ts";

type This = Record<string, never> & {
  data: Record<string, unknown>;
  setData(data: object, done?: () => void): void;
};

describe("properties", () => {
  const child = (properties: object, wxml: string): Part => ({
    wxml,
    script: ({ Component }) => {
      Component({ properties });
    },
  });

  const shown = async (attributes: string, properties: object, wxml: string): Promise<string> => {
    const source = oneWith(
      { wxml: `<c ${attributes}/>`, script: emptyPage },
      { c: child(properties, wxml) },
    );
    const stage = await Stage.open(source);
    return /<c[^>]*>(.*)<\/c>/.exec(stage.page.text())?.[1] ?? "";
  };

  const cases: readonly (readonly [string, string, object, string, string])[] = [
    ["text becomes a number", "n='12'", { n: Number }, "{{n + 1}}", "13"],
    ["what is no number becomes the default", "n='x'", { n: Number }, "{{n}}", "0"],
    ["a bare attribute is true", "b", { b: Boolean }, "{{b ? 'yes' : 'no'}}", "yes"],
    ["a number becomes text", "s='{{5}}'", { s: String }, "{{s + 1}}", "51"],
    ["null becomes the empty text", "s='{{null}}'", { s: String }, "[{{s}}]", "[]"],
    ["type null takes all", "a='{{[1,2]}}'", { a: null }, "{{a.length}}", "2"],
    ["a value stands where nothing is given", "", { v: { type: Number, value: 7 } }, "{{v}}", "7"],
    [
      "optionalTypes keep the kind",
      "v='{{3}}'",
      { v: { type: String, optionalTypes: [Number] } },
      "{{v + 1}}",
      "4",
    ],
    ["dashes and capitals are one", "my-prop='x'", { myProp: String }, "{{myProp}}", "x"],
    ["an unknown type takes all", "v='{{1}}'", { v: { type: "Text" } }, "{{v}}", "1"],
    ["undefined for a type takes all", "v='{{1}}'", { v: undefined }, "{{v}}", "1"],
  ];
  for (const [name, attributes, properties, wxml, expected] of cases) {
    it(name, async () => {
      assert.equal(await shown(attributes, properties, wxml), expected);
    });
  }

  it("tell their observers, named or written out, with the new and the old value", async () => {
    const heard: unknown[] = [];
    const stage = await Stage.open(
      oneWith(
        {
          wxml: "<c a='{{v}}' b='{{v}}'/>",
          script: ({ Page }) => {
            Page({ data: { v: 1 } });
          },
        },
        {
          c: {
            script: ({ Component }) => {
              Component({
                properties: {
                  a: { type: Number, observer: "seen" },
                  b: {
                    type: Number,
                    observer(now: number, before: number) {
                      heard.push(["b", now, before]);
                    },
                  },
                },
                methods: {
                  seen(now: number, before: number) {
                    heard.push(["a", now, before]);
                  },
                },
              });
            },
          },
        },
      ),
    );
    stage.top["setData"]?.({ v: 2 });
    assert.deepEqual(heard, [
      ["a", 1, 0],
      ["b", 1, 0],
      ["a", 2, 1],
      ["b", 2, 1],
    ]);
  });

  it("of a page are set from its query", async () => {
    const stage = await Stage.open(
      {
        pages: {
          p: {
            wxml: "{{id + 1}} {{name}}",
            script: ({ Component }) => {
              Component({ properties: { id: Number, name: String } });
            },
          },
        },
      },
      {
        launch: {
          path: "p",
          query: { id: "4", name: "a%20b" },
          scene: 1001,
          referrerAppId: null,
          extraData: null,
        },
      },
    );
    assert.equal(stage.page.text(), "<page>5 a b</page>");
  });
});

describe("observers", () => {
  it("see fields, inner paths and wildcards", async () => {
    const heard: string[] = [];
    const stage = await Stage.open(
      oneWith({
        script: ({ Component }) => {
          Component({
            data: { a: 1, b: 2, o: { x: 1 }, l: [1] },
            observers: {
              "a, b": (a: number, b: number) => {
                heard.push(`ab ${a} ${b}`);
              },
              "o.x": (x: number) => {
                heard.push(`x ${x}`);
              },
              "o.**": () => {
                heard.push("o");
              },
              "l[0]": (first: number) => {
                heard.push(`l ${first}`);
              },
              broken: 5,
            },
          });
        },
      }),
    );
    heard.length = 0;
    stage.top["setData"]?.({ a: 3 });
    stage.top["setData"]?.({ "o.x": 4 });
    stage.top["setData"]?.({ "l[0]": 9 });
    assert.deepEqual(heard, ["ab 3 2", "x 4", "o", "l 9"]);
    assert.match(stage.console.join(), /the observer of "broken" is not a function/);
  });

  it("may set data", async () => {
    const stage = await Stage.open(
      oneWith({
        wxml: "{{sum}}",
        script: ({ Component }) => {
          Component({
            data: { a: 1, b: 2, sum: 0 },
            observers: {
              "a, b"(this: This, a: number, b: number) {
                this.setData({ sum: a + b });
              },
            },
          });
        },
      }),
    );
    stage.top["setData"]?.({ a: 5 });
    await stage.settle();
    assert.equal(stage.page.text(), "<page>7</page>");
  });
});

describe("behaviors", () => {
  it("give data, properties, methods and lifetimes, shared ones once", async () => {
    const log: string[] = [];
    const stage = await Stage.open(
      oneWith({
        wxml: "{{mine}} {{theirs}} {{p}}",
        script: ({ Component, Behavior }) => {
          const base = Behavior({
            attached() {
              log.push("base");
            },
          });
          const first = Behavior({
            behaviors: [base],
            properties: { p: { type: String, value: "p" } },
          });
          const second = Behavior({
            behaviors: [base],
            data: { theirs: "t", mine: "not this" },
            methods: {
              greet: () => "hello",
              over: () => "theirs",
            },
          });
          Component({
            behaviors: [first, second, undefined, "wx://nothing"],
            data: { mine: "m" },
            methods: { over: () => "mine" },
            attached() {
              log.push("own");
            },
          });
        },
      }),
    );
    assert.equal(stage.page.text(), "<page>m t p</page>");
    assert.deepEqual(log, ["base", "own"]);
    assert.equal(stage.top["greet"]?.(), "hello");
    assert.equal(stage.top["over"]?.(), "mine");
    assert.match(stage.console.join(), /wx:\/\/nothing is no behavior/);
  });

  it("may rewrite those who use them (definitionFilter)", async () => {
    const stage = await Stage.open(
      oneWith({
        wxml: "{{double}}",
        script: ({ Component, Behavior }) => {
          const computed = Behavior({
            definitionFilter(definition: Record<string, Record<string, unknown>>) {
              const source = definition["computed"] as Record<string, (data: object) => unknown>;
              const data = { ...definition["data"] };
              for (const [name, compute] of Object.entries(source)) data[name] = compute(data);
              definition["data"] = data;
            },
          });
          Component({
            behaviors: [computed],
            data: { n: 4 },
            computed: { double: (data: { n: number }) => data.n * 2 },
          });
        },
      }),
    );
    assert.equal(stage.page.text(), "<page>8</page>");
  });

  it("of a Page have their methods called as its own", async () => {
    const log: string[] = [];
    await Stage.open(
      oneWith({
        script: ({ Page, Behavior }) => {
          const shared = Behavior({
            methods: {
              onShow() {
                log.push("shared onShow");
              },
            },
            attached() {
              log.push("shared attached");
            },
          });
          Page({
            behaviors: [shared],
            onLoad() {
              log.push("onLoad");
            },
          });
        },
      }),
    );
    assert.deepEqual(log, ["shared attached", "onLoad", "shared onShow"]);
  });

  it("wx://form-field tells the form", async () => {
    const stage = await Stage.open(
      oneWith(
        { wxml: "<c name='n' value='v'/>", script: emptyPage },
        {
          c: {
            script: ({ Component }) => {
              Component({ behaviors: ["wx://form-field"] });
            },
          },
        },
      ),
    );
    const { attributes } = stage.page.one("c");
    assert.equal(attributes.get("field:name"), "n");
    assert.equal(attributes.get("field:value"), "v");
  });

  it("wx://component-export chooses what selectComponent gives", async () => {
    const stage = await Stage.open(
      oneWith(
        { wxml: "<c id='c'/>", script: emptyPage },
        {
          c: {
            script: ({ Component }) => {
              Component({ behaviors: ["wx://component-export"], export: () => ({ own: 1 }) });
            },
          },
        },
      ),
    );
    assert.deepEqual(stage.top["selectComponent"]?.("#c"), { own: 1 });
  });
});

describe("relations", () => {
  const group = (log: string[]): Record<string, Part> => ({
    list: {
      wxml: "<slot/>",
      script: ({ Component }) => {
        Component({
          relations: {
            "./item": {
              type: "child",
              linked(target: This) {
                log.push(`linked ${String(target.data["n"])}`);
              },
              unlinked(target: This) {
                log.push(`unlinked ${String(target.data["n"])}`);
              },
            },
          },
        });
      },
    },
    item: {
      script: ({ Component }) => {
        Component({ relations: { "./list": { type: "parent" } }, properties: { n: Number } });
      },
    },
  });

  it("link children to their parent, in order", async () => {
    const log: string[] = [];
    const stage = await Stage.open(
      oneWith(
        {
          wxml: "<list id='l'><item wx:for='{{ns}}' wx:key='*this' n='{{item}}'/></list>",
          script: ({ Page }) => {
            Page({ data: { ns: [1, 2] } });
          },
        },
        group(log),
      ),
    );
    const list = stage.top["selectComponent"]?.("#l") as {
      getRelationNodes(key: string): This[];
    };
    assert.deepEqual(
      list.getRelationNodes("./item").map((item) => item.data["n"]),
      [1, 2],
    );
    stage.top["setData"]?.({ ns: [2] });
    assert.deepEqual(log, ["linked 1", "linked 2", "unlinked 1"]);
  });

  it("hold although the other's script runs later", async () => {
    const log: string[] = [];
    const source = oneWith({ wxml: "<list><item n='3'/></list>", script: emptyPage }, group(log));
    const page = source.pages["p"];
    await Stage.open({
      ...source,
      pages: {
        // A first page that uses the list alone settles what the list relates to.
        first: { ...page, wxml: "<list/>", json: { usingComponents: { list: "list" } } },
        ...source.pages,
      },
    }).then(async (stage) => {
      await stage.runtime.router.navigateTo({ url: "p" });
    });
    assert.deepEqual(log, ["linked 3"]);
  });
});

describe("this of a component", () => {
  const pair = (method: string): AppSource =>
    oneWith(
      { wxml: "<c id='c' class='k'/><c class='k'/><view id='9x'/>", script: emptyPage },
      {
        c: {
          script: ({ Component }) => {
            Component({
              data: { method },
              methods: { hello: () => "hi" },
            });
          },
        },
      },
    );

  it("is found by selectComponent and selectAllComponents, and finds its owner", async () => {
    const stage = await Stage.open(pair(""));
    const one = stage.top["selectComponent"]?.("#c") as Record<string, () => unknown>;
    assert.equal(one["hello"]?.(), "hi");
    assert.equal(one["selectOwnerComponent"]?.(), stage.top);
    const all = stage.top["selectAllComponents"]?.(".k") as unknown[];
    assert.deepEqual([all.length, all[0]], [2, one]);
    assert.equal(stage.top["selectComponent"]?.("#none"), null);
  });

  it("knows its page, dataset and id", async () => {
    const stage = await Stage.open(
      oneWith(
        { wxml: "<c id='c' data-a-b='{{1}}'/>", script: emptyPage },
        {
          c: {
            script: ({ Component }) => {
              Component({});
            },
          },
        },
      ),
    );
    const one = stage.top["selectComponent"]?.("#c") as Record<string, unknown>;
    assert.deepEqual(one["dataset"], { aB: 1 });
    assert.equal(one["id"], "c");
    assert.equal(one["is"], "c");
    assert.equal((one["getPageId"] as () => string).call(one), "pageId_1");
    assert.equal(one["renderer"], "webview");
  });
});

describe("triggerEvent", () => {
  const nested = (options: string, log: unknown[]): AppSource =>
    oneWith(
      {
        wxml: "<outer bind:go='page'/>",
        script: ({ Page }) => {
          Page({
            page({ detail, target }: { detail: unknown; target: { id: string } }) {
              log.push(["page", detail, target.id]);
            },
          });
        },
      },
      {
        outer: {
          wxml: "<view bind:go='view'><inner id='i' bind:go='own'/></view>",
          script: ({ Component }) => {
            Component({
              methods: {
                own: () => log.push(["own"]),
                view: () => log.push(["view"]),
              },
            });
          },
        },
        inner: {
          script: ({ Component }) => {
            Component({
              attached(this: { triggerEvent(name: string, detail?: unknown, o?: object): void }) {
                const bubbles = options !== "plain";
                const composed = options === "composed";
                queueMicrotask(() => {
                  this.triggerEvent("go", bubbles ? { n: 1 } : undefined, { bubbles, composed });
                });
              },
            });
          },
        },
      },
    );

  it("alone stays on the component", async () => {
    const log: unknown[] = [];
    await Stage.open(nested("plain", log));
    assert.deepEqual(log, [["own"]]);
  });

  it("bubbles within the template", async () => {
    const log: unknown[] = [];
    await Stage.open(nested("bubbles", log));
    assert.deepEqual(log, [["own"], ["view"]]);
  });

  it("composed goes on to those outside", async () => {
    const log: unknown[] = [];
    await Stage.open(nested("composed", log));
    assert.deepEqual(log, [["own"], ["view"], ["page", { n: 1 }, ""]]);
  });
});
