// A ground to stand on without a Worker: a host and a view that tests fill, and what was asked of
// them.

import type {
  ApiGround,
  AppEvents,
  Bar,
  Engine,
  FoundNode,
  Makers,
  PageHandle,
} from "../../src/logic/api_ports.ts";
import type { Pending, Refusal } from "../../src/logic/ports.ts";
import { METHODS } from "../../../../bridge/js/src/generated.ts";
import type { AppConfig } from "../../src/shared/config.ts";
import type { Metrics, Rect } from "../../src/shared/messages.ts";

export type Answer = (params: Record<string, unknown>) => unknown;

const RECT: Rect = { left: 0, top: 0, right: 375, bottom: 667, width: 375, height: 667 };
const METRICS: Metrics = {
  windowWidth: 375,
  windowHeight: 603,
  screenWidth: 1440,
  screenHeight: 900,
  pixelRatio: 2,
  statusBarHeight: 0,
  safeArea: RECT,
  menuButton: { ...RECT, left: 281, width: 87, top: 6, bottom: 38, height: 32 },
  theme: "light",
  language: "zh_CN",
};

const CONFIG: AppConfig = {
  format: 1,
  entry: "pages/index/index",
  pages: ["pages/index/index", "pages/other/other"],
  window: {},
  pageWindows: {},
  components: {},
  tabBar: null,
  subpackages: [],
  preloadRule: {},
  networkTimeout: {},
  permission: {},
  requiredPrivateInfos: [],
  darkmode: false,
  theme: { light: {}, dark: {} },
  styleVersion: "v2",
  lazyCodeLoading: false,
  workers: "",
  debug: false,
  weixinAppId: "wx0123456789abcdef",
  dataAttributes: [],
};

/** What the host or the view throws. */
export function refusal(code: string, message = code): Refusal & Error {
  return Object.assign(new Error(message), { code });
}

/** What FakeGround records: calls of the host, questions and tells to the view. */
export interface Asked {
  readonly name: string;
  readonly params: Record<string, unknown>;
}

export class FakeGround {
  readonly calls: Asked[] = [];
  readonly asks: Asked[] = [];
  readonly tells: Asked[] = [];
  readonly reported: unknown[] = [];
  readonly aborted: string[] = [];
  /** Answers of the host by method; a thrown Refusal is a failure. */
  readonly host: Record<string, Answer> = {};
  readonly view: Record<string, Answer> = {};
  /** Files by the path that `engine.read` gets. */
  readonly files = new Map<string, Uint8Array>();
  readonly routes: Asked[] = [];
  makers: Partial<Makers> = {};
  guard: (() => Promise<boolean>) | null = null;
  page: PageHandle | null;
  node: FoundNode | null = null;
  config: AppConfig = CONFIG;
  metrics: Metrics = METRICS;
  readonly #hosted = new Map<string, ((payload: unknown) => void)[]>();
  readonly #happened = new Map<string, ((params: unknown) => void)[]>();
  readonly #app = new Map<string, ((value: never) => void)[]>();

  constructor() {
    this.page = this.makePage();
  }

  makePage(patch: Partial<PageHandle> = {}): PageHandle {
    const bar: Bar = {
      title: "",
      backgroundColor: "#000000",
      textStyle: "white",
      loading: false,
      homeButton: false,
    };
    return {
      id: 1,
      route: "pages/index/index",
      query: {},
      instance: {},
      window: {},
      isTab: false,
      bar,
      setBar: (change) => {
        this.tells.push({ name: "setBar", params: { ...change } });
      },
      setWindow: (change) => {
        this.tells.push({ name: "setWindow", params: { ...change } });
      },
      setShareable: (shareable) => {
        this.tells.push({ name: "setShareable", params: { shareable } });
      },
      setBackGuard: (guard) => {
        this.guard = guard;
      },
      gone: new AbortController().signal,
      ...patch,
    };
  }

