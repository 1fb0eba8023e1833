// How an <editor>'s formats are done: by the engine's own editing commands, which keep undo right,
// and by styles on the lines that are selected.

import { textOf } from "../../shared/text.ts";
import { INDENT_EM, LINE_STYLES, RUN_STYLES } from "./delta.ts";

/** Formats that are on or off. */
const SWITCHES: Readonly<Record<string, string>> = {
  bold: "bold",
  italic: "italic",
  underline: "underline",
  ins: "underline",
  strike: "strikeThrough",
};
const ALIGN: Readonly<Record<string, string>> = {
  left: "justifyLeft",
  center: "justifyCenter",
  right: "justifyRight",
  justify: "justifyFull",
};
const LINES = "p, div, li, h1, h2, h3, h4, h5, h6, blockquote";
/** The engine knows seven sizes; the largest marks what gets the app's own. */
const MARK_SIZE = "7";
const MARK_SIZE_STYLE = "xxx-large";

/** The engine's editing commands. Their standard was given up, and nothing took their place: all
 *  engines keep them, and only they go into the engine's own undo. */
interface Editing {
  execCommand(name: string, isShown: boolean, value: string): boolean;
  queryCommandState(name: string): boolean;
}

function editing(): Editing {
  return document;
}

/** Runs one of the engine's commands in the focused area. */
export function command(name: string, value = ""): boolean {
  return editing().execCommand(name, false, value);
}

/** EditorContext.format. Throws an Error for a format that there is none of. */
export function format(
  area: HTMLElement,
  selected: Range | null,
  name: string,
  value: unknown,
): void {
  const text = textOf(value);
  const toggled = SWITCHES[name];
  if (toggled !== undefined) command(toggled);
  else if (name === "script") command(text === "sub" ? "subscript" : "superscript");
  else if (name === "header") command("formatBlock", headerTag(text));
  else if (name === "list") {
    command(text === "ordered" ? "insertOrderedList" : "insertUnorderedList");
  } else if (name === "align") command(ALIGN[text] ?? "justifyLeft");
  else if (name === "indent") indent(area, selected, text);
  else if (name in RUN_STYLES) styleRun(area, name, text);
  else if (name in LINE_STYLES) {
    for (const line of linesOf(area, selected)) {
      line.style.setProperty(LINE_STYLES[name] ?? name, text);
    }
  } else throw new Error(`${name} is no format of an editor`);
}

/** The formats at the caret, as `statuschange` tells them. */
export function formatsAt(area: HTMLElement, selected: Range | null): Record<string, unknown> {
  const formats: Record<string, unknown> = {};
  for (const name of ["bold", "italic", "underline", "strike"]) {
    if (isOn(SWITCHES[name] ?? name)) formats[name] = true;
  }
  if (isOn("subscript")) formats["script"] = "sub";
  if (isOn("superscript")) formats["script"] = "super";
  if (isOn("insertOrderedList")) formats["list"] = "ordered";
  if (isOn("insertUnorderedList")) formats["list"] = "bullet";
  const [line] = linesOf(area, selected);
  const level = /^H([1-6])$/.exec(line?.tagName ?? "")?.[1];
  if (level !== undefined) formats["header"] = Number(level);
  for (const [name, property] of Object.entries(LINE_STYLES)) {
    const value = line?.style.getPropertyValue(property) ?? "";
    if (value !== "") formats[name] = value;
  }
  const around = selected ? elementOf(selected.startContainer).closest("span") : null;
  for (const [name, property] of Object.entries(RUN_STYLES)) {
    const value = around && area.contains(around) ? around.style.getPropertyValue(property) : "";
    if (value !== "") formats[name] = value;
  }
  return formats;
}

function isOn(name: string): boolean {
  return editing().queryCommandState(name);
}

function headerTag(text: string): string {
  const level = /^h?([1-6])$/i.exec(text)?.[1];
  return level === undefined ? "p" : `h${level}`;
}

function indent(area: HTMLElement, selected: Range | null, text: string): void {
  for (const line of linesOf(area, selected)) {
    const now = (Number.parseFloat(line.style.paddingLeft) || 0) / INDENT_EM;
    const wanted = /^[+-]/.test(text) ? now + Number.parseInt(text, 10) : Number(text) || 0;
    line.style.paddingLeft = wanted > 0 ? `${wanted * INDENT_EM}em` : "";
  }
}

function styleRun(area: HTMLElement, name: string, value: string): void {
  command("styleWithCSS", "true");
  if (name === "color") command("foreColor", value);
  else if (name === "backgroundColor") command("hiliteColor", value);
  else {
    command("fontSize", MARK_SIZE);
    for (const run of area.querySelectorAll<HTMLElement>("span, font")) {
      if (run.style.fontSize !== MARK_SIZE_STYLE) continue;
      run.style.fontSize = "";
      run.style.setProperty(RUN_STYLES[name] ?? name, value);
    }
  }
  command("styleWithCSS", "false");
}

function linesOf(area: HTMLElement, selected: Range | null): HTMLElement[] {
  if (!selected) return [];
  const lines = [...area.querySelectorAll<HTMLElement>(LINES)];
  const touched = lines.filter((line) => selected.intersectsNode(line));
  return touched.filter((line) => !touched.some((other) => other !== line && line.contains(other)));
}

function elementOf(node: Node): Element {
  return node instanceof Element ? node : (node.parentElement ?? document.documentElement);
}
