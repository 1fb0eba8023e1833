// The view layer of one app: puts its rooms together, and takes the logic layer's messages.

import type { AppConfig } from "../shared/config.ts";
import { windowOf } from "../logic/pages/window.ts";
import { FIRST_PAGE } from "../shared/first_frame.ts";
import type { Metrics, Posted, ToView } from "../shared/messages.ts";
import type { OpList } from "../shared/ops.ts";
import { opened } from "../shared/packed.ts";
import type { Tells } from "../shared/questions.ts";
import { withoutRpx } from "../shared/rpx.ts";
import { addressFor } from "./addresses.ts";
import { AnimationPlayer } from "./animation/player.ts";
import { Tweens } from "./animation/tweens.ts";
import { pageHeights } from "./css.ts";
import { reportCssEvents } from "./events/css_events.ts";
import { Keys } from "./events/keys.ts";
import { Pointers } from "./events/pointers.ts";
import { EventReports } from "./events/report.ts";
import { WheelHold } from "./events/wheel.ts";
import { FrameMark, Takeover } from "./first/takeover.ts";
import type { SyncAnswers } from "./link/answers.ts";
import { Evaluations } from "./link/evaluations.ts";
import { refusal, type HostLink } from "./link/host.ts";
import { AudioPlayers } from "./media/audio.ts";
import { Preview } from "./media/preview.ts";
import { metricsOf } from "./metrics.ts";
import { TagNames } from "./names.ts";
import { afterPaint, oncePerFrame } from "./pages/frames.ts";
import { Page } from "./pages/page.ts";
import { Pulling } from "./pages/pulling.ts";
import { PageRooms } from "./pages/rooms.ts";
import { happenBy, type Happen, type Post } from "./posting.ts";
import { Asking, transfersOf } from "./questions/asking.ts";
import { reportFields } from "./questions/keyboard.ts";
import { Observers } from "./questions/observers.ts";
import { PageReporter } from "./reporting.ts";
import type { Sheets } from "./sheets.ts";
import { dressDocument } from "./stage.ts";
import { Tabs } from "./tabs/tabs.ts";
import { Telling, type Printer } from "./telling.ts";

/** What every app's view stands on. */
export interface Ground {
  /** Of stage.ts. */
  readonly stage: HTMLElement;
  /** The first sheet of every page (base_sheet.ts). */
  readonly baseSheet: CSSStyleSheet;
}

export interface ViewParts {
  readonly config: AppConfig;
  /** The route of the page that opens the app. */
  readonly first: string;
  readonly ground: Ground;
  readonly sheets: Sheets;
  readonly link: HostLink;
  readonly answers: SyncAnswers;
  readonly post: Post;
  readonly printer: Printer;
}

/** How many malformed operations are told of before the rest stays silent. */
const MOST_COMPLAINTS = 20;

export class View {
  readonly evaluations: Evaluations;
  readonly sheets: Sheets;
  readonly #parts: ViewParts;
  readonly #happen: Happen;
  readonly #names = new TagNames();
  readonly #askForFrame = oncePerFrame(() => undefined);
  readonly #player = new AnimationPlayer();
  readonly #reports: EventReports;
  readonly #rooms: PageRooms;
  readonly #tabs: Tabs;
  readonly #asking: Asking;
  readonly #telling: Telling;
  readonly #wheel = new WheelHold();
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #post: Post;
  #takeover: Takeover | null = null;
  #complaints = 0;

