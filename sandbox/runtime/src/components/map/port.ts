// Between <map> and what draws it: the map library is large, so that part is a script of its own
// (src/map.entry.ts), loaded when the first map stands on a page.

import type { EventShape } from "../base.ts";

/** What the drawing part needs of its tag. */
export interface MapEnds {
  /** The tag itself: its children with a `marker-id` are placed at their marker. */
  readonly tag: HTMLElement;
  /** An attribute as the app gave it; names in dash-case. */
  attr(name: string): unknown;
  /** As WeChat reads a Boolean. */
  flag(name: string, absent: boolean): boolean;
  emit(type: string, detail: object, shape?: EventShape): void;
  /** An address as the page may load it; null when it may not. */
  url(address: string): string | null;
  /** Where the person is; rejects when that is not known or not told. */
  here(): Promise<Place>;
}

/** Degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A map that is drawn. */
export interface MapBoard {
  /** These attributes have other values. */
  update(names: ReadonlySet<string>): void;
  /** Methods of a MapContext. Throws an Error for those that there are none of. */
  invoke(name: string, args: unknown): unknown;
  remove(): void;
}

export type MakeBoard = (box: HTMLElement, ends: MapEnds) => MapBoard;
