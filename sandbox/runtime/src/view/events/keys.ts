// Keys as a desktop expects them: back by Esc, Alt-Left and the mouse's back button; a press of
// Enter or Space on what has the focus; F5 refreshes a page that can be pulled down.

import type { ApiTells } from "../../shared/api_questions.ts";
import { isAppElement } from "../elements.ts";
import type { Happen } from "../posting.ts";

/** The mouse button that browsers go back by (UI Events, MouseEvent.button). */
const BACK_BUTTON = 3;

export interface KeyEnds {
  readonly happen: Happen;
  readonly refresh: () => void;
}

export class Keys {
  readonly #ends: KeyEnds;
  #heard: ApiTells["keys.listen"] = { down: false, up: false };

  /** Listens behind the page's own components: what they took is not heard here. */
  constructor(ends: KeyEnds) {
    this.#ends = ends;
    window.addEventListener("keydown", (event) => {
      this.#down(event);
    });
    window.addEventListener("keyup", (event) => {
      if (this.#heard.up) this.#tell("up", event);
    });
    window.addEventListener("mouseup", (event) => {
      if (event.button !== BACK_BUTTON) return;
      event.preventDefault();
      ends.happen("back", {});
    });
  }

  /** wx.onKeyDown, wx.onKeyUp. */
  listen(heard: ApiTells["keys.listen"]): void {
    this.#heard = heard;
  }

  #down(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (this.#heard.down) this.#tell("down", event);
    const focused = focusedElement();
    if (event.key === "BrowserBack" || (event.key === "ArrowLeft" && isAltAlone(event))) {
      event.preventDefault();
      this.#ends.happen("back", {});
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (focused && isField(focused)) focused.blur();
      else this.#ends.happen("back", {});
    } else if (event.key === "F5") {
      event.preventDefault();
      this.#ends.refresh();
    } else if (event.key === "Enter" || event.key === " ") {
      this.#press(event, focused);
    }
  }

  #press(event: KeyboardEvent, focused: HTMLElement | null): void {
    if (event.repeat || !focused || !isAppElement(focused) || focused.tabIndex < 0) return;
    event.preventDefault();
    focused.click();
  }

  #tell(way: "down" | "up", event: KeyboardEvent): void {
    const focused = focusedElement();
    if (focused && isField(focused)) return;
    const { key, code, timeStamp } = event;
    this.#ends.happen("key", { way, key, code, timeStamp });
  }
}

/** What has the focus, looked for in shadow trees too. */
export function focusedElement(): HTMLElement | null {
  let focused: Element | null = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : null;
}

/** Whether keys are text for it. */
export function isField(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) return true;
  return element instanceof HTMLElement && element.isContentEditable;
}

function isAltAlone(event: KeyboardEvent): boolean {
  return event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey;
}
