// Headers as apps write and read them.

import { recordOf, textOf, type Loose } from "../reading.ts";

/** The app's headers, names in lower case; of two names that differ in case the later counts. */
export function sentHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(recordOf(given))) {
    if (value === undefined || value === null) continue;
    headers[name.toLowerCase()] = textOf(value, JSON.stringify(value));
  }
  return headers;
}

/** The answer's headers under the names servers write (`Content-Type`); those in lower case work
 *  too, but are not listed. */
export function receivedHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(recordOf(given))) {
    const usual = name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
    const text = textOf(value);
    headers[usual] = text;
    if (name === usual) continue;
    Object.defineProperty(headers, name, { value: text, configurable: true, writable: true });
  }
  return headers;
}

/** Each cookie of the answer as its own text. A date in a cookie holds a comma too. */
export function cookiesOf(given: unknown): string[] {
  const headers = Object.entries(recordOf(given));
  const found = headers.find(([name]) => name.toLowerCase() === "set-cookie");
  const text = textOf(found?.[1]);
  return text === "" ? [] : text.split(/,\s*(?=[^\s;,=]+=)/);
}

/** `encodeURIComponent(k)=encodeURIComponent(v)&…`, as wx.request's documentation has it. */
export function queryOf(data: Loose): string {
  return Object.entries(data)
    .map(([name, value]) => `${component(name)}=${component(valueText(value))}`)
    .join("&");
}

/** `url` with a query added before its fragment. */
export function withQuery(url: string, query: string): string {
  if (query === "") return url;
  const [address = "", ...fragment] = url.split("#");
  const joined = `${address}${address.includes("?") ? "&" : "?"}${query}`;
  return fragment.length > 0 ? `${joined}#${fragment.join("#")}` : joined;
}

function valueText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function component(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // half of a surrogate pair
  }
}
