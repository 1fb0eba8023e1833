// <navigator>: a tap leads to another page or another mini-program.

import { act, type Navigation } from "../acts.ts";
import { setReachable } from "../focus.ts";
import type { HoverTimes } from "../hover.ts";
import { Hoverable } from "../hoverable.ts";
import { openTypeOf } from "./open_type.ts";

const TIMES: HoverTimes = { className: "navigator-hover", start_ms: 50, stay_ms: 600 };

export class Navigator extends Hoverable {
  static override readonly styles = `
    wx-navigator { display: block; height: auto; width: auto; cursor: pointer; }
    wx-navigator:focus-visible { outline: 2px solid var(--fl-focus); outline-offset: -2px; }
    .navigator-hover { background-color: rgba(0, 0, 0, 0.1); opacity: 0.7; }
  `;

  readonly #internals = this.attachInternals();

  constructor() {
    super();
    this.#internals.role = "link";
    this.hoverChanged();
  }

  connectedCallback(): void {
    setReachable(this, true);
  }

  protected override get hoverTimes(): HoverTimes {
    return TIMES;
  }

  override tapped(): boolean {
    const navigation: Navigation = {
      target: this.text("target") === "miniProgram" ? "miniProgram" : "self",
      openType: openTypeOf(this.text("open-type"), this.flag("redirect")),
      url: this.text("url"),
      delta: Math.max(1, Math.trunc(this.number("delta", 1))),
      appId: this.text("app-id"),
      path: this.text("path"),
      extraData: this.attrs.get("extra-data") ?? null,
      version: this.text("version", "release"),
      shortLink: this.text("short-link"),
    };
    const needsNoUrl =
      navigation.target === "miniProgram" || /navigateBack|exit/.test(navigation.openType);
    if (navigation.url !== "" || needsNoUrl) act(this, "navigate", navigation);
    return false;
  }
}
