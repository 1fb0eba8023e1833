// <audio>: the old player with a cover, a name and an author. Without `controls` nothing is seen.
// https://developers.weixin.qq.com/miniprogram/dev/component/audio.html

import { BuiltIn, OWN_SURFACE } from "../base.ts";
import { drawing, InnerSheet, make, shadow } from "../draw.ts";
import { numberOf, recordOf } from "./reading.ts";
import { clockText, lengthOf } from "./times.ts";
import { PAUSE, PLAY } from "./video_sheet.ts";
import { wordFor } from "./words.ts";

const SHEET = new InnerSheet(`
  .box {
    display: flex; box-sizing: border-box; width: 300px; max-width: 100%; height: 65px;
    background: var(--fl-box); border: 1px solid var(--fl-line); color: var(--fl-text);
    font: 400 14px/1.5 system-ui, sans-serif; text-align: left; white-space: nowrap;
  }
  .cover {
    position: relative; flex: none; width: 65px; background: #888 center / cover no-repeat;
  }
  button {
    position: absolute; inset: 0; margin: auto; width: 24px; height: 24px; padding: 0;
    border: 0; border-radius: 50%; background: rgba(0, 0, 0, 0.4); color: #fff; cursor: pointer;
  }
  button:focus-visible { outline: 2px solid var(--fl-focus); outline-offset: 1px; }
  svg { display: block; width: 16px; height: 16px; margin: auto; fill: currentColor; }
  .text { flex: 1; min-width: 0; padding: 10px 12px; overflow: hidden; }
  .text div { overflow: hidden; text-overflow: ellipsis; }
  .author { color: var(--fl-weak); font-size: 12px; }
  .time { flex: none; padding: 10px 12px; color: var(--fl-weak); font-size: 12px; }
`);
/** MediaError.code is WeChat's errMsg here: 1 aborted, 2 network, 3 decoding, 4 source. */
const NO_SOURCE = 4;

export class AudioTag extends BuiltIn {
  static override readonly styles = "wx-audio { display: inline-block; }";

  readonly #audio = make("audio");
  readonly #cover = make("div", "cover");
  readonly #name = make("div", "name");
  readonly #author = make("div", "author");
  readonly #time = make("div", "time");
  readonly #shape = drawing([["path", { d: PLAY }]]);
  readonly #button = make("button", "", this.#shape);
  readonly #box = make("div", "box");
  #address: string | null = null;

  constructor() {
    super();
    this.#button.type = "button";
    this.#button.addEventListener("click", () => {
      if (this.#audio.paused) this.#play();
      else this.#audio.pause();
    });
    this.#cover.append(this.#button);
    this.#cover.setAttribute(OWN_SURFACE, "");
    this.#box.append(this.#cover, make("div", "text", this.#name, this.#author), this.#time);
    shadow(this, SHEET, this.#box);
    this.#listen();
  }

  connectedCallback(): void {
    this.#show();
    this.#load(this.text("src"));
  }

  disconnectedCallback(): void {
    this.#audio.pause();
  }

  protected override changed(name: string): void {
    if (!this.isConnected) return;
    this.#show();
    if (name === "src") this.#load(this.text("src"));
  }

  /** Methods of an AudioContext. */
  override invoke(name: string, args: unknown): unknown {
    if (name === "play") this.#play();
    else if (name === "pause") this.#audio.pause();
    else if (name === "seek") this.#audio.currentTime = Math.max(0, numberOf(args, 0));
    else if (name === "setSrc") this.#load(String(recordOf(args)["src"] ?? args));
    else return super.invoke(name, args);
    return {};
  }

  #load(given: string): void {
    const source = given.trim();
    if (source === this.#address) return;
    this.#address = source;
    const url = source === "" ? null : (this.reporter?.url(source) ?? null);
    if (url !== null) this.#audio.src = url;
    else this.#audio.removeAttribute("src");
    if (url === null && source !== "") this.emit("error", { errMsg: NO_SOURCE });
  }

  #play(): void {
    // What fails to load is told by `error`; a pause meanwhile is no failure.
    this.#audio.play().catch(() => undefined);
  }

  #listen(): void {
    const audio = this.#audio;
    for (const type of ["play", "pause", "ended", "timeupdate", "durationchange", "error"]) {
      audio.addEventListener(type, () => {
        this.#show();
        if (type === "timeupdate") this.emit(type, timesOf(audio));
        else if (type === "error") this.emit(type, { errMsg: audio.error?.code ?? NO_SOURCE });
        else if (type !== "durationchange") this.emit(type, {});
      });
    }
  }

  #show(): void {
    const audio = this.#audio;
    const { language } = navigator;
    audio.loop = this.flag("loop");
    this.#box.hidden = !this.flag("controls");
    this.#box.style.display = this.#box.hidden ? "none" : "";
    this.#name.textContent = this.text("name", wordFor("unknownTitle", language));
    this.#author.textContent = this.text("author", wordFor("unknownAuthor", language));
    this.#time.textContent = clockText(audio.currentTime);
    const poster = this.text("poster").trim();
    const cover = poster === "" ? null : (this.reporter?.url(poster) ?? null);
    this.#cover.style.backgroundImage = cover === null ? "" : `url(${JSON.stringify(cover)})`;
    const path = audio.paused ? PLAY : PAUSE;
    this.#shape.querySelector("path")?.setAttribute("d", path);
    this.#button.ariaLabel = wordFor(audio.paused ? "play" : "pause", language);
  }
}

function timesOf({ currentTime, duration }: HTMLAudioElement): object {
  return { currentTime, duration: lengthOf(duration) };
}
