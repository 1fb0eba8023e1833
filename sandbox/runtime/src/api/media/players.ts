// Audio without a tag. The players are in the view (audio.* of shared/api_questions.ts); here is
// what the app sees of them, kept fresh by their events.

import type {
  AudioEvent,
  AudioKind,
  AudioProperty,
  AudioVerb,
} from "../../shared/api_questions.ts";
import type { Sources } from "../files/sources.ts";
import type { Family, Kit, Listeners } from "../kit.ts";
import { clamped, type Loose, numberOf, recordOf, textOf, words } from "../reading.ts";

const EVENTS: readonly AudioEvent[] = [
  "canplay",
  "play",
  "pause",
  "stop",
  "ended",
  "timeUpdate",
  "error",
  "waiting",
  "seeking",
  "seeked",
];

/** One player of the view, and its state as it was last told. */
export class Player {
  readonly id: number;
  readonly events: ReadonlyMap<AudioEvent, Listeners<unknown>>;
  src = "";
  duration = 0;
  currentTime = 0;
  buffered = 0;
  paused = true;
  /** Whether it has played since it was last stopped. */
  begun = false;
  readonly #kit: Kit;
  readonly #values = new Map<AudioProperty, string | number | boolean>();

  constructor(kit: Kit, id: number, kind: AudioKind) {
    this.#kit = kit;
    this.id = id;
    this.events = new Map(EVENTS.map((name) => [name, kit.listeners<unknown>(`audio ${name}`)]));
    kit.ground.view.tell("audio.open", { audio: id, kind });
  }

  set(name: AudioProperty, value: string | number | boolean): void {
    this.#values.set(name, value);
    this.#kit.ground.view.tell("audio.set", { audio: this.id, name, value });
  }

  get<V>(name: AudioProperty, absent: V): V {
    return (this.#values.get(name) ?? absent) as V;
  }

  do(verb: AudioVerb, position?: number): void {
    const where = position === undefined ? {} : { position };
    this.#kit.ground.view.tell("audio.do", { audio: this.id, verb, ...where });
  }

  heard(facts: Loose): void {
    const type = facts["type"] as AudioEvent;
    this.duration = numberOf(facts["duration"], 0);
    this.currentTime = numberOf(facts["currentTime"], 0);
    this.buffered = numberOf(facts["buffered"], 0);
    this.paused = Boolean(facts["paused"]);
    if (type === "play") this.begun = true;
    if (type === "stop" || type === "ended") this.begun = false;
    const failure = { errMsg: textOf(facts["message"]), errCode: numberOf(facts["code"], -1) };
    this.events.get(type)?.emit(type === "error" ? failure : undefined);
  }
}

export class Players {
  readonly #kit: Kit;
  readonly #open = new Map<number, Player>();
  #last = 0;

  constructor(kit: Kit) {
    this.#kit = kit;
    kit.ground.view.on("audio", (params) => {
      const facts = recordOf(params);
      this.#open.get(numberOf(facts["audio"], 0))?.heard(facts);
    });
  }