  /** An event of the host. */
  hosted(name: string, payload: unknown): void {
    for (const hear of this.#hosted.get(name) ?? []) hear(payload);
  }

  /** Something happened in the view. */
  happened(name: string, params: unknown): void {
    for (const hear of this.#happened.get(name) ?? []) hear(params);
  }

  appEvent<E extends keyof AppEvents>(name: E, value: AppEvents[E]): void {
    for (const hear of this.#app.get(name) ?? []) hear(value as never);
  }

  get ground(): ApiGround {
    const going = (name: string) => (params: object) => {
      this.routes.push({ name, params: { ...params } });
      const answer = this.host[`router.${name}`];
      return Promise.resolve().then(() => (answer?.({ ...params }) ?? {}) as never);
    };
    return {
      config: this.config,
      host: {
        call: (name, params) => this.#pending(name, params),
        callSync: (name, params) => this.#answer(name, params, true),
        on: (event, hear) => {
          added(this.#hosted, event, hear);
        },
        off: () => undefined,
        has: (name) => name in METHODS || name in this.host,
      },
      view: {
        ask: (name: string, params: unknown) => {
          this.asks.push({ name, params: { ...(params as object) } });
          const answer = this.view[name];
          return Promise.resolve().then(
            () => (answer ? answer(params as Record<string, unknown>) : null) as never,
          );
        },
        tell: (name: string, params: unknown) => {
          this.tells.push({ name, params: { ...(params as object) } });
        },
        on: (event: string, hear: (params: unknown) => void) => {
          added(this.#happened, event, hear);
        },
        off: () => undefined,
        metrics: this.metrics,
      },
      router: {
        navigateTo: going("navigateTo"),
        redirectTo: going("redirectTo"),
        reLaunch: going("reLaunch"),
        switchTab: going("switchTab"),
        navigateBack: going("navigateBack"),
      },
      app: {
        launch: {
          path: "pages/index/index",
          query: {},
          scene: 1001,
          referrerAppId: null,
          extraData: null,
        },
        launchOptions: () => enterOptions(),
        enterOptions: () => enterOptions(),
        on: (event, hear) => {
          added(this.#app, event, hear as (value: never) => void);
        },
        off: (event, hear) => {
          const kept = (this.#app.get(event) ?? []).filter((one) => hear && one !== hear);
          this.#app.set(event, kept);
        },
      },
      pages: {
        current: () => this.page,
        all: () => (this.page ? [this.page] : []),
        of: () => this.page,
      },
      nodes: {
        find: () => this.node,
        findAll: () => (this.node ? [this.node] : []),
        findByAttribute: () => this.node,
      },
      engine: this.#engine(),
      createSelectorQuery: () => ({}),
      createIntersectionObserver: () => ({}),
      createMediaQueryObserver: () => ({}),
      nextTick: (run) => {
        queueMicrotask(run);
      },
      startWorker: () => null,
      guarded: (_what, run) => {
        try {
          run();
        } catch (error) {
          this.reported.push(error);
        }
      },
      provide: (makers) => {
        this.makers = { ...this.makers, ...makers };
      },
    };
  }

  #engine(): Engine {
    const nothing = (): never => {
      throw new Error("Node has no canvas");
    };
    const read = (path: string): ArrayBuffer => {
      const bytes = this.files.get(path);
      if (!bytes) throw refusal("call.not_found", path);
      return new Uint8Array(bytes).buffer;
    };
    return {
      canvas: nothing,
      createImageBitmap: nothing,
      imageData: nothing,
      blob: (parts, type) => new Blob(parts, { type }),
      read: (path) => Promise.resolve().then(() => read(path)),
      readSync: read,
      now: () => performance.now(),
      timeOrigin: performance.timeOrigin,
      randomValues: (bytes) => bytes.fill(7),
      setTimeout: (run, delay_ms) => {
        const timer = setTimeout(run, delay_ms);
        // A minute's timeout of a request that a test leaves open does not keep the test running.
        if (delay_ms > 1000) timer.unref();
        return Number(timer);
      },
      clearTimeout: (timer) => {
        clearTimeout(timer);
      },
      decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
      encode: (text) => new TextEncoder().encode(text),
    };
  }

  #answer(name: string, params: object, isSync = false): unknown {
    checkCall(name, params, isSync);
    this.calls.push({ name, params: { ...params } });
    const answer = this.host[name];
    if (!answer) throw refusal("call.unknown_method", `${name}: this host has no such API`);
    return answer({ ...params });
  }

  #pending(name: string, params: object): Pending<unknown> {
    const promise = Promise.resolve().then(() => this.#answer(name, params));
    return Object.assign(promise, {
      abort: () => {
        this.aborted.push(name);
      },
    });
  }
}

/** The bridge drops members that a method does not know: a name that is wrong would go unseen. */
function checkCall(name: string, params: object, isSync: boolean): void {
  const method = (
    METHODS as Record<string, { members: readonly string[]; sync: boolean } | undefined>
  )[name];
  if (!method) return;
  const unknown = Object.keys(params).filter((member) => !method.members.includes(member));
  if (unknown.length > 0) throw new TypeError(`${name} of the bridge knows no ${unknown.join()}`);
  if (isSync && !method.sync) throw new TypeError(`${name} of the bridge is not synchronous`);
}

function added<V>(heard: Map<string, V[]>, event: string, hear: V): void {
  heard.set(event, [...(heard.get(event) ?? []), hear]);
}

function enterOptions() {
  return {
    path: "pages/index/index",
    query: {},
    scene: 1001,
    shareTicket: undefined,
    referrerInfo: {},
    apiCategory: "default" as const,
  };
}
