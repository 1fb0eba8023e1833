// Registers the components, and makes the sheet that shows each by default.

import type { BuiltInClass, BuiltIns } from "../components/base.ts";
import { PAGE_STYLES } from "./shell_styles.ts";

/** Define every built-in tag as a custom element; one class may stand for several tags. */
export function defineAll(builtIns: BuiltIns, registry: CustomElementRegistry): void {
  const used = new Set<BuiltInClass>();
  for (const [tag, given] of Object.entries(builtIns)) {
    const isTaken = used.has(given);
    used.add(given);
    registry.define(`wx-${tag}`, isTaken ? class extends given {} : given);
  }
}

/** The first sheet of every page. */
export function baseSheet(builtIns: BuiltIns): CSSStyleSheet {
  const styles = new Set(Object.values(builtIns).map((made) => made.styles));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([PAGE_STYLES, ...styles].join("\n"));
  return sheet;
}
