// What a compiled style sheet still needs when it comes into the view.

export interface CssSettings {
  /** app.json's `darkmode`: without it, an app is never asked to be dark. */
  readonly darkmode: boolean;
  /** A tab bar is drawn below or above some pages, whose `100vh` ends at it. */
  readonly tabBar: boolean;
}

const SCHEME = /prefers-color-scheme\s*:\s*(dark|light)/g;
// Strings, url() and comments stay; a length counts where no name or path runs into it.
const VH =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\)|\/\*[^]*?\*\/|@media[^{]*|(?<![\w#\\-])([+-]?(?:\d+\.?\d*|\.\d+))vh(?![\w-])/gi;

/** Page heights by the page's own container (view/pages), colour schemes as the app supports. */
export function cssForView(text: string, settings: CssSettings): string {
  let css = text;
  if (!settings.darkmode && css.includes("prefers-color-scheme")) {
    // Media features that never, and that always, hold.
    css = css.replace(SCHEME, (_all, scheme: string) =>
      scheme === "dark" ? "max-width: -1px" : "min-width: 0",
    );
  }
  return settings.tabBar ? pageHeights(css) : css;
}

/** `100vh` of a page is the height of the page, not of the window with its tab bar. */
export function pageHeights(text: string): string {
  if (!/vh/i.test(text)) return text;
  return text.replace(VH, (whole: string, number: string | undefined) =>
    number === undefined ? whole : `${number}cqh`,
  );
}

/** All @font-face rules of a sheet, those inside other rules too; "" when it has none. */
export function fontFaces(text: string, sheet: CSSStyleSheet): string {
  return text.includes("@font-face") ? facesIn(sheet.cssRules).join("\n") : "";
}

function facesIn(rules: CSSRuleList): string[] {
  const faces: string[] = [];
  for (const rule of rules) {
    if (rule instanceof CSSFontFaceRule) faces.push(rule.cssText);
    else if (rule instanceof CSSGroupingRule) faces.push(...facesIn(rule.cssRules));
  }
  return faces;
}
