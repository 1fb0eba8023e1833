// <root-portal>: its children lie above the page and are placed by the window, whatever clips or
// transforms what is around them. The engine's top layer does just that.

import { BuiltIn } from "../base.ts";

export class RootPortal extends BuiltIn {
  static override readonly styles = `
    wx-root-portal { display: block; }
    wx-root-portal[popover] {
      position: fixed; inset: 0 auto auto 0; width: 0; height: 0; margin: 0; padding: 0; border: 0;
      overflow: visible; background: none; color: inherit;
    }
  `;

  connectedCallback(): void {
    this.#place();
  }

  protected override changed(name: string): void {
    if (name === "enable" && this.isConnected) this.#place();
  }

  #place(): void {
    if (this.flag("enable", true)) {
      this.popover = "manual";
      if (!this.matches(":popover-open")) this.showPopover();
    } else {
      this.popover = null;
    }
  }
}
