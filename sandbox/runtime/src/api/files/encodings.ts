// FileSystemManager's encodings, both ways. utf8 is the engine's; the others are byte by byte.

import type { Engine } from "../../logic/api_ports.ts";
import { bufferOf, fromBase64, toBase64 } from "../bytes.ts";
import { ApiFailure } from "../failures.ts";

const WIDE = new Set(["ucs2", "ucs-2", "utf16le", "utf-16le"]);
const NARROW = new Set(["ascii", "binary", "latin1"]);
const CHUNK = 0x8000;

/** Bytes as text. Throws ApiFailure for an encoding WeChat has not. */
export function decoded(engine: Engine, bytes: Uint8Array, encoding: string): string {
  if (isUtf8(encoding)) return engine.decode(bytes);
  if (encoding === "base64") return toBase64(bytes);
  if (encoding === "hex") {
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  if (NARROW.has(encoding)) return characters(bytes);
  if (!WIDE.has(encoding)) throw unknown(encoding);
  const units = new Uint16Array(bytes.length >> 1);
  units.forEach((_, i) => {
    units[i] = (bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8);
  });
  return characters(units);
}

/** Text as bytes. Throws ApiFailure for an encoding WeChat has not. */
export function encoded(engine: Engine, text: string, encoding: string): Uint8Array {
  if (isUtf8(encoding)) return engine.encode(text);
  if (encoding === "base64") return fromBase64(text);
  if (encoding === "hex") {
    const pairs = text.match(/[0-9a-f]{2}/gi) ?? [];
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  if (NARROW.has(encoding)) return Uint8Array.from(text, (one) => one.charCodeAt(0) & 0xff);
  if (!WIDE.has(encoding)) throw unknown(encoding);
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

/** Bytes as `readFile` gives them: text when there is an encoding, else an ArrayBuffer. */
export function content(
  engine: Engine,
  bytes: Uint8Array,
  encoding: unknown,
): string | ArrayBuffer {
  if (typeof encoding !== "string" || encoding === "") return bufferOf(bytes);
  return decoded(engine, bytes, encoding.toLowerCase());
}

function isUtf8(encoding: string): boolean {
  return encoding === "utf8" || encoding === "utf-8";
}

function characters(units: Uint8Array | Uint16Array): string {
  let text = "";
  for (let start = 0; start < units.length; start += CHUNK) {
    text += String.fromCharCode(...units.subarray(start, start + CHUNK));
  }
  return text;
}

function unknown(encoding: string): ApiFailure {
  return new ApiFailure(`invalid encoding "${encoding}"`);
}
