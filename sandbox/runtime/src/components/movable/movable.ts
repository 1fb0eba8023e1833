// <movable-area> and <movable-view>: what a person drags about.

import { pixels } from "../../shared/rpx.ts";
import { BuiltIn } from "../base.ts";
import { Drag, type Axis } from "../drag.ts";
import { isHeldByApp } from "../scrolling/held.ts";
import { Styled } from "../styled.ts";
import {
  approach,
  dragged,
  runOn,
  scaleWithin,
  spanOf,
  within,
  type Span,
} from "./movable_motion.ts";

/** `source` of change events, as component/movable-view lists them. */
type Source = "touch" | "touch-out-of-bounds" | "out-of-bounds" | "friction" | "";

export class MovableArea extends BuiltIn {
  static override readonly styles = `
    wx-movable-area { display: block; position: relative; width: 10px; height: 10px; }
  `;

  connectedCallback(): void {
    this.addEventListener("wheel", this.#wheel, { passive: false });
  }

  /** scale-area: a turn of the wheel anywhere in the area scales what is in it. */
  readonly #wheel = (event: WheelEvent): void => {
    if (!this.flag("scale-area") || event.defaultPrevented) return;
    for (const view of this.children) if (view instanceof MovableView) view.turned(event);
  };
}

export class MovableView extends Styled {
  static override readonly styles = `
    wx-movable-view {
      display: inline-block; position: absolute; top: 0; left: 0; width: 10px; height: 10px;
      will-change: transform;
    }
  `;

