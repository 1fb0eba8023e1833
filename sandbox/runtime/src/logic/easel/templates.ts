// The app's compiled templates and WXS, as chunks bring them (sandbox/compile/wxml).
//
// Generated code is a function of the runtime's variables; it runs when its component is first
// made. Templates find each other (import, include) through one object for all chunks, when they
// are used, so it does not matter in what order chunks are loaded.

import { WxsScope, type ScriptMaker } from "./wxs_scope.ts";

/** glass-easel's ProcGenGroup: the template's own content is at "". */
export type TemplateContent = (name: string) => unknown;
export type TemplateGroup = Readonly<Record<string, TemplateContent | undefined>>;
type Scripts = Readonly<Record<string, (() => unknown) | undefined>>;

/** What glass-easel's own runtime text defines. */
export interface TemplateRuntime {
  readonly P: unknown;
  readonly Q: unknown;
  readonly X: unknown;
  readonly Y: unknown;
  readonly Z: unknown;
}

/** The second argument of `__fanlight.template`; D is unused since no script is inline. */
export type TemplateMaker = (
  G: TemplateGroup,
  R: Scripts,
  D: undefined,
  P: unknown,
  Q: unknown,
  X: unknown,
  Y: unknown,
  Z: unknown,
) => TemplateContent;

export interface TemplateEnds {
  /** The app's console, for WXS. */
  readonly console: object;
  /** Runs what may throw, and reports it when it does. */
  readonly guarded: (what: string, run: () => void) => void;
}

export class Templates {
  readonly #ends: TemplateEnds;
  readonly #scope: WxsScope;
  readonly #groups = emptied<TemplateContent>();
  readonly #scripts = emptied<() => unknown>();
  readonly #makers = new Map<string, ScriptMaker>();
  readonly #modules = new Map<string, { exports: unknown }>();
  #runtime: TemplateRuntime | null = null;

  constructor(ends: TemplateEnds) {
    this.#ends = ends;
    this.#scope = new WxsScope(ends.console);
  }

  /** `__fanlight.templates`: the same in every chunk, so the first one counts. */
  templates(make: () => TemplateRuntime): void {
    this.#runtime ??= make();
  }

  /** `__fanlight.script`. */
  script(id: string, make: ScriptMaker): void {
    if (this.#makers.has(id)) return;
    this.#makers.set(id, make);
    this.#scripts[id] = () => this.#run(id);
  }

  /** `__fanlight.template`. */
  template(path: string, make: TemplateMaker): void {
    if (Object.hasOwn(this.#groups, path)) return;
    Object.defineProperty(this.#groups, path, {
      configurable: true,
      enumerable: true,
      get: () => {
        const content = this.#make(make);
        Object.defineProperty(this.#groups, path, { value: content });
        return content;
      },
    });
  }

  has(path: string): boolean {
    return Object.hasOwn(this.#groups, path);
  }

  /** A component's template as glass-easel takes it; throws when no chunk has brought it. */
  content(path: string): TemplateContent {
    const content = this.#groups[path];
    if (!content) throw new Error(`the template ${path}.wxml is in no chunk that was loaded`);
    return content;
  }

  #make(make: TemplateMaker): TemplateContent {
    if (!this.#runtime) throw new Error("a chunk has templates but not their runtime");
    const { P, Q, X, Y, Z } = this.#runtime;
    return make(this.#groups, this.#scripts, undefined, P, Q, X, Y, Z);
  }

  /** A WXS module's exports; it runs when this is the first time. */
  #run(id: string): unknown {
    let module = this.#modules.get(id);
    const make = this.#makers.get(id);
    if (!module && make) {
      const started = { exports: {} as unknown };
      // Set before it runs: one that is required in a circle gives what it has so far.
      this.#modules.set(id, started);
      this.#ends.guarded(`WXS ${id}`, () => {
        this.#scope.run(make, started, (path) => this.#required(path, id));
      });
      module = started;
    }
    return module?.exports;
  }

  /** What is written in a script was made an id by the compiler; other texts are paths. */
  #required(request: unknown, from: string): unknown {
    const text = String(request);
    if (this.#makers.has(text)) return this.#run(text);
    const near = text.startsWith("/") ? [] : from.split("#", 1)[0]?.split("/").slice(0, -1);
    const parts: string[] = [...(near ?? [])];
    for (const part of text.replace(/\.wxs$/, "").split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    }
    const id = parts.join("/");
    if (!this.#makers.has(id)) throw new Error(`no such WXS module: ${text}, required by ${from}`);
    return this.#run(id);
  }
}

function emptied<Value>(): Record<string, Value | undefined> {
  return Object.create(null) as Record<string, Value | undefined>;
}
