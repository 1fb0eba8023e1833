// Methods that every page and component has on `this`, beside those of glass-easel's adapter
// (developers.weixin.qq.com, reference/api/Component).

import type { Element, GeneralComponent } from "glass-easel";
import type { Keyframe } from "../../shared/questions.ts";
import type { EventChannelLike, TypedView } from "../api_ports.ts";
import type { BackendNode } from "../backend/node.ts";
import type { PageContext } from "../backend/context.ts";
import { callerOf, componentOf, type Caller } from "./adapter.ts";
import { record } from "./definition.ts";
import type { UpdatePerformance, UpdatePerformances } from "./update_performance.ts";

export interface CallerEnds {
  readonly view: TypedView;
  readonly guarded: (what: string, run: () => void) => void;
  readonly soon: (run: () => void) => void;
  readonly performances: UpdatePerformances;
  createSelectorQuery(caller: unknown): unknown;
  createIntersectionObserver(caller: unknown, options: unknown): unknown;
  createMediaQueryObserver(caller: unknown): unknown;
  /** A behavior that WeChat has by name. */
  builtInBehavior(name: string): unknown;
  /** The object of the custom tab bar of a page; null when it has none. */
  tabBarOf(page: number): unknown;
  openerChannelOf(page: number): EventChannelLike;
  /** Have the component's page shown so at its next launch; null: no more. */
  setOwnFrame(component: GeneralComponent, data: unknown): void;
}

type Method = (this: Caller, ...args: unknown[]) => unknown;

/** The context of the page that `this` stands in; null once it is gone. */
export function contextOf(component: GeneralComponent | null): PageContext | null {
  return (component?.getBackendContext() ?? null) as PageContext | null;
}

export function makeCallerMethods(ends: CallerEnds): Record<string, Method> {
  return {
    setData(data, callback) {
      const component = componentOf(this);
      if (!component) return;
      ends.performances.run(component, () => {
        component.setData(record(data));
      });
      if (typeof callback !== "function") return;
      const run = (): void => {
        ends.guarded(`${component.is} setData callback`, () => {
          Reflect.apply(callback, this, []);
        });
      };
      const context = contextOf(component);
      if (context) context.batch.whenPainted(run);
      else ends.soon(run);
    },

    triggerEvent(name, detail, options) {
      componentOf(this)?.triggerEvent(String(name), detail ?? {}, record(options));
    },

    hasBehavior(behavior) {
      const known = typeof behavior === "string" ? ends.builtInBehavior(behavior) : behavior;
      const inner = record(known)["_$"];
      return inner !== undefined && (componentOf(this)?.hasBehavior(inner as never) ?? false);
    },

    getRelationNodes(key) {
      const found = componentOf(this)?.getRelationNodes(String(key)) ?? [];
      return found.map((component) => callerOf(component));
    },

    createSelectorQuery() {
      return ends.createSelectorQuery(this);
    },

    createIntersectionObserver(options) {
      return ends.createIntersectionObserver(this, options);
    },

    createMediaQueryObserver() {
      return ends.createMediaQueryObserver(this);
    },

    animate(selector, keyframes, duration, last) {
      animate(ends, this, String(selector), keyframes, duration, last);
    },

    clearAnimation(selector, options, callback) {
      clearAnimation(ends, this, String(selector), options, callback);
    },

    // Skyline's worklets drive styles on the render thread; there is none here.
    applyAnimatedStyle(_selector, _updater, _configuration, callback) {
      if (typeof callback === "function")
        ends.soon(() => {
          ends.guarded("applyAnimatedStyle", () => {
            Reflect.apply(callback, this, [{ styleId: 0 }]);
          });
        });
    },

    clearAnimatedStyle(_selector, _styles, callback) {
      if (typeof callback === "function")
        ends.soon(() => {
          ends.guarded("clearAnimatedStyle", () => {
            Reflect.apply(callback, this, [{}]);
          });
        });
    },

    getPageId() {
      const context = contextOf(componentOf(this));
      return context ? `pageId_${context.page}` : "";
    },

    getTabBar(callback) {
      const context = contextOf(componentOf(this));
      const tabBar = context ? ends.tabBarOf(context.page) : null;
      if (typeof callback === "function" && tabBar !== null) {
        ends.guarded("getTabBar", () => {
          Reflect.apply(callback, this, [tabBar]);
        });
      }
      return tabBar;
    },

    getAppBar() {
      return null;
    },

    getOpenerEventChannel() {
      const context = contextOf(componentOf(this));
      return context ? ends.openerChannelOf(context.page) : undefined;
    },

    setUpdatePerformanceListener(options, listener) {
      const component = componentOf(this);
      if (!component) return;
      const withDataPaths = Boolean(record(options)["withDataPaths"]);
      const hear = (told: UpdatePerformance): void => {
        ends.guarded(`${component.is} update performance`, () => {
          Reflect.apply(listener as () => void, this, [told]);
        });
      };
      const isHeard = typeof listener === "function";
      ends.performances.listen(component, isHeard ? { withDataPaths, hear } : null);
    },

    setInitialRenderingCache(data) {
      const component = componentOf(this);
      if (component) ends.setOwnFrame(component, data ?? null);
    },

    setPassiveEvent() {
      return undefined;
    },
  };
}

