// One tag's hover-class: the classes it has while it is pressed. A mouse press counts as a touch.

export interface HoverTimes {
  readonly className: string;
  readonly start_ms: number;
  readonly stay_ms: number;
}

/** What a Hover asks of its tag, at the time of a press. */
export interface Hovered {
  readonly tag: HTMLElement;
  /** "" when nothing is to show. */
  classText(): string;
  times(): { readonly start_ms: number; readonly stay_ms: number };
  canHover(event: PointerEvent): boolean;
}

/** A finger may move this far before a press becomes a scroll or a drag. */
const SLACK_PX = 10;

interface Press {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  timer: number;
}

export class Hover {
  readonly #of: Hovered;
  #press: Press | null = null;
  #classText: string;
  #shown = "";

  constructor(of: Hovered) {
    this.#of = of;
    this.#classText = of.tag.className;
    of.tag.addEventListener("pointerdown", this.#down);
  }

  /** The app's own classes from now on. */
  dress(classText: string): void {
    this.#classText = classText;
    const both = this.#shown === "" ? classText : `${classText} ${this.#shown}`;
    this.#of.tag.className = both;
  }

  /** No more presses are shown. */
  stop(): void {
    this.#end();
    this.#of.tag.removeEventListener("pointerdown", this.#down);
  }

  #show(classText: string): void {
    if (this.#shown === classText) return;
    this.#shown = classText;
    this.dress(this.#classText);
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary || !this.#of.canHover(event)) return;
    this.#end();
    const press = { pointer: event.pointerId, x: event.clientX, y: event.clientY, timer: 0 };
    press.timer = window.setTimeout(() => {
      this.#show(this.#of.classText());
    }, this.#of.times().start_ms);
    this.#press = press;
    window.addEventListener("pointermove", this.#move, { passive: true });
    window.addEventListener("pointerup", this.#up);
    window.addEventListener("pointercancel", this.#up);
  };

  readonly #move = (event: PointerEvent): void => {
    const press = this.#press;
    if (press?.pointer !== event.pointerId) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLACK_PX) this.#end();
  };

  /** A press shorter than the start time shows all the same, for the stay time. */
  readonly #up = (event: PointerEvent): void => {
    const press = this.#press;
    if (press?.pointer !== event.pointerId) return;
    if (event.type === "pointercancel") {
      this.#end();
      return;
    }
    this.#deafen();
    window.clearTimeout(press.timer);
    this.#show(this.#of.classText());
    press.timer = window.setTimeout(() => {
      this.#end();
    }, this.#of.times().stay_ms);
  };

  #deafen(): void {
    window.removeEventListener("pointermove", this.#move);
    window.removeEventListener("pointerup", this.#up);
    window.removeEventListener("pointercancel", this.#up);
  }

  #end(): void {
    if (!this.#press) return;
    window.clearTimeout(this.#press.timer);
    this.#press = null;
    this.#deafen();
    this.#show("");
  }
}
