// Answers the logic layer's questions (shared/questions.ts).

import type { AskName, Asks } from "../../shared/questions.ts";
import type { PageId } from "../../shared/ops.ts";
import type { ScrollDriven, Tweens } from "../animation/tweens.ts";
import { isBuiltIn, type AppElement } from "../elements.ts";
import type { Preview } from "../media/preview.ts";
import { loadFont, measureVideo, readCode } from "../media/probes.ts";
import type { Page } from "../pages/page.ts";
import type { PageStack } from "../pages/stack.ts";
import { selection } from "./keyboard.ts";
import { readNodes, scrollerOf } from "./reading.ts";
import { scrollTo } from "./scrolling_to.ts";

export interface AskEnds {
  readonly pages: PageStack;
  readonly tweens: Tweens;
  readonly preview: Preview;
  /** An address as the document may load it. */
  readonly url: (address: string) => string | null;
}

type Answerers = {
  readonly [N in AskName]: (
    params: Asks[N]["params"],
  ) => Asks[N]["result"] | Promise<Asks[N]["result"]>;
};

/** Why a question has no answer; `code` is one of the bridge's. */
export class Unanswerable extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class Asking {
  readonly #ends: AskEnds;
  readonly #answerers: Answerers;

  constructor(ends: AskEnds) {
    this.#ends = ends;
    this.#answerers = this.#all();
  }

  /** The answer to a question, once the page it is about stands as it was told. Rejects with
   *  Unanswerable, or what a component threw. */
  async answer(name: string, params: unknown): Promise<unknown> {
    const page = pageOf(params);
    if (page !== null) await this.#standing(page);
    return await this.now(name, params);
  }

  /** The same at once. Throws Unanswerable. */
  now(name: string, params: unknown): unknown {
    if (!Object.hasOwn(this.#answerers, name)) {
      throw new Unanswerable("call.unknown_method", `the view knows no question ${name}`);
    }
    const page = pageOf(params);
    if (page !== null) this.#ends.pages.find(page)?.whole();
    return this.#answerers[name as AskName](params as never);
  }

  async #standing(id: PageId): Promise<void> {
    const page = this.#ends.pages.find(id);
    if (!page) return;
    await new Promise<void>((resolve) => {
      page.whenDressed(resolve);
    });
  }

  #all(): Answerers {
    const { pages, tweens, preview, url } = this.#ends;
    return {
      "nodes.read": ({ page, wanted }) => readNodes(found(pages, page), wanted),
      "node.invoke": async ({ page, node, method, args }) => {
        const element = elementOf(found(pages, page), node);
        if (!isBuiltIn(element)) throw gone(`${element.localName} has no method ${method}`);
        return await element.invoke(method, args);
      },
      "node.scrollTo": async (params) => await scrollTo(found(pages, params.page), params),
      "nodes.animate": async (params) => {
        const page = found(pages, params.page);
        const elements = elementsOf(page, params.nodes);
        const duration_ms = params.scroll?.timeRange_ms ?? params.duration_ms;
        await tweens.run(elements, params.keyframes, duration_ms, drivenBy(page, params.scroll));
        return null;
      },
      "nodes.clearAnimation": ({ page, nodes, options }) => {
        for (const element of elementsOf(found(pages, page), nodes)) tweens.clear(element, options);
        return null;
      },
      "canvas.take": ({ page, node }) => {
        const element = elementOf(found(pages, page), node);
        if (!isBuiltIn(element)) throw gone("it is no canvas");
        return element.invoke("take", {});
      },
      "media.preview": ({ sources, current }) => {
        preview.show(sources, current);
        return null;
      },
      "keyboard.selection": () => selection(),
      "font.load": async (params) => await loadFont(params, url),
      "video.measure": async (params) => await measureVideo(params, url),
      "code.read": async (params) => await readCode(params, url),
    };
  }
}

/** What of an answer is handed over, not copied. */
export function transfersOf(value: unknown): Transferable[] {
  if (typeof value !== "object" || value === null) return [];
  const members: unknown[] = Object.values(value);
  return [value, ...members].filter(
    (member): member is Transferable =>
      member instanceof OffscreenCanvas ||
      member instanceof ImageBitmap ||
      member instanceof ArrayBuffer,
  );
}

function pageOf(params: unknown): PageId | null {
  if (typeof params !== "object" || params === null || !("page" in params)) return null;
  return typeof params.page === "number" ? params.page : null;
}

function found(pages: PageStack, id: PageId): Page {
  const page = pages.find(id);
  if (!page) throw gone(`page ${id} is gone`);
  return page;
}

function elementOf(page: Page, node: number): AppElement {
  const element = page.nodes.find(node);
  if (!element) throw gone(`node ${node} is gone`);
  return element;
}

function elementsOf(page: Page, nodes: readonly number[]): AppElement[] {
  return nodes.map((node) => page.nodes.find(node)).filter((element) => element !== null);
}

function drivenBy(
  page: Page,
  scroll: Asks["nodes.animate"]["params"]["scroll"],
): ScrollDriven | null {
  const scroller = scroll ? scrollerOf(page, scroll.node) : null;
  if (!scroll || !scroller) return null;
  return {
    scroller,
    isVertical: scroll.orientation === "vertical",
    start_px: scroll.startScrollOffset,
    end_px: scroll.endScrollOffset,
  };
}

function gone(message: string): Unanswerable {
  return new Unanswerable("call.not_found", message);
}
