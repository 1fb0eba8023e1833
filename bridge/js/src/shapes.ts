// What JSON does not have: members of parameters and values that differ between page and wire.

import { INLINE_BODY_BYTES, METHODS, type Methods } from "./generated.ts";
import { alone, assign, base64Of, bytesOfBase64, isView } from "./primordials.ts";

type MethodName = keyof Methods;
type Loose = Record<string, unknown>;

/** Parameters as the wire has them, and the bytes that travel beside them. */
export interface Sent {
  readonly params: object;
  /** Whether all of them are texts, numbers and flags: then the message does not nest. */
  readonly isFlat: boolean;
  readonly bytes: Uint8Array | null;
}

const NO_PROTOTYPE = { __proto__: null };
const NativeBytes = Uint8Array;

/**
 * `params` as the wire has them: the members the API knows; bytes as base64, or, where they are
 * many, their number. Others (callbacks, members of other hosts) are left out, so that one source
 * runs on several hosts.
 */
export function paramsForHost(method: MethodName, params: object): Sent {
  const given = params as Loose;
  const taken: Loose = { ...NO_PROTOTYPE };
  const { members, takes } = METHODS[method];
  let isFlat = true;
  for (let i = 0; i < members.length; i += 1) {
    const member = members[i];
    const value = member === undefined ? undefined : given[member];
    if (member === undefined || value === undefined) continue;
    taken[member] = value;
    // A function or a BigInt may have a toJSON.
    const kind = typeof value;
    if (kind !== "string" && kind !== "number" && kind !== "boolean") isFlat = false;
  }
  if (takes === undefined) return { params: taken, isFlat, bytes: null };
  if (method === "request" && bytesOf(taken["data"])) {
    taken[takes] = taken["data"];
    delete taken["data"];
  }
  const bytes = bytesOf(taken[takes]);
  if (!bytes) return { params: taken, isFlat, bytes: null };
  const isLong = bytes.length > INLINE_BODY_BYTES;
  taken[takes] = isLong ? bytes.length : base64Of(bytes);
  return { params: taken, isFlat, bytes: isLong ? alone(bytes) : null };
}

/** A result's value as the page gets it: its bytes, which stand in it or came beside it, are an
 *  ArrayBuffer. */
export function valueForPage(method: MethodName, value: unknown, bytes: Uint8Array | null): object {
  const found = (typeof value === "object" && value !== null ? value : {}) as Loose;
  const { gives } = METHODS[method];
  if (gives === undefined) return found;
  const given = found[gives];
  if (typeof given === "string") found[gives] = bytesOfBase64(given).buffer;
  else if (typeof given === "number") found[gives] = bytes && alone(bytes).buffer;
  if (method !== "request") return found;
  const { body, ...rest } = found;
  return body ? assign(rest, { data: body }) : rest;
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new NativeBytes(data);
  if (isView(data)) return new NativeBytes(data.buffer, data.byteOffset, data.byteLength);
  return null;
}
