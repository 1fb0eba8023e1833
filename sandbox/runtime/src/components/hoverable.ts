// Components with hover-class, hover-start-time, hover-stay-time and hover-stop-propagation.
// Their defaults are WeChat's (component/view, component/button, component/navigator).

import { Hover, type HoverTimes } from "./hover.ts";
import { Styled } from "./styled.ts";

export abstract class Hoverable extends Styled {
  #hover: Hover | null = null;

  /** What holds where the app set nothing. */
  protected abstract get hoverTimes(): HoverTimes;

  /** Whether a press on this tag shows at all (not on a disabled button). */
  protected get canHover(): boolean {
    return true;
  }

  override dress(classText: string): void {
    if (this.#hover) this.#hover.dress(classText);
    else this.className = classText;
  }

  protected override changed(name: string, _value: unknown, _before: unknown): void {
    if (name === "hover-class") this.hoverChanged();
  }

  /** Begins or ends to watch for presses, as hover-class has it now. */
  protected hoverChanged(): void {
    if ((this.#hoverClass() !== "") === (this.#hover !== null)) return;
    if (this.#hover) {
      this.#hover.stop();
      this.#hover = null;
      return;
    }
    this.#hover = new Hover({
      tag: this,
      classText: () => this.#hoverClass(),
      times: () => ({
        start_ms: this.number("hover-start-time", this.hoverTimes.start_ms),
        stay_ms: this.number("hover-stay-time", this.hoverTimes.stay_ms),
      }),
      canHover: (event) => this.canHover && !this.#isCovered(event),
    });
  }

  #hoverClass(): string {
    const given = this.text("hover-class", this.hoverTimes.className).trim();
    return given === "none" ? "" : given;
  }

  /** A tag inside that is pressed as well may keep the press to itself. */
  #isCovered(event: PointerEvent): boolean {
    for (const node of event.composedPath()) {
      if (node === this) return false;
      if (node instanceof Hoverable && node.flag("hover-stop-propagation")) return true;
    }
    return false;
  }
}
