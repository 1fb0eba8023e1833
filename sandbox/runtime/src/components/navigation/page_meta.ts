// <page-meta> and <navigation-bar>: tags that set what belongs to the page.

import { pixels, withoutRpx } from "../../shared/rpx.ts";
import { act, type Acts } from "../acts.ts";
import { BuiltIn } from "../base.ts";

type PageMetaPart = "backgroundTextStyle" | "backgroundColor" | "pageOrientation";

const PARTS: Readonly<
  Record<string, PageMetaPart | "backgroundColorTop" | "backgroundColorBottom">
> = {
  "background-text-style": "backgroundTextStyle",
  "background-color": "backgroundColor",
  "background-color-top": "backgroundColorTop",
  "background-color-bottom": "backgroundColorBottom",
  "page-orientation": "pageOrientation",
};

export class PageMeta extends BuiltIn {
  static override readonly styles = "wx-page-meta { display: contents; }";

  #scroller: HTMLElement | null = null;

  connectedCallback(): void {
    const root = this.getRootNode();
    // A page's shadow root stands in its scroller.
    this.#scroller = root instanceof ShadowRoot ? (root.host as HTMLElement) : null;
    this.#scroller?.addEventListener("scroll", this.#scrolled, { passive: true });
    window.addEventListener("resize", this.#resized);
    for (const name of this.attrs.keys()) this.changed(name);
  }

  disconnectedCallback(): void {
    this.#scroller?.removeEventListener("scroll", this.#scrolled);
    window.removeEventListener("resize", this.#resized);
    if (this.text("root-font-size") !== "") document.documentElement.style.fontSize = "";
  }

  protected override changed(name: string): void {
    if (!this.isConnected) return;
    const part = PARTS[name];
    if (part) act(this, "pageMeta", { [part]: this.text(name) });
    else if (name === "scroll-top") this.#scroll();
    else if (name === "page-style" || name === "page-font-size") this.#style();
    else if (name === "root-font-size") {
      const size = this.text(name) === "system" ? "" : withoutRpx(this.text(name));
      document.documentElement.style.fontSize = size;
    } else if (name === "root-background-color" && this.#scroller) {
      this.#scroller.style.backgroundColor = this.text(name);
    }
  }

  #style(): void {
    const body = this.closest("wx-page");
    if (!(body instanceof HTMLElement)) return;
    body.style.cssText = withoutRpx(this.text("page-style"));
    const size = this.text("page-font-size");
    if (size !== "") body.style.fontSize = size === "system" ? "" : withoutRpx(size);
  }

  #scroll(): void {
    const top = pixels(this.attrs.get("scroll-top"), window.innerWidth);
    const scroller = this.#scroller;
    if (Number.isNaN(top) || !scroller) return;
    const behavior = this.number("scroll-duration", 300) > 0 ? "smooth" : "instant";
    const done = (): void => {
      this.emit("scrolldone");
    };
    // What the app has just put into the page counts for how far it can be scrolled.
    requestAnimationFrame(() => {
      const before = scroller.scrollTop;
      scroller.addEventListener("scrollend", done, { once: true });
      scroller.scrollTo({ top, behavior });
      if (behavior === "instant" && scroller.scrollTop === before) {
        scroller.removeEventListener("scrollend", done);
        done();
      }
    });
  }

  readonly #scrolled = (): void => {
    this.emit("scroll", { scrollTop: this.#scroller?.scrollTop ?? 0 });
  };

  readonly #resized = (): void => {
    const { innerWidth, innerHeight, screen } = window;
    const sizes = { windowWidth: innerWidth, windowHeight: innerHeight };
    const size = { ...sizes, screenWidth: screen.width, screenHeight: screen.height };
    const deviceOrientation = innerWidth > innerHeight ? "landscape" : "portrait";
    this.emit("resize", { deviceOrientation, size });
  };
}

export class NavigationBar extends BuiltIn {
  static override readonly styles = "wx-navigation-bar { display: none; }";

  #isTelling = false;

  connectedCallback(): void {
    this.#tell();
  }

  protected override changed(): void {
    if (this.isConnected) this.#tell();
  }

  /** Once for all attributes that one batch sets. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      act(this, "navigationBar", this.#bar());
    });
  }

  #bar(): Acts["navigationBar"] {
    const duration = this.number("color-animation-duration", 0);
    const timingFunc = this.text("color-animation-timing-func", "linear");
    return {
      ...(this.attrs.has("title") ? { title: this.text("title") } : {}),
      ...(this.attrs.has("loading") ? { loading: this.flag("loading") } : {}),
      ...(this.text("front-color") === "" ? {} : { frontColor: this.text("front-color") }),
      ...(this.text("background-color") === ""
        ? {}
        : { backgroundColor: this.text("background-color") }),
      ...(duration > 0 ? { animation: { duration, timingFunc } } : {}),
    };
  }
}
