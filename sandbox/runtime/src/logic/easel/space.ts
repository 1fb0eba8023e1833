// The app's components in glass-easel: what the package says of them (config, templates, style
// scopes) and what their scripts define.

import {
  Component,
  DeepCopyKind,
  type GeneralComponent,
  type NormalizedComponentOptions,
  type templateEngine,
} from "glass-easel";
import { MiniProgramEnv } from "glass-easel-miniprogram-adapter";
import type { AppConfig, ComponentConfig, ComponentPath } from "../../shared/config.ts";
import { decoded } from "../app/url.ts";
import type { PageContext } from "../backend/context.ts";
import { normalized, folderOf } from "../modules/resolve.ts";
import {
  callerOf,
  type AdapterBehavior,
  type AdapterBuilder,
  type AdapterSpace,
  type Caller,
  type EaselSpace,
} from "./adapter.ts";
import { makeBuiltInBehaviors, type BuiltInBehaviors } from "./built_in_behaviors.ts";
import { contextOf } from "./caller_methods.ts";
import {
  componentParts,
  copied,
  functions,
  pageParts,
  record,
  type Definition,
  type Parts,
} from "./definition.ts";
import { staticConfig } from "./isolation.ts";
import type { Templates } from "./templates.ts";

/** By this name glass-easel looks for a component that stands for those that are not there. */
const NO_COMPONENT = "";

export interface SpaceEnds {
  readonly config: AppConfig;
  readonly engine: templateEngine.TemplateEngine;
  readonly templates: Templates;
  /** Methods that all components have. */
  readonly methods: Readonly<Record<string, unknown>>;
  readonly warn: (text: string) => void;
  /** Gives a page's or component's `this` what it has beside methods, before `created`. */
  readonly dress: (caller: Caller) => void;
  /** Run the script of a component that another one relates to, when it has not run yet. */
  readonly need: (path: ComponentPath) => void;
}

export class AppSpace {
  readonly #ends: SpaceEnds;
  readonly #code: AdapterSpace;
  readonly #space: EaselSpace;
  readonly #builtIn: BuiltInBehaviors;
  readonly #defined = new Set<ComponentPath>();
  readonly #pages: ReadonlySet<ComponentPath>;

