// What WeChat's Page(), Component() and Behavior() promise, seen through what reaches the view.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Stage, type AppSource, type Part, type Scope } from "./stage.ts";

type This = Record<string, never> & {
  data: Record<string, unknown>;
  setData(data: object, done?: () => void): void;
};

/** An app of one page that uses all `components` by their names. */
function oneWith(page: Part, components: Record<string, Part> = {}): AppSource {
  const usingComponents = Object.fromEntries(Object.keys(components).map((name) => [name, name]));
  const inside = Object.fromEntries(
    Object.entries(components).map(([name, part]) => [
      name,
      { ...part, json: { usingComponents, ...part.json } },
    ]),
  );
  return {
    pages: { p: { ...page, json: { usingComponents, ...page.json } } },
    components: inside,
  };
}

const emptyPage = ({ Page }: Scope): void => {
  Page({});
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

describe("templates", () => {
  const show = async (page: Part, components?: Record<string, Part>): Promise<string> =>
    (await Stage.open(oneWith({ script: emptyPage, ...page }, components))).page.text();

  it("fill slots, several by name with multipleSlots", async () => {
    const slots: Part = {
      wxml: "<view><slot name='a'/>|<slot name='b'/></view>",
      script: ({ Component }) => {
        Component({ options: { multipleSlots: true } });
      },
    };
    const wxml = "<c><text slot='b'>B</text><text slot='a'>A</text></c>";
    assert.equal(
      await show({ wxml }, { c: slots }),
      '<page><c><view><text slot="a">A</text>|<text slot="b">B</text></view></c></page>',
    );
  });

  it("draw no host for virtualHost, and hear its events all the same", async () => {
    const log: string[] = [];
    const stage = await Stage.open(
      oneWith(
        {
          wxml: "<c bindtap='go'/>",
          script: ({ Page }) => {
            Page({
              go: () => log.push("tap"),
            });
          },
        },
        {
          c: {
            wxml: "<text>x</text>",
            script: ({ Component }) => {
              Component({ options: { virtualHost: true } });
            },
          },
        },
      ),
    );
    assert.equal(stage.page.text(), "<page><text>x</text></page>");
    await stage.touch("text");
    assert.deepEqual(log, ["tap"]);
  });

  it("pass classes in by externalClasses", async () => {
    const wxml = "<c my-class='red big' class='host'/>";
    const c: Part = {
      wxml: "<view class='my-class own'/>",
      json: { styleScope: "c" },
      script: ({ Component }) => {
        Component({ externalClasses: ["my-class"] });
      },
    };
    assert.equal(
      await show({ wxml }, { c }),
      '<page><c class=host wx-host="c"><view class=c--own red big></view></c></page>',
    );
  });

  const isolations: readonly (readonly [string, object, object, string])[] = [
    ["isolated by default", {}, {}, "c--x"],
    ["apply-shared by JSON", { styleIsolation: "apply-shared" }, {}, "x c--x"],
    ["apply-shared by options", {}, { styleIsolation: "apply-shared" }, "x c--x"],
    ["addGlobalClass by options", {}, { addGlobalClass: true }, "x c--x"],
    ["shared by JSON", { styleIsolation: "shared", styleScope: undefined }, {}, "x"],
    [
      "shared by options, with a sheet compiled for a scope",
      {},
      { styleIsolation: "shared" },
      "x c--x",
    ],
  ];
  for (const [name, json, options, expected] of isolations) {
    it(`isolate styles: ${name}`, async () => {
      const text = await show(
        { wxml: "<c/>" },
        {
          c: {
            wxml: "<view class='x'/>",
            json: { styleScope: "c", ...json },
            script: ({ Component }) => {
              Component({ options });
            },
          },
        },
      );
      assert.equal(/class=([^>]*)>/.exec(text)?.[1], expected);
    });
  }

  it("keep pure data out of the view", async () => {
    const stage = await Stage.open(
      oneWith({
        wxml: "{{_a}}{{b}}",
        script: ({ Component }) => {
          Component({ options: { pureDataPattern: /^_/ }, data: { _a: "no", b: "yes" } });
        },
      }),
    );
    assert.equal(stage.page.text(), "<page>yes</page>");
    assert.equal(stage.data["_a"], "no");
  });

  it("use generics, given or by default", async () => {
    const list: Part = {
      wxml: "<one/>",
      json: { componentGenerics: { one: { default: "plain" } }, usingComponents: {} },
      script: ({ Component }) => {
        Component({});
      },
    };
    const named = (text: string): Part => ({
      wxml: text,
      script: ({ Component }) => {
        Component({});
      },
    });
    const components = { list, plain: named("plain"), rich: named("rich") };
    assert.match(await show({ wxml: "<list/>" }, components), />plain</);
    assert.match(await show({ wxml: "<list generic:one='rich'/>" }, components), />rich</);
  });

  it("put `hidden` on a component's host unless it has such a property", async () => {
    const plain: Part = {
      script: ({ Component }) => {
        Component({});
      },
    };
    assert.match(await show({ wxml: "<c hidden='{{true}}'/>" }, { c: plain }), /<c hidden=true>/);
  });

  it("give a component with a built-in's name another host", async () => {
    const image: Part = {
      wxml: "own",
      script: ({ Component }) => {
        Component({});
      },
    };
    assert.equal(
      await show({ wxml: "<image/>" }, { image }),
      "<page><image.host>own</image.host></page>",
    );
  });

  it("hear events bound without a colon, in either spelling", async () => {
    const log: string[] = [];
    const note = (name: string) => () => log.push(name);
    const stage = await Stage.open(
      oneWith({
        wxml: "<view class='o' bindtap='a' capture-bind:tap='c'><text catchtap='b'/><i bind:tap='d'/></view>",
        script: ({ Page }) => {
          Page({ a: note("a"), b: note("b"), c: note("c"), d: note("d") });
        },
      }),
    );
    await stage.touch("text");
    await stage.touch("i");
    assert.deepEqual(log, ["c", "b", "c", "d", "a"]);
    assert.equal(stage.page.one(".o").listens.get("tap"), 3);
    assert.equal(stage.page.one("text").listens.get("tap"), 5);
  });

  it("write attributes with dashes, whichever way the app spells them", async () => {
    assert.equal(
      await show({ wxml: "<button openType='share' form-type='submit'/>" }),
      '<page><button open-type="share" form-type="submit"></button></page>',
    );
  });

  it("bind values both ways with model:", async () => {
    const stage = await Stage.open(
      oneWith({
        wxml: "<input model:value='{{v}}'/>{{v}}",
        script: ({ Page }) => {
          Page({ data: { v: "a" } });
        },
      }),
    );
    const node = stage.page.one("input").id;
    stage.take({ t: "model", page: 1, node, name: "value", value: "b" });
    await stage.settle();
    assert.equal(stage.data["v"], "b");
    assert.match(stage.page.text(), />b</);
  });
});

describe("events", () => {
  it("have WeChat's shape", async () => {
    let event: unknown;
    const stage = await Stage.open(
      oneWith({
        wxml: "<view id='o' data-who='{{w}}' mark:m='1' bindtap='go'><text id='i' mark:n='2'/></view>",
        script: ({ Page }) => {
          Page({
            data: { w: { name: "x" } },
            go(given: unknown) {
              event = given;
              return "value";
            },
          });
        },
      }),
    );
    const point = { identifier: 0, pageX: 1, pageY: 2, clientX: 1, clientY: 2, force: 1 };
    await stage.touch("#i", "tap", {
      detail: { x: 1, y: 2 },
      touches: [point],
      offsetLeft: 5,
      offsetTop: 6,
    });
    assert.deepEqual(JSON.parse(JSON.stringify(event)), {
      type: "tap",
      timeStamp: 12,
      target: { id: "i", offsetLeft: 5, offsetTop: 6, dataset: {} },
      currentTarget: { id: "o", offsetLeft: 0, offsetTop: 0, dataset: { who: { name: "x" } } },
      mark: { m: "1", n: "2" },
      detail: { x: 1, y: 2 },
      touches: [point],
      mut: false,
    });
  });

  it("answer the view that asks what the handler returned", async () => {
    const stage = await Stage.open(
      oneWith({
        wxml: "<view bindinput='outer'><input bindinput='go'/></view>",
        script: ({ Page }) => {
          Page({ go: () => ({ value: "x", cursor: 1 }), outer: () => "not this" });
        },
      }),
    );
    await stage.touch("input", "input", { reply: 7 });
    const heard = stage.messages.find((message) => message.t === "heard");
    assert.deepEqual(heard, { t: "heard", reply: 7, value: { value: "x", cursor: 1 } });
  });

  it("go on when a handler returns false or fails", async () => {
    const log: string[] = [];
    const stage = await Stage.open(
      oneWith({
        wxml: "<view bindtap='a'><view bindtap='b'><text bindtap='c'/></view></view>",
        script: ({ Page }) => {
          Page({
            a: () => log.push("a"),
            b: () => {
              throw new Error("b");
            },
            c: () => false,
          });
        },
      }),
    );
    await stage.touch("text");
    assert.deepEqual(log, ["a"]);
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

  it("hold route and options", async () => {
    const stage = await Stage.open(oneWith({ script: emptyPage }));
    await stage.runtime.router.navigateTo({ url: "p?a=%201&b" });
    const top = stage.top as unknown as Record<string, unknown>;
    assert.equal(top["route"], "p");
    assert.equal(top["__route__"], "p");
    assert.deepEqual(top["options"], { a: "%201", b: "" });
  });
});
