// <editor>: rich text that a person writes; the app's own buttons format it through EditorContext.
// https://developers.weixin.qq.com/miniprogram/dev/component/editor.html

import { BuiltIn } from "../base.ts";
import { textOf } from "../../shared/text.ts";
import { InnerSheet, make, shadow } from "../draw.ts";
import { recordOf, type Loose } from "../media/reading.ts";
import { command, format, formatsAt } from "./commands.ts";
import { cleaned, contentsOf, SOURCE } from "./contents.ts";
import { htmlOf } from "./delta.ts";

const SHEET = new InnerSheet(`
  .area {
    position: relative; min-height: 200px; height: 100%; box-sizing: border-box; outline: 0;
    overflow: hidden auto; user-select: text; cursor: text; overflow-wrap: anywhere; line-height: 1.42;
  }
  .area.empty::before {
    content: attr(data-placeholder); position: absolute; color: var(--fl-placeholder);
    font-style: italic; pointer-events: none;
  }
  p, h1, h2, h3, h4, h5, h6, ol, ul { margin: 0; padding: 0; }
  ol, ul { padding-left: 1.5em; }
  img { max-width: 100%; }
  hr { border: 0; border-top: 1px solid var(--fl-line); margin: 8px 0; }
`);

/** A shadow root's own selection, which only Chromium's engine has. */
interface Selecting extends ShadowRoot {
  getSelection?(): Selection | null;
}

export class Editor extends BuiltIn {
  static override readonly styles = `
    wx-editor { display: block; min-height: 200px; width: 100%; }
  `;

  readonly #area = make("div", "area empty");
  readonly #root: Selecting = shadow(this, SHEET, this.#area);
  #formats = "{}";
  #kept: Range | null = null;
  #isReady = false;

  constructor() {
    super();
    const area = this.#area;
    area.contentEditable = "true";
    area.role = "textbox";
    area.ariaMultiLine = "true";
    area.addEventListener("input", () => {
      this.#mark();
      this.emit("input", contentsOf(area));
      this.#status();
    });
    area.addEventListener("focus", () => {
      command("defaultParagraphSeparator", "p");
      document.addEventListener("selectionchange", this.#moved);
      this.emit("focus", contentsOf(area));
    });
    area.addEventListener("blur", () => {
      document.removeEventListener("selectionchange", this.#moved);
      this.emit("blur", contentsOf(area));
    });
    area.addEventListener("paste", this.#paste);
  }

  connectedCallback(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    // What it listens to comes in the same batch, after this.
    queueMicrotask(() => {
      this.emit("ready", {});
    });
  }

  disconnectedCallback(): void {
    document.removeEventListener("selectionchange", this.#moved);
  }

  protected override changed(name: string): void {
    if (name === "read-only") this.#area.contentEditable = String(!this.flag("read-only"));
    else if (name === "placeholder") this.#area.dataset["placeholder"] = this.text("placeholder");
  }

  /** Methods of an EditorContext. Throws an Error for what cannot be done. */
  override invoke(name: string, args: unknown): unknown {
    const given = recordOf(args);
    switch (name) {
      case "getContents":
        return contentsOf(this.#area);
      case "setContents":
        this.#fill(given);
        return {};
      case "getSelectionText":
        return { text: this.#selected()?.toString() ?? "" };
      case "blur":
        this.#area.blur();
        return {};
      case "scrollIntoView":
        this.#selected()?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
        return {};
      default:
        this.#edit(name, given);
        return {};
    }
  }

  #edit(name: string, given: Loose): void {
    this.#resume();
    if (name === "format") {
      format(this.#area, this.#selected(), textOf(given["name"]), given["value"]);
    } else if (name === "insertText") command("insertText", textOf(given["text"]));
    else if (name === "insertDivider") command("insertHTML", "<hr><p><br></p>");
    else if (name === "insertImage") this.#insertImage(given);
    else if (name === "removeFormat") command("removeFormat");
    else if (name === "undo" || name === "redo") command(name);
    else if (name === "clear") {
      command("selectAll");
      command("delete");
    } else throw new Error(`an editor has no method ${name}`);
    this.#mark();
    this.#status();
  }

  #fill(given: Loose): void {
    const { html, delta } = given;
    const source = delta === undefined ? textOf(html) : htmlOf(delta);
    this.#area.replaceChildren(...cleaned(source, this.#url));
    this.#kept = null;
    this.#mark();
    this.emit("input", contentsOf(this.#area));
  }

  #insertImage(given: Loose): void {
    const source = textOf(given["src"]);
    const image = make("img");
    image.setAttribute(SOURCE, source);
    image.src = this.#url(source) ?? "";
    image.alt = textOf(given["alt"]);
    image.className = textOf(given["extClass"]);
    for (const side of ["width", "height"]) {
      const length = textOf(given[side]);
      if (length !== "") image.setAttribute(side, length);
    }
    const data = Object.entries(recordOf(given["data"])).map(
      ([key, value]) => `${key}=${String(value)}`,
    );
    if (data.length > 0) image.setAttribute("data-custom", data.join("&"));
    command("insertHTML", image.outerHTML);
  }

  readonly #url = (address: string): string | null => this.reporter?.url(address) ?? null;

  readonly #paste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (html === "") {
      command("insertText", event.clipboardData?.getData("text/plain") ?? "");
      return;
    }
    const box = make("div");
    box.append(...cleaned(html, this.#url));
    command("insertHTML", box.innerHTML);
  };

  readonly #moved = (): void => {
    const selection = this.#root.getSelection?.();
    if (!selection || selection.rangeCount === 0) return;
    this.#kept = selection.getRangeAt(0).cloneRange();
    this.#status();
  };

  /** The place where the person last was: a button of the app's took the focus away. */
  #resume(): void {
    const kept = this.#kept;
    this.#area.focus({ preventScroll: true });
    const selection = this.#root.getSelection?.();
    if (!selection) return;
    if (kept && this.#area.contains(kept.startContainer)) {
      selection.removeAllRanges();
      selection.addRange(kept);
    } else {
      selection.selectAllChildren(this.#area);
      selection.collapseToEnd();
    }
  }

  #selected(): Range | null {
    const selection = this.#root.getSelection?.();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : this.#kept;
    return range && this.#area.contains(range.startContainer) ? range : null;
  }

  #mark(): void {
    const area = this.#area;
    const isEmpty = area.textContent === "" && !area.querySelector("img, hr, li");
    area.classList.toggle("empty", isEmpty);
  }

  #status(): void {
    const formats = formatsAt(this.#area, this.#selected());
    const text = JSON.stringify(formats);
    if (text === this.#formats) return;
    this.#formats = text;
    this.emit("statuschange", formats);
  }
}
