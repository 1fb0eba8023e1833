// The older CanvasContext: it records what to draw, and draws nothing until draw(). What it
// records is plain data, so that createContext().getActions() and drawCanvas() can carry it.

import { numberOf, textOf, typeName, words } from "../reading.ts";

/** One recorded step: a method or a property of the 2D context (CanvasRenderingContext2D). */
export interface Action {
  readonly method: string;
  readonly data: readonly unknown[];
}

/** A gradient or pattern, recorded; made real when it is drawn. */
export interface Paint {
  readonly type: "linear" | "radial" | "pattern";
  readonly data: readonly unknown[];
  readonly stops: (readonly [number, string])[];
}

/** Methods that are recorded as they are called. */
const METHODS = words(`
  arc arcTo beginPath bezierCurveTo clearRect clip closePath drawImage ellipse fill fillRect
  fillText lineTo moveTo quadraticCurveTo rect resetTransform restore rotate save scale
  setTransform stroke strokeRect strokeText transform translate
`);

/** `setX(value)` and the property that it sets. */
const SETTERS: Readonly<Record<string, string>> = {
  setFillStyle: "fillStyle",
  setStrokeStyle: "strokeStyle",
  setLineWidth: "lineWidth",
  setLineCap: "lineCap",
  setLineJoin: "lineJoin",
  setMiterLimit: "miterLimit",
  setTextAlign: "textAlign",
  setTextBaseline: "textBaseline",
  setGlobalAlpha: "globalAlpha",
};

const PROPERTIES: Readonly<Record<string, unknown>> = {
  fillStyle: "#000000",
  strokeStyle: "#000000",
  shadowOffsetX: 0,
  shadowOffsetY: 0,
  shadowColor: "#000000",
  shadowBlur: 0,
  lineWidth: 1,
  lineCap: "butt",
  lineJoin: "miter",
  miterLimit: 10,
  lineDashOffset: 0,
  font: "10px sans-serif",
  globalAlpha: 1,
  globalCompositeOperation: "source-over",
  textAlign: "start",
  textBaseline: "alphabetic",
};

/** Members that stand on each CanvasContext itself. */
export const CONTEXT_MEMBERS = [...METHODS, ...Object.keys(SETTERS), ...Object.keys(PROPERTIES)];

export interface Board {
  /** Draws the actions; calls `done` when they are drawn. */
  draw(actions: readonly Action[], reserve: boolean, done: unknown): void;
  measure(text: string, font: string): object;
}

export class CanvasContext {
  readonly #board: Board;
  readonly #values = new Map<string, unknown>(Object.entries(PROPERTIES));
  readonly #saved: Map<string, unknown>[] = [];
  #actions: Action[] = [];

  constructor(board: Board) {
    this.#board = board;
    const members = this as unknown as Record<string, unknown>;
    for (const method of METHODS) {
      members[method] ??= (...data: unknown[]) => {
        this.#record(method, data);
      };
    }
    for (const [method, property] of Object.entries(SETTERS)) {
      members[method] = (value: unknown) => {
        this.#set(property, value);
      };
    }
    for (const property of Object.keys(PROPERTIES)) {
      Object.defineProperty(this, property, {
        enumerable: true,
        get: () => this.#values.get(property),
        set: (value: unknown) => {
          this.#set(property, value);
        },
      });
    }
  }

  save(): void {
    this.#saved.push(new Map(this.#values));
    this.#record("save", []);
  }

  restore(): void {
    const before = this.#saved.pop();
    if (before) for (const [name, value] of before) this.#values.set(name, value);
    this.#record("restore", []);
  }

  setFontSize(size: unknown): void {
    const font = textOf(this.#values.get("font"));
    const sized = `${numberOf(size, 10)}px`;
    this.#set("font", /[\d.]+px/.test(font) ? font.replace(/[\d.]+px/, sized) : `${sized} ${font}`);
  }

  setLineDash(pattern: unknown, offset?: unknown): void {
    this.#record("setLineDash", [pattern]);
    if (offset !== undefined) this.#set("lineDashOffset", numberOf(offset, 0));
  }

  setShadow(x: unknown, y: unknown, blur: unknown, color: unknown): void {
    this.#set("shadowOffsetX", numberOf(x, 0));
    this.#set("shadowOffsetY", numberOf(y, 0));
    this.#set("shadowBlur", numberOf(blur, 0));
    this.#set("shadowColor", textOf(color, "black"));
  }

  createLinearGradient(...data: unknown[]): RecordedGradient {
    return new RecordedGradient("linear", data);
  }

  /** From the middle (x, y) to a circle of radius r around it. */
  createCircularGradient(x: unknown, y: unknown, r: unknown): RecordedGradient {
    return new RecordedGradient("radial", [x, y, 0, x, y, r]);
  }

  createRadialGradient(...data: unknown[]): RecordedGradient {
    return new RecordedGradient("radial", data);
  }

  createPattern(image: unknown, repetition: unknown): Paint {
    return { type: "pattern", data: [image, textOf(repetition, "repeat")], stops: [] };
  }

  measureText(text: unknown): object {
    return this.#board.measure(textOf(text), textOf(this.#values.get("font")));
  }

  draw(reserve?: unknown, done?: unknown): void {
    const callback = typeName(reserve) === "Function" ? reserve : done;
    this.#board.draw(this.getActions(), reserve === true, callback);
  }

  /** What was recorded, for wx.drawCanvas; it is forgotten here. */
  getActions(): readonly Action[] {
    const actions = this.#actions;
    this.#actions = [];
    return actions;
  }

  clearActions(): void {
    this.#actions = [];
  }

  #set(property: string, value: unknown): void {
    this.#values.set(property, value);
    this.#record(`=${property}`, [value]);
  }

  #record(method: string, data: readonly unknown[]): void {
    this.#actions.push({ method, data });
  }
}

export class RecordedGradient implements Paint {
  readonly type: "linear" | "radial";
  readonly data: readonly unknown[];
  readonly stops: (readonly [number, string])[] = [];

  constructor(type: "linear" | "radial", data: readonly unknown[]) {
    this.type = type;
    this.data = data;
  }

  addColorStop(stop: unknown, color: unknown): void {
    this.stops.push([numberOf(stop, 0), textOf(color)]);
  }
}

export function isPaint(value: unknown): value is Paint {
  if (typeof value !== "object" || value === null) return false;
  const { type, stops } = value as Partial<Paint>;
  return typeof type === "string" && Array.isArray(stops);
}
