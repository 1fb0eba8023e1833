// The parts of glass-easel and its mini-program adapter that this layer uses, with types that do
// not depend on an app's own: an app's data, properties and methods are not known here.

import type { GeneralBackendContext, GeneralComponent } from "glass-easel";

export type Caller = Record<string, unknown>;

/** What an app's Behavior() gives, opaque to the app. */
export interface AdapterBehavior {
  readonly _$: object;
  readonly _$bindedDefinitionFilter?: (definition: object) => void;
  readonly _$export?: unknown;
}

export interface AdapterBuilder {
  behavior(behavior: AdapterBehavior): AdapterBuilder;
  definition(definition: object): AdapterBuilder;
  options(options: object): AdapterBuilder;
  methods(methods: object): AdapterBuilder;
  lifetime(name: string, run: (this: Caller, ...args: unknown[]) => void): AdapterBuilder;
  observer(paths: readonly string[], run: (this: Caller) => void): AdapterBuilder;
  property(name: string, definition: unknown): AdapterBuilder;
  init(run: (this: Caller) => void): AdapterBuilder;
  register(): AdapterBehavior;
}

export interface AdapterSpace {
  component(path: string): AdapterBuilder;
  behavior(): AdapterBuilder;
  setOverallBehavior(behavior: object): void;
  addStyleSheet(path: string, url: string | undefined, scope: string | undefined): void;
  addCompiledTemplate(path: string, template: object): void;
  addComponentStaticConfig(path: string, config: object): void;
  getComponentSpace(): EaselSpace;
  componentEnv(path: string, run: (env: { Behavior: { trait: unknown } }) => void): void;
}

/** glass-easel's component space, as far as it is used. */
export interface EaselSpace {
  readonly styleScopeManager: { queryName(id: number): string | undefined };
  updateComponentOptions(options: object): void;
  setComponentWaitingListener(hear: (isPublic: boolean, path: string) => void): void;
  getComponentByUrlWithoutDefault(path: string, from: string): object | null;
  createComponentByUrl(
    tag: string,
    url: string,
    generics: null,
    context: GeneralBackendContext,
  ): GeneralComponent;
  groupRegister(run: () => void): void;
}

/** The glass-easel component behind an app's `this`; null for what is none. */
export function componentOf(caller: unknown): GeneralComponent | null {
  if (typeof caller !== "object" || caller === null) return null;
  const component = (caller as { _$?: unknown })._$;
  return typeof component === "object" && component !== null
    ? (component as GeneralComponent)
    : null;
}

/** The app's `this` of a glass-easel component. */
export function callerOf(component: GeneralComponent): Caller {
  return component.getMethodCaller();
}
