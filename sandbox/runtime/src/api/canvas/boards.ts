// The canvases of the app's pages: found by name or place, taken from the view once, drawn on.

import type { NodePlace } from "../../logic/ports.ts";
import { ApiFailure } from "../failures.ts";
import type { Kit } from "../kit.ts";
import { numberOf, recordOf } from "../reading.ts";
import type { Pictures } from "./images.ts";
import { dressed, type CanvasFacts } from "./node.ts";
import type { Action, Board } from "./recorder.ts";
import { picturesOf, replay, type Context2D } from "./replay.ts";

/** How long a canvas' size on the page is believed. */
const SIZE_KEPT_MS = 500;

/** A canvas of a page. `scale` is how many of its pixels one of the app's units has. */
export interface Taken {
  readonly canvas: OffscreenCanvas;
  readonly scale: number;
}

interface Held {
  readonly place: NodePlace;
  readonly canvas: Promise<OffscreenCanvas>;
  /** Drawings wait for those before them. */
  tail: Promise<unknown>;
  /** Set when it is drawn on by the older API: its pixels then follow its size on the page. */
  sized: { readonly at: number; readonly width: number; readonly height: number } | null;
}

export class Boards {
  readonly #kit: Kit;
  readonly #facts: CanvasFacts;
  readonly #held = new Map<string, Held>();
  #scratch: Context2D | null = null;

  constructor(kit: Kit, pictures: Pictures) {
    this.#kit = kit;
    this.#facts = {
      engine: kit.ground.engine,
      pictures,
      guarded: (what, run) => {
        kit.ground.guarded(what, run);
      },
    };
  }

  /** An OffscreenCanvas of the app's own, with WeChat's members. */
  create(width: number, height: number): OffscreenCanvas {
    return dressed(this.#facts.engine.canvas(width, height), this.#facts);
  }

  /** The Canvas object of a `<canvas type="2d">` (or webgl). */
  node(place: NodePlace): Promise<OffscreenCanvas> {
    return this.#hold(place).canvas;
  }

  /** What a CanvasContext for this canvas-id draws on. */
  board(canvasId: string, component: unknown): Board {
    const { pages } = this.#kit.ground;
    const owner = component ?? pages.current()?.instance;
    return this.boardAt(() => this.#find(canvasId, owner));
  }

  boardAt(find: () => NodePlace | null): Board {
    return {
      draw: (actions, reserve, done) => {
        void this.draw(find(), actions, reserve)
          .catch(() => undefined)
          .then(() => {
            this.#kit.caller.callBack("CanvasContext.draw callback", done, {
              errMsg: "drawCanvas:ok",
            });
          });
      },
      measure: (text, font) => this.#measure(text, font),
    };
  }

  async draw(place: NodePlace | null, actions: readonly Action[], reserve: boolean): Promise<void> {
    if (!place) throw new ApiFailure("canvas is empty");
    const pictures = this.#loaded(actions);
    await this.#inTurn(place, async (held) => {
      const { canvas, scale } = await this.#sized(held);
      const context = canvas.getContext("2d");
      if (!context) throw new ApiFailure("canvas is empty");
      if (!reserve) {
        context.reset();
        context.scale(scale, scale);
      }
      replay(context, inUnits(actions, scale), await pictures);
    });
  }

  /** The canvas of a canvas-id, once the drawings asked for before are done. */
  async taken(canvasId: string, component: unknown): Promise<Taken> {
    const place = this.#find(canvasId, component ?? this.#kit.ground.pages.current()?.instance);
    if (!place) throw new ApiFailure("canvas is empty");
    return this.#inTurn(place, (held) => this.#sized(held));
  }

  #find(canvasId: string, owner: unknown): NodePlace | null {
    const { nodes } = this.#kit.ground;
    return nodes.findByAttribute(owner, "canvas", "canvas-id", canvasId, true);
  }

  #hold(place: NodePlace): Held {
    const key = `${place.page}:${place.node}`;
    const known = this.#held.get(key);
    if (known) return known;
    this.#dropGone();
    const { page, node } = place;
    const canvas = this.#kit.ground.view
      .ask("canvas.take", { page, node })
      .then((taken) => dressed(canvasOf(taken), this.#facts));
    const held: Held = { place, canvas, tail: canvas, sized: null };
    this.#held.set(key, held);
    const forget = (): void => {
      this.#held.delete(key);
    };
    canvas.catch(forget);
    return held;
  }

  /** Canvases of pages that are closed are let go. */
  #dropGone(): void {
    const open = new Set(this.#kit.ground.pages.all().map(({ id }) => id));
    for (const [key, { place }] of this.#held) if (!open.has(place.page)) this.#held.delete(key);
  }

  #inTurn<T>(place: NodePlace, work: (held: Held) => Promise<T>): Promise<T> {
    const held = this.#hold(place);
    const turn = held.tail.then(() => work(held));
    held.tail = turn.catch(() => undefined);
    return turn;
  }

  /** Gives the canvas as many pixels as it covers on the screen. */
  async #sized(held: Held): Promise<Taken> {
    const canvas = await held.canvas;
    const { engine, view } = this.#kit.ground;
    const scale = view.metrics.pixelRatio;
    const now = engine.now();
    if (held.sized && now - held.sized.at < SIZE_KEPT_MS) return { canvas, scale };
    const { page, node } = held.place;
    const [found] = await view.ask("nodes.read", { page, wanted: [{ node, size: true }] });
    const { width, height } = recordOf(found);
    const size = {
      at: now,
      width: Math.max(1, Math.round(numberOf(width, canvas.width) * scale)),
      height: Math.max(1, Math.round(numberOf(height, canvas.height) * scale)),
    };
    // Setting them, even to what they are, wipes the canvas.
    if (size.width !== canvas.width || size.height !== canvas.height) {
      canvas.width = size.width;
      canvas.height = size.height;
      canvas.getContext("2d")?.scale(scale, scale);
    } else if (!held.sized) {
      canvas.getContext("2d")?.scale(scale, scale);
    }
    held.sized = size;
    return { canvas, scale };
  }

  async #loaded(actions: readonly Action[]): Promise<Map<string, ImageBitmap>> {
    const found = await Promise.all(
      [...picturesOf(actions)].map(async (address) => {
        const picture = await this.#facts.pictures.get(address).catch(() => null);
        return [address, picture] as const;
      }),
    );
    return new Map(found.filter((entry): entry is [string, ImageBitmap] => entry[1] !== null));
  }

  #measure(text: string, font: string): object {
    this.#scratch ??= this.#facts.engine.canvas(1, 1).getContext("2d");
    if (!this.#scratch) return { width: 0 };
    this.#scratch.font = font;
    const { width } = this.#scratch.measureText(text);
    return { width };
  }
}

/** What the view handed over: the canvas, alone or as a member. */
function canvasOf(taken: unknown): OffscreenCanvas {
  const canvas = recordOf(taken)["canvas"] ?? taken;
  if (!canvas) throw new ApiFailure("canvas is empty");
  return canvas as OffscreenCanvas;
}

/** `setTransform` is absolute: it must hold the scale that the app does not know of. */
function inUnits(actions: readonly Action[], scale: number): readonly Action[] {
  if (scale === 1) return actions;
  return actions.map((action) => {
    if (action.method === "resetTransform") {
      return { method: "setTransform", data: [scale, 0, 0, scale, 0, 0] };
    }
    if (action.method !== "setTransform") return action;
    return { ...action, data: action.data.map((value) => numberOf(value, 0) * scale) };
  });
}
