// The page's icons: 20 px, one stroke, in the colour of the text beside them.

const NAMESPACE = "http://www.w3.org/2000/svg";
const PATHS = {
  plus: "M10 4v12M4 10h12",
  back: "M12 4l-6 6 6 6",
  pin: "M7 3h6l-1 6 3 3H5l3-3zM10 12v5",
  export: "M10 3v9M6.500 8.500 10 12l3.500-3.500M4 13v3h12v-3",
  trash: "M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11",
  close: "M5 5l10 10M15 5 5 15",
};

/** One of them as an element; said by the text beside it, so hidden from a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  const attributes = { class: `icon ${name}`, viewBox: "0 0 20 20", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
