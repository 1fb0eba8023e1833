// wx.navigateTo and its kin: what may be opened, the failures in WeChat's words, one route after
// the other.

import type { AppConfig, ComponentPath } from "../../shared/config.ts";
import type { KeptPage } from "../../shared/messages.ts";
import type { EventChannelLike, NavigateParams, Router } from "../api_ports.ts";
import { parseAddress, queryText, type PageAddress } from "../app/url.ts";
import { RefusalError } from "../ports/channel.ts";
import { MAX_DEPTH, type PageStack } from "./stack.ts";

export type OpenType =
  "appLaunch" | "navigateTo" | "redirectTo" | "reLaunch" | "switchTab" | "navigateBack";

export interface RouterEnds {
  readonly config: AppConfig;
  readonly stack: PageStack;
  /** Load and run what a page needs. Throws when its code cannot be had. */
  readonly prepare: (route: ComponentPath) => void;
  /** A route has been gone. */
  readonly routed: (openType: OpenType) => void;
}

export class PageRouter implements Router {
  readonly #ends: RouterEnds;
  /** Ends when all routes asked for so far are done. */
  #queue: Promise<unknown>;
  #begin: () => void = () => undefined;

  constructor(ends: RouterEnds) {
    this.#ends = ends;
    this.#queue = new Promise<void>((resolve) => {
      this.#begin = resolve;
    });
  }

  async navigateTo(params: NavigateParams): Promise<{ readonly eventChannel: EventChannelLike }> {
    const address = this.#address(params.url);
    if (this.#isTab(address.path)) throw failure("can not navigateTo a tabbar page");
    return this.#inTurn("navigateTo", address.path, () => {
      if (this.#ends.stack.all.length >= MAX_DEPTH) throw failure("webview count limit exceed");
      const events = Object.entries(params.events ?? {});
      const eventChannel = this.#ends.stack.push(address.path, address.query, (channel) => {
        for (const [name, hear] of events) channel.on(name, hear);
      });
      return { eventChannel };
    });
  }

  async redirectTo(params: { readonly url: string }): Promise<object> {
    const address = this.#address(params.url);
    if (this.#isTab(address.path)) throw failure("can not redirectTo a tabbar page");
    return this.#inTurn("redirectTo", address.path, () => {
      this.#ends.stack.replace(address.path, address.query);
      return {};
    });
  }

  async reLaunch(params: { readonly url: string }): Promise<object> {
    const address = this.#address(params.url);
    return this.#inTurn("reLaunch", address.path, () => {
      this.#ends.stack.relaunch(address.path, address.query);
      return {};
    });
  }

  async switchTab(params: { readonly url: string }): Promise<object> {
    const address = this.#address(params.url);
    if (!this.#isTab(address.path)) throw failure("can not switch to no-tabBar page");
    return this.#inTurn("switchTab", address.path, () => {
      this.#ends.stack.switchTo(address.path);
      return {};
    });
  }

  async navigateBack(params: { readonly delta?: number } = {}): Promise<object> {
    const delta = Math.max(1, Math.floor(params.delta ?? 1) || 1);
    return this.#inTurn("navigateBack", null, () => {
      if (this.#ends.stack.top?.closeLayer()) return {};
      if (this.#ends.stack.all.length <= 1) {
        throw failure("cannot navigate back at first page.");
      }
      this.#ends.stack.pop(delta);
      return {};
    });
  }

  /** The first page of the app, which no other route comes before. Throws when its code cannot be
   *  had. */
  launch(path: ComponentPath, query: Readonly<Record<string, string>>): void {
    this.#ends.prepare(path);
    this.#ends.stack.relaunch(path, query);
    this.#ends.routed("appLaunch");
  }

  /** The page stack of an app that comes back to memory. Throws when its code cannot be had. */
  restore(kept: readonly KeptPage[]): void {
    for (const page of kept) this.#ends.prepare(page.route);
    this.#ends.stack.restore(kept);
    this.#ends.routed("appLaunch");
  }

  /** From now on routes are gone: those that the app asked for in onLaunch, and later ones. */
  begin(): void {
    this.#begin();
  }

  /** Resolves when all routes asked for so far are done. */
  async idle(): Promise<void> {
    await this.#queue;
  }

  /** Whether a route is one of the app's pages. */
  hasPage(path: ComponentPath): boolean {
    return this.#ends.config.pages.includes(path);
  }

  #isTab(path: ComponentPath): boolean {
    return this.#ends.stack.tabIndex(path) >= 0;
  }

  #address(url: unknown): PageAddress {
    if (typeof url !== "string" || url === "") {
      const got = url === undefined ? "Undefined" : typeof url;
      throw failure(`parameter error: parameter.url should be String instead of ${got};`);
    }
    const address = parseAddress(url, this.#ends.stack.top?.route ?? "");
    if (!this.hasPage(address.path)) {
      const query = queryText(address.query);
      throw failure(`page "${address.path}${query === "" ? "" : `?${query}`}" is not found`);
    }
    return address;
  }

  /** Routes go one after the other, and never within the call that asks for one. */
  #inTurn<R>(openType: OpenType, path: ComponentPath | null, go: () => R): Promise<R> {
    const turn = (): R => {
      if (path !== null) this.#ends.prepare(path);
      const result = go();
      this.#ends.routed(openType);
      return result;
    };
    const done = this.#queue.then(turn);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

function failure(message: string): RefusalError {
  return new RefusalError("call.failed", message);
}
