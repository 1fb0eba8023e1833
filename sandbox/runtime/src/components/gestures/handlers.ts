// Gesture handlers of Skyline: their callbacks are worklets, which run beside that renderer and not
// here. They are no boxes; the ones that wait for a tap tell of it in an event.

import { BuiltIn, type TapPlace } from "../base.ts";

/** State of a gesture that has come to its end (Skyline's numbers). */
const ENDED = 3;
/** Two taps within this time are a double tap. */
const DOUBLE_MS = 300;

export class GestureHandler extends BuiltIn {
  static override readonly styles = [
    ...["tap", "double-tap", "pan", "scale", "long-press", "force-press"],
    ...["horizontal-drag", "vertical-drag"],
  ]
    .map((kind) => `wx-${kind}-gesture-handler { display: contents; }`)
    .join("\n");

  protected tell({ clientX, clientY }: TapPlace): void {
    const place = { absoluteX: clientX, absoluteY: clientY };
    this.emit("gesture", { state: ENDED, ...place, pointerCount: 1 });
  }
}

export class TapHandler extends GestureHandler {
  override tapped(at: TapPlace): boolean {
    this.tell(at);
    return false;
  }
}

export class DoubleTapHandler extends GestureHandler {
  #last_ms = -Infinity;

  override tapped(at: TapPlace): boolean {
    const now_ms = performance.now();
    const isSecond = now_ms - this.#last_ms < DOUBLE_MS;
    this.#last_ms = isSecond ? -Infinity : now_ms;
    if (isSecond) this.tell(at);
    return false;
  }
}
