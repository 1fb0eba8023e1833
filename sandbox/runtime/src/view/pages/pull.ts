// Pull-down refresh: the page is drawn down, by finger, mouse or wheel, and shows three dots.

import type { Happen } from "../posting.ts";
import { REFRESH_PX } from "../shell_styles.ts";
import type { Page } from "./page.ts";
import { PullGesture } from "./pull_gesture.ts";
import { innerScroller } from "./scrollable.ts";

const SETTLE_MS = 250;
/** A turn of the wheel has no end that could be heard: it ends when it pauses. */
const WHEEL_PAUSE_MS = 160;

export class PullDown {
  readonly #page: Page;
  readonly #happen: Happen;
  readonly #dots: HTMLElement;
  readonly #gesture = new PullGesture();
  #isRefreshing = false;
  #wheelTimer = 0;
  #settling: Animation | null = null;

  constructor(page: Page, happen: Happen) {
    this.#page = page;
    this.#happen = happen;
    this.#dots = document.createElement("div");
    this.#dots.className = "fl-dots";
    this.#dots.append(...[1, 2, 3].map(() => document.createElement("i")));
    page.frame.prepend(this.#dots);
    page.scroller.addEventListener(
      "wheel",
      (event) => {
        this.#turned(event);
      },
      { passive: true },
    );
  }

  /** A finger or the mouse went down on the page; `y` in CSS pixels. False: nothing to pull. */
  began(x: number, y: number): boolean {
    if (!this.#isReady()) return false;
    this.#gesture.began(x, y);
    return true;
  }

  moved(x: number, y: number): void {
    this.#place(this.#gesture.moved(x, y));
  }

  ended(): void {
    if (this.#gesture.ended()) this.#refresh();
    else this.#settle(0);
  }

  /** The app pulls (wx.startPullDownRefresh), which is as if the person did, or is done. */
  run(on: boolean): void {
    if (on) this.#refresh();
    else this.#show(false);
  }

  /** The person asked for it by a key. */
  asked(): void {
    if (this.#isReady()) this.#refresh();
  }

  #isReady(): boolean {
    const { window, scroller, isShown } = this.#page;
    if (window.enablePullDownRefresh !== true || !isShown || this.#isRefreshing) return false;
    return scroller.scrollTop <= 0;
  }

  #refresh(): void {
    if (!this.#show(true)) return;
    this.#happen("pullDownRefresh", { page: this.#page.id });
  }

  /** False: it was so before. */
  #show(on: boolean): boolean {
    if (on === this.#isRefreshing) return false;
    this.#isRefreshing = on;
    this.#dots.classList.toggle("fl-on", on);
    if (on) this.#page.scroller.scrollTop = 0;
    this.#settle(on ? REFRESH_PX : 0);
    return true;
  }

  #turned(event: WheelEvent): void {
    if (event.deltaY >= 0 || event.defaultPrevented || innerScroller(event, this.#page.scroller))
      return;
    if (this.#wheelTimer === 0 && !this.began(0, 0)) return;
    window.clearTimeout(this.#wheelTimer);
    this.#wheelTimer = window.setTimeout(() => {
      this.#wheelTimer = 0;
      this.ended();
    }, WHEEL_PAUSE_MS);
    this.#place(this.#gesture.pulled(-event.deltaY));
  }

  #place(distance_px: number): void {
    this.#settling?.cancel();
    const { backgroundTextStyle } = this.#page.window;
    this.#dots.classList.toggle("fl-light", backgroundTextStyle === "light");
    this.#dots.style.opacity = String(Math.min(distance_px / REFRESH_PX, 1));
    this.#page.scroller.style.transform = distance_px > 0 ? `translateY(${distance_px}px)` : "";
  }

  #settle(distance_px: number): void {
    const { scroller, window: settings } = this.#page;
    const from = scroller.style.transform === "" ? "none" : scroller.style.transform;
    const to = distance_px > 0 ? `translateY(${distance_px}px)` : "none";
    this.#dots.classList.toggle("fl-light", settings.backgroundTextStyle === "light");
    this.#dots.style.opacity = distance_px > 0 ? "1" : "0";
    scroller.style.transform = distance_px > 0 ? to : "";
    if (from === to) return;
    this.#settling?.cancel();
    const timing = { duration: SETTLE_MS, easing: "ease-out" };
    this.#settling = scroller.animate([{ transform: from }, { transform: to }], timing);
  }
}
