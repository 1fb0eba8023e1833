// What components report (components/base.ts), for those of one page.

import type { BuiltIn, EventShape, Reporter } from "../components/base.ts";
import { addressFor } from "./addresses.ts";
import type { AppElement } from "./elements.ts";
import { TRAVELS, type EventReports } from "./events/report.ts";
import type { HostLink } from "./link/host.ts";
import type { Page } from "./pages/page.ts";
import type { Happen, Post } from "./posting.ts";

export class PageReporter implements Reporter {
  readonly #page: Page;
  readonly #reports: EventReports;
  readonly #link: HostLink;
  readonly #post: Post;
  readonly #happen: Happen;

  constructor(page: Page, reports: EventReports, link: HostLink, post: Post, happen: Happen) {
    this.#page = page;
    this.#reports = reports;
    this.#link = link;
    this.#post = post;
    this.#happen = happen;
  }

  event(element: BuiltIn, type: string, detail: unknown, options: EventShape): void {
    const { bubbles = false, composed = false, heard } = options;
    const target = { page: this.#page, element };
    const more = heard ? { heard } : {};
    if (!this.#reports.report(target, type, detail, { bubbles, composed }, more))
      heard?.(undefined);
  }

  model(element: BuiltIn, name: string, value: unknown): void {
    const { wxNode: node, wxModels } = element as AppElement;
    if (node === undefined || !wxModels?.has(name) || this.#page.isGone) return;
    this.#post({ t: "model", page: this.#page.id, node, name, value });
  }

  async host(name: string, params: object): Promise<unknown> {
    return await this.#link.call(name, params).answer;
  }

  url(address: string): string | null {
    return addressFor(address, this.#page.route);
  }

  isHeard(element: BuiltIn, type: string): boolean {
    return this.#reports.isHeard({ page: this.#page, element }, type, TRAVELS);
  }

  act(element: BuiltIn, name: string, params: object): void {
    const { wxNode: node } = element as AppElement;
    if (node === undefined || this.#page.isGone) return;
    this.#happen("act", { page: this.#page.id, node, name, params: { ...params } });
  }
}
