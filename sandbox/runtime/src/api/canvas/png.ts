// A PNG without compression (RFC 2083, RFC 1950, RFC 1951 stored blocks). OffscreenCanvas encodes
// asynchronously only, and toDataURL must answer at once.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAX_STORED = 0xffff;
const ADLER_MODULUS = 65521;

/** `pixels` is RGBA, row by row. */
export function encodePng(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const header = new Uint8Array(13);
  writeInt(header, 0, width);
  writeInt(header, 4, height);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, RGBA
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", stored(rows(pixels, width, height))),
    chunk("IEND", new Uint8Array()),
  ];
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

/** Each row with its filter type, none, before it. */
function rows(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const stride = width * 4;
  const raw = new Uint8Array((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    raw.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  return raw;
}

/** A zlib stream of stored blocks. */
function stored(raw: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(raw.length / MAX_STORED));
  const stream = new Uint8Array(2 + blocks * 5 + raw.length + 4);
  stream.set([0x78, 0x01]);
  let at = 2;
  for (let block = 0; block < blocks; block += 1) {
    const part = raw.subarray(block * MAX_STORED, (block + 1) * MAX_STORED);
    const { length } = part;
    const isLast = block === blocks - 1 ? 1 : 0;
    stream.set([isLast, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff], at);
    stream.set(part, at + 5);
    at += 5 + length;
  }
  writeInt(stream, at, adler32(raw));
  return stream;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const made = new Uint8Array(content.length + 12);
  writeInt(made, 0, content.length);
  for (let i = 0; i < 4; i += 1) made[4 + i] = type.charCodeAt(i);
  made.set(content, 8);
  writeInt(made, content.length + 8, crc32(made.subarray(4, content.length + 8)));
  return made;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % ADLER_MODULUS;
    b = (b + a) % ADLER_MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}

function writeInt(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
