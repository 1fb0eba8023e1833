// <page-container>: a layer over the page that going back closes first.

import { withoutRpx } from "../../shared/rpx.ts";
import { act } from "../acts.ts";
import { BuiltIn } from "../base.ts";
import { Drag } from "../drag.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";

const SHEET = new InnerSheet(`
  .mask, .layer { position: fixed; transition: opacity var(--ms), transform var(--ms); }
  .mask { inset: 0; background: rgba(0, 0, 0, 0.5); }
  .layer { background: var(--fl-surface); overflow: auto; box-sizing: border-box; }
  .bottom { left: 0; right: 0; bottom: 0; max-height: 100%; }
  .top { left: 0; right: 0; top: 0; max-height: 100%; }
  .right { top: 0; right: 0; bottom: 0; width: 100%; }
  .center { top: 50%; left: 50%; transform: translate(-50%, -50%); max-height: 100%; }
  .bottom.round { border-radius: 20px 20px 0 0; }
  .top.round { border-radius: 0 0 20px 20px; }
  .center.round { border-radius: 20px; }
  .away { pointer-events: none; }
  .away.mask, .away.center { opacity: 0; }
  .away.bottom { transform: translateY(100%); }
  .away.top { transform: translateY(-100%); }
  .away.right { transform: translateX(100%); }
`);
const SLIDE_DOWN_PX = 60;

type Phase = "gone" | "entering" | "there" | "leaving";

export class PageContainer extends BuiltIn {
  static override readonly styles = "wx-page-container { display: contents; }";

  readonly #mask = make("div", "mask away");
  readonly #layer = make("div", "layer away", slot());
  #phase: Phase = "gone";
  #timer = 0;

  constructor() {
    super();
    const root = shadow(this, SHEET, this.#mask, this.#layer);
    this.#mask.addEventListener("click", () => {
      this.emit("clickoverlay");
      this.#close();
    });
    new Drag(this.#layer, {
      axis: () => (this.flag("close-on-slide-down") ? "y" : null),
      began: (_dx, dy) => dy > 0 && this.#layer.scrollTop <= 0,
      moved: (_dx, dy) => {
        if (dy > SLIDE_DOWN_PX) this.#close();
      },
      ended: () => undefined,
    });
    root.addEventListener("contextmenu", (event) => {
      event.preventDefault();
    });
  }

  connectedCallback(): void {
    this.#style();
    if (this.flag("show")) this.#enter();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
    window.removeEventListener("keydown", this.#key, true);
  }

  protected override changed(name: string): void {
    if (!this.isConnected) return;
    this.#style();
    if (name !== "show") return;
    if (this.flag("show")) this.#enter();
    else this.#leave();
  }

  /** Going back (title bar, navigateBack) closes the layer first. */
  override invoke(name: string, args: unknown): unknown {
    if (name !== "close") return super.invoke(name, args);
    this.#close();
    return null;
  }

  #style(): void {
    const position = this.text("position", "bottom");
    const isAway = this.#phase === "gone" || this.#phase === "leaving";
    const places = ["layer", ["top", "right", "center"].includes(position) ? position : "bottom"];
    if (this.flag("round")) places.push("round");
    if (isAway) places.push("away");
    this.#layer.className = places.join(" ");
    this.#mask.className = isAway ? "mask away" : "mask";
    this.#layer.style.cssText = withoutRpx(this.text("custom-style"));
    this.#mask.style.cssText = withoutRpx(this.text("overlay-style"));
    const zIndex = String(this.number("z-index", 100));
    const isSeen = this.#phase !== "gone";
    for (const { style } of [this.#layer, this.#mask]) {
      style.zIndex = zIndex;
      style.setProperty("--ms", `${this.#duration_ms}ms`);
      if (!isSeen) style.display = "none";
    }
    if (!this.flag("overlay", true)) this.#mask.style.display = "none";
  }

  get #duration_ms(): number {
    return Math.max(0, this.number("duration", 300));
  }

  #enter(): void {
    if (this.#phase === "entering" || this.#phase === "there") return;
    this.emit("beforeenter");
    this.#phase = "leaving";
    this.#style();
    // The way in begins from a drawn state.
    this.#layer.getBoundingClientRect();
    this.#pass("entering", "enter", "there", "afterenter");
    act(this, "pageContainer", { shown: true });
    window.addEventListener("keydown", this.#key, true);
  }

  #leave(): void {
    if (this.#phase === "leaving" || this.#phase === "gone") return;
    this.emit("beforeleave");
    this.#pass("leaving", "leave", "gone", "afterleave");
    act(this, "pageContainer", { shown: false });
    window.removeEventListener("keydown", this.#key, true);
  }

  #pass(now: Phase, event: string, then: Phase, after: string): void {
    window.clearTimeout(this.#timer);
    this.#phase = now;
    this.#style();
    this.emit(event);
    this.#timer = window.setTimeout(() => {
      this.#phase = then;
      this.#style();
      this.emit(after);
    }, this.#duration_ms);
  }

  #close(): void {
    this.changedByPerson("show", false);
    this.#leave();
  }

  /** Going back by key closes this layer, not the page. */
  readonly #key = (event: KeyboardEvent): void => {
    const isBack = event.key === "Escape" || (event.altKey && event.key === "ArrowLeft");
    if (!isBack || !this.checkVisibility()) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };
}
