// Runs small apps in the logic layer, with a stand-in for the view and the host.

import { runInThisContext } from "node:vm";
import { TmplGroup } from "glass-easel-template-compiler";
import { Runtime, type MakeWx } from "../../src/logic/runtime.ts";
import type { ApiGround } from "../../src/logic/api_ports.ts";
import type { Powers } from "../../src/logic/realm/powers.ts";
import type { AppConfig, ComponentConfig } from "../../src/shared/config.ts";
import parameterNames from "../../src/shared/module_parameters.json" with { type: "json" };
import type { Begin, Boot, Metrics, Point, ToLogic, ToView } from "../../src/shared/messages.ts";
import type { Tells } from "../../src/shared/questions.ts";
import { opened } from "../../src/shared/packed.ts";
import { TEXT_AT } from "../../src/shared/waiting.ts";
import wxsNames from "../../src/shared/wxs_names.json" with { type: "json" };
import { Tree } from "./tree.ts";

/** How an app is opened; what is not given is METRICS and the like. */
export type Opening = Partial<Omit<Boot, "t"> & Omit<Begin, "t">>;

/** What a module of the app finds in its scope. */
export interface Scope {
  App(given: object): void;
  Page(given: object): void;
  Component(given: object): void;
  Behavior(given: object): unknown;
  getApp(options?: object): Record<string, unknown>;
  getCurrentPages(): Record<string, unknown>[];
  readonly wx: Record<string, unknown>;
  require(id: string): unknown;
  readonly module: { exports: unknown };
  readonly [name: string]: unknown;
}

type Script = (scope: Scope) => void;

/** One page or component. */
export interface Part {
  readonly wxml?: string;
  readonly script?: Script;
  readonly json?: Partial<ComponentConfig>;
}

export interface AppSource {
  readonly app?: Script;
  readonly pages: Readonly<Record<string, Part>>;
  readonly components?: Readonly<Record<string, Part>>;
  readonly modules?: Readonly<Record<string, Script>>;
  /** Bodies of WXS modules by id. */
  readonly wxs?: Readonly<Record<string, string>>;
  readonly config?: Partial<AppConfig>;
}

export const METRICS: Metrics = {
  windowWidth: 375,
  windowHeight: 600,
  screenWidth: 375,
  screenHeight: 667,
  pixelRatio: 2,
  statusBarHeight: 0,
  safeArea: { left: 0, top: 0, right: 375, bottom: 667, width: 375, height: 667 },
  menuButton: { left: 281, top: 4, right: 368, bottom: 36, width: 87, height: 32 },
  theme: "light",
  language: "zh_CN",
};

const DEFAULTS: Omit<AppConfig, "pages" | "entry" | "components"> = {
  format: 1,
  window: {},
  pageWindows: {},
  tabBar: null,
  subpackages: [],
  preloadRule: {},
  networkTimeout: {},
  permission: {},
  requiredPrivateInfos: [],
  darkmode: false,
  theme: { light: {}, dark: {} },
  styleVersion: "v2",
  lazyCodeLoading: true,
  workers: "",
  debug: false,
  weixinAppId: "",
  dataAttributes: [],
};

/** Members of an app's object, all taken for methods. */
export type Methods = Readonly<Record<string, (...values: unknown[]) => unknown>>;

export class Stage {
  readonly messages: ToView[] = [];
  readonly console: string[] = [];
  /** Scripts that were loaded, in their order. */
  readonly loaded: string[] = [];
  readonly runtime: Runtime;
  readonly ground: ApiGround;
  /** Answers of `ask` and `host` messages by name. */
  readonly answers: Record<string, (params: never) => unknown> = {};
  readonly #trees = new Map<number, Tree>();
  readonly #unpainted: number[] = [];
  readonly #powers: Powers;
  readonly #scope: object = {};
  readonly #begin: Begin;
  #paints = true;

