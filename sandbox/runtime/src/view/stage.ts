// The document's own looks, and the element in which the pages lie.

import { RootClass, documentStyles } from "../components/tokens.ts";
import type { AppConfig } from "../shared/config.ts";
import { PREVIEW_STYLES } from "./media/preview.ts";
import { SHELL_STYLES } from "./shell_styles.ts";
import { TAB_STYLES } from "./tabs/bar.ts";

/** Make the stage in an empty document, dressed as it is without an app's settings. */
export function makeStage(document: Document): HTMLElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([documentStyles, SHELL_STYLES, TAB_STYLES, PREVIEW_STYLES].join("\n"));
  document.adoptedStyleSheets.push(sheet);
  const stage = document.createElement("main");
  stage.className = "fl-stage";
  document.body.append(stage);
  return stage;
}

/** The document's looks as the app's settings want them. */
export function dressDocument(document: Document, config: AppConfig): void {
  const { classList } = document.documentElement;
  classList.toggle(RootClass.V2, config.styleVersion === "v2");
  classList.toggle(RootClass.DARK_MODE, config.darkmode);
}
