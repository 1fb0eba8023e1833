// <ad>, <ad-custom>: this host shows no advertisements. They take no room, and the app hears that
// there was no fitting one, as it does in WeChat on many days.

import { BuiltIn } from "../base.ts";

/** https://developers.weixin.qq.com/miniprogram/dev/component/ad.html: 1004 no suitable ad. */
const NO_AD = 1004;

export class Advertisement extends BuiltIn {
  static override readonly styles = `
    wx-ad, wx-ad-custom { display: block; height: 0; min-height: 0; overflow: hidden; }
  `;

  #isTold = false;

  connectedCallback(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    // What it listens to comes in the same batch, after this.
    queueMicrotask(() => {
      this.emit("error", { errCode: NO_AD, errMsg: "no suitable advertisement" });
    });
  }
}
