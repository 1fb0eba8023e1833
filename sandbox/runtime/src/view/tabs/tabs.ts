// The app's tab bar over the life of the app: state, drawing, and the room it takes from pages.

import type { AppConfig } from "../../shared/config.ts";
import type { Tells } from "../../shared/questions.ts";
import type { Page } from "../pages/page.ts";
import { TAB_BAR_PX } from "../shell_styles.ts";
import { TabBarView, type BarEnds } from "./bar.ts";
import { TabModel } from "./model.ts";

export class Tabs {
  readonly #stage: HTMLElement;
  readonly #model: TabModel | null;
  readonly #view: TabBarView | null = null;
  readonly #theme: () => "light" | "dark";
  readonly #isTop: boolean;
  #isOnTab = false;
  #isWanted = true;

  /** A custom tab bar is the app's own component: nothing is drawn for it. `first` is the route
   *  of the page that opens the app. */
  constructor(
    stage: HTMLElement,
    config: Pick<AppConfig, "tabBar" | "theme">,
    theme: () => "light" | "dark",
    first: string,
    ends: BarEnds,
  ) {
    const bar = config.tabBar;
    this.#stage = stage;
    this.#theme = theme;
    this.#isTop = bar?.position === "top";
    this.#model = bar && !bar.custom ? new TabModel(bar, config.theme) : null;
    if (!this.#model) return;
    const selected = bar?.list.findIndex((tab) => tab.pagePath === first) ?? -1;
    this.#view = new TabBarView(this.#model.state(theme()), selected, ends);
    this.#view.root.hidden = true;
    stage.append(this.#view.root);
  }

  /** How much of the window the bar takes from the page that is shown, in px. */
  get height_px(): number {
    return this.#view && this.#isOnTab && this.#isWanted ? TAB_BAR_PX : 0;
  }

  /** How much it takes from a tab page. */
  get roomOnTabs_px(): number {
    return this.#view && this.#isWanted ? TAB_BAR_PX : 0;
  }

  /** Another page is shown. */
  follow(page: Pick<Page, "tab">): void {
    this.#isOnTab = page.tab >= 0;
    if (this.#isOnTab) this.#view?.select(page.tab);
    this.#sync(false);
  }

  setStyle(style: Tells["tabBar.style"]): void {
    this.#model?.setStyle(style);
    this.redraw();
  }

  setItem(item: Tells["tabBar.item"]): void {
    this.#model?.setItem(item);
    this.redraw();
  }

  setBadge(badge: Tells["tabBar.badge"]): void {
    this.#model?.setBadge(badge);
    this.redraw();
  }

  /** wx.showTabBar and wx.hideTabBar. */
  setShown({ shown, animation }: Tells["tabBar.shown"]): void {
    this.#isWanted = shown;
    this.#sync(animation);
  }

  /** The theme has changed, or something of the state. */
  redraw(): void {
    if (this.#model) this.#view?.draw(this.#model.state(this.#theme()));
  }

  #sync(animated: boolean): void {
    if (!this.#view) return;
    const { style } = this.#stage;
    const room = this.#isWanted ? `${TAB_BAR_PX}px` : "0px";
    style.setProperty(this.#isTop ? "--fl-above" : "--fl-below", room);
    // It stays under a page that slides in over it; that page covers it.
    if (this.#isOnTab) this.#view.setShown(this.#isWanted, animated);
    this.#view.root.inert = !this.#isOnTab;
  }
}
