// Audio players without a tag: wx.createInnerAudioContext and the background audio manager.

import type { ApiHappenings, ApiTells, AudioEvent } from "../../shared/api_questions.ts";
import type { Happen } from "../posting.ts";

const MOST_PLAYERS = 64;
const ERRORS: readonly (readonly [code: number, message: string])[] = [
  [-1, "the player failed"],
  [-1, "playing was ended"],
  [10002, "the network failed"],
  [10003, "the file could not be read as audio"],
  [10004, "the format is not supported, or the address may not be loaded"],
];
/** WeChat's event by the DOM's. */
const EVENTS: Readonly<Record<string, AudioEvent>> = {
  canplay: "canplay",
  play: "play",
  ended: "ended",
  timeupdate: "timeUpdate",
  waiting: "waiting",
  seeking: "seeking",
  seeked: "seeked",
};

class Player {
  readonly #id: number;
  readonly #happen: Happen;
  readonly #url: (address: string) => string | null;
  readonly #audio = new Audio();
  #start_s = 0;
  #isStopping = false;

  constructor(id: number, happen: Happen, url: (address: string) => string | null) {
    this.#id = id;
    this.#happen = happen;
    this.#url = url;
    for (const [name, type] of Object.entries(EVENTS)) {
      this.#audio.addEventListener(name, () => {
        this.#tell(type);
      });
    }
    this.#audio.addEventListener("pause", () => {
      if (!this.#audio.ended) this.#tell(this.#isStopping ? "stop" : "pause");
      this.#isStopping = false;
    });
    this.#audio.addEventListener("error", () => {
      const [code, message] = ERRORS[this.#audio.error?.code ?? 0] ?? [-1, "the player failed"];
      this.#tell("error", { code, message });
    });
  }

  set({ name, value }: ApiTells["audio.set"]): void {
    const audio = this.#audio;
    if (name === "src") this.#load(String(value));
    else if (name === "startTime") this.#start_s = Number(value) || 0;
    else if (name === "loop") audio.loop = Boolean(value);
    else if (name === "autoplay") audio.autoplay = Boolean(value);
    else if (name === "volume") audio.volume = between(Number(value), 0, 1);
    else if (name === "playbackRate") audio.playbackRate = between(Number(value), 0.25, 4);
  }

  do({ verb, position }: ApiTells["audio.do"]): void {
    const audio = this.#audio;
    if (verb === "play") this.#play();
    else if (verb === "pause") audio.pause();
    else if (verb === "seek") audio.currentTime = Math.max(position ?? 0, 0);
    else if (verb === "close") this.close();
    else this.#stop();
  }

  close(): void {
    this.#audio.pause();
    this.#audio.removeAttribute("src");
  }

  #load(address: string): void {
    const url = this.#url(address);
    if (url === null) {
      this.#tell("error", { code: 10003, message: `${address} is no address of a sound` });
      return;
    }
    this.#audio.src = url;
    if (this.#start_s > 0) this.#audio.currentTime = this.#start_s;
  }

  #play(): void {
    this.#audio.play().catch((error: unknown) => {
      // What failed to load is told by the error event; a pause meanwhile is none.
      if (error instanceof DOMException && error.name === "NotAllowedError") {
        this.#tell("error", { code: 10001, message: error.message });
      }
    });
  }

  #stop(): void {
    const wasPaused = this.#audio.paused;
    this.#isStopping = !wasPaused;
    this.#audio.pause();
    this.#audio.currentTime = 0;
    if (wasPaused) this.#tell("stop");
  }

  #tell(type: AudioEvent, failure?: Pick<ApiHappenings["audio"], "code" | "message">): void {
    const { currentTime, duration, paused, buffered } = this.#audio;
    this.#happen("audio", {
      audio: this.#id,
      type,
      currentTime,
      duration: Number.isFinite(duration) ? duration : 0,
      buffered: buffered.length > 0 ? buffered.end(buffered.length - 1) : 0,
      paused,
      ...failure,
    });
  }
}

export class AudioPlayers {
  readonly #happen: Happen;
  readonly #url: (address: string) => string | null;
  readonly #players = new Map<number, Player>();

  /** `url`: an address as the document may load it. */
  constructor(happen: Happen, url: (address: string) => string | null) {
    this.#happen = happen;
    this.#url = url;
  }

  open({ audio }: ApiTells["audio.open"]): void {
    if (this.#players.size >= MOST_PLAYERS) this.#closeOldest();
    this.#players.get(audio)?.close();
    this.#players.set(audio, new Player(audio, this.#happen, this.#url));
  }

  set(change: ApiTells["audio.set"]): void {
    this.#players.get(change.audio)?.set(change);
  }

  do(order: ApiTells["audio.do"]): void {
    this.#players.get(order.audio)?.do(order);
    if (order.verb === "close") this.#players.delete(order.audio);
  }

  #closeOldest(): void {
    for (const [id, player] of this.#players) {
      player.close();
      this.#players.delete(id);
      return;
    }
  }
}

function between(value: number, least: number, most: number): number {
  return Number.isNaN(value) ? most : Math.min(Math.max(value, least), most);
}
