// <view>, <span> and the tags that only hold others.

import { BuiltIn } from "../base.ts";
import type { HoverTimes } from "../hover.ts";
import { Hoverable } from "../hoverable.ts";

const TIMES: HoverTimes = { className: "none", start_ms: 50, stay_ms: 400 };

export class View extends Hoverable {
  static override readonly styles = "wx-view { display: block; }";

  protected override get hoverTimes(): HoverTimes {
    return TIMES;
  }
}

/** Inline text among other text (Skyline); an ordinary inline tag here. */
export class Span extends BuiltIn {
  static override readonly styles = "wx-span { display: inline; }";
}
