// Comments that fly over a video (弹幕).

import { textOf } from "../../shared/text.ts";
import { make } from "../draw.ts";
import { recordOf } from "./reading.ts";

const ROW_PX = 26;
const FLIGHT_MS = 8000;
/** More at once would be unreadable, and an app can send any number. */
const MOST = 60;

export interface Comment {
  readonly text: string;
  readonly color: string;
  readonly time_s: number;
}

/** An app's `{text, color, time}`; null without a text. */
export function commentOf(given: unknown): Comment | null {
  const { text, color, time } = recordOf(given);
  const words = textOf(text);
  if (words === "") return null;
  return { text: words, color: textOf(color), time_s: Number(time) || 0 };
}

/** The comments of a `danmu-list`. */
export function commentsOf(list: unknown): Comment[] {
  if (!Array.isArray(list)) return [];
  return list.map(commentOf).filter((comment) => comment !== null);
}

/** Those whose time came between two moments; none when the person jumped. */
export function dueBetween(
  comments: readonly Comment[],
  from_s: number,
  to_s: number,
): readonly Comment[] {
  if (to_s <= from_s || to_s - from_s > 2) return [];
  return comments.filter(({ time_s }) => time_s > from_s && time_s <= to_s);
}

export class Danmu {
  readonly element = make("div", "danmu");
  #next = 0;

  fly({ text, color }: Comment): void {
    const { element } = this;
    if (element.childElementCount >= MOST || element.clientHeight === 0) return;
    const line = make("span", "", text);
    line.style.color = color;
    const rows = Math.max(1, Math.floor((element.clientHeight * 0.6) / ROW_PX));
    line.style.top = `${(this.#next % rows) * ROW_PX + 4}px`;
    this.#next += 1;
    element.append(line);
    const way = element.clientWidth + line.offsetWidth;
    const flight = line.animate(
      [{ transform: "translateX(0)" }, { transform: `translateX(-${way}px)` }],
      { duration: FLIGHT_MS },
    );
    flight.finished.then(
      () => {
        line.remove();
      },
      () => undefined,
    );
  }

  clear(): void {
    this.element.replaceChildren();
  }

  set isHeld(held: boolean) {
    for (const line of this.element.children) {
      for (const flight of line.getAnimations()) {
        if (held) flight.pause();
        else flight.play();
      }
    }
  }
}
