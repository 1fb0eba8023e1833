// Addresses of pages, as navigateTo and its kind take them.

import { folderOf, normalized } from "../modules/resolve.ts";

export interface PageAddress {
  /** No leading slash, no suffix. */
  readonly path: string;
  /** Values as they stand in the address: WeChat does not decode them for a page's onLoad. */
  readonly query: Readonly<Record<string, string>>;
}

/** `pages/a?x=1`, `/pages/a`, `../a` (relative to the page `from`, its route). */
export function parseAddress(url: string, from: string): PageAddress {
  const hash = url.indexOf("#");
  const whole = hash < 0 ? url : url.slice(0, hash);
  const mark = whole.indexOf("?");
  const given = (mark < 0 ? whole : whole.slice(0, mark)).trim();
  const path = given.startsWith("/") ? normalized(given) : normalized(`${folderOf(from)}/${given}`);
  return {
    path: path.replace(/\.html$/, ""),
    query: mark < 0 ? {} : parseQuery(whole.slice(mark + 1)),
  };
}

/** A name without `=` has the value "". The last of two equal names wins. */
export function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    query[decoded(name)] = equals < 0 ? "" : pair.slice(equals + 1);
  }
  return query;
}

/** `x=1&y=` of a query. */
export function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** Text with its percent signs read; as it is when they cannot be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
