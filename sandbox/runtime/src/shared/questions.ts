// The names that `ask`, `tell` and `happened` messages use, and what goes with each.
// `ask` is answered, `tell` is not (logic to view); `happened` goes from the view to the logic layer.

import type { ApiAsks, ApiHappenings, ApiTells } from "./api_questions.ts";
import type { ComponentPath, PageWindow, TabItem } from "./config.ts";
import type { NodeId, PageId } from "./ops.ts";

/** A node of a page. Node 0 is the page's viewport (its scroll container). */
export interface Place {
  readonly page: PageId;
  readonly node: NodeId;
}

/** CSS pixels, relative to the page's viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface Scroll {
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly scrollWidth: number;
  readonly scrollHeight: number;
}

/** What to read of a node, as SelectorQuery's `fields` has it (what the view knows of it). */
export interface Wanted {
  readonly node: NodeId;
  readonly rect?: boolean;
  readonly size?: boolean;
  readonly scrollOffset?: boolean;
  /** Attributes and state of a built-in component, in the names the app used. */
  readonly properties?: readonly string[];
  /** CSS properties, camelCase or dash-case; answered in the same words. */
  readonly computedStyle?: readonly string[];
}

/** The members that were wanted, flat (left, top, width, scrollTop, <property>, <style> …). */
export type Found = Readonly<Record<string, unknown>>;

export interface MediaQuery {
  readonly minWidth?: number;
  readonly maxWidth?: number;
  readonly width?: number;
  readonly minHeight?: number;
  readonly maxHeight?: number;
  readonly height?: number;
  readonly orientation?: string;
}

/** Keyframe of `this.animate`: WeChat's member names (offset, ease, opacity, translateX …). */
export type Keyframe = Readonly<Record<string, unknown>>;

export interface Asks extends ApiAsks {
  /** Reads many nodes of one page in one go; null for a node that is gone. */
  "nodes.read": {
    params: { readonly page: PageId; readonly wanted: readonly Wanted[] };
    result: readonly (Found | null)[];
  };
  /** Calls BuiltIn.invoke (components/base.ts); the answer is what it returned, awaited. */
  "node.invoke": {
    params: Place & { readonly method: string; readonly args: unknown };
    result: unknown;
  };
  /** Scrolls a node, or with node 0 the page; answered when it has arrived. */
  "node.scrollTo": {
    params: Place & {
      readonly left?: number;
      readonly top?: number;
      /** Scroll until this node is at the top (wx.pageScrollTo's `selector`). */
      readonly target?: NodeId;
      readonly offsetTop?: number;
      readonly duration_ms: number;
    };
    result: null;
  };
  /** Runs keyframes; answered when they have ended. With `scroll`, they follow a scroll-view. */
  "nodes.animate": {
    params: {
      readonly page: PageId;
      readonly nodes: readonly NodeId[];
      readonly keyframes: readonly Keyframe[];
      readonly duration_ms: number;
      readonly scroll?: {
        readonly node: NodeId;
        readonly orientation: "horizontal" | "vertical";
        readonly timeRange_ms: number;
        readonly startScrollOffset: number;
        readonly endScrollOffset: number;
      };
    };
    result: null;
  };
  /** Takes away what nodes.animate set; `options` null: all of it, else members named true. */
  "nodes.clearAnimation": {
    params: {
      readonly page: PageId;
      readonly nodes: readonly NodeId[];
      readonly options: Readonly<Record<string, boolean>> | null;
    };
    result: null;
  };
  /** A `<canvas type="2d|webgl">`, handed over for good: an OffscreenCanvas (transferred). */
  "canvas.take": { params: Place; result: unknown };
}

