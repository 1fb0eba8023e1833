// <map>: a map without a key and without network: coasts, a grid, and all that the app draws on it.
// https://developers.weixin.qq.com/miniprogram/dev/component/map.html

import { loadPart } from "../../view/parts.ts";
import { BuiltIn, OWN_SURFACE } from "../base.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";
import { claim } from "../drag.ts";
import { recordOf } from "../media/reading.ts";
import { placeOf } from "./geo.ts";
import type { MakeBoard, MapBoard, MapEnds, Place } from "./port.ts";

const SHEET = new InnerSheet(`
  .board { position: absolute; inset: 0; overflow: hidden; background: #e8ebe4; touch-action: none; }
  .above { position: absolute; inset: 0; overflow: hidden; pointer-events: none; z-index: 1; }
  ::slotted(*) { pointer-events: auto; }
`);

export class MapTag extends BuiltIn {
  static override readonly styles = `
    wx-map { display: block; position: relative; width: 300px; height: 150px; overflow: hidden; }
  `;

  readonly #box = make("div", "board");
  #board: Promise<MapBoard> | null = null;
  readonly #changed = new Set<string>();

  constructor() {
    super();
    // What is done on it is the map's: its taps come with a place, not as touches.
    this.#box.setAttribute(OWN_SURFACE, "");
    this.#box.addEventListener("pointerdown", claim);
    shadow(this, SHEET, this.#box, make("div", "above", slot()));
  }

  connectedCallback(): void {
    if (this.#board) return;
    this.#board = loadPart<MakeBoard>("map", this.ownerDocument).then((makeBoard) => {
      this.#changed.clear();
      return makeBoard(this.#box, this.#ends());
    });
    this.#board.catch((error: unknown) => {
      this.emit("error", { errMsg: error instanceof Error ? error.message : String(error) });
    });
  }

  /** For good, unless it is only moved within the page. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      const board = this.#board;
      this.#board = null;
      void board?.then(
        (drawn) => {
          drawn.remove();
        },
        () => undefined,
      );
    });
  }

  /** Once for all that a batch changes: latitude and longitude come one after the other. */
  protected override changed(name: string): void {
    const isFirst = this.#changed.size === 0;
    this.#changed.add(name);
    if (!isFirst) return;
    queueMicrotask(() => {
      void this.#board?.then(
        (board) => {
          const names = new Set(this.#changed);
          this.#changed.clear();
          if (names.size > 0 && this.isConnected) board.update(names);
        },
        () => undefined,
      );
    });
  }

  override async invoke(name: string, args: unknown): Promise<unknown> {
    const board = await this.#board;
    if (!board) throw new Error("the map is not on the page");
    return await board.invoke(name, args);
  }

  #ends(): MapEnds {
    return {
      tag: this,
      attr: (name) => this.attrs.get(name),
      flag: (name, absent) => this.flag(name, absent),
      emit: (type, detail, shape) => {
        this.emit(type, detail, shape);
      },
      url: (address) => this.reporter?.url(address) ?? null,
      here: async () => await this.#here(),
    };
  }

  async #here(): Promise<Place> {
    const found = await this.reporter?.host("getLocation", { type: "gcj02" });
    const place = placeOf(recordOf(found));
    if (!place) throw new Error("the place is not known");
    return place;
  }
}
