// What app code finds in its scope: WeChat's constructors and functions.

import type { AppConfig } from "../shared/config.ts";
import type { AppHost } from "./app/app.ts";
import type { Scripts } from "./app/scripts.ts";
import type { AppSpace } from "./easel/space.ts";
import { absentPlugin } from "./plugins.ts";

export interface GlobalEnds {
  /** The global object, with nothing left in it that an app may not have. */
  readonly scope: object;
  readonly config: AppConfig;
  readonly app: AppHost;
  readonly space: AppSpace;
  readonly scripts: () => Scripts;
  readonly wx: () => unknown;
  /** Objects of the pages in the stack, bottom first. */
  readonly pages: () => object[];
  readonly warn: (text: string) => void;
}

/** By the names of shared/module_parameters.json; what is missing here is undefined there. */
export function makeGlobals(ends: GlobalEnds): Readonly<Record<string, unknown>> {
  const { scope, app, space, scripts, warn } = ends;
  const behavior = (definition: unknown): unknown => space.defineBehavior(definition);
  const globals = {
    App: (definition: unknown) => {
      app.register(definition);
    },
    Page: (definition: unknown) => {
      scripts().definePage(definition);
    },
    Component: (definition: unknown) => {
      scripts().defineComponent(definition);
    },
    Behavior: Object.assign(behavior, { trait: space.trait }),
    getApp: (options?: unknown) => app.getApp(options),
    getCurrentPages: () => ends.pages(),
    requirePlugin: (name: unknown) => {
      const plugin = String(name);
      warn(`plugins do not run here: what requirePlugin("${plugin}") gives does nothing`);
      return absentPlugin(plugin);
    },
    requireMiniProgram: () => {
      throw new Error("requireMiniProgram is for plugins, which do not run here");
    },
    global: scope,
    globalThis: scope,
    self: scope,
    __wxConfig: wxConfig(ends),
  };
  // `wx` is made last, as it needs all the rest.
  return Object.defineProperty(globals, "wx", { enumerable: true, get: ends.wx });
}

/** The members of WeChat's __wxConfig that frameworks look at. */
function wxConfig({ config, wx }: GlobalEnds): object {
  const { pages, entry, window, tabBar, networkTimeout, debug, weixinAppId } = config;
  return {
    pages: [...pages],
    entryPagePath: entry,
    global: { window: { ...window } },
    tabBar: tabBar ? { ...tabBar } : undefined,
    networkTimeout: { ...networkTimeout },
    debug,
    get envVersion() {
      const { getAccountInfoSync } = wx() as {
        getAccountInfoSync(): { miniProgram: { envVersion: unknown } };
      };
      return getAccountInfoSync().miniProgram.envVersion;
    },
    accountInfo: { appId: weixinAppId },
    platform: "devtools",
  };
}
