// The controls of <video>: a bar at the bottom, and a play button in the middle before it began.

import { OWN_SURFACE } from "../base.ts";
import { claim } from "../drag.ts";
import { drawing, make } from "../draw.ts";
import { clockText, fractionOf, lengthOf } from "./times.ts";
import { FULL, LARGE_PLAY, LOUD, MUTE, PAUSE, PLAY, SMALL } from "./video_sheet.ts";
import { wordFor } from "./words.ts";

const STEP_S = 5;

export interface ControlEnds {
  toggle(): void;
  seek(time_s: number): void;
  mute(): void;
  full(): void;
  danmu(): void;
  /** The person does something with the controls: they stay. */
  used(): void;
}

/** What the controls show. Lengths in seconds. */
export interface Shown {
  readonly isPlaying: boolean;
  readonly isMuted: boolean;
  readonly isFull: boolean;
  readonly hasDanmu: boolean;
  readonly time_s: number;
  readonly duration_s: number;
  readonly loaded_s: number;
  readonly bar: boolean;
  readonly middle: boolean;
  readonly wheel: boolean;
  readonly buttons: {
    readonly play: boolean;
    readonly progress: boolean;
    readonly mute: boolean;
    readonly full: boolean;
    readonly danmu: boolean;
  };
}

export class Controls {
  readonly bar = make("div", "bar");
  readonly middle = make("div", "middle");
  readonly #play: HTMLButtonElement;
  readonly #large: HTMLButtonElement;
  readonly #mute: HTMLButtonElement;
  readonly #full: HTMLButtonElement;
  readonly #danmu = make("button", "word");
  readonly #now = make("span");
  readonly #length = make("span");
  readonly #total = make("span", "total");
  readonly #track = make("div", "track");
  readonly #loaded = make("i", "loaded");
  readonly #done = make("i", "done");
  readonly #knob = make("i", "knob");
  readonly #room = make("span", "room");
  readonly #wheel = make("div", "wheel");
  readonly #ends: ControlEnds;
  #duration_s = 0;
  #time_s = 0;
  #held_s: number | null = null;

  constructor(ends: ControlEnds) {
    this.#ends = ends;
    this.#play = button(PLAY, "play", ends.toggle);
    this.#large = button(LARGE_PLAY, "play", ends.toggle);
    this.#mute = button(LOUD, "mute", ends.mute);
    this.#full = button(FULL, "full", ends.full);
    this.#danmu.type = "button";
    this.#danmu.textContent = wordFor("danmu", navigator.language);
    this.#danmu.addEventListener("click", ends.danmu);
    this.#track.append(make("i", "all"), this.#loaded, this.#done, this.#knob);
    this.#track.role = "slider";
    this.#track.tabIndex = 0;
    this.#track.ariaLabel = wordFor("progress", navigator.language);
    this.#track.addEventListener("pointerdown", this.#press);
    this.#track.addEventListener("keydown", this.#key);
    this.bar.append(this.#play, this.#now, this.#track, this.#length, this.#room);
    this.bar.append(this.#danmu, this.#mute, this.#full);
    this.middle.append(this.#wheel, this.#large, this.#total);
    this.bar.setAttribute(OWN_SURFACE, "");
    this.#large.setAttribute(OWN_SURFACE, "");
    this.bar.addEventListener("pointermove", ends.used);
    this.bar.addEventListener("focusin", ends.used);
  }

  show(state: Shown): void {
    const { buttons, duration_s, loaded_s, isPlaying } = state;
    this.#duration_s = duration_s;
    this.#time_s = state.time_s;
    this.bar.hidden = !state.bar;
    this.middle.hidden = !state.middle && !state.wheel;
    this.#large.hidden = !state.middle;
    this.#total.hidden = !state.middle || lengthOf(duration_s) === 0;
    this.#wheel.hidden = !state.wheel;
    this.#play.hidden = !buttons.play;
    this.#mute.hidden = !buttons.mute;
    this.#full.hidden = !buttons.full;
    this.#danmu.hidden = !buttons.danmu;
    this.#danmu.ariaPressed = String(state.hasDanmu);
    for (const part of [this.#now, this.#track, this.#length]) part.hidden = !buttons.progress;
    this.#room.hidden = buttons.progress;
    picture(this.#play, isPlaying ? PAUSE : PLAY, isPlaying ? "pause" : "play");
    picture(this.#mute, state.isMuted ? MUTE : LOUD, state.isMuted ? "unmute" : "mute");
    picture(this.#full, state.isFull ? SMALL : FULL, state.isFull ? "small" : "full");
    this.#length.textContent = clockText(duration_s);
    this.#total.textContent = clockText(duration_s);
    this.#loaded.style.width = `${fractionOf(loaded_s, duration_s) * 100}%`;
    this.#place(this.#held_s ?? state.time_s);
  }

  #place(time_s: number): void {
    const place = `${fractionOf(time_s, this.#duration_s) * 100}%`;
    this.#now.textContent = clockText(time_s);
    this.#done.style.width = place;
    this.#knob.style.left = place;
    this.#track.ariaValueText = `${clockText(time_s)} / ${clockText(this.#duration_s)}`;
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0 || lengthOf(this.#duration_s) === 0) return;
    claim(event);
    const track = this.#track;
    track.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent): void => {
      const { left, width } = track.getBoundingClientRect();
      const part = width === 0 ? 0 : Math.min(1, Math.max(0, (at.clientX - left) / width));
      this.#held_s = part * this.#duration_s;
      this.#place(this.#held_s);
      this.#ends.used();
    };
    const stop = (at: PointerEvent): void => {
      track.removeEventListener("pointermove", move);
      track.removeEventListener("pointerup", stop);
      track.removeEventListener("pointercancel", stop);
      const held_s = this.#held_s;
      this.#held_s = null;
      if (at.type === "pointerup" && held_s !== null) this.#ends.seek(held_s);
      else this.#place(this.#time_s);
    };
    track.addEventListener("pointermove", move);
    track.addEventListener("pointerup", stop);
    track.addEventListener("pointercancel", stop);
    move(event);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (way === 0 || lengthOf(this.#duration_s) === 0) return;
    event.preventDefault();
    const time_s = this.#time_s + way * STEP_S;
    this.#ends.seek(Math.min(this.#duration_s, Math.max(0, time_s)));
    this.#ends.used();
  };
}

type Label = Parameters<typeof wordFor>[0];

function button(path: string, label: Label, press: () => void): HTMLButtonElement {
  const made = make("button", "", drawing([["path", { d: path }]]));
  made.type = "button";
  made.ariaLabel = wordFor(label, navigator.language);
  made.addEventListener("click", press);
  return made;
}

function picture(of: HTMLButtonElement, path: string, label: Label): void {
  const shape = of.querySelector("path");
  if (shape?.getAttribute("d") === path) return;
  shape?.setAttribute("d", path);
  of.ariaLabel = wordFor(label, navigator.language);
}
