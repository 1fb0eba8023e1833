// Templates and events: what reaches the view, and what comes back from it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyPage, oneWith } from "./small_apps.ts";
import { Stage, type Part } from "./stage.ts";

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

  it("tell the view what style sheets select by, and nothing else of a dataset", async () => {
    const page: Part = {
      wxml: "<view data-weui-theme='{{theme}}' data-id='7'>x</view><c data-on='{{on}}'/>",
      script: ({ Page }) => {
        Page({ data: { theme: "dark", on: false } });
      },
    };
    const source = oneWith(page, { c: { wxml: "y" } });
    const stage = await Stage.open({
      ...source,
      config: { dataAttributes: ["data-weui-theme", "data-on"] },
    });
    assert.equal(
      stage.page.text(),
      '<page><view data-weui-theme="dark">x</view><c data-on="false">y</c></page>',
    );
    stage.top["setData"]?.({ theme: null, on: { a: 1 } });
    await stage.settle();
    assert.equal(stage.page.text(), '<page><view>x</view><c data-on="">y</c></page>');
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
    const bare = { ...list, wxml: "<one/>after", json: { componentGenerics: { one: true } } };
    const shown = await show({ wxml: "<list/>" }, { list: bare as Part });
    assert.match(shown, /after</);
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

describe("Skyline's gestures", () => {
  const gesture = { detail: { state: 2, deltaX: 5 }, bubbles: false };
  const opened = async (attribute: string, heard: unknown[]): Promise<Stage> => {
    const page: Part = {
      wxml: `<pan-gesture-handler ${attribute}/>`,
      script: ({ Page }) => {
        Page({
          data: { method: "first" },
          first: (value: unknown) => heard.push(["first", value]),
          second: (value: unknown) => heard.push(["second", value]),
        });
      },
    };
    return Stage.open(oneWith(page));
  };

  it("are heard by the method that worklet:ongesture names, which gets the gesture", async () => {
    const heard: unknown[] = [];
    const stage = await opened(`worklet:ongesture="first"`, heard);
    await stage.touch("pan-gesture-handler", "gesture", gesture);
    assert.deepEqual(heard, [["first", gesture.detail]]);
  });

  it("are heard by the one that onGestureEvent names now", async () => {
    const heard: unknown[] = [];
    const stage = await opened(`onGestureEvent="{{method}}"`, heard);
    await stage.touch("pan-gesture-handler", "gesture", gesture);
    stage.top["setData"]?.({ method: "second" });
    await stage.settle();
    await stage.touch("pan-gesture-handler", "gesture", gesture);
    assert.deepEqual(heard, [
      ["first", gesture.detail],
      ["second", gesture.detail],
    ]);
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

  it("are heard by functions put on `this` while the page lives, as uni-app's are", async () => {
    const heard: string[] = [];
    const stage = await Stage.open(
      oneWith({
        wxml: "<view id='v' bindtap='{{name}}'/>",
        script: ({ Page }) => {
          Page({
            onLoad(this: Record<string, unknown> & { setData(data: object): void }) {
              this["e0"] = (): number => heard.push("tap");
              this.setData({ name: "e0" });
            },
          });
        },
      }),
    );
    await stage.settle();
    await stage.touch("#v");
    assert.deepEqual(heard, ["tap"]);
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
