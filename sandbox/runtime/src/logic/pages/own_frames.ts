// The frame that a page has shown at its next launch until its code has run: its own data and what
// it adds to them (setInitialRenderingCache; framework/view/initial-rendering-cache, "dynamic").
//
// The page is made once more for that, beside the one that runs and never in a tree: none of its
// lifetimes runs but `created`.

import type { GeneralComponent } from "glass-easel";
import type { AppConfig, ComponentPath } from "../../shared/config.ts";
import { writeFrame } from "../../shared/frame_writing.ts";
import type { OpList } from "../../shared/ops.ts";
import { PageContext, type ContextEnds } from "../backend/context.ts";
import type { AppSpace } from "../easel/space.ts";
import type { HostPort } from "../ports.ts";
import { sheetsOf } from "./sheets.ts";

export interface OwnFramesEnds {
  readonly config: AppConfig;
  readonly host: HostPort;
  readonly space: AppSpace;
  /** Of a page's context, but where its operations go. */
  readonly context: Omit<ContextEnds, "post" | "soon">;
  /** The route of the page whose root a component is; null for others. */
  readonly routeOf: (component: GeneralComponent) => ComponentPath | null;
  readonly setTimeout: (run: () => void, ms: number) => unknown;
  readonly guarded: (what: string, run: () => void) => void;
  readonly warn: (text: string) => void;
}

const ROOT_TAG = "page";
/** A page of this number there is not: what its copy asks the view for comes to nothing. */
const NO_PAGE = 0;
/** The last of several calls counts. */
const AFTER_MS = 100;
/** As much as a frame may be long, and more than its data should be. */
const MOST_DATA_CHARS = 512 * 1024;

export class OwnFrames {
  readonly #ends: OwnFramesEnds;
  readonly #wanted = new Map<ComponentPath, Readonly<Record<string, unknown>> | null>();

  constructor(ends: OwnFramesEnds) {
    this.#ends = ends;
  }

  /** Show `component`'s page so at its next launch; null: no more. */
  set(component: GeneralComponent, data: unknown): void {
    const { config, routeOf, warn, setTimeout } = this.#ends;
    const route = routeOf(component);
    if (route === null || config.pageWindows[route]?.initialRenderingCache !== "dynamic") {
      warn('setInitialRenderingCache is for pages with "initialRenderingCache": "dynamic"');
      return;
    }
    const text = data === null ? "null" : textOf(data);
    if (text === null) {
      warn("setInitialRenderingCache: that are no data, or more than a frame can hold");
      return;
    }
    if (!this.#wanted.has(route)) {
      setTimeout(() => {
        this.#make(route);
      }, AFTER_MS);
    }
    this.#wanted.set(route, data === null ? null : record(JSON.parse(text)));
  }

  #make(route: ComponentPath): void {
    const data = this.#wanted.get(route) ?? null;
    this.#wanted.delete(route);
    this.#ends.guarded("setInitialRenderingCache", () => {
      const { frame, why } =
        data === null ? { frame: "" } : writeFrame(route, this.#draw(route, data));
      if (why !== undefined) this.#ends.warn(`setInitialRenderingCache: ${why}`);
      this.#ends.host
        .call("keepFirstFrame", { route, frame: frame ?? "" })
        .catch((error: unknown) => {
          this.#ends.warn(`setInitialRenderingCache: ${(error as Error).message}`);
        });
    });
  }

  #draw(route: ComponentPath, data: Readonly<Record<string, unknown>>): OpList {
    const drawn: OpList = [];
    const context = new PageContext(
      NO_PAGE,
      {
        ...this.#ends.context,
        soon: () => undefined,
        post: (_page, ops) => {
          for (const operand of ops) drawn[drawn.length] = operand;
        },
      },
      () => undefined,
    );
    for (const sheet of sheetsOf(this.#ends.config, route, false)) {
      context.appendStyleSheetPath(sheet);
    }
    const component = this.#ends.space.create(ROOT_TAG, route, context, {});
    component.setData(data);
    const node = component.getBackendElement();
    if (node) context.getRootNode().appendChild(node as never);
    context.batch.flush();
    component.destroyBackendElementOnSubtree();
    context.destroy();
    return drawn;
  }
}

/** Data as they are now; null for what JSON cannot say, or is too much. */
function textOf(data: unknown): string | null {
  try {
    const text: unknown = JSON.stringify(data);
    return typeof text === "string" && text.length <= MOST_DATA_CHARS ? text : null;
  } catch {
    return null;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