  constructor(source: AppSource, boot: Opening = {}, makeWx: MakeWx = () => ({})) {
    this.#powers = this.#makePowers(source);
    this.#begin = {
      metrics: METRICS,
      launch: { path: "", query: {}, scene: 1001, referrerAppId: null, extraData: null },
      ...boot,
      t: "begin",
    };
    const grounds: ApiGround[] = [];
    this.runtime = new Runtime(
      {
        config: configOf(source),
        wait: new SharedArrayBuffer(TEXT_AT + 1024),
        evaluable: false,
        ...boot,
        t: "boot",
      },
      {
        scope: this.#scope,
        powers: this.#powers,
        makeWx: (given) => {
          grounds.push(given);
          return makeWx(given);
        },
        // The realm is that of the tests; lockdown.test.ts locks one of its own.
        lockDown: () => [],
      },
    );
    const [ground] = grounds;
    if (!ground) throw new Error("wx was not made");
    this.ground = ground;
  }

  /** Run the app until its first page is open and painted. */
  static async open(source: AppSource, boot?: Opening, makeWx?: MakeWx): Promise<Stage> {
    const stage = new Stage(source, boot, makeWx);
    await stage.start();
    await stage.settle();
    return stage;
  }

  /** Run the app, until its first page is open. */
  async start(): Promise<void> {
    await this.runtime.start(this.#begin);
  }

  /** Let promises and paints run out. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await Promise.resolve();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (this.#paints) this.#paint();
    }
  }

  /** Whether operations are answered as painted. */
  set paints(paints: boolean) {
    this.#paints = paints;
  }

  /** The page on top as the view has it. */
  get page(): Tree {
    return this.tree(this.runtime.stack.top?.id ?? 0);
  }

  tree(page: number): Tree {
    let tree = this.#trees.get(page);
    if (!tree) this.#trees.set(page, (tree = new Tree()));
    return tree;
  }

  /** The app's object of the page on top. */
  get top(): Methods {
    return (this.runtime.stack.top?.instance ?? {}) as Methods;
  }

  get data(): Record<string, unknown> {
    return (this.top as unknown as { data: Record<string, unknown> }).data;
  }

  /** An event of the person on a node of the top page. */
  async touch(selector: string, type = "tap", more: Partial<EventFacts> = {}): Promise<void> {
    const page = this.runtime.stack.top?.id ?? 0;
    this.take({
      t: "event",
      page,
      node: this.page.one(selector).id,
      type,
      detail: {},
      bubbles: true,
      composed: true,
      timeStamp: 12,
      ...more,
    });
    await this.settle();
  }

  take(message: ToLogic): void {
    this.runtime.take(message);
  }

  async happen(name: string, params: object): Promise<void> {
    this.take({ t: "happened", name, params });
    await this.settle();
  }

  async hosted(name: string, payload: unknown = null): Promise<void> {
    this.take({ t: "hosted", name, payload });
    await this.settle();
  }

  told<N extends keyof Tells>(name: N): Tells[N][] {
    return this.messages.flatMap((message) =>
      message.t === "tell" && message.name === name ? [message.params as Tells[N]] : [],
    );
  }

  calls(name: string): unknown[] {
    return this.messages.flatMap((message) =>
      message.t === "host" && message.name === name ? [message.params] : [],
    );
  }

  /** How many batches of operations went out. */
  get batches(): number {
    return this.messages.filter((message) => message.t === "ops").length;
  }

  #paint(): void {
    for (const id of this.#unpainted.splice(0)) this.take({ t: "answer", id, value: null });
  }

  #hear(message: ToView): void {
    this.messages.push(message);
    if (message.t === "ops") {
      this.tree(message.page).apply(message.ops);
      if (message.flush !== undefined) this.#unpainted.push(message.flush);
    } else if (message.t === "ask" || message.t === "host") {
      const { id } = message;
      const answer = this.answers[message.name];
      queueMicrotask(() => {
        if (answer) this.take({ t: "answer", id, value: answer(message.params as never) });
        else this.take({ t: "failure", id, code: "call.unknown", message: message.name });
      });
    } else if (message.t === "tell" && message.name === "console") {
      const { level, args } = message.params as Tells["console"];
      this.console.push(`${level}: ${args.join(" ")}`);
    }
  }

  #makePowers(source: AppSource): Powers {
    const missing = (): never => {
      throw new Error("not in tests");
    };
    return {
      post: (message) => {
        this.#hear(opened(structuredClone(message)));
      },
      hear: missing,
      hearErrors: () => undefined,
      hearRejections: () => undefined,
      importScripts: (path) => {
        this.loaded.push(path);
        loadChunk(source, path, (this.#scope as { __fanlight: Registry }).__fanlight);
      },
      soon: queueMicrotask,
      setTimeout: (run, delay_ms) => Number(setTimeout(run, delay_ms)),
      clearTimeout: (timer) => {
        clearTimeout(timer);
      },
      setInterval: missing,
      clearInterval: missing,
      now: () => performance.now(),
      timeOrigin: performance.timeOrigin,
      randomValues: (bytes) => bytes,
      canvas: missing,
      createImageBitmap: missing,
      imageData: missing,
      blob: missing,
      request: missing,
      startWorker: missing,
      aborter: () => new AbortController(),
      decode: (bytes) => new TextDecoder().decode(bytes),
      encode: (text) => new TextEncoder().encode(text),
      wait: missing,
      notify: missing,
      load: () => 0,
      store: () => undefined,
      evaluate: (text) => runInThisContext(text) as unknown,
    };
  }
}