  constructor(parts: ViewParts) {
    const { config, link } = parts;
    const { stage } = parts.ground;
    this.#parts = parts;
    const post: Post = (this.#post = (message, transfer) => {
      if (!this.#takeover?.holds(message, transfer)) parts.post(message, transfer);
    });
    this.#happen = happenBy(post);
    this.#reports = new EventReports(post);
    const happen = this.#happen;
    dressDocument(document, config);
    const url = (address: string): string | null =>
      addressFor(address, this.#rooms.stack.shown?.route ?? "");
    this.#rooms = new PageRooms(stage, {
      make: (facts) => this.#makePage(facts),
      shown: (page) => {
        this.#shown(page);
      },
      happen,
    });
    this.#tabs = new Tabs(stage, config, () => this.#theme, parts.first, {
      chosen: (index) => {
        happen("tabItemTap", { index });
      },
      url: (address) => addressFor(address, ""),
    });
    const { stack } = this.#rooms;
    new Pointers(stage, stack, this.#reports, { pull: new Pulling(this.#rooms) });
    const keys = new Keys({
      happen,
      refresh: () => {
        if (stack.shown) this.#rooms.of(stack.shown.id)?.pull.asked();
      },
    });
    reportFields(stack, happen);
    this.evaluations = new Evaluations(post);
    this.sheets = parts.sheets;
    this.#asking = new Asking({
      pages: stack,
      tweens: new Tweens(),
      preview: new Preview(url),
      url,
    });
    this.#telling = new Telling({
      rooms: this.#rooms,
      tabs: this.#tabs,
      observers: new Observers(happen),
      audio: new AudioPlayers(happen, url),
      keys,
      link,
      evaluations: this.evaluations,
      printer: parts.printer,
      resized: () => {
        this.#tellMetrics();
      },
    });
    this.#watchWindow();
  }

  /** The window as the app sees it; `route` is the page that will be first. */
  firstMetrics(route: string): Metrics {
    const isTab = this.#parts.config.tabBar?.list.some((tab) => tab.pagePath === route) ?? false;
    return metricsOf(window, this.#theme, isTab ? this.#tabs.roomOnTabs_px : 0);
  }

  /** Draw the first frame of `route`, until the page itself is there; nothing when it is. */
  draw(route: string, ops: OpList): void {
    const rooms = this.#rooms;
    const { stack } = rooms;
    if (this.#takeover || stack.find(FIRST_PAGE)) return;
    const { config, post } = this.#parts;
    this.#takeover = new Takeover({
      ...{ route, ops, post },
      discard: () => {
        rooms.close(FIRST_PAGE);
      },
    });
    const tab = config.tabBar?.list.findIndex(({ pagePath }) => pagePath === route) ?? -1;
    const customTabBar = tab >= 0 && config.tabBar?.custom === true;
    const window = windowOf(config, route, this.#theme);
    rooms.open({ page: FIRST_PAGE, route, window, tab, scroll: false, customTabBar });
    stack.find(FIRST_PAGE)?.apply(ops, () => undefined);
    stack.show(FIRST_PAGE, "none");
    performance.mark(FrameMark.DRAWN);
  }

  /** A message of the logic layer. One that makes no sense is complained of, and no more. */
  hear(posted: Posted): void {
    this.#orComplain(() => {
      const message = opened(posted);
      const due = this.#takeover?.hear(message) ?? [message];
      if (this.#takeover?.isOver) this.#takeover = null;
      for (const each of due) {
        this.#orComplain(() => {
          this.#take(each);
        });
      }
    });
  }

  #orComplain(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#complain("a message of the logic layer was left out", error);
    }
  }

  #take(message: ToView): void {
    switch (message.t) {
      case "pulse":
        break;
      case "ops":
        this.#apply(message);
        break;
      case "ask":
        this.#ask(message);
        break;
      case "tell":
        this.#telling.tell(message.name, message.params);
        break;
      case "host":
        this.#parts.link.carry(message.id, message.name, message.params, message.sync);
        break;
      case "cancel":
        this.#parts.link.cancel(message.id);
        break;
      case "heard":
        this.#reports.heard(message.reply, message.value);
        break;
      default:
        throw new TypeError("the logic layer said what the view does not know");
    }
  }

  get #theme(): "light" | "dark" {
    return this.#parts.config.darkmode && this.#dark.matches ? "dark" : "light";
  }

  #makePage(facts: Tells["page.open"]): Page {
    const { sheets, link, config } = this.#parts;
    const post = this.#post;
    const hasBar = config.tabBar !== null && !config.tabBar.custom;
    const page = new Page(facts, sheets, this.#parts.ground.baseSheet, (made) => ({
      document,
      names: this.#names,
      player: this.#player,
      styleText: (text) => withoutRpx(hasBar ? pageHeights(text) : text),
      reporter: new PageReporter(made, this.#reports, link, post, this.#happen),
      broken: (error, at) => {
        this.#complain(`an operation of ${made.route} was left out (at ${at})`, error);
      },
    }));
    reportCssEvents(page, this.#reports);
    return page;
  }

  #apply({ page: id, ops, flush }: Extract<ToView, { t: "ops" }>): void {
    const page = this.#rooms.stack.find(id);
    const painted = (): void => {
      if (flush !== undefined) this.#parts.post({ t: "answer", id: flush, value: null });
    };
    if (!page) {
      painted();
      return;
    }
    // Asked for only when all is made, the frame may come one later: 1,000 rows right behind another
    // change waited 9.4 ms for theirs, and 0.3 so.
    if (page.isShown && ops.length > 0) this.#askForFrame();
    page.apply(ops, () => {
      this.#wheel.sync(page);
      if (flush === undefined) return;
      if (page.isShown && document.visibilityState === "visible") afterPaint(painted);
      else painted();
    });
  }

  #ask({ id, name, params, sync }: Extract<ToView, { t: "ask" }>): void {
    const { post, answers } = this.#parts;
    if (sync === true) {
      try {
        void answers.give({ value: this.#asking.now(name, params) });
      } catch (error) {
        void answers.give({ failure: refusal(error) });
      }
      return;
    }
    this.#asking
      .answer(name, params)
      .then((value) => {
        post({ t: "answer", id, value }, transfersOf(value));
      })
      .catch((error: unknown) => {
        post({ t: "failure", id, ...refusal(error) });
      });
  }

  #shown(page: Page): void {
    const before_px = this.#tabs.height_px;
    this.#tabs.follow(page);
    if (this.#tabs.height_px !== before_px) this.#tellMetrics();
  }

  #watchWindow(): void {
    const resized = oncePerFrame(() => {
      this.#tellMetrics();
      const page = this.#rooms.stack.shown;
      if (page) this.#happen("resize", { page: page.id });
    });
    window.addEventListener("resize", resized);
    this.#dark.addEventListener("change", () => {
      this.#tabs.redraw();
      for (const page of this.#rooms.stack.all()) page.syncBody();
      this.#tellMetrics();
    });
  }

  #tellMetrics(): void {
    const metrics = metricsOf(window, this.#theme, this.#tabs.height_px);
    this.#parts.post({ t: "metrics", metrics });
  }

  #complain(what: string, error: unknown): void {
    this.#complaints += 1;
    if (this.#complaints <= MOST_COMPLAINTS) this.#parts.printer.error(what, error);
  }
}