  #x = 0;
  #y = 0;
  #scale = 1;
  #fromX = 0;
  #fromY = 0;
  #frame = 0;
  #pinch: { readonly gap: number; readonly scale: number } | null = null;
  readonly #drag: Drag;
  readonly #resized = new ResizeObserver(() => {
    this.#settle();
  });

  constructor() {
    super();
    this.#drag = new Drag(this, {
      axis: (event) => (isHeldByApp(this, event) ? null : this.#axis),
      began: (dx, dy) => {
        cancelAnimationFrame(this.#frame);
        [this.#fromX, this.#fromY] = [this.#x, this.#y];
        this.emit(Math.abs(dx) > Math.abs(dy) ? "htouchmove" : "vtouchmove");
        return true;
      },
      moved: (dx, dy) => {
        if (!this.#pinch) this.#dragged(dx, dy);
      },
      ended: (speedX, speedY) => {
        this.#letGo(speedX, speedY);
      },
    });
    this.addEventListener("wheel", this.#wheel, { passive: false });
    this.addEventListener("touchstart", this.#touch, { passive: true });
    this.addEventListener("touchmove", this.#touch, { passive: true });
    this.addEventListener("touchend", this.#touch, { passive: true });
  }

  connectedCallback(): void {
    this.#resized.observe(this);
    if (this.#area) this.#resized.observe(this.#area);
    this.#scale = this.#wantedScale();
    this.#touchAction();
    [this.#x, this.#y] = [this.#goal("x", 0), this.#goal("y", 0)];
    this.#show();
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#drag.stop();
    cancelAnimationFrame(this.#frame);
  }

  protected override changed(name: string, value: unknown, before: unknown): void {
    if (!this.isConnected) return;
    if ((name === "x" || name === "y") && value !== before) {
      this.#run(this.#goal("x", this.#x), this.#goal("y", this.#y), "");
    } else if (name === "scale-value" || name === "scale-min" || name === "scale-max") {
      this.#scaleTo(this.#wantedScale());
    } else if (name === "direction" || name === "scale") {
      this.#touchAction();
    }
  }

  /** The wheel turned over this view, or over its area. */
  turned(event: WheelEvent): void {
    if (!this.flag("scale") || this.flag("disabled") || event.deltaY === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#scaleTo(this.#scale * Math.exp(-event.deltaY / 500));
  }

  get #area(): MovableArea | null {
    return this.parentElement instanceof MovableArea ? this.parentElement : null;
  }

  get #axis(): Axis | null {
    if (this.flag("disabled")) return null;
    const ways: Readonly<Record<string, Axis>> = { all: "both", horizontal: "x", vertical: "y" };
    return ways[this.text("direction", "none")] ?? null;
  }

  #touchAction(): void {
    const axis = this.#axis;
    const own = axis === "both" || this.flag("scale") ? "none" : axis === "x" ? "pan-y" : "pan-x";
    this.own("touch-action", axis === null && !this.flag("scale") ? null : own);
  }

  #span(axis: "x" | "y"): Span {
    const area = this.#area;
    if (!area) return { min: 0, max: 0 };
    return axis === "x"
      ? spanOf(area.clientWidth, this.offsetWidth, this.#scale)
      : spanOf(area.clientHeight, this.offsetHeight, this.#scale);
  }

  #goal(axis: "x" | "y", absent: number): number {
    const wanted = pixels(this.attrs.get(axis), window.innerWidth);
    return within(Number.isNaN(wanted) ? absent : wanted, this.#span(axis));
  }

  #wantedScale(): number {
    const wanted = this.flag("scale") ? this.number("scale-value", 1) : 1;
    return scaleWithin(wanted, this.number("scale-min", 0.5), this.number("scale-max", 10));
  }

  #show(): void {
    const scale = this.#scale === 1 ? "" : ` scale(${this.#scale})`;
    this.own("transform", `translate(${this.#x}px, ${this.#y}px)${scale}`);
  }

  #move(x: number, y: number, source: Source): void {
    if (x === this.#x && y === this.#y) return;
    [this.#x, this.#y] = [x, y];
    this.#show();
    this.emit("change", { x: round(x), y: round(y), source });
  }

  #dragged(dx: number, dy: number): void {
    const axis = this.#axis;
    const mayLeave = this.flag("out-of-bounds");
    const wantX = axis === "y" ? this.#fromX : this.#fromX + dx;
    const wantY = axis === "x" ? this.#fromY : this.#fromY + dy;
    const x = dragged(wantX, this.#span("x"), mayLeave);
    const y = dragged(wantY, this.#span("y"), mayLeave);
    const isOut = x !== within(x, this.#span("x")) || y !== within(y, this.#span("y"));
    this.#move(x, y, isOut ? "touch-out-of-bounds" : "touch");
  }

  #letGo(speedX: number, speedY: number): void {
    const axis = this.#axis;
    const isInert = this.flag("inertia");
    const friction = this.number("friction", 2);
    const x = isInert && axis !== "y" ? this.#x + runOn(speedX, friction) : this.#x;
    const y = isInert && axis !== "x" ? this.#y + runOn(speedY, friction) : this.#y;
    const [goalX, goalY] = [within(x, this.#span("x")), within(y, this.#span("y"))];
    if (goalX === this.#x && goalY === this.#y) return;
    this.#run(goalX, goalY, isInert ? "friction" : "out-of-bounds");
  }

  #run(goalX: number, goalY: number, source: Source): void {
    cancelAnimationFrame(this.#frame);
    if (!this.flag("animation", true)) {
      this.#move(goalX, goalY, source);
      return;
    }
    const damping = this.number("damping", 20);
    let last_ms = -1;
    const step = (now_ms: number): void => {
      const step_ms = last_ms < 0 ? 16 : Math.max(1, now_ms - last_ms);
      last_ms = now_ms;
      const x = approach(this.#x, goalX, damping, step_ms);
      const y = approach(this.#y, goalY, damping, step_ms);
      this.#move(x, y, source);
      if (x !== goalX || y !== goalY) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** The area or the view has another size. */
  #settle(): void {
    if (this.#drag.isDragging || !this.isConnected) return;
    const [x, y] = [this.#goal("x", this.#x), this.#goal("y", this.#y)];
    this.#move(x, y, "");
  }

  #scaleTo(wanted: number): void {
    const scale = scaleWithin(wanted, this.number("scale-min", 0.5), this.number("scale-max", 10));
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.#x = within(this.#x, this.#span("x"));
    this.#y = within(this.#y, this.#span("y"));
    this.#show();
    this.changedByPerson("scale-value", scale);
    this.emit("scale", { x: round(this.#x), y: round(this.#y), scale });
  }

  readonly #wheel = (event: WheelEvent): void => {
    this.turned(event);
  };

  readonly #touch = (event: TouchEvent): void => {
    const [one, other] = event.touches;
    if (!one || !other || !this.flag("scale") || this.flag("disabled")) {
      this.#pinch = null;
      return;
    }
    const gap = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    this.#pinch ??= { gap: Math.max(1, gap), scale: this.#scale };
    if (event.type === "touchmove") this.#scaleTo((this.#pinch.scale * gap) / this.#pinch.gap);
  };
}

/** WeChat reports offsets to a tenth of a pixel. */
function round(offset: number): number {
  return Math.round(offset * 10) / 10;
}
