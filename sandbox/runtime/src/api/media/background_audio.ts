// The one audio that plays on while the app is not seen: BackgroundAudioManager, and the older
// functions that speak of the same player.

import { ApiFailure } from "../failures.ts";
import type { Sources } from "../files/sources.ts";
import type { Family, Kit } from "../kit.ts";
import { clamped, type Loose, numberOf, textOf, words } from "../reading.ts";
import { eventMembers, onAndOff, type Player, type Players } from "./players.ts";

const EVENTS = words(`
  Canplay Waiting Error Play Pause Seeking Seeked Ended Stop TimeUpdate
`);
/** wx.getBackgroundAudioPlayerState's words. */
const Status = { PAUSED: 0, PLAYING: 1, NONE: 2 } as const;

export function backgroundAudioFamily(kit: Kit, players: Players, sources: Sources): Family {
  const manager = new BackgroundAudioManager(kit, players, sources);
  kit.describe(
    "BackgroundAudioManager",
    BackgroundAudioManager.prototype,
    onAndOff([...EVENTS, "Prev", "Next"]),
  );
  const whilePlaying = (name: string, run: (params: Loose) => void): unknown =>
    kit.later(name, (params) => {
      if (manager.src === "") throw new ApiFailure("no background audio");
      run(params);
    });
  const told = (event: "onPlay" | "onPause" | "onStop") => (listener: unknown) => {
    manager[event](listener);
  };
  return {
    getBackgroundAudioManager: () => manager,
    playBackgroundAudio: kit.later("playBackgroundAudio", (params) => {
      manager.title = textOf(params["title"]);
      manager.coverImgUrl = textOf(params["coverImgUrl"]);
      manager.src = textOf(params["dataUrl"]);
    }),
    pauseBackgroundAudio: whilePlaying("pauseBackgroundAudio", () => {
      manager.pause();
    }),
    stopBackgroundAudio: whilePlaying("stopBackgroundAudio", () => {
      manager.stop();
    }),
    seekBackgroundAudio: whilePlaying("seekBackgroundAudio", ({ position }) => {
      manager.seek(position);
    }),
    getBackgroundAudioPlayerState: kit.later("getBackgroundAudioPlayerState", () =>
      manager.state(),
    ),
    onBackgroundAudioPlay: told("onPlay"),
    onBackgroundAudioPause: told("onPause"),
    onBackgroundAudioStop: told("onStop"),
  };
}

class BackgroundAudioManager {
  title = "";
  epname = "";
  singer = "";
  coverImgUrl = "";
  webUrl = "";
  protocol = "http";
  audioType = "audio";
  referrerPolicy = "no-referrer";
  declare readonly onPlay: (listener: unknown) => void;
  declare readonly onPause: (listener: unknown) => void;
  declare readonly onStop: (listener: unknown) => void;
  readonly onPrev: (listener: unknown) => void;
  readonly onNext: (listener: unknown) => void;
  readonly #players: Players;
  readonly #sources: Sources;
  // Made with the first use: an app that never plays has no player in its view.
  #made: Player | null = null;

  constructor(kit: Kit, players: Players, sources: Sources) {
    this.#players = players;
    this.#sources = sources;
    // No panel of the system offers these two here.
    this.onPrev = kit.listeners<unknown>("BackgroundAudioManager.onPrev").on;
    this.onNext = kit.listeners<unknown>("BackgroundAudioManager.onNext").on;
    for (const name of EVENTS) {
      for (const way of [`on${name}`, `off${name}`]) {
        const member = (listener?: unknown): void => {
          eventMembers(this.#player, [name])[way]?.(listener);
        };
        Object.defineProperty(this, way, { value: member, enumerable: true });
      }
    }
  }

  get src(): string {
    return this.#made?.src ?? "";
  }

  /** Setting it begins to play, as in WeChat. */
  set src(address: string) {
    const player = this.#player;
    player.src = textOf(address);
    player.set("src", this.#sources.absolute(player.src));
    player.do("play");
  }

  get startTime(): number {
    return this.#made?.get("startTime", 0) ?? 0;
  }

  set startTime(value: number) {
    this.#player.set("startTime", Math.max(0, numberOf(value, 0)));
  }

  get playbackRate(): number {
    return this.#made?.get("playbackRate", 1) ?? 1;
  }

  set playbackRate(value: number) {
    this.#player.set("playbackRate", clamped(numberOf(value, 1), 0.5, 2));
  }

  get duration(): number {
    return this.#made?.duration ?? 0;
  }

  get currentTime(): number {
    return this.#made?.currentTime ?? 0;
  }

  get buffered(): number {
    return this.#made?.buffered ?? 0;
  }

  get paused(): boolean {
    return this.#made?.paused ?? true;
  }

  play(): void {
    this.#player.do("play");
  }

  pause(): void {
    this.#player.do("pause");
  }

  stop(): void {
    this.#player.do("stop");
  }

  seek(position: unknown): void {
    const time = Math.max(0, numberOf(position, 0));
    this.#player.currentTime = time;
    this.#player.do("seek", time);
  }

  /** What getBackgroundAudioPlayerState tells. */
  state(): object {
    if (this.#made?.begun !== true) return { status: Status.NONE };
    const loaded = this.duration > 0 ? Math.round((this.buffered / this.duration) * 100) : 0;
    return {
      status: this.paused ? Status.PAUSED : Status.PLAYING,
      currentPosition: this.currentTime,
      dataUrl: this.src,
      downloadPercent: clamped(loaded, 0, 100),
      duration: this.duration,
    };
  }

  get #player(): Player {
    this.#made ??= this.#players.open("background");
    return this.#made;
  }
}
