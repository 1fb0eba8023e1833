// The canvas APIs of `wx`.

import { ApiFailure } from "../failures.ts";
import type { Sources } from "../files/sources.ts";
import type { Family, Kit } from "../kit.ts";
import { clamped, listOf, numberOf, recordOf, textOf, type Loose } from "../reading.ts";
import type { Boards, Taken } from "./boards.ts";
import { CanvasImage } from "./images.ts";
import { CONTEXT_MEMBERS, CanvasContext, type Action } from "./recorder.ts";

const DEFAULT_WIDTH = 300;
const DEFAULT_HEIGHT = 150;

/** Part of a canvas, in the app's units. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function canvasFamily(kit: Kit, boards: Boards, sources: Sources): Family {
  kit.describe("CanvasContext", CanvasContext.prototype, CONTEXT_MEMBERS);
  kit.describe("Image", CanvasImage.prototype, ["onload", "onerror"]);
  // Those of the pair (options, component) take the component beside their options.
  const withComponent =
    (name: string, run: (params: Loose, component: unknown) => unknown) =>
    (given: unknown, component: unknown) =>
      kit.later(name, (params) => run(params, component))(given);
  return {
    createCanvasContext: (canvasId: unknown, component: unknown) =>
      new CanvasContext(boards.board(textOf(canvasId), component)),
    createContext: () => new CanvasContext(boards.boardAt(() => null)),
    drawCanvas: withComponent("drawCanvas", async (params, component) => {
      const actions = listOf(params["actions"]) as readonly Action[];
      const canvasId = textOf(params["canvasId"]);
      await new Promise<void>((drawn) => {
        boards.board(canvasId, component).draw(actions, params["reserve"] === true, drawn);
      });
    }),
    createOffscreenCanvas: (...given: unknown[]) => offscreen(boards, given),
    canvasToTempFilePath: withComponent("canvasToTempFilePath", async (params, component) => {
      const { canvas } = params;
      const taken =
        typeof canvas === "object" && canvas !== null
          ? { canvas: canvas as OffscreenCanvas, scale: 1 }
          : await boards.taken(textOf(params["canvasId"]), component);
      const [bytes, extension] = await exported(kit, taken, params);
      return { tempFilePath: await sources.keep(bytes, extension) };
    }),
    canvasGetImageData: withComponent("canvasGetImageData", async (params, component) => {
      const taken = await boards.taken(textOf(params["canvasId"]), component);
      const area = areaOf(params, taken);
      const context = copied(kit, taken, area, area.width, area.height);
      const { data, width, height } = context.getImageData(0, 0, area.width, area.height);
      return { data, width, height };
    }),
    canvasPutImageData: withComponent("canvasPutImageData", async (params, component) => {
      const taken = await boards.taken(textOf(params["canvasId"]), component);
      putPixels(kit, taken, params);
    }),
  };
}

function offscreen(boards: Boards, given: readonly unknown[]): OffscreenCanvas {
  const [first, second] = given;
  const options = typeof first === "object" ? recordOf(first) : { width: first, height: second };
  const width = numberOf(options["width"], DEFAULT_WIDTH);
  const height = numberOf(options["height"], DEFAULT_HEIGHT);
  return boards.create(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
}

async function exported(
  kit: Kit,
  taken: Taken,
  params: Loose,
): Promise<[bytes: Uint8Array, extension: string]> {
  const area = areaOf(params, taken);
  const width = Math.round(numberOf(params["destWidth"], area.width * taken.scale));
  const height = Math.round(numberOf(params["destHeight"], area.height * taken.scale));
  const isJpeg = textOf(params["fileType"], "png").startsWith("jp");
  const { canvas } = copied(kit, taken, area, Math.max(1, width), Math.max(1, height), isJpeg);
  const quality = clamped(numberOf(params["quality"], 1), 0, 1);
  const type = isJpeg ? "image/jpeg" : "image/png";
  const blob = await canvas.convertToBlob({ type, quality });
  return [new Uint8Array(await blob.arrayBuffer()), isJpeg ? "jpg" : "png"];
}

/** An area of a canvas on a new one of `width` × `height` pixels. */
function copied(
  kit: Kit,
  { canvas, scale }: Taken,
  area: Area,
  width: number,
  height: number,
  isOpaque = false,
): OffscreenCanvasRenderingContext2D {
  const context = kit.ground.engine.canvas(width, height).getContext("2d");
  if (!context) throw new ApiFailure("create bitmap failed");
  if (isOpaque) {
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, width, height);
  }
  const [x, y] = [area.x * scale, area.y * scale];
  const [w, h] = [area.width * scale, area.height * scale];
  context.drawImage(canvas, x, y, w, h, 0, 0, width, height);
  return context;
}

function putPixels(kit: Kit, { canvas, scale }: Taken, params: Loose): void {
  const { x, y, width, height } = areaOf(params, { canvas, scale });
  const pixels = params["data"] as ArrayLike<number> | undefined;
  if (pixels?.length !== width * height * 4) {
    throw new ApiFailure("parameter error: parameter.data should have width * height * 4 values;");
  }
  const { engine } = kit.ground;
  const copy = engine.canvas(width, height).getContext("2d");
  const context = canvas.getContext("2d");
  if (!copy || !context) throw new ApiFailure("canvas is empty");
  copy.putImageData(engine.imageData(Uint8ClampedArray.from(pixels), width, height), 0, 0);
  context.clearRect(x, y, width, height);
  context.drawImage(copy.canvas, x, y, width, height);
}

function areaOf(params: Loose, { canvas, scale }: Taken): Area {
  const x = numberOf(params["x"], 0);
  const y = numberOf(params["y"], 0);
  const width = numberOf(params["width"], canvas.width / scale - x);
  const height = numberOf(params["height"], canvas.height / scale - y);
  return { x, y, width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}
