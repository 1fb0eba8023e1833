import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { crc32, inflateSync } from "node:zlib";

import { CanvasImage, Pictures } from "../../src/api/canvas/images.ts";
import { encodePng } from "../../src/api/canvas/png.ts";
import { CanvasContext, type Action } from "../../src/api/canvas/recorder.ts";
import { replay, picturesOf, type Context2D } from "../../src/api/canvas/replay.ts";
import { svgSize } from "../../src/api/canvas/svg.ts";
import { Sources } from "../../src/api/files/sources.ts";
import { FakeGround } from "./fake_ground.ts";
import { open, settled } from "./outcome.ts";

/** A 2D context that writes down what is done to it. */
class Paper {
  readonly done: string[] = [];
  fillStyle: unknown = "";
  font = "";
  globalAlpha = 1;

  readonly #note = (name: string, given: readonly unknown[]): void => {
    this.done.push(`${name}(${given.map((one) => JSON.stringify(one)).join(",")})`);
  };

  save = (): void => {
    this.#note("save", []);
  };
  restore = (): void => {
    this.#note("restore", []);
  };
  moveTo = (...given: unknown[]): void => {
    this.#note("moveTo", given);
  };
  fillRect = (...given: unknown[]): void => {
    this.#note(`fillRect in ${String(this.fillStyle)}`, given);
  };
  fillText = (...given: unknown[]): void => {
    this.#note(`fillText in ${this.font}`, given);
  };
  drawImage = (_image: unknown, ...given: unknown[]): void => {
    this.#note("drawImage", given);
  };
  arc = (): void => {
    throw new RangeError("a negative radius");
  };
  createLinearGradient = (...given: unknown[]): object => ({
    toString: () => `gradient ${given.join()}`,
    addColorStop: (stop: number, color: string) => {
      this.#note("stop", [stop, color]);
    },
  });

  get context(): Context2D {
    return this as unknown as Context2D;
  }
}

function recorded(draw: (context: CanvasContext) => void): readonly Action[] {
  const context = new CanvasContext({ draw: () => undefined, measure: () => ({}) });
  draw(context);
  return context.getActions();
}

type Old = CanvasContext & Record<string, (...given: unknown[]) => void> & { fillStyle: unknown };

describe("the older CanvasContext", () => {
  it("draws later what was said before, in order", () => {
    const actions = recorded((plain) => {
      const context = plain as Old;
      context["setFillStyle"]?.("red");
      context["fillRect"]?.(1, 2, 3, 4);
      context.fillStyle = "blue";
      context.setFontSize(20);
      context["fillText"]?.("tea", 5, 6);
      context["fillRect"]?.(0, 0, 1, 1);
    });
    const paper = new Paper();
    replay(paper.context, actions, new Map());
    assert.deepEqual(paper.done, [
      "fillRect in red(1,2,3,4)",
      'fillText in 20px sans-serif("tea",5,6)',
      "fillRect in blue(0,0,1,1)",
    ]);
  });

  it("makes gradients real when they are used, with the stops they have then", () => {
    const actions = recorded((plain) => {
      const context = plain as Old;
      const gradient = plain.createLinearGradient(0, 0, 10, 0);
      gradient.addColorStop(0, "red");
      gradient.addColorStop(1, "blue");
      context.fillStyle = gradient;
      context["fillRect"]?.(0, 0, 1, 1);
    });
    const paper = new Paper();
    replay(paper.context, actions, new Map());
    assert.deepEqual(paper.done, [
      'stop(0,"red")',
      'stop(1,"blue")',
      "fillRect in gradient 0,0,10,0(0,0,1,1)",
    ]);
  });

  it("draws pictures by their addresses, and leaves out what is missing", () => {
    const actions = recorded((plain) => {
      const context = plain as Old;
      context["drawImage"]?.("a.png", 1, 2);
      context["drawImage"]?.("none.png", 1, 2);
      context["drawImage"]?.("a.png", 1, 2, 3, 4, 5, 6, 7, 8);
    });
    assert.deepEqual([...picturesOf(actions)], ["a.png", "none.png"]);
    const paper = new Paper();
    const picture = { width: 30, height: 20 } as ImageBitmap;
    replay(paper.context, actions, new Map([["a.png", picture]]));
    assert.deepEqual(paper.done, ["drawImage(1,2,30,20)", "drawImage(1,2,3,4,5,6,7,8)"]);
  });

  it("leaves what it sets to the drawing that goes on from it, as the app said it", () => {
    const actions = recorded((plain) => {
      const context = plain as Old;
      plain.restore();
      plain.save();
      context["arc"]?.(0, 0, -1);
      context["moveTo"]?.(1, 1);
    });
    const paper = new Paper();
    replay(paper.context, actions, new Map());
    assert.deepEqual(paper.done, ["restore()", "save()", "moveTo(1,1)"]);
  });

  it("remembers its own values over save and restore", () => {
    const context = new CanvasContext({
      draw: () => undefined,
      measure: (text, font) => ({ width: text.length, font }),
    }) as Old;
    context.save();
    context.setFontSize(30);
    assert.deepEqual(context.measureText("tea"), { width: 3, font: "30px sans-serif" });
    context.restore();
    assert.deepEqual(context.measureText(5), { width: 1, font: "10px sans-serif" });
  });

  it("gives draw() its actions once, and whether to keep what is there", () => {
    const drawn: [number, boolean, unknown][] = [];
    const context = new CanvasContext({
      draw: (actions, reserve, done) => drawn.push([actions.length, reserve, done]),
      measure: () => ({}),
    }) as Old;
    const done = (): void => undefined;
    context["fillRect"]?.(0, 0, 1, 1);
    context.draw(true, done);
    context.draw();
    assert.deepEqual(drawn, [
      [1, true, done],
      [0, false, undefined],
    ]);
  });

  it("calls back from draw() even when its canvas is not there", async () => {
    const { call } = open();
    const context = call("createCanvasContext", "none") as CanvasContext;
    const answer = await new Promise((done) => {
      context.draw(false, done);
    });
    assert.deepEqual(answer, { errMsg: "drawCanvas:ok" });
  });
});

