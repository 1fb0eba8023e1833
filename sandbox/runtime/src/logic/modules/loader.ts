// The app's modules: chunks by importScripts, CommonJS by `require`.
//
// A chunk calls members of `__fanlight` (sandbox/compile/script/chunk.py), which is in the global
// scope only while it runs; the modules themselves run when they are first required.

import parameterNames from "../../shared/module_parameters.json" with { type: "json" };
import { chunkPath } from "../../shared/config.ts";
import type { PlaceRow, Places } from "./places.ts";
import { folderOf, normalized, resolve } from "./resolve.ts";

type ModuleBody = (this: unknown, ...values: unknown[]) => void;

interface ModuleObject {
  exports: unknown;
  readonly id: string;
  loaded: boolean;
}

export interface Require {
  (request: string, done?: (exports: unknown) => void, failed?: (error: unknown) => void): unknown;
  async(request: string): Promise<unknown>;
}

export interface LoaderEnds {
  readonly importScripts: (path: string) => void;
  /** Where `__fanlight` stands while a chunk runs. */
  readonly scope: object;
  /** Values of module parameters by name, but for require, module and exports. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What chunks call for templates and WXS, beside `module` and `json`. */
  readonly registry: Readonly<Record<string, unknown>>;
  /** Roots of subpackages, no trailing slash; the compiler's chunks. */
  readonly roots: readonly string[];
  readonly guarded: (what: string, run: () => void) => void;
  /** Learns which lines of a chunk are whose. */
  readonly places: Places;
}

/** Code that cannot be had: a chunk that does not load, a module that is not there. */
export class ModuleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Error";
  }
}

export class ModuleLoader {
  readonly #ends: LoaderEnds;
  readonly #roots: readonly string[];
  readonly #chunks = new Set<string>();
  readonly #bodies = new Map<string, ModuleBody>();
  readonly #jsons = new Map<string, unknown>();
  readonly #modules = new Map<string, ModuleObject>();
  readonly #has = (id: string): boolean => this.#bodies.has(id) || this.#jsons.has(id);

  constructor(ends: LoaderEnds) {
    this.#ends = ends;
    // The longest first: a root may lie within another.
    this.#roots = [...ends.roots].sort((one, other) => other.length - one.length);
  }

  /** Whether the script of that id is in a chunk that was loaded. */
  has(id: string): boolean {
    return this.#has(id);
  }

  /** Which chunk a path of the package belongs to. */
  chunkOf(path: string): string {
    return this.#roots.find((root) => path.startsWith(`${root}/`)) ?? "";
  }

  isLoaded(chunk: string): boolean {
    return this.#chunks.has(chunk);
  }

  /** Load a chunk, once. Throws ModuleError. */
  loadChunk(chunk: string): void {
    if (this.#chunks.has(chunk)) return;
    this.loadScript(`/${chunkPath(chunk)}`);
    this.#chunks.add(chunk);
  }

  /** Load a file that is written as chunks are. Throws ModuleError. */
  loadScript(path: string): void {
    Reflect.defineProperty(this.#ends.scope, "__fanlight", {
      value: this.#registry(path),
      configurable: true,
    });
    try {
      this.#ends.importScripts(path);
    } catch (error) {
      throw new ModuleError(`the package's code ${path} cannot be loaded: ${String(error)}`, {
        cause: error,
      });
    } finally {
      Reflect.deleteProperty(this.#ends.scope, "__fanlight");
    }
  }

  /** The exports of a module; it runs when this is the first time. Throws what it throws. */
  run(id: string): unknown {
    const known = this.#modules.get(id);
    if (known) return known.exports;
    if (this.#jsons.has(id)) return this.#jsons.get(id);
    const body = this.#bodies.get(id);
    if (!body) throw new ModuleError(`module '${id}' is not defined`);
    const module: ModuleObject = { exports: {}, id, loaded: false };
    // Set before it runs: a module that is required in a circle gets what is there so far.
    this.#modules.set(id, module);
    const own: Readonly<Record<string, unknown>> = {
      require: this.#requireOf(id),
      module,
      exports: module.exports,
    };
    const values = parameterNames.map((name) =>
      Object.hasOwn(own, name) ? own[name] : this.#ends.values[name],
    );
    Reflect.apply(body, module.exports, values);
    module.loaded = true;
    return module.exports;
  }

  #registry(script: string): object {
    return {
      module: (id: string, body: ModuleBody) => {
        if (!this.#bodies.has(id)) this.#bodies.set(id, body);
      },
      json: (id: string, value: unknown) => {
        this.#jsons.set(id, value);
      },
      places: (rows: readonly PlaceRow[]) => {
        this.#ends.places.add(script, rows);
      },
      ...this.#ends.registry,
    };
  }

  #requireOf(from: string): Require {
    const later = async (request: string): Promise<unknown> => {
      // A turn of its own, as when the subpackage has to be fetched.
      await Promise.resolve();
      return this.#required(request, from);
    };
    const require = (
      request: string,
      done?: (exports: unknown) => void,
      failed?: (error: unknown) => void,
    ): unknown => {
      if (typeof done !== "function" && typeof failed !== "function") {
        return this.#required(request, from);
      }
      later(request).then(
        (exports) => {
          this.#ends.guarded("require", () => done?.(exports));
        },
        (error: unknown) => {
          this.#ends.guarded("require", () => failed?.({ mod: request, errMsg: String(error) }));
        },
      );
      return undefined;
    };
    return Object.assign(require, { async: later });
  }

  #required(request: unknown, from: string): unknown {
    if (typeof request !== "string") {
      throw new ModuleError("require args must be a string");
    }
    let id = resolve(request, from, this.#has);
    if (id === null) {
      this.#loadFor(request, from);
      id = resolve(request, from, this.#has);
    }
    if (id !== null) return this.run(id);
    const path = request.startsWith("/")
      ? normalized(request)
      : normalized(`${folderOf(from)}/${request}`);
    throw new ModuleError(`module '${path}' is not defined, require args is '${request}'`);
  }

  /** The subpackage that the file would be in, when it is not loaded yet. */
  #loadFor(request: string, from: string): void {
    const paths = [normalized(request), normalized(`${folderOf(from)}/${request}`)];
    for (const path of request.startsWith("/") ? paths.slice(0, 1) : paths) {
      const chunk = this.chunkOf(path);
      if (chunk !== "" && !this.#chunks.has(chunk)) this.loadChunk(chunk);
    }
  }
}