/** Members of `this` that libraries look at: which renderer draws it, numbers of page and node. */
export function makeDress(): (caller: Caller) => void {
  let last = 0;
  return (caller) => {
    last += 1;
    const fields = {
      renderer: "webview",
      __wxWebviewId__: contextOf(componentOf(caller))?.page ?? 0,
      __wxExparserNodeId__: `n${last}`,
    };
    for (const [name, value] of Object.entries(fields)) {
      Object.defineProperty(caller, name, { value, writable: true, configurable: true });
    }
  };
}

/** Numbers of the nodes that a selector finds in a component. */
export function selectNodes(component: GeneralComponent | null, selector: string): number[] {
  return select(component, selector)
    .map((element) => (element.getBackendElement() as BackendNode | null)?.id)
    .filter((id): id is number => id !== undefined);
}

export function select(component: GeneralComponent | null, selector: string): Element[] {
  const root = component?.getShadowRoot();
  if (!root) return [];
  // glass-easel's selectors know no ids that begin with a digit; WeChat's do.
  if (/^#[^\s.,>#:]+$/.test(selector)) {
    const found = root.getElementById(selector.slice(1));
    return found ? [found] : [];
  }
  return root.querySelectorAll(selector);
}

function animate(
  ends: CallerEnds,
  caller: Caller,
  selector: string,
  keyframes: unknown,
  duration: unknown,
  last: unknown,
): void {
  const component = componentOf(caller);
  const context = contextOf(component);
  const nodes = selectNodes(component, selector);
  if (!context || nodes.length === 0) return;
  const frames = (Array.isArray(keyframes) ? keyframes : []).map(
    (frame) => record(frame) as Keyframe,
  );
  const duration_ms = Number(duration) || 0;
  const asked = { page: context.page, nodes, keyframes: frames, duration_ms };
  const timeline = typeof last === "object" && last !== null ? record(last) : null;
  const scroller = timeline
    ? selectNodes(component, String(timeline["scrollSource"]))[0]
    : undefined;
  if (timeline && scroller === undefined) return;
  const done = ends.view.ask(
    "nodes.animate",
    timeline && scroller !== undefined
      ? {
          ...asked,
          scroll: {
            node: scroller,
            orientation: timeline["orientation"] === "horizontal" ? "horizontal" : "vertical",
            timeRange_ms: Number(timeline["timeRange"]) || 0,
            startScrollOffset: Number(timeline["startScrollOffset"]) || 0,
            endScrollOffset: Number(timeline["endScrollOffset"]) || 0,
          },
        }
      : asked,
  );
  finish(ends, "animate", caller, done, last);
}

function clearAnimation(
  ends: CallerEnds,
  caller: Caller,
  selector: string,
  options: unknown,
  callback: unknown,
): void {
  const component = componentOf(caller);
  const context = contextOf(component);
  const nodes = selectNodes(component, selector);
  if (!context || nodes.length === 0) return;
  const chosen = typeof options === "object" && options !== null ? options : null;
  const done = ends.view.ask("nodes.clearAnimation", {
    page: context.page,
    nodes,
    options: chosen as Readonly<Record<string, boolean>> | null,
  });
  finish(ends, "clearAnimation", caller, done, typeof options === "function" ? options : callback);
}

function finish(
  ends: CallerEnds,
  what: string,
  caller: Caller,
  done: Promise<unknown>,
  callback: unknown,
): void {
  done.then(
    () => {
      if (typeof callback !== "function") return;
      ends.guarded(what, () => {
        Reflect.apply(callback, caller, []);
      });
    },
    () => {
      // The page went before the animation ended.
    },
  );
}
