// Shows a part of a page over the whole of the app's view, and back again. It stays within the
// window: what is above it (title bar, capsule) is the host's.

export class FullView {
  readonly #stage: HTMLElement;
  readonly #changed: (isFull: boolean) => void;
  #isFull = false;

  constructor(stage: HTMLElement, changed: (isFull: boolean) => void) {
    this.#stage = stage;
    this.#changed = changed;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  toggle(): void {
    if (this.#isFull) this.leave();
    else this.enter();
  }

  enter(): void {
    if (this.#isFull || !this.#stage.isConnected) return;
    this.#isFull = true;
    // The top layer: a page's transforms and clips do not reach it.
    this.#stage.popover = "manual";
    this.#stage.classList.add("full");
    this.#stage.showPopover();
    window.addEventListener("keydown", this.#key, true);
    this.#changed(true);
  }

  leave(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    window.removeEventListener("keydown", this.#key, true);
    // Without the attribute it is no popover any more, shown or not.
    this.#stage.popover = null;
    this.#stage.classList.remove("full");
    this.#changed(false);
  }

  /** Esc leaves it, and is not the page's "back" then. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  };
}
