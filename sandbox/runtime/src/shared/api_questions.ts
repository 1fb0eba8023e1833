// Questions of the `wx` object (../api) to the view, beside those of questions.ts, which takes
// these in. Times of media are seconds, as WeChat has them.

import type { PageId } from "./ops.ts";

/** One entry of wx.previewImage or wx.previewMedia. `url` is an address as an app writes it. */
export interface PreviewSource {
  readonly url: string;
  readonly type: "image" | "video";
  readonly poster?: string;
}

export type AudioKind = "inner" | "background";
export type AudioProperty =
  "src" | "startTime" | "autoplay" | "loop" | "volume" | "playbackRate" | "obeyMuteSwitch";
export type AudioVerb = "play" | "pause" | "stop" | "seek" | "close";
export type AudioEvent =
  | "canplay"
  | "play"
  | "pause"
  | "stop"
  | "ended"
  | "timeUpdate"
  | "error"
  | "waiting"
  | "seeking"
  | "seeked";

export interface ApiAsks {
  /** Shows pictures and videos over all (Esc and a tap close it); answered once it is shown. */
  "media.preview": {
    params: {
      readonly sources: readonly PreviewSource[];
      readonly current: number;
      readonly showmenu: boolean;
    };
    result: null;
  };
  /** Selection of the focused input or textarea; null when none has the focus. */
  "keyboard.selection": {
    params: Readonly<Record<string, never>>;
    result: { readonly start: number; readonly end: number } | null;
  };
  /** Adds a @font-face to the document; answered when the font has loaded or failed. */
  "font.load": {
    params: {
      readonly family: string;
      /** Address of the font file. */
      readonly source: string;
      readonly style: string;
      readonly weight: string;
      readonly variant: string;
    };
    result: { readonly loaded: boolean; readonly message: string };
  };
  /** Size (px) and length (s) of a video, read from its metadata; null when it cannot be played. */
  "video.measure": {
    params: { readonly src: string };
    result: {
      readonly width: number;
      readonly height: number;
      readonly duration: number;
    } | null;
  };
  /** The QR code in a picture; null when there is none. `bytes` is base64. */
  "code.read": {
    params: { readonly src: string };
    result: { readonly text: string; readonly bytes: string } | null;
  };
}

export interface ApiTells {
  /** Takes the focus from the field that has it. */
  "keyboard.hide": Readonly<Record<string, never>>;
  /** An audio player without a tag; it reports `audio` happenings. */
  "audio.open": { readonly audio: number; readonly kind: AudioKind };
  "audio.set": {
    readonly audio: number;
    readonly name: AudioProperty;
    readonly value: string | number | boolean;
  };
  /** `position` (s) goes with seek. `close` ends it for good. */
  "audio.do": { readonly audio: number; readonly verb: AudioVerb; readonly position?: number };
  /** Whether `key` happenings are wanted (wx.onKeyDown, wx.onKeyUp). */
  "keys.listen": { readonly down: boolean; readonly up: boolean };
}

export interface ApiHappenings {
  /** A player's event, with its state then. `code` and `message` go with error: WeChat's 10001
   *  (system), 10002 (network), 10003 (file), 10004 (format), -1. `buffered` is how many seconds
   *  are there from the start. */
  audio: {
    readonly audio: number;
    readonly type: AudioEvent;
    readonly currentTime: number;
    readonly duration: number;
    readonly buffered: number;
    readonly paused: boolean;
    readonly code?: number;
    readonly message?: string;
  };
  /** A key, while no field has the focus and `keys.listen` asked for it. */
  key: {
    readonly way: "down" | "up";
    readonly key: string;
    readonly code: string;
    readonly timeStamp: number;
  };
  /** The field with the focus changed: its page, and the height a keyboard takes (0 here). */
  keyboard: { readonly page: PageId; readonly height: number; readonly duration: number };
}
