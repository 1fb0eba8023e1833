// ApiGround for ../api: the parts of this layer in the words of api_ports.ts.

import type { AppConfig } from "../shared/config.ts";
import type {
  ApiGround,
  AppFacts,
  AppWorker,
  Engine,
  FoundNode,
  Makers,
  NodeLookup,
  PageHandle,
  PageLookup,
  Router,
  TypedView,
} from "./api_ports.ts";
import type { Element, GeneralComponent } from "glass-easel";
import type { BackendNode } from "./backend/node.ts";
import { componentOf } from "./easel/adapter.ts";
import { contextOf, select } from "./easel/caller_methods.ts";
import { normalized } from "./modules/resolve.ts";
import type { PageStack } from "./pages/stack.ts";
import type { HostPort } from "./ports.ts";
import { RefusalError } from "./ports/channel.ts";
import type { Observers } from "./query/observers.ts";
import type { Print } from "./realm/console.ts";
import type { ErrorDesk } from "./realm/errors.ts";
import type { Powers } from "./realm/powers.ts";
import { openWorker } from "./worker/app_worker.ts";

export interface GroundParts {
  readonly config: AppConfig;
  readonly host: HostPort;
  readonly view: TypedView;
  readonly router: Router;
  readonly app: AppFacts;
  readonly stack: PageStack;
  readonly powers: Powers;
  readonly errors: ErrorDesk;
  /** Filled by the façade. */
  readonly makers: Partial<Makers>;
  readonly print: Print;
  readonly newQuery: () => unknown;
  readonly observers: Observers;
}

export function makeGround(parts: GroundParts): ApiGround {
  const { config, host, view, router, app, stack, powers, errors, observers } = parts;
  return {
    config,
    host,
    view,
    router,
    app,
    pages: pageLookup(stack),
    nodes: nodeLookup(stack),
    engine: engineOf(powers),
    createSelectorQuery: parts.newQuery,
    createIntersectionObserver: (component, options) => observers.intersection(component, options),
    createMediaQueryObserver: (component) => observers.media(component),
    nextTick: (run) => {
      powers.soon(() => {
        errors.guarded("nextTick", run);
      });
    },
    startWorker: (script): AppWorker | null => {
      const path = normalized(script);
      const id = path.endsWith(".js") ? path : `${path}.js`;
      const isThere = config.workers !== "" && id.startsWith(`${config.workers}/`);
      return isThere ? openWorker(powers, id, parts.print) : null;
    },
    guarded: (what, run) => {
      errors.guarded(what, run);
    },
    provide: (makers) => {
      Object.assign(parts.makers, makers);
    },
  };
}

function pageLookup(stack: PageStack): PageLookup {
  const of = (component: unknown): PageHandle | null => {
    const context = contextOf(componentOf(component));
    return context ? stack.find(context.page) : stack.top;
  };
  return { current: () => stack.top, all: () => stack.all, of };
}

function nodeLookup(stack: PageStack): NodeLookup {
  const scope = (component: unknown): GeneralComponent | null =>
    componentOf(component) ?? stack.top?.component ?? null;
  const findAll = (component: unknown, selector: string): FoundNode[] => {
    const from = scope(component);
    const page = contextOf(from)?.page;
    if (page === undefined) return [];
    return select(from, selector).flatMap((element) => found(element, page));
  };
  return {
    findAll,
    find: (component, selector) => findAll(component, selector)[0] ?? null,
    findByAttribute: (component, tag, attribute, value, deep = false) => {
      const from = scope(component);
      const root = from?.getShadowRoot();
      const page = contextOf(from)?.page;
      if (!root || page === undefined) return null;
      for (const element of walk(root, deep)) {
        const node = element.getBackendElement() as BackendNode | null;
        if (node?.tag !== tag) continue;
        if (attribute === "" || attributeOf(element, attribute) === value) {
          return found(element, page)[0] ?? null;
        }
      }
      return null;
    },
  };
}

function attributeOf(element: Element, name: string): string | null {
  if (name === "id") return element.id;
  const given = element.attributes.find((one) => one.name === name);
  return given ? String(given.value) : null;
}

/** All elements below one, in the order of the template; into components' own when `deep`. */
function* walk(element: Element, deep: boolean): Generator<Element> {
  for (const child of element.childNodes) {
    const inner = child.asElement();
    if (!inner) continue;
    yield inner;
    const root = deep ? inner.asGeneralComponent()?.getShadowRoot() : null;
    if (root) yield* walk(root, deep);
    yield* walk(inner, deep);
  }
}

function found(element: Element, page: number): FoundNode[] {
  const node = element.getBackendElement() as BackendNode | null;
  if (!node) return [];
  const { id, dataset } = element;
  return [{ page, node: node.id, tag: node.tag, id, dataset: { ...dataset } }];
}

const OK = 200;

function engineOf(powers: Powers): Engine {
  const opened = (path: string, isAsync: boolean): XMLHttpRequest => {
    const request = powers.request();
    request.open("GET", path, isAsync);
    return request;
  };
  return {
    canvas: powers.canvas,
    createImageBitmap: powers.createImageBitmap,
    imageData: powers.imageData,
    blob: powers.blob,
    read: (path) =>
      new Promise((resolve, reject) => {
        const request = opened(path, true);
        request.responseType = "arraybuffer";
        request.onload = () => {
          if (request.status === OK) resolve(request.response as ArrayBuffer);
          else reject(missing(path));
        };
        request.onerror = () => {
          reject(missing(path));
        };
        request.send();
      }),
    readSync: (path) => {
      const request = opened(path, false);
      request.responseType = "arraybuffer";
      try {
        request.send();
      } catch {
        throw missing(path);
      }
      if (request.status !== OK) throw missing(path);
      return request.response as ArrayBuffer;
    },
    now: powers.now,
    timeOrigin: powers.timeOrigin,
    randomValues: powers.randomValues,
    setTimeout: powers.setTimeout,
    clearTimeout: powers.clearTimeout,
    decode: powers.decode,
    encode: powers.encode,
  };
}

function missing(path: string): RefusalError {
  return new RefusalError("call.not_found", `there is no file ${path} in the package`);
}
