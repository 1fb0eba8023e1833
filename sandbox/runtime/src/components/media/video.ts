// <video>. https://developers.weixin.qq.com/miniprogram/dev/component/video.html
// The engine plays WebM, Ogg, MP3 …; builds without licensed codecs play no H.264: such a video
// shows a note, and the app hears `error`.

import { BuiltIn } from "../base.ts";
import { drawing, make, shadow, slot } from "../draw.ts";
import { SCREEN } from "../apart/shapes.ts";
import { Controls } from "./controls.ts";
import { commentOf, commentsOf, Danmu, dueBetween, type Comment } from "./danmu.ts";
import { FullView } from "./full_view.ts";
import { numberOf, recordOf } from "./reading.ts";
import { lengthOf } from "./times.ts";
import { VIDEO_SHEET } from "./video_sheet.ts";
import { wordFor } from "./words.ts";

/** WeChat's controls go by themselves after some seconds of playing. */
const CONTROLS_MS = 5000;
const FITS = new Set(["contain", "fill", "cover"]);
const RATES = { least: 0.5, most: 2 };
const PASSIVE_METHODS = new Set(["showStatusBar", "hideStatusBar", "exitPictureInPicture"]);
/** Of a MediaError's codes, from 1 (HTML, 4.8.11.1): what WeChat's errMsg begins with. */
const ERRORS = [
  "MEDIA_ERR_ABORTED",
  "MEDIA_ERR_NETWORK",
  "MEDIA_ERR_DECODE",
  "MEDIA_ERR_SRC_NOT_SUPPORTED",
];
/** Chromium's words (media/base/pipeline_status.h) for a file with nothing that it can play. */
const UNREAD = /^DEMUXER_ERROR_/;
/** Attributes that change what plays; all others only change what is shown. */
const SOURCES = new Set(["src", "poster"]);

export class Video extends BuiltIn {
  static override readonly styles = `
    wx-video {
      display: inline-block; position: relative; width: 300px; height: 225px; overflow: hidden;
      line-height: 0;
    }
  `;

