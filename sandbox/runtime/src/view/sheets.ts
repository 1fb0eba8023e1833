// The app's style sheets: fetched from the package once, adopted by every page that uses them.

import { cssForView, fontFaces, type CssSettings } from "./css.ts";

const COMPILED = /^weixin\/style\/(?!.*\.\.)[^?#%]+\.css$/;

export class Sheets {
  readonly #settings: CssSettings;
  readonly #fetchText: (path: string) => Promise<string>;
  readonly #document: Document;
  readonly #failed: (path: string, error: unknown) => void;
  readonly #ready = new Map<string, CSSStyleSheet>();
  readonly #coming = new Map<string, Promise<CSSStyleSheet>>();
  readonly #fonts = new Map<string, CSSStyleSheet>();

  /** `fetchText` reads a package path; rejects when it is not there. */
  constructor(
    settings: CssSettings,
    fetchText: (path: string) => Promise<string>,
    document: Document,
    failed: (path: string, error: unknown) => void,
  ) {
    this.#settings = settings;
    this.#fetchText = fetchText;
    this.#document = document;
    this.#failed = failed;
  }

  /** The sheet at a package path, when it is there already. */
  now(path: string): CSSStyleSheet | null {
    return this.#ready.get(path) ?? null;
  }

  /** Take the text of the sheet at a package path, which has not been asked for yet. */
  take(path: string, text: string): void {
    const sheet = new CSSStyleSheet();
    this.#dress(path, sheet, text);
    this.#ready.set(path, sheet);
    this.#coming.set(path, Promise.resolve(sheet));
  }

  /** Never rejects: a sheet that cannot be had is an empty one, and reported. */
  async get(path: string): Promise<CSSStyleSheet> {
    let coming = this.#coming.get(path);
    if (!coming) {
      coming = this.#load(path);
      this.#coming.set(path, coming);
    }
    return await coming;
  }

  /** Read the sheets at these paths again, in place: their developer has saved them. Those that
   *  no page has asked for are read when one does. */
  async renew(paths: readonly string[]): Promise<void> {
    await Promise.all(
      paths.map(async (path) => {
        const sheet = this.#ready.get(path);
        if (sheet) await this.#fill(path, sheet);
        else this.#coming.delete(path);
      }),
    );
  }

  async #load(path: string): Promise<CSSStyleSheet> {
    const sheet = new CSSStyleSheet();
    await this.#fill(path, sheet);
    this.#ready.set(path, sheet);
    return sheet;
  }

  async #fill(path: string, sheet: CSSStyleSheet): Promise<void> {
    try {
      // What the compiler wrote, whatever a Worker asks for: no answer of the host becomes style.
      if (!COMPILED.test(path)) throw new TypeError("not a compiled style sheet");
      this.#dress(path, sheet, await this.#fetchText(path));
    } catch (error) {
      this.#failed(path, error);
    }
  }

  #dress(path: string, sheet: CSSStyleSheet, written: string): void {
    try {
      const text = cssForView(written, this.#settings);
      sheet.replaceSync(text);
      this.#hoistFonts(path, fontFaces(text, sheet));
    } catch (error) {
      this.#failed(path, error);
    }
  }

  /** A @font-face counts in the document only, not in a shadow tree (CSS Scoping, 3.5). */
  #hoistFonts(path: string, faces: string): void {
    const known = this.#fonts.get(path);
    if (known) known.replaceSync(faces);
    if (known || faces === "") return;
    const fonts = new CSSStyleSheet();
    fonts.replaceSync(faces);
    this.#fonts.set(path, fonts);
    this.#document.adoptedStyleSheets.push(fonts);
  }
}
