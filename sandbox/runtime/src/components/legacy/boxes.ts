// Tags that WeChat removed in 2016 and that apps still carry: <loading>, <toast>, <modal>,
// <action-sheet> and its parts, <contact-button>. They look and act as they did.

import { act } from "../acts.ts";
import { BuiltIn } from "../base.ts";
import { InnerSheet, make, shadow, slot } from "../draw.ts";
import { setReachable } from "../focus.ts";
import { wordsFor } from "../words.ts";

const LAYER = `
  .mask { position: fixed; inset: 0; z-index: 1000; }
  .dark { background: rgba(0, 0, 0, 0.6); }
`;
const NOTE_SHEET = new InnerSheet(`
  ${LAYER}
  .note {
    position: fixed; z-index: 1001; top: 40%; left: 50%; transform: translate(-50%, -50%);
    min-width: 7.6em; padding: 15px; border-radius: 5px; box-sizing: border-box;
    background: rgba(40, 40, 40, 0.85); color: #fff; text-align: center; font-size: 14px;
  }
  .wheel {
    width: 32px; height: 32px; margin: 8px auto 12px; border-radius: 50%; background: #fff;
    mask:
      radial-gradient(farthest-side, transparent calc(100% - 3.5px), #000 calc(100% - 3px)),
      conic-gradient(transparent 10%, #000);
    mask-composite: intersect; animation: turn 1s linear infinite;
  }
  @keyframes turn { to { transform: rotate(1turn); } }
`);

/** <loading>: shown unless it is hidden. */
export class Loading extends BuiltIn {
  static override readonly styles = "wx-loading { display: block; }";

  constructor() {
    super();
    const note = make("div", "note", make("div", "wheel"), slot());
    note.role = "status";
    shadow(this, NOTE_SHEET, make("div", "mask"), note);
  }
}

/** <toast>: tells `change` when its time is over; the app then hides it. */
export class Toast extends BuiltIn {
  static override readonly styles = "wx-toast { display: block; }";

  #timer = 0;
  readonly #shown = new MutationObserver(() => {
    this.#wait();
  });

  constructor() {
    super();
    const note = make("div", "note", slot());
    note.role = "status";
    shadow(this, NOTE_SHEET, note);
    this.#shown.observe(this, { attributeFilter: ["hidden"] });
  }

  connectedCallback(): void {
    this.#wait();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.#timer);
  }

  #wait(): void {
    window.clearTimeout(this.#timer);
    if (this.hidden || !this.isConnected) return;
    this.#timer = window.setTimeout(
      () => {
        this.emit("change");
      },
      this.number("duration", 1500),
    );
  }
}

const MODAL_SHEET = new InnerSheet(`
  ${LAYER}
  .box {
    position: fixed; z-index: 1001; top: 50%; left: 50%; transform: translate(-50%, -50%);
    width: 80%; max-width: 320px; border-radius: 8px; overflow: hidden; text-align: center;
    background: var(--fl-sheet); color: var(--fl-text); font-size: 16px;
  }
  h2 { margin: 0; padding: 20px 20px 8px; font-size: 17px; font-weight: 600; }
  h2:empty { padding: 8px; }
  .body { padding: 0 20px 20px; color: var(--fl-weak); white-space: normal; }
  .row { display: flex; border-top: 1px solid var(--fl-line); }
  button {
    flex: 1; border: 0; padding: 13px 0; background: none; font: inherit; cursor: pointer;
    color: var(--fl-text);
  }
  button + button { border-left: 1px solid var(--fl-line); }
  .ok { color: var(--fl-brand); }
  :focus-visible { outline: 2px solid var(--fl-focus); outline-offset: -2px; }
`);

/** <modal>: a question with one button or two. */
export class Modal extends BuiltIn {
  static override readonly styles = "wx-modal { display: block; }";

  readonly #title = make("h2");
  readonly #cancel = make("button", "cancel");
  readonly #ok = make("button", "ok");

  constructor() {
    super();
    const row = make("div", "row", this.#cancel, this.#ok);
    const box = make("div", "box", this.#title, make("div", "body", slot()), row);
    box.role = "dialog";
    shadow(this, MODAL_SHEET, make("div", "mask dark"), box);
    this.#cancel.addEventListener("click", () => {
      this.emit("cancel");
    });
    this.#ok.addEventListener("click", () => {
      this.emit("confirm");
    });
    this.changed();
  }

  protected override changed(): void {
    const words = wordsFor(navigator.language);
    this.#title.textContent = this.text("title");
    this.#cancel.textContent = this.text("cancel-text", words.cancel);
    this.#ok.textContent = this.text("confirm-text", words.ok);
    this.#cancel.hidden = this.flag("no-cancel");
  }
}

const SHEET_SHEET = new InnerSheet(`
  ${LAYER}
  .sheet {
    position: fixed; z-index: 1001; left: 0; right: 0; bottom: 0; background: var(--fl-surface);
    color: var(--fl-text); text-align: center; font-size: 18px;
  }
`);

/** <action-sheet>: a touch beside it, or on its cancel, tells `change`; the app then hides it. */
export class ActionSheet extends BuiltIn {
  static override readonly styles = `
    wx-action-sheet { display: block; }
    wx-action-sheet-item, wx-action-sheet-cancel {
      display: block; padding: 10px 0; border-top: 1px solid var(--fl-line); cursor: pointer;
    }
    wx-action-sheet-cancel { border-top-width: 6px; }
  `;

  constructor() {
    super();
    const mask = make("div", "mask dark");
    mask.addEventListener("click", () => {
      this.tellChange();
    });
    shadow(this, SHEET_SHEET, mask, make("div", "sheet", slot()));
  }

  tellChange(): void {
    this.emit("change");
  }
}

/** <action-sheet-item>: only its tap counts. */
export class ActionSheetItem extends BuiltIn {
  connectedCallback(): void {
    setReachable(this, true);
  }
}

export class ActionSheetCancel extends ActionSheetItem {
  override tapped(): boolean {
    const sheet = this.closest("wx-action-sheet");
    if (sheet instanceof ActionSheet) sheet.tellChange();
    return false;
  }
}

const CONTACT_SHEET = new InnerSheet(`
  .bubble {
    width: 1em; height: 0.8em; border-radius: 0.4em; background: var(--fl-brand);
    position: relative;
  }
  .bubble::after {
    content: ""; position: absolute; left: 0.15em; top: 0.62em; border: 0.17em solid transparent;
    border-top-color: var(--fl-brand); border-left-color: var(--fl-brand);
  }
`);

/** <contact-button>: opens a talk with the app's people, as a button's open-type="contact". */
export class ContactButton extends BuiltIn {
  static override readonly styles = `
    wx-contact-button { display: inline-block; font-size: 18px; cursor: pointer; padding: 2px; }
  `;

  readonly #bubble = make("div", "bubble");

  constructor() {
    super();
    shadow(this, CONTACT_SHEET, this.#bubble);
  }

  connectedCallback(): void {
    setReachable(this, true);
  }

  protected override changed(name: string): void {
    if (name === "size") this.#bubble.style.fontSize = `${this.number("size", 18)}px`;
  }

  override tapped(): boolean {
    const options = { "session-from": this.text("session-from") };
    act(this, "openType", { openType: "contact", options });
    return false;
  }
}
