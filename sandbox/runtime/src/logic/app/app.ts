// The app's own object: App(), getApp(), and the app's lifecycle
// (reference/api/App, framework/app-service/app).

import type { LaunchFacts } from "../../shared/messages.ts";
import type { AppEvents, AppFacts, EnterOptions } from "../api_ports.ts";
import { Hearers } from "../ports/hearers.ts";

type AppObject = Record<string, unknown>;

export interface AppEnds {
  readonly guarded: (what: string, run: () => void) => void;
  readonly warn: (text: string) => void;
  /** The app is not launched (Boot.still). */
  readonly still: boolean;
}

/** Before it is opened nobody asks. */
const UNKNOWN: LaunchFacts = {
  ...{ path: "", query: {}, scene: 0, referrerAppId: null, extraData: null },
};

export class AppHost implements AppFacts {
  readonly #ends: AppEnds;
  readonly #hearers: Hearers;
  #app: AppObject | null = null;
  #stand: AppObject | null = null;
  #launch: LaunchFacts = UNKNOWN;
  #enter = enterOptions(UNKNOWN);
  #isShown = true;

  constructor(ends: AppEnds) {
    this.#ends = ends;
    this.#hearers = new Hearers(ends.guarded);
  }

  /** How the app was opened. */
  get launch(): LaunchFacts {
    return this.#launch;
  }

  /** It is opened: before any of its code runs. */
  begin(launch: LaunchFacts): void {
    this.#launch = launch;
    this.#enter = enterOptions(launch);
  }

  /** App(). Its onLaunch and onShow run before this returns: pages' scripts, which run later, find
   *  what it set. */
  register(given: unknown): void {
    if (this.#app) {
      this.#ends.warn("App() was called twice; the second call is ignored");
      return;
    }
    const app = (typeof given === "object" && given !== null ? given : {}) as AppObject;
    for (const [name, value] of Object.entries(this.#stand ?? {})) {
      if (!(name in app)) app[name] = value;
    }
    this.#app = app;
    if (this.#ends.still) return;
    const options = this.launchOptions();
    this.#call("onLaunch", options);
    this.#tell("show", options);
  }

  /** getApp(). Before App() it is undefined, or with `allowDefault` an object that App() takes in. */
  getApp(options?: unknown): AppObject | undefined {
    if (this.#app) return this.#app;
    const allow =
      typeof options === "object" &&
      options !== null &&
      (options as { allowDefault?: unknown }).allowDefault === true;
    if (!allow) return undefined;
    this.#stand ??= {};
    return this.#stand;
  }

  /** An app without app.js, or whose app.js failed, has an empty app object. */
  ensure(): void {
    if (!this.#app) this.register({});
  }

  launchOptions(): EnterOptions {
    return enterOptions(this.launch);
  }

  enterOptions(): EnterOptions {
    return this.#enter;
  }

  on<E extends keyof AppEvents>(event: E, hear: (value: AppEvents[E]) => void): void {
    this.#hearers.add(event, hear as (value: unknown) => void);
  }

  off<E extends keyof AppEvents>(event: E, hear?: (value: AppEvents[E]) => void): void {
    this.#hearers.remove(event, hear as ((value: unknown) => void) | undefined);
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  /** The app came to the front; nothing when it was there already. */
  show(facts: LaunchFacts): void {
    const path = facts.path === "" ? this.#enter.path : facts.path;
    this.#enter = enterOptions({ ...facts, path });
    if (this.#isShown) return;
    this.#isShown = true;
    this.#tell("show", this.#enter);
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#tell("hide", {});
  }

  /** Whether anybody deals with it. */
  tellPageNotFound(value: AppEvents["pageNotFound"]): boolean {
    const heard = this.#has("onPageNotFound") || this.#hearers.has("pageNotFound");
    this.#tell("pageNotFound", value);
    return heard;
  }

  tellError(text: string): void {
    this.#tell("error", text);
  }

  tellRejection(value: AppEvents["unhandledRejection"]): void {
    this.#tell("unhandledRejection", value);
  }

  tellTheme(theme: "light" | "dark"): void {
    this.#tell("themeChange", { theme });
  }

  tellResize(size: AppEvents["resize"]): void {
    this.#hearers.tell("resize", size);
  }

  tellRoute(route: AppEvents["route"]): void {
    this.#hearers.tell("route", route);
  }

  /** First the app's own method, then who asked by wx.onX. */
  #tell<E extends keyof AppEvents>(event: E, value: AppEvents[E]): void {
    this.#call(`on${event.charAt(0).toUpperCase()}${event.slice(1)}`, value);
    this.#hearers.tell(event, value);
  }

  #has(name: string): boolean {
    return typeof this.#app?.[name] === "function";
  }

  #call(name: string, value: unknown): void {
    const app = this.#app;
    const method = app?.[name];
    if (typeof method !== "function") return;
    this.#ends.guarded(`App.${name}`, () => {
      Reflect.apply(method, app, [value]);
    });
  }
}

function enterOptions(launch: LaunchFacts): EnterOptions {
  const { referrerAppId, extraData } = launch;
  return {
    path: launch.path,
    query: { ...launch.query },
    scene: launch.scene,
    shareTicket: undefined,
    referrerInfo: referrerAppId === null ? {} : { appId: referrerAppId, extraData },
    apiCategory: "default",
  };
}
