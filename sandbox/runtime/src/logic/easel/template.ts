// glass-easel's template engine, with what WeChat's templates have beside it: WXS in event
// bindings and `change:` bindings, and attributes that every component's host takes.

import {
  Component,
  template,
  type Element,
  type GeneralBehavior,
  type GeneralComponent,
  type NormalizedComponentOptions,
  type templateEngine,
} from "glass-easel";
import type { PageContext } from "../backend/context.ts";
import { dashed, type BackendNode } from "../backend/node.ts";
import { textOf } from "../../shared/text.ts";
import { currentElement, noteReturn } from "./events.ts";
import { ownerOf, type Descriptors } from "./wxs.ts";

type Engine = templateEngine.TemplateEngine;
type Template = templateEngine.Template;
type Instance = templateEngine.TemplateInstance;
type MakeRoot = Parameters<Template["createInstance"]>[1];
type Func = (this: unknown, ...values: unknown[]) => unknown;
/** Where a value of a template comes from: 0 data, 1 an external WXS file, 2 an inline one. */
type ValuePath = readonly (string | number)[] | null | undefined;

/** What runs a template's generated code; its members are the code's own vocabulary. */
interface ProcGenWrapper {
  changePropFilter: (listener: Func, path?: ValuePath) => Func;
  eventListenerWrapper: (
    caller: unknown,
    event: unknown,
    listener: Func,
    path?: ValuePath,
  ) => unknown;
  setFnFilter: () => void;
  setEventListenerWrapper: () => void;
  r: (element: Element, name: string, value: unknown, model?: ValuePath, path?: ValuePath) => void;
  v: (element: Element, name: string, ...rest: unknown[]) => void;
  d: (element: Element, name: string, value: unknown) => void;
  wl: (element: Element, name: string, value: unknown) => void;
  tryCallPropertyChangeListener: (element: Element, name: string, value: unknown) => void;
}

/** Attributes that belong to a component's host unless the component has such a property. */
const HOST_ATTRIBUTE = /^(?:hidden|animation|role|tabindex|title|aria-.*)$/;

/** What names the method that hears of a gesture: Skyline's own form, and the older one. */
const GESTURE = /^on-?gesture(?:-?event)?$/i;

export class TemplateEngine implements Engine {
  readonly #inner = new template.GlassEaselTemplateEngine();
  readonly #descriptors: Descriptors;
  readonly #dataAttributes: ReadonlySet<string>;

  /** `dataAttributes`: the `data-…` names that style sheets select by (AppConfig). */
  constructor(descriptors: Descriptors, dataAttributes: readonly string[]) {
    this.#descriptors = descriptors;
    this.#dataAttributes = new Set(dataAttributes);
  }

  create(behavior: GeneralBehavior, options: NormalizedComponentOptions): Template {
    const inner = this.#inner.create(behavior, options);
    const createInstance = (component: GeneralComponent, makeRoot: MakeRoot): Instance => {
      const instance = inner.createInstance(component, makeRoot);
      const { procGenWrapper } = instance as unknown as { procGenWrapper?: ProcGenWrapper };
      if (procGenWrapper) this.#fit(procGenWrapper);
      return instance;
    };
    return { ...inner, createInstance };
  }

  #fit(wrapper: ProcGenWrapper): void {
    const descriptors = this.#descriptors;
    // The generated code would set its own; there is only one way here.
    wrapper.setFnFilter = ignored;
    wrapper.setEventListenerWrapper = ignored;
    wrapper.changePropFilter = (listener) =>
      function (value, before, host, element) {
        if (typeof listener !== "function") return;
        const at = element as Element;
        const context = at.getBackendContext() as PageContext | null;
        // The tree is not whole while a template is at work; WeChat calls once it is drawn.
        context?.later(() => {
          const owner = descriptors.of(host as GeneralComponent);
          Reflect.apply(listener, null, [value, before, owner, descriptors.of(at)]);
        });
      };
    wrapper.eventListenerWrapper = (caller, event, listener, path) => {
      if (!isScript(path)) {
        // What a handler in the logic layer returns stops no event.
        noteReturn(event, Reflect.apply(listener, caller, [event]));
        return undefined;
      }
      const element = currentElement(event);
      const owner = element ? ownerOf(element) : null;
      if (!element || !owner) return undefined;
      Object.defineProperty(event, "instance", { value: descriptors.of(element) });
      return Reflect.apply(listener, null, [event, descriptors.of(owner)]);
    };
    const { r, v, wl } = wrapper;
    if (this.#dataAttributes.size > 0) this.#tellData(wrapper);
    wrapper.wl = (element, name, value) => {
      if (GESTURE.test(name)) hearGesture(wrapper, element, value);
      else wl(element, name, value);
    };
    wrapper.r = (element, name, value, model, path) => {
      if (typeof value === "string" && GESTURE.test(name)) hearGesture(wrapper, element, value);
      const component = element.asGeneralComponent();
      if (component && HOST_ATTRIBUTE.test(name) && !takes(component, name)) {
        component.getBackendElement()?.setAttribute(name, value);
        wrapper.tryCallPropertyChangeListener(element, name, value);
      } else {
        r(element, name, value, model, path);
      }
    };
    wrapper.v = (element, name, ...rest) => {
      v(element, name, ...rest);
      if (element.isVirtual())
        (element.getBackendContext() as PageContext | null)?.listenAnywhere(name);
    };
  }

  /** Datasets stay in this layer, but for what a style sheet asks for. */
  #tellData(wrapper: ProcGenWrapper): void {
    const { d } = wrapper;
    wrapper.d = (element, name, value) => {
      d(element, name, value);
      // A selector compares text; objects and functions have none.
      const attribute = `data-${dashed(name)}`;
      if (!this.#dataAttributes.has(attribute)) return;
      const node = element.getBackendElement() as BackendNode | null;
      if (value === undefined || value === null) node?.removeAttribute(attribute);
      else node?.setAttribute(attribute, textOf(value));
    };
  }
}

/** The method gets the gesture itself, where an event's handler would get an event. */
function hearGesture(wrapper: ProcGenWrapper, element: Element, method: unknown): void {
  const hear = function (this: unknown, event: { detail: unknown }): unknown {
    const host = element.ownerShadowRoot?.getHostNode();
    const found = host && Component.getMethod(host, textOf(method));
    return found && Reflect.apply(found, this, [event.detail]);
  };
  wrapper.v(element, "gesture", hear, false, false, false, true);
}

function takes(component: GeneralComponent, name: string): boolean {
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Component.hasProperty(component, camel) || component.hasExternalClass(dashed(name));
}

function isScript(path: ValuePath): boolean {
  return Array.isArray(path) && (path[0] === 1 || path[0] === 2);
}

function ignored(): void {
  // See #fit.
}