describe("pictures", () => {
  it("load for an Image: onload or onerror, the last src counts", async () => {
    const fake = new FakeGround();
    fake.files.set("/a.png", Uint8Array.of(1));
    const engine = {
      ...fake.ground.engine,
      createImageBitmap: () => Promise.resolve({ width: 3, height: 2 } as ImageBitmap),
    };
    const guarded = fake.ground.guarded;
    const image = new Pictures(engine, new Sources(fake.ground), guarded).image();
    const heard: string[] = [];
    image.onload = () => heard.push("load");
    image.onerror = () => heard.push("error");
    image.src = "/none.png";
    image.src = "/a.png";
    await settled();
    assert.deepEqual([heard, image.width, image.complete], [["load"], 3, true]);
    assert.deepEqual(CanvasImage.drawable(image), { width: 3, height: 2 });
    assert.equal(CanvasImage.drawable("a"), "a");
    image.src = "/none.png";
    await settled();
    assert.deepEqual(heard, ["load", "error"]);
  });

  it("that are SVG say how large they are", () => {
    const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
    assert.deepEqual(svgSize(bytes('<svg width="12px" viewBox="0 0 5 6">')), {
      width: 12,
      height: 6,
    });
    assert.equal(svgSize(bytes("\u0089PNG")), null);
  });
});

describe("PNG", () => {
  it("holds every pixel, in as many blocks as it needs", () => {
    const [width, height] = [150, 130];
    const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => i * 7);
    const png = Buffer.from(encodePng(pixels, width, height));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      const body = png.subarray(at + 4, at + 8 + length);
      assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
      chunks.set(body.subarray(0, 4).toString(), body.subarray(4));
      at += 12 + length;
    }
    assert.deepEqual([...chunks.keys()], ["IHDR", "IDAT", "IEND"]);
    assert.equal(chunks.get("IHDR")?.readUInt32BE(0), width);
    const raw = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
    const stride = width * 4;
    for (let row = 0; row < height; row += 1) {
      const start = row * (stride + 1);
      assert.equal(raw[start], 0);
      const expected = Buffer.from(pixels.buffer, row * stride, stride);
      assert.ok(raw.subarray(start + 1, start + 1 + stride).equals(expected));
    }
  });
});

describe("createAnimation", () => {
  it("keeps what a step set in the steps behind it", () => {
    const { call } = open();
    type Animation = Record<string, (...given: unknown[]) => Animation>;
    const animation = call("createAnimation", { duration: 100 }) as Animation;
    animation["rotate"]?.(45)["opacity"]?.(0.5)["step"]?.();
    animation["rotate"]?.(90)["width"]?.(10)["step"]?.({ duration: 5, timingFunction: "ease" });
    const { actions } = animation["export"]?.() as unknown as {
      actions: { animates: { type: string; args: unknown[] }[]; option: { transition: object } }[];
    };
    assert.deepEqual(
      actions.map(({ animates }) => animates.map(({ type, args }) => [type, ...args])),
      [
        [
          ["rotate", 45],
          ["style", "opacity", 0.5],
        ],
        [
          ["rotate", 90],
          ["style", "opacity", 0.5],
          ["style", "width", "10px"],
        ],
      ],
    );
    assert.deepEqual(
      actions.map(({ option }) => option.transition),
      [
        { duration: 100, timingFunction: "linear", delay: 0 },
        { duration: 5, timingFunction: "ease", delay: 0 },
      ],
    );
    assert.deepEqual((animation["export"]?.() as unknown as { actions: [] }).actions, []);
    const { option } = animation as unknown as { option: { transition: { duration: number } } };
    assert.equal(option.transition.duration, 100);
    option.transition.duration = 0;
    animation["translateX"]?.(1)["step"]?.();
    const { actions: later } = animation["export"]?.() as unknown as {
      actions: { option: typeof option }[];
    };
    assert.equal(later[0]?.option.transition.duration, 0);
  });
});
