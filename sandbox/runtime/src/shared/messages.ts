// What the two layers say to each other. The logic layer (a Worker) decides; the view draws,
// reports, and carries calls to the host, which the Worker cannot reach itself.

import type { NodeId, OpList, PageId } from "./ops.ts";
import type { PackedOps } from "./packed.ts";

/** First message to the Worker: whose it is. It puts its layer together, and runs nothing of the
 *  app's before `begin`. */
export interface Boot {
  readonly t: "boot";
  /** weixin/app.json, parsed. */
  readonly config: unknown;
  /** Where the Worker waits for synchronous answers; see shared/waiting.ts. */
  readonly wait: SharedArrayBuffer;
  /** Only for the app's developer (`--eval`): keep a way to run text. */
  readonly evaluable: boolean;
  /** Only make the first page's tree of its initial data (shared/first_frame.ts): no lifecycle of
   *  the app or the page runs. */
  readonly still?: boolean;
}

/** The app is opened: its code runs. */
export interface Begin {
  readonly t: "begin";
  /** As they are now: the app may have been made ready for long before. */
  readonly metrics: Metrics;
  readonly launch: LaunchFacts;
  /** The page stack to go on with, the first page first. */
  readonly kept?: readonly KeptPage[];
}

/** A page of the stack of an app that was taken out of memory. */
export interface KeptPage {
  readonly route: string;
  readonly query: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
  /** What its onSaveExitState gave, until when (milliseconds since 1970). */
  readonly exit: { readonly data: unknown; readonly until: number } | null;
}

export interface LaunchFacts {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly scene: number;
  readonly referrerAppId: string | null;
  readonly extraData: unknown;
}

/** The window as the app sees it, in CSS pixels; kept fresh by `metrics` messages. */
export interface Metrics {
  readonly windowWidth: number;
  readonly windowHeight: number;
  readonly screenWidth: number;
  readonly screenHeight: number;
  readonly pixelRatio: number;
  readonly statusBarHeight: number;
  readonly safeArea: Rect;
  readonly menuButton: Rect;
  readonly theme: "light" | "dark";
  readonly language: string;
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly identifier: number;
  readonly pageX: number;
  readonly pageY: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly force: number;
  /** Of a canvas: relative to its corner. */
  readonly x?: number;
  readonly y?: number;
}

/** Does the Worker still hear? Sent by the view, and sent back; see view/pulse.ts. */
export interface Pulse {
  readonly t: "pulse";
}

export type ToView =
  | Pulse
  /** Node operations of one page, one message a tick. `flush` is answered (null) once they are
   *  painted, or applied when nothing is painted now: the window is hidden, the page covered. */
  | { readonly t: "ops"; readonly page: PageId; readonly ops: OpList; readonly flush?: number }
  /** A question to the view; answered by `answer` with the same id. With `sync` (only nodes.read,
   *  for WXS), through the shared buffer instead, as host calls are. */
  | {
      readonly t: "ask";
      readonly id: number;
      readonly name: string;
      readonly params: unknown;
      readonly sync?: boolean;
    }
  | { readonly t: "tell"; readonly name: string; readonly params: unknown }
  /** A call of the bridge; answered by `answer`. With `sync`, through the shared buffer instead. */
  | {
      readonly t: "host";
      readonly id: number;
      readonly name: string;
      readonly params: unknown;
      readonly sync: boolean;
    }
  | { readonly t: "cancel"; readonly id: number }
  /** The handlers of an `event` that had this `reply` have run: what the first one on the target
   *  itself returned. Posted at once, before the operations that they caused. */
  | { readonly t: "heard"; readonly reply: number; readonly value: unknown };

/** What the logic layer posts: a ToView, its operations packed (packed.ts). */
export type Posted =
  | Exclude<ToView, { t: "ops" }>
  | (Omit<Extract<ToView, { t: "ops" }>, "t" | "ops"> & PackedOps & { readonly t: "packed" });

export type ToLogic =
  | Boot
  | Begin
  | {
      readonly t: "event";
      readonly page: PageId;
      readonly node: NodeId;
      readonly type: string;
      readonly detail: unknown;
      readonly bubbles: boolean;
      readonly composed: boolean;
      readonly timeStamp: number;
      /** Asks for a `heard` message with this number. */
      readonly reply?: number;
      readonly touches?: readonly Point[];
      readonly changedTouches?: readonly Point[];
      /** Offsets of the target, as `event.target.offsetLeft` has them. */
      readonly offsetLeft?: number;
      readonly offsetTop?: number;
      /** The same (left, top) of the nodes on its way that listen, for `event.currentTarget`. */
      readonly offsets?: readonly (readonly [node: NodeId, left: number, top: number])[];
    }
  /** The person changed an attribute that is bound with `model:`. */
  | {
      readonly t: "model";
      readonly page: PageId;
      readonly node: NodeId;
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly t: "answer"; readonly id: number; readonly value: unknown }
  | { readonly t: "failure"; readonly id: number; readonly code: string; readonly message: string }
  /** Something happened in the view: scrolled, pulled down, resized, tab touched, … */
  | { readonly t: "happened"; readonly name: string; readonly params: unknown }
  /** An event of the host (bridge): appShown, networkStatusChange, … */
  | { readonly t: "hosted"; readonly name: string; readonly payload: unknown }
  | { readonly t: "metrics"; readonly metrics: Metrics }
  | { readonly t: "eval"; readonly id: number; readonly expression: string };
