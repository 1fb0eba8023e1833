// What an <editor> holds, in the form that WeChat gives it to apps: Quill's Delta (ops of inserted
// text and objects with attributes; a line's own attributes are on its "\n"). No DOM here.
// https://developers.weixin.qq.com/miniprogram/dev/api/media/editor/EditorContext.html

import { textOf } from "../../shared/text.ts";
import { listOf, numberOf, recordOf, type Loose } from "../media/reading.ts";

export interface DeltaOp {
  readonly insert: string | { readonly image: string } | { readonly divider: true };
  readonly attributes?: Loose;
}

export interface Delta {
  readonly ops: readonly DeltaOp[];
}

const TAGS: Readonly<Record<string, string>> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  ins: "ins",
  strike: "s",
};
/** Attribute of a run to CSS property. */
export const RUN_STYLES: Readonly<Record<string, string>> = {
  color: "color",
  backgroundColor: "background-color",
  fontSize: "font-size",
  fontFamily: "font-family",
  fontWeight: "font-weight",
  fontStyle: "font-style",
  textDecoration: "text-decoration",
  letterSpacing: "letter-spacing",
};
/** Attribute of a line to CSS property. */
export const LINE_STYLES: Readonly<Record<string, string>> = {
  align: "text-align",
  direction: "direction",
  lineHeight: "line-height",
  textIndent: "text-indent",
  margin: "margin",
  marginTop: "margin-top",
  marginBottom: "margin-bottom",
  marginLeft: "margin-left",
  marginRight: "margin-right",
  padding: "padding",
  paddingTop: "padding-top",
  paddingBottom: "padding-bottom",
  paddingLeft: "padding-left",
  paddingRight: "padding-right",
};
export const INDENT_EM = 2;

/** The HTML of a delta, as an app gives it; what is none of its forms is left out. */
export function htmlOf(delta: unknown): string {
  const done: string[] = [];
  let line = "";
  let list = "";
  const close = (next: string): void => {
    if (list !== next && list !== "") done.push(`</${list}>`);
    if (list !== next && next !== "") done.push(`<${next}>`);
    list = next;
  };
  const end = (attributes: Loose): void => {
    const kind = textOf(attributes["list"]);
    close(kind === "" ? "" : kind === "ordered" ? "ol" : "ul");
    const level = numberOf(attributes["header"], 0);
    const tag = kind === "" ? (level >= 1 && level <= 6 ? `h${level}` : "p") : "li";
    const inside = line === "" ? "<br>" : line;
    done.push(`<${tag}${lineStyle(attributes)}>${inside}</${tag}>`);
    line = "";
  };
  for (const one of listOf(recordOf(delta)["ops"])) {
    const { insert, attributes } = recordOf(one);
    const marks = recordOf(attributes);
    if (typeof insert === "string") {
      insert.split("\n").forEach((text, index) => {
        if (index > 0) end(marks);
        line += runHtml(text, marks);
      });
      continue;
    }
    const { image, divider } = recordOf(insert);
    if (typeof image === "string") line += imageHtml(image, marks);
    else if (divider === true) {
      if (line !== "") end({});
      close("");
      done.push("<hr>");
    }
  }
  if (line !== "") end({});
  close("");
  return done.join("");
}

function runHtml(text: string, attributes: Loose): string {
  if (text === "") return "";
  let html = escaped(text);
  for (const [name, tag] of Object.entries(TAGS)) {
    if (attributes[name]) html = `<${tag}>${html}</${tag}>`;
  }
  const script = textOf(attributes["script"]);
  if (script === "sub" || script === "super") {
    const tag = script === "sub" ? "sub" : "sup";
    html = `<${tag}>${html}</${tag}>`;
  }
  const style = styleText(attributes, RUN_STYLES);
  return style === "" ? html : `<span style="${style}">${html}</span>`;
}

function imageHtml(source: string, attributes: Loose): string {
  const others = ["width", "height", "alt", "data-custom"].flatMap((name) => {
    const value = textOf(attributes[name]);
    return value === "" ? [] : [` ${name}="${escaped(value)}"`];
  });
  return `<img src="${escaped(source)}"${others.join("")}>`;
}

function lineStyle(attributes: Loose): string {
  const indent = numberOf(attributes["indent"], 0);
  const more = indent > 0 ? `padding-left: ${indent * INDENT_EM}em` : "";
  const style = [styleText(attributes, LINE_STYLES), more].filter((part) => part !== "").join("; ");
  return style === "" ? "" : ` style="${style}"`;
}

function styleText(attributes: Loose, names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .flatMap(([name, property]) => {
      const value = textOf(attributes[name]);
      return value === "" ? [] : [`${property}: ${escaped(value)}`];
    })
    .join("; ");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
