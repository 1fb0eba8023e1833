// What the logic layer tells the view (shared/questions.ts, Tells).

import { placeText } from "../shared/placed.ts";
import type { TellName, Tells } from "../shared/questions.ts";
import type { Keys } from "./events/keys.ts";
import type { HostLink } from "./link/host.ts";
import type { Evaluations } from "./link/evaluations.ts";
import type { AudioPlayers } from "./media/audio.ts";
import type { PageRooms } from "./pages/rooms.ts";
import { hideKeyboard } from "./questions/keyboard.ts";
import type { Observers } from "./questions/observers.ts";
import type { Tabs } from "./tabs/tabs.ts";

type Level = Tells["console"]["level"];
export type Printer = Pick<Console, Level>;

export interface TellEnds {
  readonly rooms: PageRooms;
  readonly tabs: Tabs;
  readonly observers: Observers;
  readonly audio: AudioPlayers;
  readonly keys: Keys;
  readonly link: HostLink;
  readonly evaluations: Evaluations;
  readonly printer: Printer;
  /** The room that the tab bar takes may have changed. */
  readonly resized: () => void;
}

type Tellers = { readonly [N in TellName]: (params: Tells[N]) => void };

const LEVELS: readonly Level[] = ["debug", "log", "info", "warn", "error"];

export class Telling {
  readonly #tellers: Tellers;

  constructor(ends: TellEnds) {
    this.#tellers = { ...pageTellers(ends), ...otherTellers(ends) };
  }

  /** Throws TypeError for what the view does not know. */
  tell(name: string, params: unknown): void {
    if (!Object.hasOwn(this.#tellers, name)) throw new TypeError(`the view is told ${name}`);
    this.#tellers[name as TellName](params as never);
  }
}

type PageTell = Extract<TellName, `page.${string}` | "first">;

function pageTellers({ rooms, observers, link }: TellEnds): Pick<Tellers, PageTell> {
  return {
    "page.open": (facts) => {
      rooms.open(facts);
    },
    "page.show": ({ page, by }) => {
      rooms.stack.show(page, by);
    },
    "page.close": ({ page }) => {
      observers.closePage(page);
      rooms.close(page);
    },
    "page.window": ({ page, window }) => {
      rooms.stack.find(page)?.dress(window);
    },
    "page.listens": ({ page, scroll }) => {
      rooms.of(page)?.scrolling.listen(scroll);
    },
    "page.pullDown": ({ page, on }) => {
      rooms.of(page)?.pull.run(on);
    },
    first: ({ page }) => {
      const first = rooms.stack.find(page);
      if (!first) link.ready();
      else
        first.whenDressed(() => {
          link.ready();
        });
    },
  };
}

function otherTellers(ends: TellEnds): Omit<Tellers, PageTell> {
  const { rooms, tabs, observers, audio, keys, evaluations, printer } = ends;
  return {
    console: ({ level, args, place }) => {
      const told = typeof place === "string" ? [...args, placeText(place)] : args;
      printer[LEVELS.includes(level) ? level : "log"](...told);
    },
    evaluated: (outcome) => {
      evaluations.settle(outcome);
    },
    "observer.open": (params) => {
      const page = rooms.stack.find(params.page);
      page?.whenDressed(() => {
        page.whole();
        observers.openIntersection(page, params);
      });
    },
    "observer.close": ({ observer }) => {
      observers.close(observer);
    },
    "media.open": (params) => {
      observers.openMedia(params);
    },
    "media.close": ({ observer }) => {
      observers.close(observer);
    },
    "tabBar.style": (style) => {
      tabs.setStyle(style);
    },
    "tabBar.item": (item) => {
      tabs.setItem(item);
    },
    "tabBar.badge": (badge) => {
      tabs.setBadge(badge);
    },
    "tabBar.shown": (shown) => {
      tabs.setShown(shown);
      ends.resized();
    },
    "keyboard.hide": () => {
      hideKeyboard();
    },
    "audio.open": (params) => {
      audio.open(params);
    },
    "audio.set": (change) => {
      audio.set(change);
    },
    "audio.do": (order) => {
      audio.do(order);
    },
    "keys.listen": (heard) => {
      keys.listen(heard);
    },
  };
}