export interface Tells extends ApiTells {
  /** A page begins; its operations follow. It stays unseen until page.show. */
  "page.open": {
    readonly page: PageId;
    readonly route: ComponentPath;
    /** Theme variables are resolved already. */
    readonly window: PageWindow;
    /** Index in tabBar.list, -1 when it is no tab page. */
    readonly tab: number;
    /** The page has onPageScroll: report `pageScroll`. */
    readonly scroll: boolean;
    /** Where the page begins with the custom tab bar: its root node's tag is custom-tab-bar. */
    readonly customTabBar: boolean;
  };
  /** This page is seen from now on, all others are not. */
  "page.show": { readonly page: PageId; readonly by: "push" | "pop" | "switch" | "none" };
  /** The page is gone with all its nodes. */
  "page.close": { readonly page: PageId };
  /** A page's window has changed: setBackgroundColor, setBackgroundTextStyle, theme. */
  "page.window": { readonly page: PageId; readonly window: PageWindow };
  /** The page has got (or lost) an onPageScroll listener (wx.onPageScroll in TypeScript mixins …). */
  "page.listens": { readonly page: PageId; readonly scroll: boolean };
  /** Shows the pull-down refresh as running, or ends it. */
  "page.pullDown": { readonly page: PageId; readonly on: boolean };
  /** The batch before this one holds the first screen: once it is applied, fanlight.ready(). */
  first: { readonly page: PageId };
  /** Prints into the page's console, for whoever develops the app. */
  console: {
    readonly level: "debug" | "log" | "info" | "warn" | "error";
    readonly args: readonly unknown[];
    /** Where in the developer's files, `path:line:column`, when that is known. */
    readonly place: string | undefined;
  };
  /** Answer to an `eval` message: `value` is JSON text, or `error` a stack. */
  evaluated: { readonly id: number; readonly value?: string; readonly error?: string };
  /** Begins to report `intersected` for nodes; `relative` null: the page's viewport. */
  "observer.open": {
    readonly observer: number;
    readonly page: PageId;
    readonly targets: readonly NodeId[];
    readonly relative: NodeId | null;
    /** In px; grows the reference area. */
    readonly margins: {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    };
    readonly thresholds: readonly number[];
    readonly initialRatio: number;
  };
  "observer.close": { readonly observer: number };
  /** Begins to report `matched`: once at once, then at each change. */
  "media.open": { readonly observer: number; readonly page: PageId; readonly query: MediaQuery };
  "media.close": { readonly observer: number };
  /** wx.setTabBarStyle, setTabBarItem, badges, red dots, hideTabBar (api façade to view). */
  "tabBar.style": {
    readonly color?: string;
    readonly selectedColor?: string;
    readonly backgroundColor?: string;
    readonly borderStyle?: string;
  };
  "tabBar.item": { readonly index: number } & Partial<Omit<TabItem, "pagePath">>;
  /** text "": none; dot true: a red dot. */
  "tabBar.badge": { readonly index: number; readonly text: string; readonly dot: boolean };
  "tabBar.shown": { readonly shown: boolean; readonly animation: boolean };
}

export interface Happenings extends ApiHappenings {
  /** Only while the page listens; at most once a frame. */
  pageScroll: { readonly page: PageId; readonly scrollTop: number };
  reachBottom: { readonly page: PageId };
  /** The person pulled down (or pressed F5): the refresh runs until page.pullDown off. */
  pullDownRefresh: { readonly page: PageId };
  /** The window has another size; a `metrics` message came before. */
  resize: { readonly page: PageId };
  /** A native tab was touched. The logic layer switches; the view only reports. */
  tabItemTap: { readonly index: number };
  /** An open-type of button or navigator, done by the logic layer (Reporter.act). */
  act: Place & { readonly name: string; readonly params: Readonly<Record<string, unknown>> };
  /** The person wants to go back from within the page: Esc, Alt-Left, mouse button. */
  back: Readonly<Record<string, never>>;
  intersected: {
    readonly observer: number;
    readonly node: NodeId;
    readonly intersectionRatio: number;
    readonly boundingClientRect: Box;
    readonly intersectionRect: Box;
    readonly relativeRect: Box;
    readonly time: number;
  };
  matched: { readonly observer: number; readonly matches: boolean };
}

export type AskName = keyof Asks;
export type TellName = keyof Tells;
export type HappeningName = keyof Happenings;
