// The tab bar as WeChat draws it, below the pages or above them.

import { TAB_BAR_PX } from "../shell_styles.ts";
import type { BarState, TabState } from "./model.ts";

export interface BarEnds {
  /** A tab was touched, or chosen by keys. */
  readonly chosen: (index: number) => void;
  /** A package path or address as the document may load it; null when it may not. */
  readonly url: (address: string) => string | null;
}

interface Tab {
  readonly root: HTMLElement;
  readonly icon: HTMLImageElement;
  readonly label: HTMLElement;
  readonly badge: HTMLElement;
}

const SHOW_MS = 200;

export const TAB_STYLES = `
.fl-tabs {
  position: absolute; left: 0; right: 0; bottom: 0; height: ${TAB_BAR_PX}px; z-index: 2;
  display: flex; box-sizing: border-box; border-top: 1px solid transparent; contain: strict;
}
.fl-tabs.fl-top { bottom: auto; top: 0; border-top: 0; border-bottom: 1px solid transparent; }
.fl-tabs[hidden] { display: none; }
.fl-tabs > div {
  flex: 1; min-width: 0; display: flex; flex-direction: column; align-items: center;
  justify-content: center; cursor: pointer; position: relative; outline-offset: -3px;
}
.fl-tabs img { width: 27px; height: 27px; object-fit: contain; margin-bottom: 2px; }
.fl-tabs img[hidden] { display: none; }
.fl-tabs span {
  font-size: 10px; line-height: 1.3; max-width: 100%; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis;
}
.fl-tabs.fl-words span { font-size: 14px; }
.fl-tabs.fl-top [aria-selected="true"]::after {
  content: ""; position: absolute; left: 20%; right: 20%; bottom: 0; height: 2px;
  background: currentColor;
}
.fl-tabs b {
  position: absolute; top: 3px; left: 50%; margin-left: 8px; min-width: 8px; padding: 0 5px;
  height: 17px; border-radius: 9px; background: #fa5151; color: #fff; text-align: center;
  font: 11px/17px sans-serif;
}
.fl-tabs b[hidden] { display: none; }
.fl-tabs b.fl-dot { width: 9px; height: 9px; min-width: 0; padding: 0; margin-left: 11px; }
`;

export class TabBarView {
  readonly root = document.createElement("div");
  readonly #ends: BarEnds;
  readonly #tabs: readonly Tab[];
  #state: BarState;
  #selected: number;

  /** `selected`: the tab that will be shown first, so that no icon is fetched to be replaced. */
  constructor(state: BarState, selected: number, ends: BarEnds) {
    this.#ends = ends;
    this.#state = state;
    this.#selected = selected;
    this.root.className = "fl-tabs";
    this.root.setAttribute("role", "tablist");
    this.#tabs = state.tabs.map((_tab, index) => this.#makeTab(index));
    this.root.append(...this.#tabs.map((tab) => tab.root));
    this.root.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    this.draw(state);
  }

  /** Draw another state. */
  draw(state: BarState): void {
    this.#state = state;
    const { style, classList } = this.root;
    const hasIcons = state.tabs.some((tab) => tab.iconPath !== "" || tab.selectedIconPath !== "");
    classList.toggle("fl-top", state.position === "top");
    classList.toggle("fl-words", !hasIcons || state.position === "top");
    style.backgroundColor = state.backgroundColor;
    style.borderColor = borderColour(state.borderStyle);
    for (const [index, tab] of this.#tabs.entries()) {
      const tabState = state.tabs[index];
      if (tabState) this.#drawTab(tab, tabState, index === this.#selected);
    }
  }

  /** The tab of the page that is shown; -1: none. */
  select(index: number): void {
    this.#selected = index;
    this.draw(this.#state);
  }

  /** Slide in or out, as wx.showTabBar and wx.hideTabBar ask for it. */
  setShown(shown: boolean, animated: boolean): void {
    if (this.root.hidden !== shown) return;
    const away = `translateY(${this.#state.position === "top" ? "-" : ""}100%)`;
    const frames = [{ transform: away }, { transform: "none" }];
    this.root.hidden = !shown && !animated;
    if (!animated) return;
    const timing = { duration: SHOW_MS, easing: "ease" };
    const animation = this.root.animate(shown ? frames : frames.reverse(), timing);
    void animation.finished.then(() => {
      this.root.hidden = !shown;
    });
  }

  #makeTab(index: number): Tab {
    const root = document.createElement("div");
    const icon = document.createElement("img");
    const label = document.createElement("span");
    const badge = document.createElement("b");
    root.setAttribute("role", "tab");
    icon.alt = "";
    icon.draggable = false;
    root.append(icon, label, badge);
    root.addEventListener("click", () => {
      this.#ends.chosen(index);
    });
    return { root, icon, label, badge };
  }

  #drawTab({ root, icon, label, badge }: Tab, tab: TabState, isSelected: boolean): void {
    const wanted = isSelected && tab.selectedIconPath !== "" ? tab.selectedIconPath : tab.iconPath;
    const source = wanted === "" || this.#state.position === "top" ? null : this.#ends.url(wanted);
    icon.hidden = source === null;
    if (source !== null && icon.getAttribute("src") !== source) icon.src = source;
    label.textContent = tab.text;
    root.style.color = isSelected ? this.#state.selectedColor : this.#state.color;
    root.setAttribute("aria-selected", String(isSelected));
    const isStop = isSelected || (this.#selected < 0 && root === this.#tabs[0]?.root);
    root.tabIndex = isStop ? 0 : -1;
    badge.hidden = tab.badge.text === "" && !tab.badge.dot;
    badge.textContent = tab.badge.text;
    badge.classList.toggle("fl-dot", tab.badge.text === "");
  }

  #key(event: KeyboardEvent): void {
    const at = this.#tabs.findIndex((tab) => tab.root === event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#ends.chosen(at);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      const step = event.key === "ArrowRight" ? 1 : this.#tabs.length - 1;
      this.#tabs[(at + step) % this.#tabs.length]?.root.focus();
    }
  }
}

/** WeChat knows "black" and "white" (a faint line); newer bases take a colour. */
function borderColour(style: string): string {
  if (style === "" || style === "black") return "rgba(0, 0, 0, 0.2)";
  return style === "white" ? "rgba(255, 255, 255, 0.2)" : style;
}
