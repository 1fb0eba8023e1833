// The pictures of <icon>, drawn for Fanlight. A disc has its sign cut out, so that what lies under
// it shows; the others are lines. 24 × 24 units. No DOM here.

export type Shape = readonly [string, Readonly<Record<string, string>>];

export interface IconPicture {
  readonly colour: string;
  readonly shapes: readonly Shape[];
}

const DISC = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z";
const TICK = "M6.5 12.3L7.8 11l2.8 2.8 5.8-5.8 1.3 1.3-7.1 7.1z";
const LETTER_I = "M11.1 10.4h1.8v6.9h-1.8zM12 6.5a1.2 1.2 0 1 0 0 2.4a1.2 1.2 0 1 0 0-2.4z";
const CALL = "M11.1 6.6h1.8v7.1h-1.8zM12 15.1a1.2 1.2 0 1 0 0 2.4a1.2 1.2 0 1 0 0-2.4z";
const HANDS = "M11.2 6.4h1.7v5.1l3.6 2.2-.9 1.5-4.4-2.7z";
const CROSS =
  "M8 9.2L9.2 8 12 10.8 14.8 8 16 9.2 13.2 12 16 14.8 14.8 16 12 13.2 9.2 16 8 14.8 10.8 12z";

function cutOut(ground: string, from: string): readonly Shape[] {
  return [["path", { d: `${ground}${from}`, "fill-rule": "evenodd", fill: "currentColor" }]];
}

function disc(from: string): readonly Shape[] {
  return cutOut(DISC, from);
}

function sign(path: string): readonly Shape[] {
  return [["path", { d: path, fill: "currentColor" }]];
}

function lines(path: string, width: string): readonly Shape[] {
  const stroke = { fill: "none", stroke: "currentColor", "stroke-linecap": "round" };
  return [["path", { d: path, ...stroke, "stroke-linejoin": "round", "stroke-width": width }]];
}

const RING = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z";

/** Colours by WeChat's documentation of <icon>; those of --fl-tick follow the style version. */
const PICTURES: Readonly<Record<string, IconPicture>> = {
  success: { colour: "var(--fl-tick)", shapes: disc(TICK) },
  success_no_circle: { colour: "var(--fl-tick)", shapes: lines("M4.5 12.8l5 5 10-11", "2") },
  info: { colour: "#10aeff", shapes: disc(LETTER_I) },
  warn: { colour: "#f76260", shapes: disc(CALL) },
  waiting: { colour: "#10aeff", shapes: disc(HANDS) },
  cancel: { colour: "#f43530", shapes: lines(`${RING}M8.7 8.7l6.6 6.6M15.3 8.7l-6.6 6.6`, "1.4") },
  download: {
    colour: "var(--fl-tick)",
    shapes: lines(`${RING}M12 7.2v8.6M8.4 12.4l3.6 3.6 3.6-3.6`, "1.4"),
  },
  search: {
    colour: "#b2b2b2",
    shapes: lines("M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.3 15.3l5 5", "1.7"),
  },
  clear: { colour: "#b2b2b2", shapes: disc(CROSS) },
};

const SHIELD = "M12 2.2l8 2.7v6.6c0 4.6-3.2 8.2-8 10.3-4.8-2.1-8-5.7-8-10.3V4.9z";

/** Those of the first years, which WeChat draws to this day and forms are made of: WeUI's names
 *  and colours (weui-icon-circle …). */
const OLDER: Readonly<Record<string, IconPicture>> = {
  circle: { colour: "#c9c9c9", shapes: lines(RING, "1.2") },
  success_circle: {
    colour: "var(--fl-tick)",
    shapes: lines(`${RING}M7.6 12.3l3 3 5.9-6.2`, "1.4"),
  },
  info_circle: { colour: "#10aeff", shapes: [...lines(RING, "1.4"), ...sign(LETTER_I)] },
  waiting_circle: { colour: "#10aeff", shapes: lines(`${RING}M12 6.8v5.4l3.6 2.2`, "1.4") },
  safe_success: { colour: "var(--fl-tick)", shapes: cutOut(SHIELD, TICK) },
  safe_warn: { colour: "#ffbe00", shapes: cutOut(SHIELD, CALL) },
};

/** The picture of a type; null for one that WeChat does not know. */
export function iconPicture(type: string): IconPicture | null {
  for (const pictures of [PICTURES, OLDER]) {
    if (Object.hasOwn(pictures, type)) return pictures[type] ?? null;
  }
  return null;
}

/** The documented types, in the documentation's order. */
export const ICON_TYPES: readonly string[] = Object.keys(PICTURES);
