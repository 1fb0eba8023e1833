// <list-view>, <grid-view>, <sticky-section>, <sticky-header>: Skyline's lists, in CSS.

import { InnerSheet, make, shadow, slot } from "../draw.ts";
import { Styled } from "../styled.ts";
import { columnsOf, masonry, paddingText } from "./padding.ts";

abstract class Padded extends Styled {
  protected override changed(name: string): void {
    if (name === "padding") this.own("padding", paddingText(this.attrs.get("padding")));
  }
}

export class ListView extends Padded {
  static override readonly styles = "wx-list-view { display: block; box-sizing: border-box; }";
}

export class StickySection extends Padded {
  static override readonly styles = "wx-sticky-section { display: block; box-sizing: border-box; }";
}

export class StickyHeader extends Padded {
  static override readonly styles = `
    wx-sticky-header {
      display: block; position: sticky; top: 0; z-index: 1; box-sizing: border-box;
    }
  `;

  #scroller: EventTarget | null = null;
  #isOnTop = false;

  connectedCallback(): void {
    // Scroll events do not bubble; capturing ones of any scroller around come by.
    this.#scroller = this.getRootNode();
    this.#scroller.addEventListener("scroll", this.#scrolled, { capture: true, passive: true });
  }

  disconnectedCallback(): void {
    this.#scroller?.removeEventListener("scroll", this.#scrolled, { capture: true });
  }

  protected override changed(name: string): void {
    super.changed(name);
    if (name === "offset-top") this.own("top", `${this.number("offset-top", 0)}px`);
  }

  readonly #scrolled = (event: Event): void => {
    if (!this.isHeard("stickontopchange")) return;
    const [scroller] = event.composedPath();
    if (!(scroller instanceof Element) || !this.parentElement) return;
    const top = this.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const natural = this.parentElement.getBoundingClientRect().top;
    const isMoved = this.getBoundingClientRect().top > natural + 0.5;
    const isStickOnTop = isMoved && Math.abs(top - this.number("offset-top", 0)) < 1;
    if (isStickOnTop === this.#isOnTop) return;
    this.#isOnTop = isStickOnTop;
    this.emit("stickontopchange", { isStickOnTop });
  };
}

const GRID_SHEET = new InnerSheet(`
  .grid { display: grid; position: relative; min-height: 100%; }
  .grid.masonry { display: block; }
`);

export class GridView extends Padded {
  static override readonly styles = "wx-grid-view { display: block; box-sizing: border-box; }";

  readonly #slot = slot();
  readonly #grid = make("div", "grid", this.#slot);
  /** Rules about the children by their number: their own style is the app's. */
  readonly #rules = new CSSStyleSheet();
  readonly #resized = new ResizeObserver(() => {
    this.#lay();
  });

  constructor() {
    super();
    const root = shadow(this, GRID_SHEET, this.#grid);
    root.adoptedStyleSheets.push(this.#rules);
    this.#slot.addEventListener("slotchange", () => {
      this.#watch();
    });
  }

  connectedCallback(): void {
    this.#watch();
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
  }

  protected override changed(name: string): void {
    super.changed(name);
    if (this.isConnected) this.#watch();
  }

  #watch(): void {
    this.#resized.disconnect();
    this.#resized.observe(this);
    if (this.#isMasonry) {
      for (const child of this.#slot.assignedElements()) this.#resized.observe(child);
    }
    this.#lay();
  }

  get #isMasonry(): boolean {
    return this.text("type") === "masonry";
  }

  #lay(): void {
    const across = this.number("cross-axis-gap", 0);
    const along = this.number("main-axis-gap", 0);
    const widest = this.number("max-cross-axis-extent", 0);
    const asked = this.number("cross-axis-count", 2);
    const columns = columnsOf(asked, widest, this.#grid.clientWidth, across);
    const { style, classList } = this.#grid;
    classList.toggle("masonry", this.#isMasonry);
    style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    style.columnGap = `${across}px`;
    style.rowGap = `${along}px`;
    if (this.#isMasonry) this.#layMasonry(columns, across, along);
    else {
      this.#rules.replaceSync("");
      style.height = "";
    }
  }

  #layMasonry(columns: number, across: number, along: number): void {
    const children = this.#slot.assignedElements();
    const heights = children.map((child) => (child as HTMLElement).offsetHeight);
    const { places, height_px } = masonry(heights, columns, along);
    const width = `calc((100% - ${across * (columns - 1)}px) / ${columns})`;
    const rules = places.map(
      ([column, top], index) => `::slotted(:nth-child(${index + 1})) {
        position: absolute !important; top: ${top}px; width: ${width} !important;
        left: calc((${width} + ${across}px) * ${column});
      }`,
    );
    this.#rules.replaceSync(rules.join("\n"));
    this.#grid.style.height = `${height_px}px`;
  }
}