  constructor(ends: SpaceEnds) {
    this.#ends = ends;
    this.#pages = new Set(ends.config.pages);
    this.#code = new MiniProgramEnv().createCodeSpace("", true) as unknown as AdapterSpace;
    this.#space = this.#code.getComponentSpace();
    this.#space.updateComponentOptions({
      templateEngine: ends.engine,
      writeIdToDOM: true,
      writeFieldsToNode: false,
      // uni-app puts its handlers on `this` while the page lives.
      useMethodCallerListeners: true,
      // Apps do put their components into data, and those lead back to each other.
      dataDeepCopy: DeepCopyKind.SimpleWithRecursion,
      propertyPassingDeepCopy: DeepCopyKind.SimpleWithRecursion,
    } satisfies Partial<NormalizedComponentOptions>);
    this.#builtIn = makeBuiltInBehaviors(this.#code);
    const overall = this.#code
      .behavior()
      .methods(ends.methods)
      .init(function () {
        // What leads into glass-easel is no data of the app: not copied, not listed.
        Object.defineProperty(this, "_$", { enumerable: false });
        ends.dress(this);
      })
      .lifetime("attached", function () {
        const component = (this as { _$?: GeneralComponent })._$;
        if (component) contextOf(component)?.attached(component);
      })
      .register();
    this.#code.setOverallBehavior(overall._$);
    // What stands for a generic that nobody gives: uni-app's slots with data have one each.
    this.#code.component(NO_COMPONENT).register();
    for (const [path, config] of Object.entries(ends.config.components)) {
      this.#code.addStyleSheet(path, config.style, config.styleScope);
    }
  }

  isDefined(path: ComponentPath): boolean {
    return this.#defined.has(path);
  }

  builtInBehavior(name: string): unknown {
    return this.#builtIn.get(name);
  }

  /** The name that classes of a style scope begin with. */
  scopeName(scope: number): string {
    return this.#space.styleScopeManager.queryName(scope) ?? "";
  }

  definePage(path: ComponentPath, given: unknown): void {
    const parts = pageParts(this.#filtered(path, record(given)), this.#warnOf(path));
    this.#define(path, parts, (builder) =>
      builder.init(function () {
        Object.assign(this, copied(parts.fields));
        // WeChat binds a Page's functions: `setInterval(this.tick, 17)` works there.
        for (const [name, method] of Object.entries(functions(parts.definition["methods"]))) {
          this[name] = method.bind(this);
        }
      }),
    );
  }

  defineComponent(path: ComponentPath, given: unknown): void {
    const filtered = this.#filtered(path, record(given));
    this.#define(path, componentParts(filtered, this.#warnOf(path)), (builder) => builder);
  }

  /** What Behavior() gives. */
  defineBehavior(given: unknown): AdapterBehavior {
    const filtered = this.#filtered("a behavior", record(given));
    const parts = componentParts(filtered, this.#warnOf("a behavior"));
    const builder = this.#code.behavior();
    this.#use(builder, "a behavior", parts);
    const filter = filtered["definitionFilter"];
    return builder
      .definition({
        ...this.#relating(parts.definition),
        ...(typeof filter === "function" ? { definitionFilter: filter } : {}),
      })
      .register();
  }

  /** Behavior.trait of glass-easel, for those who use it. */
  get trait(): unknown {
    let trait: unknown;
    this.#code.componentEnv("", ({ Behavior }) => {
      trait = Behavior.trait;
    });
    return trait;
  }

  /** Components registered together: placeholders are replaced once all are there. */
  together(run: () => void): void {
    this.#space.groupRegister(run);
  }

  /** A component whose placeholder is shown is wanted. */
  onWanted(hear: (path: ComponentPath) => void): void {
    this.#space.setComponentWaitingListener((_isPublic, path) => {
      hear(path);
    });
  }

  /** A root component: a page or a custom tab bar. `query` sets the properties it has. */
  create(
    tag: string,
    path: ComponentPath,
    context: PageContext,
    query: Readonly<Record<string, string>>,
  ): GeneralComponent {
    const component = this.#space.createComponentByUrl(tag, `/${path}`, null, context);
    let given = false;
    for (const [name, value] of Object.entries(query)) {
      if (!Component.hasProperty(component, name)) continue;
      given = Component.getDataProxy(component).replaceProperty(name, decoded(value)) || given;
    }
    if (given) component.applyDataUpdates();
    return component;
  }

  callerOf(component: GeneralComponent): Caller {
    return callerOf(component);
  }

  #define(
    path: ComponentPath,
    parts: Parts,
    finish: (builder: AdapterBuilder) => AdapterBuilder,
  ): void {
    const config = this.#ends.config.components[path];
    const known: Pick<ComponentConfig, "usingComponents"> & Partial<ComponentConfig> = config ?? {
      usingComponents: {},
    };
    this.#code.addComponentStaticConfig(
      path,
      staticConfig(known, parts.options, this.#pages.has(path)),
    );
    const { templates } = this.#ends;
    if (templates.has(path)) {
      this.#code.addCompiledTemplate(path, {
        // Made when the component is first drawn.
        content: (name: string) => templates.content(path)(name),
      });
    }
    const builder = this.#code.component(path);
    builder.options(componentOptions(parts.options));
    this.#use(builder, path, parts);
    builder.definition(this.#relating(parts.definition));
    finish(builder).register();
    this.#defined.add(path);
    this.#needRelated(path, parts.definition);
  }

  #use(builder: AdapterBuilder, path: string, parts: Parts): void {
    for (const behavior of this.#behaviors(path, parts.behaviors)) builder.behavior(behavior);
  }

  #behaviors(path: string, given: readonly unknown[]): AdapterBehavior[] {
    const found: AdapterBehavior[] = [];
    for (const one of given) {
      const behavior = typeof one === "string" ? this.#builtIn.get(one) : one;
      if (isBehavior(behavior)) found.push(behavior);
      else this.#ends.warn(`${path}: ${String(one)} is no behavior; it is left out`);
    }
    return found;
  }

  /** Behaviors may rewrite the definitions of those who use them (definitionFilter). */
  #filtered(path: string, given: Definition): Definition {
    const definition = { ...given };
    const behaviors = Array.isArray(given["behaviors"]) ? (given["behaviors"] as unknown[]) : [];
    for (const behavior of this.#behaviors(path, behaviors)) {
      behavior._$bindedDefinitionFilter?.(definition);
    }
    return definition;
  }

  /** Relations may name a behavior, which glass-easel wants as its own. */
  #relating(definition: Definition): Definition {
    const relations: Definition = {};
    for (const [name, relation] of Object.entries(record(definition["relations"]))) {
      const { target, ...rest } = record(relation);
      if (typeof rest["type"] !== "string") continue;
      const own = isBehavior(target) ? target._$ : target;
      relations[name] = own === undefined ? rest : { ...rest, target: own };
    }
    return { ...definition, relations };
  }

  /** glass-easel settles relations once, when a component is first made: both must be there. */
  #needRelated(path: ComponentPath, definition: Definition): void {
    for (const name of Object.keys(record(definition["relations"]))) {
      const related = normalized(name.startsWith("/") ? name : `${folderOf(path)}/${name}`);
      if (this.#ends.config.components[related] && !this.#defined.has(related)) {
        this.#ends.need(related);
      }
    }
  }

  #warnOf(path: string): (text: string) => void {
    return (text) => {
      this.#ends.warn(`${path}: ${text}`);
    };
  }
}

function isBehavior(value: unknown): value is AdapterBehavior {
  return typeof value === "object" && value !== null && typeof record(value)["_$"] === "object";
}

function componentOptions(given: Definition): object {
  const { multipleSlots, dynamicSlots, virtualHost, pureDataPattern, propertyEarlyInit } = given;
  return {
    multipleSlots: multipleSlots === true,
    dynamicSlots: dynamicSlots === true,
    virtualHost: virtualHost === true,
    propertyEarlyInit: propertyEarlyInit === true,
    ...(pureDataPattern instanceof RegExp ? { pureDataPattern } : {}),
  };
}
