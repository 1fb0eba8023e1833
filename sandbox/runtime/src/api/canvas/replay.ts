// Draws what a CanvasContext recorded, onto a real 2D context.

import { numberOf, textOf } from "../reading.ts";
import { CanvasImage } from "./images.ts";
import { isPaint, type Action, type Paint } from "./recorder.ts";

export type Context2D = OffscreenCanvasRenderingContext2D;

/** Addresses of the pictures that these actions draw. */
export function picturesOf(actions: readonly Action[]): Set<string> {
  const found = new Set<string>();
  for (const { method, data } of actions) {
    const [first] = data;
    if (method === "drawImage" && typeof first === "string") found.add(first);
    if (isPaint(first) && typeof first.data[0] === "string") found.add(first.data[0]);
  }
  return found;
}

/** Draws the actions in order. What they set stays for a drawing that goes on from this one
 *  (`reserve`): apps set a pen once, when a finger comes down. A picture that is missing is left
 *  out; an action that the engine refuses draws nothing, as in WeChat. */
export function replay(
  context: Context2D,
  actions: readonly Action[],
  pictures: ReadonlyMap<string, ImageBitmap>,
): void {
  for (const action of actions) {
    try {
      one(context, action, pictures);
    } catch {
      // An infinite radius, an unknown composition: the rest is still drawn.
    }
  }
}

function one(
  context: Context2D,
  { method, data }: Action,
  pictures: ReadonlyMap<string, ImageBitmap>,
): void {
  const members = context as unknown as Record<string, unknown>;
  if (method.startsWith("=")) {
    const [value] = data;
    members[method.slice(1)] = isPaint(value) ? painted(context, value, pictures) : value;
    return;
  }
  if (method === "drawImage") {
    const picture = pictureOf(data[0], pictures);
    if (picture) drawPicture(context, picture, data.slice(1));
    return;
  }
  if (method === "fillText" || method === "strokeText") {
    const [text, x, y, maxWidth] = data;
    const limit = maxWidth === undefined ? [] : [numberOf(maxWidth, 0)];
    context[method](textOf(text), numberOf(x, 0), numberOf(y, 0), ...limit);
    return;
  }
  const run = members[method];
  if (typeof run === "function") Reflect.apply(run, context, data as unknown[]);
}

function drawPicture(context: Context2D, picture: ImageBitmap, given: readonly unknown[]): void {
  const at = given.map((value) => numberOf(value, 0));
  const [a = 0, b = 0, c = picture.width, d = picture.height] = at;
  if (at.length < 8) {
    context.drawImage(picture, a, b, c, d);
    return;
  }
  const [, , , , x = 0, y = 0, width = 0, height = 0] = at;
  context.drawImage(picture, a, b, c, d, x, y, width, height);
}

function painted(
  context: Context2D,
  paint: Paint,
  pictures: ReadonlyMap<string, ImageBitmap>,
): CanvasGradient | CanvasPattern | string {
  if (paint.type === "pattern") {
    const picture = pictureOf(paint.data[0], pictures);
    return (picture && context.createPattern(picture, textOf(paint.data[1]))) ?? "transparent";
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = paint.data.map((value) => numberOf(value, 0));
  const gradient =
    paint.type === "linear"
      ? context.createLinearGradient(a, b, c, d)
      : context.createRadialGradient(a, b, c, d, e, f);
  for (const [stop, color] of paint.stops) gradient.addColorStop(stop, color);
  return gradient;
}

function pictureOf(image: unknown, pictures: ReadonlyMap<string, ImageBitmap>): ImageBitmap | null {
  if (typeof image === "string") return pictures.get(image) ?? null;
  return (CanvasImage.drawable(image) as ImageBitmap | null | undefined) ?? null;
}
