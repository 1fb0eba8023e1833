// Pictures for canvases: the Image objects of canvas.createImage(), and the decoded pictures that
// the older drawImage(path) uses.

import type { Engine } from "../../logic/api_ports.ts";
import type { Sources } from "../files/sources.ts";
import { isFunction, textOf, type AnyFunction } from "../reading.ts";
import { svgSize } from "./svg.ts";

/** Decoded pictures that are kept for the next drawing. */
const MAX_KEPT = 64;

export class Pictures {
  readonly #engine: Engine;
  readonly #sources: Sources;
  readonly #guarded: (what: string, run: () => void) => void;
  readonly #kept = new Map<string, Promise<ImageBitmap>>();

  constructor(engine: Engine, sources: Sources, guarded: (what: string, run: () => void) => void) {
    this.#engine = engine;
    this.#sources = sources;
    this.#guarded = guarded;
  }

  /** The picture at an address, decoded once. Rejects when there is none. */
  get(address: string): Promise<ImageBitmap> {
    const place = this.#sources.absolute(address);
    const kept = this.#kept.get(place);
    if (kept) return kept;
    const picture = this.decode(address);
    this.#kept.set(place, picture);
    picture.catch(() => {
      this.#kept.delete(place);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return picture;
  }

  async decode(address: string): Promise<ImageBitmap> {
    const { bytes } = await this.#sources.read(address);
    const blob = this.#engine.blob([bytes], svgSize(bytes) ? "image/svg+xml" : "");
    return this.#engine.createImageBitmap(blob);
  }

  /** What canvas.createImage() gives. */
  image(): CanvasImage {
    return new CanvasImage(this, this.#guarded);
  }
}

/** An Image as apps know it: set `src`, wait for `onload`, give it to drawImage. */
export class CanvasImage {
  onload: unknown = null;
  onerror: unknown = null;
  referrerPolicy = "no-referrer";
  complete = false;
  readonly #pictures: Pictures;
  readonly #guarded: (what: string, run: () => void) => void;
  readonly #listeners = new Map<string, Set<AnyFunction>>();
  #src = "";
  #picture: ImageBitmap | null = null;

  constructor(pictures: Pictures, guarded: (what: string, run: () => void) => void) {
    this.#pictures = pictures;
    this.#guarded = guarded;
  }

  get src(): string {
    return this.#src;
  }

  set src(address: string) {
    this.#src = textOf(address);
    this.complete = false;
    const wanted = this.#src;
    this.#pictures.decode(wanted).then(
      (picture) => {
        if (wanted !== this.#src) return;
        this.#picture = picture;
        this.complete = true;
        this.#tell("load", { type: "load", target: this });
      },
      (error: unknown) => {
        if (wanted !== this.#src) return;
        const reason = error instanceof Error ? error.message : "";
        this.#tell("error", { type: "error", target: this, errMsg: `load image failed ${reason}` });
      },
    );
  }

  get width(): number {
    return this.#picture?.width ?? 0;
  }

  get height(): number {
    return this.#picture?.height ?? 0;
  }

  get naturalWidth(): number {
    return this.width;
  }

  get naturalHeight(): number {
    return this.height;
  }

  addEventListener(type: unknown, listener: unknown): void {
    if (!isFunction(listener)) return;
    const heard = this.#listeners.get(textOf(type)) ?? new Set<AnyFunction>();
    this.#listeners.set(textOf(type), heard.add(listener));
  }

  removeEventListener(type: unknown, listener: unknown): void {
    if (isFunction(listener)) this.#listeners.get(textOf(type))?.delete(listener);
  }

  /** What the engine can draw; anything that is no CanvasImage stays as it is. */
  static drawable(image: unknown): unknown {
    return typeof image === "object" && image !== null && #picture in image
      ? image.#picture
      : image;
  }

  #tell(type: "load" | "error", event: object): void {
    const handler = type === "load" ? this.onload : this.onerror;
    for (const listener of [handler, ...(this.#listeners.get(type) ?? [])]) {
      if (!isFunction(listener)) continue;
      this.#guarded(`Image ${type}`, () => listener.call(this, event));
    }
  }
}
