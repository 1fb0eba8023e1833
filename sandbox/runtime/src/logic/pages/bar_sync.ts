// Tells the host what its title bar shows: the top page's route, title and colours.

import type { HostPort } from "../ports.ts";
import type { Page } from "./page.ts";
import type { PageStack } from "./stack.ts";
import type { Sharing } from "./sharing.ts";
import { hexColor } from "./window.ts";

/** The host's limit for a title. */
const MAX_TITLE = 100;

export interface BarEnds {
  readonly host: HostPort;
  readonly sharing: Sharing;
  readonly soon: (run: () => void) => void;
  readonly stack: () => PageStack;
  /** The first page of the app, which needs no home button. */
  readonly home: string;
}

export class BarSync {
  readonly #ends: BarEnds;
  #due = false;
  #said = "";

  constructor(ends: BarEnds) {
    this.#ends = ends;
  }

  /** A page looks different, or is the top one now: the host hears at the end of the tick. */
  changed(page: Page): void {
    if (this.#due || page !== this.#ends.stack().top) return;
    this.#due = true;
    this.#ends.soon(() => {
      this.#due = false;
      this.#say();
    });
  }

  #say(): void {
    const { host, sharing, home } = this.#ends;
    const stack = this.#ends.stack();
    const page = stack.top;
    if (!page) return;
    const { bar, window } = page;
    const isBottom = stack.all.length === 1;
    const params = {
      route: page.route,
      query: page.query,
      title: bar.title.slice(0, MAX_TITLE),
      backgroundColor: hexColor(bar.backgroundColor),
      textStyle: bar.textStyle,
      navigationStyle: window.navigationStyle === "custom" ? "custom" : "default",
      canGoBack: !isBottom,
      showHome: isBottom && !page.isTab && (bar.homeButton || page.route !== home),
      loading: bar.loading,
      canShare: sharing.canShare(page),
    };
    const said = JSON.stringify(params);
    if (said === this.#said) return;
    this.#said = said;
    host.call("setPage", params).catch(() => {
      // A host without a title bar.
    });
  }
}
