// The page stack, and the tab pages that are kept alive beside it (framework/app-service/route).

import type { AppConfig, ComponentPath } from "../../shared/config.ts";
import type { KeptPage } from "../../shared/messages.ts";
import type { EventChannelLike, TypedView } from "../api_ports.ts";
import { EventChannel } from "../app/event_channel.ts";
import { Page, type PageEnds } from "./page.ts";

type Query = Readonly<Record<string, string>>;

/** WeChat's limit. */
export const MAX_DEPTH = 10;

export interface StackEnds extends PageEnds {
  readonly guarded: (what: string, run: () => void) => void;
  /** The top of the stack is another one, or it looks different. */
  topChanged(page: Page): void;
}

export class PageStack {
  readonly #ends: StackEnds;
  readonly #view: TypedView;
  readonly #config: AppConfig;
  readonly #pages: Page[] = [];
  /** Tab pages that were opened, whether they are in the stack or not. */
  readonly #tabs = new Map<ComponentPath, Page>();
  #last = 0;
  #hasShown = false;

  constructor(ends: StackEnds) {
    this.#ends = ends;
    this.#view = ends.view;
    this.#config = ends.config;
  }

  get top(): Page | null {
    return this.#pages.at(-1) ?? null;
  }

  get all(): readonly Page[] {
    return this.#pages;
  }

  /** Those of the stack, and the tab pages that wait. */
  get alive(): readonly Page[] {
    return [...new Set([...this.#pages, ...this.#tabs.values()])];
  }

  find(id: number): Page | null {
    return this.alive.find((page) => page.id === id) ?? null;
  }

  /** A page's end of the channel to the page that opened it. */
  channelOf(id: number): EventChannelLike {
    return this.find(id)?.opener ?? new EventChannel(this.#ends.guarded);
  }

  tabIndex(route: ComponentPath): number {
    return this.#config.tabBar?.list.findIndex((tab) => tab.pagePath === route) ?? -1;
  }

  /** A new page on top; gives the opener's end of the channel between the two. `prepared` gets it
   *  before the page's own code runs. */
  push(
    route: ComponentPath,
    query: Query,
    prepared: (channel: EventChannelLike) => void,
  ): EventChannelLike {
    const [opener, opened] = EventChannel.pair(this.#ends.guarded);
    prepared(opener);
    this.top?.hide();
    this.#add(this.#open(route, query, opened), "push");
    return opener;
  }

  /** A new page in the place of the top one. */
  replace(route: ComponentPath, query: Query): void {
    const gone = this.#pages.pop();
    if (gone) this.#unload(gone);
    this.#add(this.#open(route, query), "none");
    if (gone) this.#close(gone);
  }

  /** Back by `delta` pages; the first page stays. */
  pop(delta: number): void {
    const gone: Page[] = [];
    for (let left = delta; left > 0 && this.#pages.length > 1; left -= 1) {
      const page = this.#pages.pop();
      if (!page) break;
      this.#unload(page);
      gone.push(page);
    }
    const top = this.top;
    if (!top || gone.length === 0) return;
    top.show();
    this.#showInView(top, "pop");
    for (const page of gone) this.#close(page);
  }

  /** To a tab page, a kept one or a new one; pages that are no tab pages are closed. */
  switchTo(route: ComponentPath): void {
    if (this.top?.route === route) return;
    const gone: Page[] = [];
    for (let page = this.#pages.pop(); page; page = this.#pages.pop()) {
      if (page.isTab) {
        page.hide();
      } else {
        this.#unload(page);
        gone.push(page);
      }
    }
    const kept = this.#tabs.get(route);
    if (kept) {
      this.#pages.push(kept);
      kept.show();
      this.#showInView(kept, "switch");
    } else {
      this.#add(this.#open(route, {}), "switch");
    }
    for (const page of gone) this.#close(page);
  }

  /** All pages close, tab pages too; a new one is the only one. */
  relaunch(route: ComponentPath, query: Query): void {
    const gone: Page[] = [];
    for (let page = this.#pages.pop(); page; page = this.#pages.pop()) gone.push(page);
    for (const kept of this.#tabs.values()) {
      if (!gone.includes(kept)) gone.push(kept);
    }
    for (const page of gone) this.#unload(page);
    this.#add(this.#open(route, query), "none");
    for (const page of gone) this.#close(page);
  }

  /** The pages of an app that comes back to memory: all are loaded, the last one is shown. */
  restore(kept: readonly KeptPage[]): void {
    for (const { route, query, ...rest } of kept.slice(0, -1)) {
      const page = this.#open(route, query, undefined, { route, query, ...rest });
      this.#pages.push(page);
      page.open();
    }
    const last = kept.at(-1);
    if (last) this.#add(this.#open(last.route, last.query, undefined, last), "none");
  }

  #open(route: ComponentPath, query: Query, opener?: EventChannelLike, kept?: KeptPage): Page {
    this.#last += 1;
    const page = new Page(
      {
        id: this.#last,
        route,
        query,
        tab: this.tabIndex(route),
        opener: opener ?? new EventChannel(this.#ends.guarded),
        ...(kept && { kept }),
      },
      this.#ends,
    );
    if (page.isTab) this.#tabs.set(route, page);
    return page;
  }

  /** The page is in the stack before its own code runs: getCurrentPages() in onLoad has it. */
  #add(page: Page, by: "push" | "switch" | "none"): void {
    this.#pages.push(page);
    page.open();
    page.show();
    this.#showInView(page, by);
  }

  #showInView(page: Page, by: "push" | "pop" | "switch" | "none"): void {
    if (page.isClosed) return;
    this.#ends.topChanged(page);
    this.#view.tell("page.show", { page: page.id, by });
    if (this.#hasShown) return;
    this.#hasShown = true;
    this.#view.tell("first", { page: page.id });
  }

  #unload(page: Page): void {
    if (this.#tabs.get(page.route) === page) this.#tabs.delete(page.route);
    page.unload();
  }

  #close(page: Page): void {
    this.#view.tell("page.close", { page: page.id });
  }
}
