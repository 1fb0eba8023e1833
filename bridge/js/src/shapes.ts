// What JSON does not have: members of parameters and values that differ between page and wire.

import { METHODS, type Methods } from "./generated.ts";
import { charCodeAt, charOf, fromBase64, isView, toBase64 } from "./primordials.ts";

type MethodName = keyof Methods;
type Loose = Record<string, unknown>;

const NO_PROTOTYPE = { __proto__: null };
const CHUNK_BYTES = 0x2000;

/**
 * `params` as the wire has them: the members the API knows, and bytes in `request`'s data as
 * base64. Others (callbacks, members of other hosts) are left out, so that one source runs on
 * several hosts.
 */
export function paramsForHost(method: MethodName, params: object): object {
  const given = params as Loose;
  const taken: Loose = { ...NO_PROTOTYPE };
  const { members } = METHODS[method];
  for (let i = 0; i < members.length; i += 1) {
    const member = members[i];
    if (member !== undefined && given[member] !== undefined) taken[member] = given[member];
  }
  if (method === "request") {
    const bytes = bytesOf(taken["data"]);
    if (bytes) {
      taken["data"] = encodeBytes(bytes);
      taken["dataEncoding"] = "base64";
    }
  }
  return taken;
}

/** A result's value as the page gets it: `request`'s bytes are an ArrayBuffer. */
export function valueForPage(method: MethodName, params: object, value: unknown): object {
  const found = (typeof value === "object" && value !== null ? value : {}) as Loose;
  const wantsBytes = (params as Loose)["responseType"] === "arraybuffer";
  if (method === "request" && wantsBytes && typeof found["data"] === "string") {
    found["data"] = decodeBytes(found["data"]);
  }
  return found;
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return null;
}

function encodeBytes(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    let part = "";
    const end = start + CHUNK_BYTES < bytes.length ? start + CHUNK_BYTES : bytes.length;
    for (let i = start; i < end; i += 1) part += charOf(bytes[i] ?? 0);
    text += part;
  }
  return toBase64(text);
}

function decodeBytes(text: string): ArrayBuffer {
  const binary = fromBase64(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = charCodeAt(binary, i);
  return bytes.buffer;
}
