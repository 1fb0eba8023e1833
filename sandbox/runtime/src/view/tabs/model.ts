// The tab bar's state: what app.json says, and what the app has changed since.

import type { AppConfig, TabBar, TabItem } from "../../shared/config.ts";
import type { Tells } from "../../shared/questions.ts";

export interface Badge {
  readonly text: string;
  readonly dot: boolean;
}

export interface TabState {
  readonly text: string;
  readonly iconPath: string;
  readonly selectedIconPath: string;
  readonly badge: Badge;
}

export interface BarState {
  readonly position: "bottom" | "top";
  readonly color: string;
  readonly selectedColor: string;
  readonly backgroundColor: string;
  readonly borderStyle: string;
  readonly tabs: readonly TabState[];
}

type Theme = "light" | "dark";
type Style = Partial<Omit<BarState, "position" | "tabs">>;
type Item = Partial<Omit<TabItem, "pagePath">>;

const NO_BADGE: Badge = { text: "", dot: false };
/** WeChat shows no more of a badge's text. */
const BADGE_LETTERS = 4;

export class TabModel {
  readonly #bar: TabBar;
  readonly #theme: AppConfig["theme"];
  readonly #items: Item[];
  readonly #badges: Badge[];
  #style: Style = {};

  constructor(bar: TabBar, theme: AppConfig["theme"]) {
    this.#bar = bar;
    this.#theme = theme;
    this.#items = bar.list.map(() => ({}));
    this.#badges = bar.list.map(() => NO_BADGE);
  }

  setStyle(style: Tells["tabBar.style"]): void {
    this.#style = { ...this.#style, ...given(style) };
  }

  setItem({ index, ...item }: Tells["tabBar.item"]): void {
    if (this.#items[index]) this.#items[index] = { ...this.#items[index], ...given(item) };
  }

  setBadge({ index, text, dot }: Tells["tabBar.badge"]): void {
    if (this.#badges[index]) this.#badges[index] = { text: badgeText(text), dot };
  }

  /** What is to be drawn; values that begin with "@" are the theme's. */
  state(theme: Theme): BarState {
    const themed = (value: string | undefined): string => {
      if (!value?.startsWith("@")) return value ?? "";
      return this.#theme[theme][value.slice(1)] ?? "";
    };
    const bar = { ...this.#bar, ...this.#style };
    return {
      position: bar.position,
      color: themed(bar.color),
      selectedColor: themed(bar.selectedColor),
      backgroundColor: themed(bar.backgroundColor),
      borderStyle: themed(bar.borderStyle),
      tabs: this.#bar.list.map((tab, index) => {
        const item = { ...tab, ...this.#items[index] };
        return {
          text: themed(item.text),
          iconPath: themed(item.iconPath),
          selectedIconPath: themed(item.selectedIconPath),
          badge: this.#badges[index] ?? NO_BADGE,
        };
      }),
    };
  }
}

function badgeText(text: string): string {
  const letters = Array.from(text);
  return letters.length > BADGE_LETTERS ? "..." : letters.join("");
}

/** Without members that are not there: they change nothing. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === "string"),
  ) as Partial<T>;
}
