// The Canvas object that apps get: the engine's own OffscreenCanvas, with WeChat's members added
// and its contexts taught to take our Image objects.

import type { Engine } from "../../logic/api_ports.ts";
import { toBase64 } from "../bytes.ts";
import { isFunction, numberOf, textOf, type AnyFunction } from "../reading.ts";
import { CanvasImage, type Pictures } from "./images.ts";
import { encodePng } from "./png.ts";

// Taken while they are there: the app's scope loses them. Node, where tests run, has none.
const scope = globalThis as unknown as Scope;
const { Path2D } = scope;
const requestFrame = scope.requestAnimationFrame?.bind(globalThis);
const cancelFrame = scope.cancelAnimationFrame?.bind(globalThis);
const FRAME_MS = 16;

interface Scope {
  readonly Path2D?: new (path?: unknown) => unknown;
  readonly requestAnimationFrame?: (run: (time: number) => void) => number;
  readonly cancelAnimationFrame?: (id: number) => void;
}

/** Methods of contexts that take a picture, and at which parameters it may stand. */
const PICTURE_METHODS = ["drawImage", "createPattern", "texImage2D", "texSubImage2D"];

export interface CanvasFacts {
  readonly engine: Engine;
  readonly pictures: Pictures;
  readonly guarded: (what: string, run: () => void) => void;
}

/** Adds WeChat's members to `canvas`; gives it back. */
export function dressed(canvas: OffscreenCanvas, facts: CanvasFacts): OffscreenCanvas {
  const native = canvas.getContext.bind(canvas) as (...given: unknown[]) => unknown;
  const taught = new WeakSet();
  const members: Record<string, unknown> = {
    getContext: (type: unknown, ...rest: unknown[]) => {
      const context = native(contextName(type), ...rest);
      if (typeof context !== "object" || context === null || taught.has(context)) return context;
      taught.add(context);
      return taughtPictures(context);
    },
    createImage: () => facts.pictures.image(),
    createImageData: (...given: unknown[]) => imageData(facts.engine, given),
    createPath2D: (path?: unknown) => (Path2D ? new Path2D(path) : null),
    requestAnimationFrame: (run: unknown) => frame(facts, run),
    cancelAnimationFrame: (id: unknown) => {
      const number = numberOf(id, 0);
      if (cancelFrame) cancelFrame(number);
      else facts.engine.clearTimeout(number);
    },
    toDataURL: () => dataUrl(canvas, facts.engine),
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(canvas, name, { value, configurable: true, writable: true });
  }
  return canvas;
}

function contextName(type: unknown): string {
  const name = textOf(type, "2d");
  return name === "experimental-webgl" ? "webgl" : name;
}

/** Lets a context's own methods take CanvasImages where they take pictures. */
function taughtPictures(context: object): object {
  const methods = context as Record<string, unknown>;
  for (const name of PICTURE_METHODS) {
    const method = methods[name];
    if (!isFunction(method)) continue;
    const native: AnyFunction = method.bind(context);
    const value = (...given: unknown[]) => native(...given.map((one) => CanvasImage.drawable(one)));
    Object.defineProperty(context, name, { value, configurable: true, writable: true });
  }
  return context;
}

function frame(facts: CanvasFacts, run: unknown): number {
  const call = (time: number): void => {
    if (isFunction(run)) {
      facts.guarded("requestAnimationFrame", () => run(time));
    }
  };
  if (requestFrame) return requestFrame(call);
  return facts.engine.setTimeout(() => {
    call(facts.engine.now());
  }, FRAME_MS);
}

/** `createImageData(width, height)`, or with an array of pixels first, or an ImageData. */
function imageData(engine: Engine, given: readonly unknown[]): ImageData {
  const [first] = given;
  if (typeof first === "object" && first !== null && "data" in first) {
    const { width, height } = first as ImageData;
    return engine.imageData(new Uint8ClampedArray(width * height * 4), width, height);
  }
  const hasPixels = typeof first !== "number";
  const width = Math.max(1, Math.trunc(numberOf(hasPixels ? given[1] : first, 1)));
  const height = Math.max(1, Math.trunc(numberOf(hasPixels ? given[2] : given[1], 1)));
  const pixels = hasPixels ? Uint8ClampedArray.from(first as ArrayLike<number>) : null;
  return engine.imageData(pixels ?? new Uint8ClampedArray(width * height * 4), width, height);
}

/** Always a PNG: the only type that can be encoded while the app waits (HTML allows that). */
function dataUrl(canvas: OffscreenCanvas, engine: Engine): string {
  const { width, height } = canvas;
  if (width === 0 || height === 0) return "data:,";
  const copy = engine.canvas(width, height).getContext("2d");
  if (!copy) return "data:,";
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  return `data:image/png;base64,${toBase64(encodePng(data, width, height))}`;
}
