// What a marker shows: its icon, a callout above it, a label beside it. WeChat's defaults.

import { textOf } from "../../shared/text.ts";
import { drawing, make } from "../draw.ts";
import { numberOf, recordOf, type Loose } from "../media/reading.ts";

const PIN =
  "M12 1.5a7.5 7.5 0 0 0-7.5 7.5C4.5 14.6 12 22.5 12 22.5s7.5-7.9 7.5-13.5A7.5 7.5 0 0 0 12 1.5z";

/** The icon in a box whose anchor point is the box's origin. */
export function iconOf(marker: Loose, url: (address: string) => string | null): HTMLElement {
  const box = make("div", "icon");
  const address = textOf(marker["iconPath"]).trim();
  const source = address === "" ? null : url(address);
  const [width, height] = [numberOf(marker["width"], 0), numberOf(marker["height"], 0)];
  if (source === null) {
    const pin = drawing([
      ["path", { d: PIN, fill: "#e8453c", stroke: "#fff", "stroke-width": "1" }],
      ["circle", { cx: "12", cy: "9", r: "2.8", fill: "#fff" }],
    ]);
    pin.style.width = `${width || 32}px`;
    pin.style.height = `${height || 32}px`;
    box.append(pin);
  } else {
    const picture = make("img");
    picture.src = source;
    picture.alt = textOf(recordOf(marker["ariaLabel"])["text"], textOf(marker["ariaLabel"]));
    if (width > 0) picture.style.width = `${width}px`;
    if (height > 0) picture.style.height = `${height}px`;
    picture.draggable = false;
    box.append(picture);
  }
  const anchor = recordOf(marker["anchor"]);
  const [x, y] = [numberOf(anchor["x"], 0.5), numberOf(anchor["y"], 1)];
  const turn = numberOf(marker["rotate"], 0);
  box.style.transformOrigin = `${x * 100}% ${y * 100}%`;
  box.style.transform = `translate(${-x * 100}%, ${-y * 100}%) rotate(${turn}deg)`;
  box.style.opacity = String(numberOf(marker["alpha"], 1));
  return box;
}

/** The bubble above the icon; null when the app gave none. A `title` is one that a tap shows. */
export function calloutOf(marker: Loose): { bubble: HTMLElement; isAlways: boolean } | null {
  const given = recordOf(marker["callout"]);
  const content = textOf(given["content"], textOf(marker["title"]));
  if (content === "") return null;
  const bubble = make("div", "callout", content);
  styled(bubble, given, { size: 12, background: "#fff", padding: 4 });
  const [x, y] = [numberOf(given["anchorX"], 0), numberOf(given["anchorY"], 0)];
  bubble.style.transform = `translate(calc(-50% + ${x}px), calc(-100% + ${y - 6}px))`;
  bubble.style.setProperty("--fill", textOf(given["bgColor"], "#fff"));
  return { bubble, isAlways: given["display"] === "ALWAYS" };
}

/** The text whose corner is at the marker's place; null when there is none. */
export function labelOf(marker: Loose): HTMLElement | null {
  const given = recordOf(marker["label"]);
  const content = textOf(given["content"]);
  if (content === "") return null;
  const label = make("div", "label", content);
  styled(label, given, { size: 12, background: "transparent", padding: 0 });
  label.style.left = `${numberOf(given["anchorX"], numberOf(given["x"], 0))}px`;
  label.style.top = `${numberOf(given["anchorY"], numberOf(given["y"], 0))}px`;
  return label;
}

interface Usual {
  readonly size: number;
  readonly background: string;
  readonly padding: number;
}

function styled(of: HTMLElement, given: Loose, usual: Usual): void {
  const { style } = of;
  style.color = textOf(given["color"], "#000");
  style.fontSize = `${numberOf(given["fontSize"], usual.size)}px`;
  style.padding = `${numberOf(given["padding"], usual.padding)}px`;
  style.background = textOf(given["bgColor"], usual.background);
  style.borderRadius = `${numberOf(given["borderRadius"], 0)}px`;
  style.textAlign = textOf(given["textAlign"], "center");
  const border = numberOf(given["borderWidth"], 0);
  if (border > 0) style.border = `${border}px solid ${textOf(given["borderColor"], "#000")}`;
}
