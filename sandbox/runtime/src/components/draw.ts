// How components draw: elements, shadow roots, and style sheets that all their instances share.

/** A style sheet for shadow roots, made on first use: an app pays for the tags it has. */
export class InnerSheet {
  readonly #css: string;
  #sheet: CSSStyleSheet | null = null;

  constructor(css: string) {
    this.#css = css;
  }

  get sheet(): CSSStyleSheet {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.#css);
    }
    return this.#sheet;
  }
}

/** An element with a class and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** A slot, the default one without a name. */
export function slot(name = ""): HTMLSlotElement {
  const element = document.createElement("slot");
  if (name !== "") element.name = name;
  return element;
}

/** A component's shadow root with its sheet and children. */
export function shadow(host: HTMLElement, sheet: InnerSheet, ...children: Node[]): ShadowRoot {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet.sheet];
  root.append(...children);
  return root;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG picture, 24 × 24 units unless told, of elements as [name, attributes]. */
export function drawing(
  shapes: readonly (readonly [string, Readonly<Record<string, string>>])[],
  viewBox = "0 0 24 24",
): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}
