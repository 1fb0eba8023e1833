// <rich-text>: HTML of the app's, cleaned; no event, link or script in it works.

import DOMPurify, { type Config } from "dompurify";

import { withoutRpx } from "../../shared/rpx.ts";
import { Styled } from "../styled.ts";
import { cleanNodes, isAllowed, RICH_TAGS, type RichNode } from "./rich_nodes.ts";
import { shownText } from "./text_content.ts";

const ATTRIBUTES = "class style dir span width alt src height start type colspan rowspan";
const CLEANING = {
  ALLOWED_TAGS: [...RICH_TAGS],
  ALLOWED_ATTR: ATTRIBUTES.split(" "),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Addresses are checked by the reporter, which knows the app's own kinds (wxfile:// …).
  ALLOW_UNKNOWN_PROTOCOLS: true,
  IN_PLACE: true,
} satisfies Config;

export class RichTextView extends Styled {
  static override readonly styles = `
    wx-rich-text { display: block; }
    wx-rich-text img { max-width: none; }
  `;

  connectedCallback(): void {
    if (this.childNodes.length === 0) this.#draw();
  }

  protected override changed(name: string): void {
    if ((name === "nodes" || name === "space") && this.isConnected) this.#draw();
    else if (name === "user-select") this.#select();
  }

  #select(): void {
    const on = this.flag("user-select");
    this.own("user-select", on ? "text" : null);
    this.own("-webkit-user-select", on ? "text" : null);
    this.own("cursor", on ? "text" : null);
  }

  #draw(): void {
    const nodes = this.attrs.get("nodes");
    // Nothing in a document of its own loads or runs before it is cleaned.
    const inert = document.implementation.createHTMLDocument("");
    const raw =
      typeof nodes === "string" ? parsed(inert, nodes) : built(inert, cleanNodes(nodes), "div");
    DOMPurify.sanitize(raw, CLEANING);
    for (const element of raw.querySelectorAll<HTMLElement>("*")) this.#finish(element);
    this.#space(raw);
    this.replaceChildren(...raw.childNodes);
  }

  #finish(element: HTMLElement): void {
    const tag = element.localName;
    for (const { name } of [...element.attributes]) {
      if (!isAllowed(tag, name)) element.removeAttribute(name);
    }
    const style = element.getAttribute("style");
    if (style !== null) {
      // Style attributes of markup are not for this page (its policy); the object model is.
      element.removeAttribute("style");
      element.style.cssText = withoutRpx(style);
    }
    const source = element.getAttribute("src");
    if (source === null) return;
    element.removeAttribute("src");
    const url = this.reporter?.url(source) ?? null;
    if (url !== null) element.setAttribute("src", url);
  }

  #space(root: HTMLElement): void {
    const space = this.text("space");
    if (space === "") return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      node.nodeValue = shownText(node.nodeValue ?? "", { decode: false, space });
    }
  }
}

function parsed(inert: Document, html: string): HTMLElement {
  const holder = inert.createElement("div");
  holder.innerHTML = html;
  return holder;
}

function built(inert: Document, nodes: readonly RichNode[], tag: string): HTMLElement {
  const element = inert.createElement(tag);
  for (const node of nodes) {
    if ("text" in node) {
      element.append(decoded(inert, node.text));
      continue;
    }
    const child = built(inert, node.children, node.tag);
    for (const [name, value] of Object.entries(node.attributes)) child.setAttribute(name, value);
    element.append(child);
  }
  return element;
}

/** A text with its HTML entities read; markup in it stays text. */
function decoded(inert: Document, text: string): string {
  if (!text.includes("&")) return text;
  const holder = inert.createElement("textarea");
  holder.innerHTML = text.replaceAll("<", "&lt;");
  return holder.value;
}
