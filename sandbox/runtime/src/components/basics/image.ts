// <image>: a picture in a box of 320 × 240 px unless the app sizes it.

import { act } from "../acts.ts";
import { InnerSheet, make, shadow } from "../draw.ts";
import { Styled } from "../styled.ts";
import { imageFit } from "./image_modes.ts";

const SHEET = new InnerSheet(`
  img { display: block; width: 100%; height: 100%; pointer-events: none; user-select: none; }
  img[data-state="none"] { visibility: hidden; }
  img.fade { opacity: 0; transition: opacity 0.3s; }
  img.fade[data-state="there"] { opacity: 1; }
  .tall img { height: auto; }
  .wide img { width: auto; }
  div { width: 100%; height: 100%; }
  div.wide { width: fit-content; }
  div.tall { height: fit-content; }
`);

export class Image extends Styled {
  static override readonly styles = `
    wx-image { display: inline-block; width: 320px; height: 240px; overflow: hidden; }
  `;

  readonly #picture = make("img");
  readonly #box = make("div");
  #address: string | null = null;

  constructor() {
    super();
    const picture = this.#picture;
    picture.dataset["state"] = "none";
    picture.decoding = "async";
    picture.draggable = false;
    picture.alt = "";
    picture.addEventListener("load", this.#loaded);
    picture.addEventListener("error", this.#failed);
    this.#box.append(picture);
    shadow(this, SHEET, this.#box);
  }

  protected override changed(name: string): void {
    switch (name) {
      case "src":
        this.#load();
        break;
      case "mode":
        this.#fit();
        break;
      case "lazy-load":
        this.#picture.loading = this.flag("lazy-load") ? "lazy" : "eager";
        break;
      case "fade-in":
        this.#picture.classList.toggle("fade", this.flag("fade-in"));
        break;
      case "alt":
        this.#picture.alt = this.text("alt");
        break;
      case "show-menu-by-longpress":
        this.#menu();
        break;
    }
  }

  override property(name: string): unknown {
    return name === "mode" ? this.text("mode", "scaleToFill") : super.property(name);
  }

  /** Once this tag stands in the page: relative addresses are relative to it. */
  connectedCallback(): void {
    if (this.#address === null) this.#load();
  }

  #load(): void {
    if (!this.isConnected) {
      this.#address = null;
      return;
    }
    const source = this.text("src").trim();
    const picture = this.#picture;
    if (source === this.#address) return;
    this.#address = source;
    picture.dataset["state"] = "none";
    this.#follow(false);
    if (source === "") {
      picture.removeAttribute("src");
      return;
    }
    const url = this.reporter?.url(source) ?? null;
    if (url === null) {
      picture.removeAttribute("src");
      this.emit("error", { errMsg: `${source} cannot be loaded by this app` });
      return;
    }
    picture.src = url;
  }

  readonly #loaded = (): void => {
    const { naturalWidth: width, naturalHeight: height } = this.#picture;
    this.#picture.dataset["state"] = "there";
    this.#follow(true);
    this.emit("load", { width, height });
  };

  readonly #failed = (): void => {
    this.#picture.dataset["state"] = "none";
    this.emit("error", { errMsg: `GET ${this.text("src")} failed` });
  };

  #fit(): void {
    const { fit, position } = imageFit(this.text("mode", "scaleToFill"));
    this.#picture.style.objectFit = fit;
    this.#picture.style.objectPosition = position;
    this.#follow(this.#picture.dataset["state"] === "there");
  }

  /** The tag takes the picture's shape once that is known, and not before (as in WeChat). */
  #follow(known: boolean): void {
    const side = known ? imageFit(this.text("mode", "scaleToFill")).follows : null;
    this.#box.className = side === "height" ? "tall" : side === "width" ? "wide" : "";
    this.own("height", side === "height" ? "fit-content" : null);
    this.own("width", side === "width" ? "fit-content" : null);
  }

  /** The mouse's counterpart of a long press is its right button. */
  #menu(): void {
    this.oncontextmenu = !this.flag("show-menu-by-longpress")
      ? null
      : (event) => {
          event.preventDefault();
          const source = this.text("src");
          if (source !== "") act(this, "imageMenu", { src: source });
        };
  }
}
