// Between an editor's nodes and what apps get and give: clean HTML, text, delta.

import DOMPurify, { type Config } from "dompurify";

import { INDENT_EM, LINE_STYLES, RUN_STYLES, type Delta, type DeltaOp } from "./delta.ts";

export interface Contents {
  readonly html: string;
  readonly text: string;
  readonly delta: Delta;
}

/** Where an image's address stands as the app wrote it. */
export const SOURCE = "data-source";

const CLEANING = {
  ALLOWED_TAGS:
    "p div h1 h2 h3 h4 h5 h6 ol ul li br hr img span strong b em i u ins s strike del sub sup a font blockquote".split(
      " ",
    ),
  ALLOWED_ATTR: ["style", "src", "width", "height", "alt", "class", "data-custom", SOURCE],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: true,
  IN_PLACE: true,
} satisfies Config;

const MARKS: Readonly<Record<string, readonly [name: string, value: unknown]>> = {
  STRONG: ["bold", true],
  B: ["bold", true],
  EM: ["italic", true],
  I: ["italic", true],
  U: ["underline", true],
  INS: ["ins", true],
  S: ["strike", true],
  STRIKE: ["strike", true],
  DEL: ["strike", true],
  SUB: ["script", "sub"],
  SUP: ["script", "super"],
};
const LINES = "P,DIV,LI,H1,H2,H3,H4,H5,H6,BLOCKQUOTE".split(",");

/** Nodes of a foreign HTML text that are safe to show; `url` gives what an image may load. */
export function cleaned(html: string, url: (address: string) => string | null): Node[] {
  const inert = document.implementation.createHTMLDocument("");
  inert.body.innerHTML = html;
  const box = inert.createElement("div");
  box.append(...inert.body.childNodes);
  DOMPurify.sanitize(box, CLEANING);
  for (const image of box.querySelectorAll("img")) {
    const source = image.getAttribute(SOURCE) ?? image.getAttribute("src") ?? "";
    image.setAttribute(SOURCE, source);
    const address = url(source);
    if (address === null) image.removeAttribute("src");
    else image.setAttribute("src", address);
  }
  return [...box.childNodes].map((node) => document.adoptNode(node));
}

/** All that the editor holds. */
export function contentsOf(area: HTMLElement): Contents {
  const copy = area.cloneNode(true) as HTMLElement;
  for (const image of copy.querySelectorAll("img")) {
    image.setAttribute("src", image.getAttribute(SOURCE) ?? "");
    image.removeAttribute(SOURCE);
  }
  const delta = deltaOf(copy);
  const text = delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  return { html: copy.innerHTML, text, delta };
}

function deltaOf(area: HTMLElement): Delta {
  const ops: DeltaOp[] = [];
  const push = (op: DeltaOp): void => {
    ops.push(op);
  };
  const walk = (node: Node, marks: Readonly<Record<string, unknown>>): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent ?? "";
      if (text !== "") push(marked(text, marks));
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    if (node.tagName === "IMG") {
      push(marked({ image: node.getAttribute("src") ?? "" }, imageMarks(node)));
      return;
    }
    if (node.tagName === "HR") {
      push({ insert: { divider: true } });
      return;
    }
    if (node.tagName === "BR") {
      // One that only holds an empty line open is that line's own end.
      if (node.nextSibling) push({ insert: "\n" });
      return;
    }
    const isLine = LINES.includes(node.tagName);
    if (isLine && isLineOpen(ops)) push({ insert: "\n" });
    const inner = isLine ? marks : { ...marks, ...runMarks(node) };
    for (const child of node.childNodes) walk(child, inner);
    if (isLine) push(marked("\n", lineMarks(node)));
  };
  for (const child of area.childNodes) walk(child, {});
  if (ops.length === 0 || isLineOpen(ops)) ops.push({ insert: "\n" });
  return { ops };
}

function isLineOpen(ops: readonly DeltaOp[]): boolean {
  const insert = ops.at(-1)?.insert;
  if (insert === undefined) return false;
  return typeof insert === "string" ? !insert.endsWith("\n") : "image" in insert;
}

function marked(insert: DeltaOp["insert"], attributes: Readonly<Record<string, unknown>>): DeltaOp {
  return Object.keys(attributes).length === 0 ? { insert } : { insert, attributes };
}

function runMarks(element: HTMLElement): Record<string, unknown> {
  const mark = MARKS[element.tagName];
  return { ...(mark ? { [mark[0]]: mark[1] } : {}), ...stylesOf(element, RUN_STYLES) };
}

function lineMarks(element: HTMLElement): Record<string, unknown> {
  const marks: Record<string, unknown> = stylesOf(element, LINE_STYLES);
  const level = /^H([1-6])$/.exec(element.tagName)?.[1];
  if (level !== undefined) marks["header"] = Number(level);
  if (element.tagName === "LI") {
    marks["list"] = element.parentElement?.tagName === "OL" ? "ordered" : "bullet";
  }
  const indent = Number.parseFloat(element.style.paddingLeft) / INDENT_EM;
  if (element.style.paddingLeft.endsWith("em") && indent > 0) {
    marks["indent"] = indent;
    delete marks["paddingLeft"];
  }
  return marks;
}

function imageMarks(image: HTMLElement): Record<string, unknown> {
  const names = ["width", "height", "alt", "data-custom"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = image.getAttribute(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
}

function stylesOf(
  element: HTMLElement,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, property]) => {
      const value = element.style.getPropertyValue(property);
      return value === "" ? [] : [[name, value]];
    }),
  );
}
