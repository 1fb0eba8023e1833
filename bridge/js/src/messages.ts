// The messages of bridge/messages.py, as the page's side sees them. One JSON text each.

import { PROTOCOL_VERSION, type FromHost, type PageMarkName } from "./generated.ts";

const parse = JSON.parse as (text: string) => unknown;
const stringify = JSON.stringify as (value: unknown) => string | undefined;

/** One message of the host, or null for anything else. */
export function readMessage(text: string): FromHost | null {
  let found: unknown;
  try {
    found = parse(text);
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null || !("type" in found)) return null;
  const type = found.type;
  const known = type === "welcome" || type === "result" || type === "failure" || type === "event";
  return known ? (found as FromHost) : null;
}

/** A document's first word. `timeOriginMs` is its `performance.timeOrigin` (epoch). */
export function helloText(document: string, timeOriginMs: number): string {
  const name = quoted(document);
  const head = `{"type":"hello","protocol":${PROTOCOL_VERSION},"document":${name}`;
  return `${head},"timeOriginMs":${timeOriginMs}}`;
}

/** Ask for `method`; `paramsText` is a JSON object. */
export function callText(id: number, method: string, paramsText: string): string {
  return `{"type":"call","id":${id},"method":${quoted(method)},"params":${paramsText}}`;
}

export function cancelText(id: number): string {
  return `{"type":"cancel","id":${id}}`;
}

/** Something happened on the page's clock, `atMs` since its time origin. */
export function markText(name: PageMarkName, atMs: number): string {
  return `{"type":"mark","name":"${name}","atMs":${atMs}}`;
}

/** A failure made on the page's side, for a call that cannot reach the host. */
export function failureText(id: number, code: string, message: string): string {
  const head = `{"type":"failure","id":${id},"code":${quoted(code)},"message":${quoted(message)}`;
  return `${head},"retriable":false,"detail":{}}`;
}

/** The id of a call or cancel message, 0 when there is none. */
export function idOf(text: string): number {
  try {
    const found = parse(text);
    if (typeof found !== "object" || found === null || !("id" in found)) return 0;
    return typeof found.id === "number" ? found.id : 0;
  } catch {
    return 0;
  }
}

/** The document's Content-Security-Policy refused `blocked`. */
export function violationText(directive: string, blocked: string): string {
  return `{"type":"violation","directive":${quoted(directive)},"blocked":${quoted(blocked)}}`;
}

function quoted(text: string): string {
  return stringify(text) ?? '""';
}
