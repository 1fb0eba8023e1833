// <progress>: a bar that fills, at `duration` ms for each per cent when it is `active`.

import { textOf } from "../base.ts";
import { InnerSheet, make } from "../draw.ts";
import { Parted } from "../parted.ts";
import { rpxAsVw } from "../../shared/rpx.ts";

const SHEET = new InnerSheet("::slotted(*) { width: 100%; }");

export class Progress extends Parted {
  static override readonly styles = `
    wx-progress { display: flex; align-items: center; }
    wx-progress .wx-progress { display: flex; align-items: center; }
    wx-progress .wx-progress-bar { flex: 1; overflow: hidden; }
    wx-progress .wx-progress-inner-bar { width: 0; height: 100%; }
    wx-progress .wx-progress-info { margin: 0 0 0 15px; min-width: 2em; }
  `;

  readonly #fill = make("div", "wx-progress-inner-bar");
  readonly #bar = make("div", "wx-progress-bar", this.#fill);
  readonly #info = make("p", "wx-progress-info");
  #shown = 0;
  #frame = 0;

  constructor() {
    super("wx-progress", SHEET);
    this.#bar.setAttribute("role", "progressbar");
    this.parts.append(this.#bar);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#style();
    this.#run();
  }

  disconnectedCallback(): void {
    cancelAnimationFrame(this.#frame);
  }

  protected override changed(name: string): void {
    if (!this.isConnected) return;
    if (name === "percent" || name === "active") this.#run();
    else this.#style();
  }

  #style(): void {
    const bar = this.#bar.style;
    bar.height = length(this.attrs.get("stroke-width"), "6px");
    bar.borderRadius = length(this.attrs.get("border-radius"), "0");
    this.#fill.style.borderRadius = bar.borderRadius;
    paint(this.#bar, this.text("background-color"), "var(--fl-progress-track, #ebebeb)");
    paint(this.#fill, this.text("active-color", this.text("color")), "#09bb07");
    this.#info.style.fontSize = length(this.attrs.get("font-size"), "16px");
    if (this.flag("show-info")) this.parts.append(this.#info);
    else this.#info.remove();
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    const goal = Math.min(100, Math.max(0, this.number("percent", 0)));
    if (!this.flag("active")) {
      this.#show(goal);
      return;
    }
    const from = this.text("active-mode") === "forwards" ? Math.min(this.#shown, goal) : 0;
    const each_ms = Math.max(0, this.number("duration", 30));
    let begin = -1;
    const step = (now: number): void => {
      if (begin < 0) begin = now;
      const gone = each_ms === 0 ? goal : from + (now - begin) / each_ms;
      this.#show(Math.min(goal, gone));
      if (gone < goal) this.#frame = requestAnimationFrame(step);
      else this.emit("activeend", { curPercent: goal });
    };
    this.#show(from);
    this.#frame = requestAnimationFrame(step);
  }

  #show(percent: number): void {
    this.#shown = percent;
    this.#fill.style.width = `${percent}%`;
    this.#info.textContent = `${Math.round(percent)}%`;
    this.#bar.setAttribute("aria-valuenow", String(Math.round(percent)));
  }
}

/** A length as the app gives it: 6, "6", "6px" or "6rpx". */
function length(value: unknown, absent: string): string {
  const text = textOf(value).trim();
  if (text === "") return absent;
  if (/^[\d.]+$/.test(text)) return `${text}px`;
  return /^[\d.]+rpx$/i.test(text) ? rpxAsVw(Number.parseFloat(text)) : text;
}

/** A background of the app's; what is no colour to CSS leaves the default. */
function paint(element: HTMLElement, colour: string, absent: string): void {
  element.style.background = absent;
  if (colour !== "") element.style.backgroundColor = colour;
}