  readonly #video = make("video");
  readonly #title = make("div", "title");
  readonly #note = make("div", "note");
  readonly #danmu = new Danmu();
  readonly #controls = new Controls({
    toggle: () => {
      this.#toggle();
    },
    seek: (time_s) => {
      this.#video.currentTime = time_s;
    },
    mute: () => {
      this.#video.muted = !this.#video.muted;
    },
    full: () => {
      this.#full.toggle();
    },
    danmu: () => {
      this.#hasDanmu = !this.#hasDanmu;
      if (!this.#hasDanmu) this.#danmu.clear();
      this.#show();
    },
    used: () => {
      this.#stay();
    },
  });
  readonly #stage = make("div", "stage");
  readonly #full = new FullView(this.#stage, (isFull) => {
    const { videoWidth, videoHeight } = this.#video;
    const direction = videoWidth > videoHeight ? "horizontal" : "vertical";
    this.emit("fullscreenchange", { fullScreen: isFull, fullscreen: isFull, direction });
    this.#show();
  });
  #address: string | null = null;
  #comments: Comment[] = [];
  #hasDanmu = false;
  #hasBegun = false;
  #isWaiting = false;
  #isShowing = true;
  #last_s = 0;
  #timer = 0;

  constructor() {
    super();
    const video = this.#video;
    video.playsInline = true;
    video.preload = "metadata";
    video.disablePictureInPicture = true;
    this.#note.hidden = true;
    this.#stage.append(video, this.#danmu.element, this.#title, this.#controls.middle);
    this.#stage.append(this.#controls.bar, this.#note, make("div", "above", slot()));
    shadow(this, VIDEO_SHEET, this.#stage);
    this.#listen();
  }

  connectedCallback(): void {
    this.#applyAll();
    this.#load();
  }

  disconnectedCallback(): void {
    this.#video.pause();
    this.#full.leave();
    window.clearTimeout(this.#timer);
  }

  override pageShown(shown: boolean): void {
    if (shown || !this.flag("auto-pause-if-navigate", true)) return;
    this.#video.pause();
    this.#full.leave();
  }

  protected override changed(name: string): void {
    if (name === "danmu-list") this.#comments = commentsOf(this.attrs.get(name));
    if (name === "enable-danmu") this.#hasDanmu = this.flag(name);
    if (!this.isConnected) return;
    this.#applyAll();
    if (SOURCES.has(name)) this.#load();
    this.#show();
  }

  /** Methods of a VideoContext. */
  override invoke(name: string, args: unknown): unknown {
    const video = this.#video;
    switch (name) {
      case "play":
        return this.#play();
      case "pause":
        video.pause();
        return {};
      case "stop":
        video.pause();
        video.currentTime = 0;
        return {};
      case "seek":
        video.currentTime = Math.max(0, numberOf(recordOf(args)["position"] ?? args, 0));
        return {};
      case "playbackRate":
        video.playbackRate = within(numberOf(recordOf(args)["rate"] ?? args, 1));
        return {};
      case "sendDanmu":
        this.#send(args);
        return {};
      case "requestFullScreen":
        this.#full.enter();
        return {};
      case "exitFullScreen":
        this.#full.leave();
        return {};
      default:
        if (PASSIVE_METHODS.has(name)) return {};
        throw new Error(`${name} is not supported by this host`);
    }
  }

  /** A tap shows the controls or puts them away. */
  override tapped(): boolean {
    if (!this.#hasBegun) return false;
    this.#reveal(!this.#isShowing);
    return false;
  }

  #applyAll(): void {
    const video = this.#video;
    const fit = this.text("object-fit", "contain");
    video.style.objectFit = FITS.has(fit) ? fit : "contain";
    video.loop = this.flag("loop");
    video.muted = this.flag("muted");
    this.#title.textContent = this.text("title");
  }

  #load(): void {
    const { reporter } = this;
    const poster = this.text("poster").trim();
    const cover = poster === "" ? null : (reporter?.url(poster) ?? null);
    this.#note.classList.toggle("veil", cover !== null);
    if (cover === null) this.#video.removeAttribute("poster");
    else this.#video.poster = cover;
    const source = this.text("src").trim();
    if (source === this.#address) return;
    this.#address = source;
    this.#hasBegun = false;
    this.#isWaiting = false;
    this.#last_s = 0;
    this.#note.hidden = true;
    this.#danmu.clear();
    const url = source === "" ? null : (reporter?.url(source) ?? null);
    if (url === null) {
      this.#video.removeAttribute("src");
      this.#video.load();
      if (source !== "") this.#fail(`${source} may not be loaded by this app`, "unplayable");
    } else {
      this.#video.src = url;
      if (this.flag("autoplay")) void this.#play();
    }
    this.#show();
  }

  #listen(): void {
    const video = this.#video;
    const on = (type: string, act: () => void): void => {
      video.addEventListener(type, () => {
        act();
        this.#show();
      });
    };
    on("play", () => {
      this.#hasBegun = true;
      this.#danmu.isHeld = false;
      this.#stay();
      this.emit("play");
    });
    on("pause", () => {
      this.#danmu.isHeld = true;
      this.#reveal(true);
      if (!video.ended) this.emit("pause");
    });
    on("ended", () => {
      this.#hasBegun = false;
      this.emit("ended");
    });
    on("waiting", () => {
      this.#isWaiting = true;
      this.emit("waiting");
    });
    for (const type of ["playing", "canplay", "seeked"]) {
      on(type, () => {
        this.#isWaiting = false;
      });
    }
    on("seeked", () => {
      this.emit("seekcomplete", { position: video.currentTime });
    });
    on("timeupdate", () => {
      this.#timeMoved();
    });
    on("progress", () => {
      const length_s = lengthOf(video.duration);
      if (length_s > 0) this.emit("progress", { buffered: (loadedOf(video) / length_s) * 100 });
    });
    on("loadedmetadata", () => {
      const start_s = this.number("initial-time", 0);
      if (start_s > 0) video.currentTime = start_s;
      const { videoWidth: width, videoHeight: height, duration } = video;
      this.emit("loadedmetadata", { width, height, duration: lengthOf(duration) });
    });
    on("volumechange", () => undefined);
    on("error", () => {
      const { code = 0, message = "" } = video.error ?? {};
      const name = ERRORS[code - 1] ?? "MEDIA_ERR";
      const reason = message || "the video failed to load";
      // An address that gives nothing has the same code; only what was looked into has a format.
      this.#fail(`${name}: ${reason}`, UNREAD.test(message) ? "format" : "unplayable");
    });
    this.#stage.addEventListener("dblclick", () => {
      if (this.flag("enable-play-gesture")) this.#toggle();
    });
  }

  #timeMoved(): void {
    const { currentTime, duration } = this.#video;
    if (this.#hasDanmu) {
      for (const comment of dueBetween(this.#comments, this.#last_s, currentTime)) {
        this.#danmu.fly(comment);
      }
    }
    this.#last_s = currentTime;
    this.emit("timeupdate", { currentTime, duration: lengthOf(duration) });
  }

  /** Gives nothing: what fails to load is told by `error`, and a pause meanwhile is no failure. */
  async #play(): Promise<object> {
    this.#hasBegun = true;
    await this.#video.play().catch(() => {
      this.#hasBegun = this.#video.currentTime > 0;
      this.#show();
    });
    return {};
  }

  #toggle(): void {
    if (this.#video.paused) void this.#play();
    else this.#video.pause();
  }

  #send(given: unknown): void {
    const comment = commentOf(given);
    if (comment && this.#hasDanmu) this.#danmu.fly(comment);
  }

  #fail(errMsg: string, why: "format" | "unplayable"): void {
    const { language } = navigator;
    const words = make("div", "", wordFor("unplayable", language));
    const reason = why === "format" ? [make("div", "", wordFor("format", language))] : [];
    this.#note.replaceChildren(drawing(SCREEN), words, ...reason);
    this.#note.hidden = false;
    this.emit("error", { errMsg });
  }

  #stay(): void {
    window.clearTimeout(this.#timer);
    if (!this.#isShowing) this.#reveal(true);
    this.#timer = window.setTimeout(() => {
      if (!this.#video.paused) this.#reveal(false);
    }, CONTROLS_MS);
  }

  #reveal(shown: boolean): void {
    if (shown === this.#isShowing) return;
    this.#isShowing = shown;
    if (this.flag("controls", true)) this.emit("controlstoggle", { show: shown });
    if (shown) this.#stay();
    this.#show();
  }

  #show(): void {
    const video = this.#video;
    const hasControls = this.flag("controls", true);
    const isReady = this.#note.hidden && this.#address !== "";
    const bar = hasControls && isReady && this.#hasBegun && this.#isShowing;
    const isFull = this.#full.isFull;
    this.#title.hidden = !isFull || !bar || this.text("title") === "";
    this.#controls.show({
      isPlaying: !video.paused,
      isMuted: video.muted,
      isFull,
      hasDanmu: this.#hasDanmu,
      time_s: video.currentTime,
      duration_s: this.number("duration", lengthOf(video.duration)),
      loaded_s: loadedOf(video),
      bar,
      middle: hasControls && isReady && !this.#hasBegun && this.flag("show-center-play-btn", true),
      wheel: isReady && this.#hasBegun && this.#isWaiting,
      buttons: {
        play: this.flag("show-play-btn", true) && this.text("play-btn-position") !== "center",
        progress: this.flag("show-progress", true),
        mute: this.flag("show-mute-btn"),
        full: isFull || this.flag("show-fullscreen-btn", true),
        danmu: this.flag("danmu-btn"),
      },
    });
  }
}

function loadedOf({ buffered }: HTMLVideoElement): number {
  return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
}

function within(rate: number): number {
  return Math.min(RATES.most, Math.max(RATES.least, rate));
}
