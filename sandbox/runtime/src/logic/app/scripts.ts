// Runs the scripts of pages and components when they are needed, each once, and keeps what their
// Page() and Component() calls register: those name no path, it is that of the script that runs.

import type { AppConfig, ComponentPath } from "../../shared/config.ts";
import type { AppSpace } from "../easel/space.ts";
import type { ModuleLoader } from "../modules/loader.ts";
import { TAB_BAR_PATH, usedBy } from "../pages/sheets.ts";

const APP_SCRIPT = "app.js";

export interface ScriptsEnds {
  /** Where WeChat's loader leaves the path of the script that runs: Taro 1 and 2 look there. */
  readonly scope: object;
  readonly config: AppConfig;
  readonly loader: ModuleLoader;
  readonly space: AppSpace;
  readonly guarded: (what: string, run: () => void) => void;
  readonly warn: (text: string) => void;
}

export class Scripts {
  readonly #ends: ScriptsEnds;
  readonly #ran = new Set<ComponentPath>();
  #current: ComponentPath | null = null;

  constructor(ends: ScriptsEnds) {
    this.#ends = ends;
  }

  /** app.js. */
  runApp(): void {
    if (!this.#ends.loader.has(APP_SCRIPT)) return;
    this.#leave({ __wxRoute: "", __wxRouteBegin: false, __wxAppCurrentFile__: APP_SCRIPT });
    this.#ends.guarded(APP_SCRIPT, () => {
      this.#ends.loader.run(APP_SCRIPT);
    });
  }

  /** All that a page is made of: its chunk, the scripts of its components, its own last. Throws
   *  when the chunk cannot be had; what scripts throw is reported. */
  prepare(route: ComponentPath): void {
    const { space, config } = this.#ends;
    this.#load(route);
    space.together(() => {
      const seen = new Set<ComponentPath>();
      const { tabBar } = config;
      const isTab = tabBar?.list.some((tab) => tab.pagePath === route) === true;
      if (isTab && tabBar.custom && config.components[TAB_BAR_PATH]) {
        this.#visit(TAB_BAR_PATH, seen);
      }
      this.#visit(route, seen);
    });
  }

  /** A component that is wanted by itself: one whose placeholder is shown, or a relation's end. */
  need(path: ComponentPath): void {
    const chunk = this.#ends.config.components[path]?.chunk ?? "";
    if (!this.#ends.loader.isLoaded(chunk) && chunk !== "") this.#ends.loader.loadChunk(chunk);
    this.#visit(path, new Set());
  }

  /** Load the next of the subpackages that `preloadRule` names for a page; false when there is no
   *  more. Their modules run when they are needed. Throws when one cannot be had. */
  loadAhead(route: ComponentPath): boolean {
    const { config, loader } = this.#ends;
    const packages = config.preloadRule[route]?.packages ?? [];
    const next = packages.find((root) => !loader.isLoaded(root));
    if (next === undefined) return false;
    loader.loadChunk(next);
    return true;
  }

  /** The rest of the main package, as WeChat runs it at the start unless lazyCodeLoading says no. */
  runRest(): void {
    const { config, loader, space } = this.#ends;
    const paths = [...Object.keys(config.components), ...config.pages];
    space.together(() => {
      for (const path of paths) {
        if (loader.chunkOf(path) === "") this.#visit(path, new Set());
      }
    });
  }

  definePage(definition: unknown): void {
    this.#define("Page", (path) => {
      this.#ends.space.definePage(path, definition);
    });
  }

  defineComponent(definition: unknown): void {
    this.#define("Component", (path) => {
      this.#ends.space.defineComponent(path, definition);
    });
  }

  #define(what: string, define: (path: ComponentPath) => void): void {
    const path = this.#current;
    if (path === null) {
      this.#ends.warn(`${what}() counts only while the script of a page or component runs`);
      return;
    }
    if (this.#ends.space.isDefined(path)) {
      this.#ends.warn(`${path}: ${what}() was called twice; the second call is ignored`);
      return;
    }
    define(path);
  }

  #load(path: ComponentPath): void {
    const { config, loader } = this.#ends;
    const subpackage = config.subpackages.find((one) => path.startsWith(`${one.root}/`));
    // An independent subpackage runs without the main one, but here the main one is there anyway.
    if (subpackage) loader.loadChunk(subpackage.root);
  }

  /** Components before those that use them; a circle is cut where it closes. */
  #visit(path: ComponentPath, seen: Set<ComponentPath>): void {
    if (seen.has(path)) return;
    seen.add(path);
    const { config, loader } = this.#ends;
    const component = config.components[path];
    const placeholders = component?.componentPlaceholder ?? {};
    const waiting = new Set(
      Object.keys(placeholders).map((name) => component?.usingComponents[name]),
    );
    for (const used of usedBy(config, path)) {
      const chunk = config.components[used]?.chunk ?? "";
      // What has a placeholder and lies in a subpackage is fetched when it is seen.
      if (chunk !== "" && !loader.isLoaded(chunk)) {
        if (waiting.has(used)) continue;
        this.#ends.guarded(used, () => {
          loader.loadChunk(chunk);
        });
      }
      this.#visit(used, seen);
    }
    this.#run(path);
  }

  #run(path: ComponentPath): void {
    if (this.#ran.has(path)) return;
    this.#ran.add(path);
    const id = `${path}.js`;
    const before = this.#current;
    this.#current = path;
    this.#leave({ __wxRoute: path, __wxRouteBegin: true, __wxAppCurrentFile__: id });
    try {
      this.#ends.guarded(id, () => {
        if (this.#ends.loader.has(id)) this.#ends.loader.run(id);
      });
      if (!this.#ends.space.isDefined(path)) this.#defineEmpty(path);
    } finally {
      this.#current = before;
    }
  }

  #leave(names: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(names)) {
      Reflect.defineProperty(this.#ends.scope, name, { value, configurable: true, writable: true });
    }
  }

  /** A script that failed or registers nothing: the template alone is shown. */
  #defineEmpty(path: ComponentPath): void {
    const space = this.#ends.space;
    const isPage = this.#ends.config.pages.includes(path);
    this.#ends.warn(`${path}: no ${isPage ? "Page()" : "Component()"} was called for it`);
    if (isPage) space.definePage(path, {});
    else space.defineComponent(path, {});
  }
}
