// What <rich-text> lets through (component/rich-text): the tags and attributes of WeChat's table.
// No DOM here; a tree of plain nodes comes out of whatever the app gave.

export interface RichText {
  readonly text: string;
}

export interface RichElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly RichNode[];
}

export type RichNode = RichText | RichElement;

const SPAN = ["colspan", "height", "rowspan", "width"];
const OWN_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  bdo: ["dir"],
  col: ["span", "width"],
  colgroup: ["span", "width"],
  img: ["alt", "src", "height", "width"],
  ol: ["start", "type"],
  table: ["width"],
  td: SPAN,
  th: SPAN,
  tr: SPAN,
};

const PLAIN_TAGS =
  "a abbr address article aside b bdi big blockquote br caption center cite code dd del div dl " +
  "dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i ins label legend li mark nav p pre " +
  "q rp rt ruby s section small span strong sub sup tbody tfoot thead tt u ul";

/** Tags that may stand in rich text. */
export const RICH_TAGS: ReadonlySet<string> = new Set([
  ...PLAIN_TAGS.split(" "),
  ...Object.keys(OWN_ATTRIBUTES),
]);

/** Whether an attribute may stand on a tag; both in lower case. */
export function isAllowed(tag: string, attribute: string): boolean {
  if (attribute === "class" || attribute === "style") return true;
  return Object.hasOwn(OWN_ATTRIBUTES, tag) && (OWN_ATTRIBUTES[tag]?.includes(attribute) ?? false);
}

/** Trees deeper than this end there: a hostile app must not overflow the stack. */
const MAX_DEPTH = 200;

/** The nodes of an app's array, without what is not allowed. */
export function cleanNodes(nodes: unknown, depth = 0): RichNode[] {
  if (!Array.isArray(nodes) || depth > MAX_DEPTH) return [];
  const clean: RichNode[] = [];
  for (const node of nodes as unknown[]) {
    if (typeof node !== "object" || node === null) continue;
    const given = node as Readonly<Record<string, unknown>>;
    if (given["type"] === "text") {
      const text = given["text"];
      if (typeof text === "string" || typeof text === "number") clean.push({ text: String(text) });
      continue;
    }
    const tag = typeof given["name"] === "string" ? given["name"].toLowerCase() : "";
    if (!RICH_TAGS.has(tag)) continue;
    const children = cleanNodes(given["children"], depth + 1);
    clean.push({ tag, attributes: cleanAttributes(tag, given["attrs"]), children });
  }
  return clean;
}

function cleanAttributes(tag: string, attributes: unknown): Record<string, string> {
  const clean: Record<string, string> = {};
  if (typeof attributes !== "object" || attributes === null) return clean;
  for (const [key, value] of Object.entries(attributes)) {
    const name = key.toLowerCase();
    if (!isAllowed(tag, name)) continue;
    if (typeof value === "string" || typeof value === "number") clean[name] = String(value);
  }
  return clean;
}
