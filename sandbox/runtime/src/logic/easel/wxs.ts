// What WXS functions get for elements: WeChat's ComponentDescriptor (framework/view/interactive-
// animation). WXS runs here in the Worker, so what it changes goes out with the tick's batch.

import type { Element, GeneralComponent, StyleSegmentIndex } from "glass-easel";
import type { Asks, Found, Wanted } from "../../shared/questions.ts";
import type { BackendNode } from "../backend/node.ts";
import { callerOf } from "./adapter.ts";

/** Segment of style and classes that WXS writes: over the template's own. */
const WXS_SEGMENT = 3 as unknown as StyleSegmentIndex;
const SEGMENTS = [0, 1, 2, 3] as unknown as readonly StyleSegmentIndex[];
const FRAME_MS = 16;

export interface WxsEnds {
  /** Reads from the view while the Worker waits. */
  readSync(params: Asks["nodes.read"]["params"]): Asks["nodes.read"]["result"];
  pageOf(element: Element): number | null;
  readonly setTimeout: (run: () => void, delay_ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  readonly guarded: (what: string, run: () => void) => void;
}

export interface ComponentDescriptor {
  selectComponent(selector: string): ComponentDescriptor | null;
  selectAllComponents(selector: string): ComponentDescriptor[];
  setStyle(style: string | Readonly<Record<string, unknown>>): ComponentDescriptor;
  addClass(names: string): ComponentDescriptor;
  removeClass(names: string): ComponentDescriptor;
  hasClass(name: string): boolean;
  getDataset(): Readonly<Record<string, unknown>>;
  callMethod(name: string, detail?: unknown): void;
  requestAnimationFrame(run: () => void): void;
  getState(): Record<string, unknown>;
  triggerEvent(name: string, detail?: unknown, options?: object): void;
  getComputedStyle(names: readonly string[]): Found;
  getBoundingClientRect(): Found;
  setTimeout(run: () => void, delay_ms: number): number;
  clearTimeout(timer: number): void;
}

/** One descriptor an element, as long as the element lives: getState keeps what it is given. */
export class Descriptors {
  readonly #ends: WxsEnds;
  readonly #known = new WeakMap<Element, ComponentDescriptor>();

  constructor(ends: WxsEnds) {
    this.#ends = ends;
  }

  of(element: Element): ComponentDescriptor {
    let descriptor = this.#known.get(element);
    if (!descriptor) {
      descriptor = this.#make(element);
      this.#known.set(element, descriptor);
    }
    return descriptor;
  }

  #make(element: Element): ComponentDescriptor {
    const ends = this.#ends;
    const state: Record<string, unknown> = {};
    const host = (): GeneralComponent | null => ownerOf(element);
    // A component is searched within; any other element below itself.
    const scope = (): Element => element.asGeneralComponent()?.getShadowRoot() ?? element;
    const read = (wanted: Omit<Wanted, "node">): Found => {
      const node = element.getBackendElement() as BackendNode | null;
      const page = ends.pageOf(element);
      if (node === null || page === null) return {};
      return ends.readSync({ page, wanted: [{ ...wanted, node: node.id }] })[0] ?? {};
    };
    const descriptor: ComponentDescriptor = {
      selectComponent: (selector) => {
        const found = scope().querySelector(selector);
        return found ? this.of(found) : null;
      },
      selectAllComponents: (selector) =>
        scope()
          .querySelectorAll(selector)
          .map((found) => this.of(found)),
      setStyle: (style) => {
        element.setNodeStyle(styleText(style), WXS_SEGMENT);
        return descriptor;
      },
      addClass: (names) => {
        for (const name of classNames(names)) element.toggleNodeClass(name, true, WXS_SEGMENT);
        return descriptor;
      },
      removeClass: (names) => {
        for (const name of classNames(names)) {
          for (const segment of SEGMENTS) element.toggleNodeClass(name, false, segment);
        }
        return descriptor;
      },
      hasClass: (name) => SEGMENTS.some((segment) => element.classList?.contains(name, segment)),
      getDataset: () => ({ ...element.dataset }),
      callMethod: (name, detail) => {
        const component = element.asGeneralComponent() ?? host();
        if (!component) return;
        const method = callerOf(component)[name];
        if (typeof method !== "function") return;
        ends.guarded(`${component.is} ${name}`, () => {
          Reflect.apply(method, callerOf(component), [detail]);
        });
      },
      requestAnimationFrame: (run) => {
        ends.setTimeout(run, FRAME_MS);
      },
      getState: () => state,
      triggerEvent: (name, detail, options) => {
        element.triggerEvent(name, detail, options);
      },
      getComputedStyle: (names) => read({ computedStyle: names }),
      getBoundingClientRect: () => read({ rect: true, size: true }),
      setTimeout: ends.setTimeout,
      clearTimeout: ends.clearTimeout,
    };
    return descriptor;
  }
}

/** The component (or page) in whose template an element stands; itself for a page. */
export function ownerOf(element: Element): GeneralComponent | null {
  return element.ownerShadowRoot?.getHostNode() ?? element.asGeneralComponent();
}

function classNames(names: unknown): string[] {
  return String(names)
    .split(/[\s.]+/)
    .filter((name) => name !== "");
}

function styleText(style: string | Readonly<Record<string, unknown>>): string {
  if (typeof style === "string") return style;
  return Object.entries(style)
    .map(([name, value]) => `${hyphened(name)}:${String(value)}`)
    .join(";");
}

/** `margin-left` of `marginLeft`; custom properties as they are. */
function hyphened(name: string): string {
  if (name.startsWith("--")) return name;
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
