// The messages of bridge/messages.py, as the page's side sees them. One JSON text each.

import { MAX_DEPTH, PROTOCOL_VERSION, type FromHost, type PageMarkName } from "./generated.ts";
import { charCodeAt as unitAt, indexOf } from "./primordials.ts";

const parse = JSON.parse as (text: string) => unknown;
const stringify = JSON.stringify as (value: unknown) => string | undefined;
const namesOf = Object.keys;
const isList = Array.isArray;
const isWhole = Number.isSafeInteger;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENINGS = ["{", "["];
const [BRACE, END_BRACE, BRACKET, END_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

type Check = (value: unknown) => boolean;
type Loose = Readonly<Record<string, unknown>>;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !isList(value);
const isThere: Check = (value) => value !== undefined;

/** The members of each message; all must be there, and no others. */
const SHAPES: Readonly<
  Record<Exclude<FromHost["type"], "result">, Readonly<Record<string, Check>>>
> = {
  welcome: {
    protocol: isWhole,
    session: isText,
    app: isObject,
    launch: isObject,
    language: isText,
    theme: isText,
    ready: isText,
  },
  failure: { id: isWhole, code: isText, message: isText, retriable: isFlag, detail: isObject },
  event: { name: isText, payload: isThere },
};

/** One message of the host, or null for anything else: the page's own scripts can send too. */
export function readMessage(text: string): FromHost | null {
  let found: unknown;
  try {
    found = parse(text);
  } catch {
    return null;
  }
  if (!isObject(found)) return null;
  const { type } = found;
  // Most are results: these three members, no loop.
  if (type === "result") {
    const { id, value } = found;
    const fitting = isWhole(id) && value !== undefined && namesOf(found).length === 3;
    return fitting ? (found as unknown as FromHost) : null;
  }
  if (type !== "welcome" && type !== "failure" && type !== "event") {
    return null;
  }
  const message: Loose =
    type === "event" && !("payload" in found) ? { ...found, payload: null } : found;
  return fits(message, SHAPES[type]) ? (message as unknown as FromHost) : null;
}

function fits(message: Loose, shape: Readonly<Record<string, Check>>): boolean {
  const members = namesOf(shape);
  for (let i = 0; i < members.length; i += 1) {
    const member = members[i] ?? "";
    if (shape[member]?.(message[member]) !== true) return false;
  }
  return namesOf(message).length === members.length + 1;
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

/** Whether the host would refuse the message for its depth: it then has no id to answer to. */
export function isTooDeep(text: string): boolean {
  return openingsOf(text) > MAX_DEPTH && deepest(text) > MAX_DEPTH;
}

/** How many brackets open in `text`, in strings or not; stops above MAX_DEPTH. */
function openingsOf(text: string): number {
  let found = 0;
  for (let i = 0; i < OPENINGS.length; i += 1) {
    const opening = OPENINGS[i] ?? "";
    for (let at = indexOf(text, opening); at >= 0; at = indexOf(text, opening, at + 1)) {
      found += 1;
      if (found > MAX_DEPTH) return found;
    }
  }
  return found;
}

/** How deep `text` nests; stops above MAX_DEPTH. */
function deepest(text: string): number {
  let most = 0;
  let level = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = unitAt(text, i);
    if (isQuoted) {
      if (unit === BACKSLASH) i += 1;
      else if (unit === QUOTE) isQuoted = false;
    } else if (unit === QUOTE) {
      isQuoted = true;
    } else if (unit === BRACE || unit === BRACKET) {
      level += 1;
      if (level > most) most = level;
      if (level > MAX_DEPTH) return level;
    } else if (unit === END_BRACE || unit === END_BRACKET) {
      level -= 1;
    }
  }
  return most;
}

/** The document's Content-Security-Policy refused `blocked`. */
export function violationText(directive: string, blocked: string): string {
  return `{"type":"violation","directive":${quoted(directive)},"blocked":${quoted(blocked)}}`;
}

function quoted(text: string): string {
  return stringify(text) ?? '""';
}