export interface EventFacts {
  readonly detail: unknown;
  readonly bubbles: boolean;
  readonly composed: boolean;
  readonly reply: number;
  readonly touches: readonly Point[];
  readonly offsetLeft: number;
  readonly offsetTop: number;
}

function configOf(source: AppSource): AppConfig {
  const pages = Object.keys(source.pages);
  const components: Record<string, ComponentConfig> = {};
  const roots = (source.config?.subpackages ?? []).map((subpackage) => subpackage.root);
  const chunkOf = (path: string): string => roots.find((root) => path.startsWith(`${root}/`)) ?? "";
  for (const [path, part] of Object.entries(source.pages)) {
    components[path] = { usingComponents: {}, chunk: chunkOf(path), ...part.json };
  }
  for (const [path, part] of Object.entries(source.components ?? {})) {
    const own = { usingComponents: {}, component: true, chunk: chunkOf(path) };
    components[path] = { ...own, ...part.json };
  }
  return { ...DEFAULTS, pages, entry: pages[0] ?? "", components, ...source.config };
}

interface Registry {
  module(id: string, body: (...values: unknown[]) => void): void;
  templates(make: unknown): void;
  script(id: string, body: unknown): void;
  template(path: string, body: unknown): void;
}

/** What sandbox/compile writes into a chunk, done here from the source directly. */
function loadChunk(source: AppSource, path: string, registry: Registry): void {
  const root = /^\/weixin\/packages\/(.*)\/main\.js$/.exec(path)?.[1] ?? "";
  const roots = (source.config?.subpackages ?? []).map((subpackage) => subpackage.root);
  const isHere = (file: string): boolean =>
    root === ""
      ? !roots.some((other) => file.startsWith(`${other}/`))
      : file.startsWith(`${root}/`);
  const parts = Object.entries({ ...source.pages, ...source.components }).filter(([file]) =>
    isHere(file),
  );
  const scripts: Record<string, Script | undefined> = { ...source.modules };
  if (source.app) scripts["app.js"] = source.app;
  for (const [file, part] of parts) scripts[`${file}.js`] = part.script;
  for (const [id, script] of Object.entries(scripts)) {
    if (!script || !isHere(id)) continue;
    registry.module(id, (...values) => {
      script(Object.fromEntries(parameterNames.map((name, at) => [name, values[at]])) as never);
    });
  }
  registry.templates(
    runInThisContext(`()=>{${generated((group) => group.getRuntimeString())};return{X,Y,Z,P,Q}}`),
  );
  for (const [id, body] of Object.entries(source.wxs ?? {})) {
    const names = wxsNames.join(",");
    registry.script(
      id,
      runInThisContext(`(function($n){with($n)return function(${names}){${body}}})`),
    );
  }
  for (const [file, part] of parts) {
    const text = generated((group) => {
      // The compiler gives `bindtap` its colon.
      const wxml = (part.wxml ?? "").replace(/\s(bind|catch)(?=[a-z]+=)/g, " $1:");
      group.addTmpl(file, wxml);
      return group.getTmplGenObject(file);
    });
    registry.template(file, runInThisContext(`(G,R,D,P,Q,X,Y,Z)=>${text}`));
  }
}

function generated(make: (group: TmplGroup) => string): string {
  const group = new TmplGroup();
  try {
    return make(group);
  } finally {
    group.free();
  }
}
