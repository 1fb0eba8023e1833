// Sharing a page: asks its onShareAppMessage what to offer (reference/api/Page).

import type { Element } from "glass-easel";
import type { Makers, ShareOffer } from "../api_ports.ts";
import { queryText } from "../app/url.ts";
import { described } from "../easel/events.ts";
import { record } from "../easel/definition.ts";
import type { Page } from "./page.ts";

/** How long WeChat waits for a promise in the answer. */
const PROMISE_MS = 3000;

export interface SharingEnds {
  readonly makers: Partial<Makers>;
  readonly setTimeout: (run: () => void, delay_ms: number) => number;
}

export class Sharing {
  readonly #ends: SharingEnds;

  constructor(ends: SharingEnds) {
    this.#ends = ends;
  }

  /** Whether the menu offers it. */
  canShare(page: Page): boolean {
    return page.isShareable && page.has("onShareAppMessage");
  }

  async share(page: Page, from: "menu" | "button", element: Element | null): Promise<void> {
    const said = record(
      page.call("onShareAppMessage", {
        from,
        target: element ? described(element, null) : undefined,
        webViewUrl: undefined,
      }),
    );
    const later = said["promise"];
    const known = later instanceof Promise ? record(await this.#within(later)) : {};
    this.#ends.makers.share?.(offer(page, { ...said, ...known }));
  }

  #within(promise: Promise<unknown>): Promise<unknown> {
    return Promise.race([
      promise.catch(() => null),
      new Promise((resolve) => {
        this.#ends.setTimeout(() => {
          resolve(null);
        }, PROMISE_MS);
      }),
    ]);
  }
}

function offer(page: Page, said: Readonly<Record<string, unknown>>): ShareOffer {
  const { title, path, imageUrl } = said;
  const query = queryText(page.query);
  const own = `${page.route}${query === "" ? "" : `?${query}`}`;
  return {
    title: typeof title === "string" ? title : page.bar.title,
    path: typeof path === "string" && path !== "" ? path.replace(/^\//, "") : own,
    ...(typeof imageUrl === "string" ? { imageUrl } : {}),
  };
}
