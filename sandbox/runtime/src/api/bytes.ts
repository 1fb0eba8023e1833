// Bytes and base64, in the engine's own words (WHATWG HTML, atob and btoa).

// Taken while they are there: the app's scope loses them.
const { atob, btoa } = globalThis;
const CHUNK_BYTES = 0x8000;
const NOT_BASE64 = /[^A-Za-z0-9+/]/g;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES));
  }
  return btoa(text);
}

/** The bytes of base64 text, also of its URL form, unpadded or broken over lines. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(NOT_BASE64, "");
  // A single character left over holds less than a byte.
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain;
  const binary = atob(whole);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** A buffer of its own with these bytes. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
