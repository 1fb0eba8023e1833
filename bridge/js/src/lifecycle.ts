// W3C MiniApp Lifecycle, the interface Global: the app's state, and the events that change it.
// https://www.w3.org/TR/miniapp-lifecycle/#miniapp-global-application-lifecycle-interface

import type { AppErrorFacts, Json, LaunchOptions, Welcome } from "./generated.ts";
import { defineProperty, dispatch, freeze, hyphened, listen, stringify } from "./primordials.ts";

export type GlobalState = "launched" | "shown" | "hidden" | "error" | "unloaded";
export type TextDirection = "auto" | "ltr" | "rtl";

export interface InputObject {
  readonly pagePath: string;
  /** `{"appId", "extraData"}` of the app that opened this one, as JSON; empty when none did. */
  readonly referrerInfo: string;
  readonly lang: string;
  readonly dir: TextDirection;
}

export interface LifecycleError {
  readonly errorDescription: string;
  readonly lang: string;
  readonly dir: TextDirection;
}

interface Facts {
  state: GlobalState;
  input: InputObject;
  error: LifecycleError;
}

type Handler = (this: Global, event: Event) => void;
const STATES = ["launched", "shown", "hidden", "error", "unloaded"] as const;

/** What a page reads. Its events are `globallaunched`, `globalshown` and so on. */
export class Global extends EventTarget {
  declare ongloballaunched: Handler | null;
  declare onglobalshown: Handler | null;
  declare onglobalhidden: Handler | null;
  declare onglobalerror: Handler | null;
  declare onglobalunloaded: Handler | null;
  readonly #facts: Readonly<Facts>;

  constructor(facts: Readonly<Facts>) {
    super();
    this.#facts = facts;
    for (let i = 0; i < STATES.length; i += 1) addHandler(this, `global${STATES[i] ?? ""}`);
  }

  get globalState(): GlobalState {
    return this.#facts.state;
  }

  get inputObject(): InputObject {
    return this.#facts.input;
  }

  get lifecycleError(): LifecycleError {
    return this.#facts.error;
  }
}

/** Moves the state of one document's Global by what the host says. */
export class Lifecycle {
  readonly #facts: Facts = {
    state: "launched",
    input: freeze({ pagePath: "", referrerInfo: "", lang: "", dir: "auto" }),
    error: freeze({ errorDescription: "", lang: "en", dir: "ltr" }),
  };
  readonly global = new Global(this.#facts);

  /** How the app was opened, as the host greets the document with it. */
  welcome(welcome: Welcome): void {
    const { path, referrerAppId, extraData } = welcome.launch;
    // BCP 47, as the interface says: the host has WeChat's `zh_CN`.
    this.#open(path, referrerAppId, extraData, hyphened(welcome.language));
  }

  /** An event of the host; those that are not of the lifecycle change nothing. */
  event(name: string, payload: unknown): void {
    if (name === "appLaunched" || name === "appShown") {
      const { path, referrerInfo } = payload as LaunchOptions;
      const { lang } = this.#facts.input;
      this.#open(path, referrerInfo?.appId ?? null, referrerInfo?.extraData ?? null, lang);
      this.#enter(name === "appLaunched" ? "launched" : "shown");
    } else if (name === "appHidden") {
      this.#enter("hidden");
    } else if (name === "appUnloaded") {
      this.#enter("unloaded");
    } else if (name === "appError") {
      const { errorDescription, lang } = payload as AppErrorFacts;
      this.#facts.error = freeze({ errorDescription, lang, dir: "ltr" });
      this.#enter("error");
    }
  }

  #open(pagePath: string, referrer: string | null, extraData: Json, lang: string): void {
    const referrerInfo = referrer === null ? "" : (stringify({ appId: referrer, extraData }) ?? "");
    this.#facts.input = freeze({ pagePath, referrerInfo, lang, dir: "auto" });
  }

  #enter(state: GlobalState): void {
    if (this.#facts.state === "unloaded") return;
    this.#facts.state = state;
    dispatch(this.global, `global${state}`);
  }
}

/** An event handler attribute: `on<name>`, one function at a time (HTML, event handlers). */
function addHandler(global: Global, name: string): void {
  let handler: Handler | null = null;
  let isListening = false;
  defineProperty(global, `on${name}`, {
    configurable: true,
    enumerable: true,
    get: () => handler,
    set: (value: unknown) => {
      handler = typeof value === "function" ? (value as Handler) : null;
      // At the place in the order of listeners where it was set first, as HTML says.
      if (handler === null || isListening) return;
      isListening = true;
      listen(global, name, (event) => {
        handler?.call(global, event);
      });
    },
  });
}