  open(kind: AudioKind): Player {
    this.#last += 1;
    const player = new Player(this.#kit, this.#last, kind);
    this.#open.set(player.id, player);
    return player;
  }

  close(player: Player): void {
    if (!this.#open.delete(player.id)) return;
    player.do("close");
  }
}

export function playersFamily(kit: Kit, players: Players, sources: Sources): Family {
  kit.describe("InnerAudioContext", InnerAudioContext.prototype, onAndOff(INNER_EVENTS));
  return {
    createInnerAudioContext: () => new InnerAudioContext(players, sources),
    setInnerAudioOption: kit.later("setInnerAudioOption", () => undefined),
    getAvailableAudioSources: kit.later("getAvailableAudioSources", () => ({ audioSources: [] })),
    ...voice(kit, players, sources),
  };
}

type On = Listeners<unknown>["on"];
type Off = Listeners<unknown>["off"];

/** Names of the members that eventMembers makes. */
export function onAndOff(names: readonly string[]): string[] {
  return names.flatMap((name) => [`on${name}`, `off${name}`]);
}

/** `onX` and `offX` for each event, as members of an object. */
export function eventMembers(player: Player, names: readonly string[]): Record<string, On | Off> {
  const members: Record<string, On | Off> = {};
  for (const name of names) {
    const listeners = player.events.get(
      (name.charAt(0).toLowerCase() + name.slice(1)) as AudioEvent,
    );
    if (!listeners) continue;
    members[`on${name}`] = listeners.on;
    members[`off${name}`] = listeners.off;
  }
  return members;
}

const INNER_EVENTS = words(`
  Canplay Play Pause Stop Ended TimeUpdate Error Waiting Seeking Seeked
`);

class InnerAudioContext {
  readonly #players: Players;
  readonly #player: Player;
  readonly #sources: Sources;
  referrerPolicy = "no-referrer";

  constructor(players: Players, sources: Sources) {
    this.#players = players;
    this.#sources = sources;
    this.#player = players.open("inner");
    Object.assign(this, eventMembers(this.#player, INNER_EVENTS));
  }

  get src(): string {
    return this.#player.src;
  }

  set src(address: unknown) {
    this.#player.src = textOf(address);
    const { src } = this.#player;
    this.#player.set("src", src === "" ? "" : this.#sources.absolute(src));
  }

  get startTime(): number {
    return this.#player.get("startTime", 0);
  }

  set startTime(value: unknown) {
    this.#player.set("startTime", Math.max(0, numberOf(value, 0)));
  }

  get autoplay(): boolean {
    return this.#player.get("autoplay", false);
  }

  set autoplay(value: unknown) {
    this.#player.set("autoplay", Boolean(value));
  }

  get loop(): boolean {
    return this.#player.get("loop", false);
  }

  set loop(value: unknown) {
    this.#player.set("loop", Boolean(value));
  }

  get obeyMuteSwitch(): boolean {
    return this.#player.get("obeyMuteSwitch", true);
  }

  set obeyMuteSwitch(value: unknown) {
    this.#player.set("obeyMuteSwitch", Boolean(value));
  }

  get volume(): number {
    return this.#player.get("volume", 1);
  }

  set volume(value: unknown) {
    this.#player.set("volume", clamped(numberOf(value, 1), 0, 1));
  }

  get playbackRate(): number {
    return this.#player.get("playbackRate", 1);
  }

  set playbackRate(value: unknown) {
    this.#player.set("playbackRate", clamped(numberOf(value, 1), 0.5, 2));
  }

  get duration(): number {
    return this.#player.duration;
  }

  get currentTime(): number {
    return this.#player.currentTime;
  }

  get paused(): boolean {
    return this.#player.paused;
  }

  get buffered(): number {
    return this.#player.buffered;
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

  destroy(): void {
    this.#players.close(this.#player);
  }
}

/** wx.playVoice and its kin: one voice at a time, as before there were audio contexts. */
function voice(kit: Kit, players: Players, sources: Sources): Family {
  let playing: Player | null = null;
  const stopped = (verb: AudioVerb) => (): void => {
    playing?.do(verb);
  };
  return {
    playVoice: kit.later("playVoice", ({ filePath }) => {
      if (playing) players.close(playing);
      const player = players.open("inner");
      playing = player;
      player.set("src", sources.absolute(textOf(filePath)));
      player.do("play");
      return new Promise((resolve, reject) => {
        player.events.get("ended")?.on(resolve);
        player.events.get("stop")?.on(resolve);
        player.events.get("error")?.on((failure: unknown) => {
          reject(new Error(textOf(recordOf(failure)["errMsg"], "play failed")));
        });
      });
    }),
    pauseVoice: kit.later("pauseVoice", stopped("pause")),
    stopVoice: kit.later("stopVoice", stopped("stop")),
  };
}
