// <open-data>: what WeChat knows of the person. It gives apps neutral words and a grey picture
// since 2021 (https://developers.weixin.qq.com/miniprogram/dev/component/open-data.html); so does
// this host, which knows no more.

import { BuiltIn } from "../base.ts";
import { drawing, InnerSheet, make, shadow, slot } from "../draw.ts";
import { PERSON } from "./shapes.ts";
import { noteFor } from "./words.ts";

const SHEET = new InnerSheet(`
  .picture { width: 100%; height: 100%; min-width: 1em; min-height: 1em; background: #d8d8d8; }
  svg { display: block; width: 100%; height: 100%; fill: #fff; }
`);
const PICTURES = new Set(["userAvatarUrl", "groupAvatarUrl"]);

export class OpenData extends BuiltIn {
  static override readonly styles = `
    wx-open-data, wx-open-data-item { display: inline-block; overflow: hidden; }
    wx-open-data-list { display: block; }
  `;

  readonly #box = make("div");

  constructor() {
    super();
    shadow(this, SHEET, this.#box);
  }

  connectedCallback(): void {
    this.#show();
  }

  protected override changed(name: string): void {
    if (this.isConnected && (name === "type" || name === "default-text")) this.#show();
  }

  #show(): void {
    const type = this.text("type");
    const isPicture = PICTURES.has(type);
    this.#box.className = isPicture ? "picture" : "";
    if (isPicture) this.#box.replaceChildren(drawing(PERSON));
    else this.#box.textContent = this.#words(type);
  }

  #words(type: string): string {
    const given = this.text("default-text");
    if (given !== "") return given;
    if (type === "userNickName") return noteFor("person", navigator.language);
    return type === "groupName" ? noteFor("group", navigator.language) : "";
  }
}

/** A list of friends' data: there are none, so its template is not repeated. */
export class OpenDataList extends BuiltIn {
  constructor() {
    super();
    const template = make("div", "", slot());
    template.hidden = true;
    this.attachShadow({ mode: "open" }).append(template);
  }
}
