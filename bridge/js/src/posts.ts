// The scheme's own way to the host: POST to the app's own origin, and what it lends from there.
// sandbox/view/posted.py says how it is written.

import { Scratch } from "./scratch.ts";
import type { Answered, Posts } from "./session.ts";

/** Answers in text, which is all that a page that waits can read. */
const CALL = "/.fanlight/call";
/** Answers with the bytes beside the text. */
const CARRY = "/.fanlight/carry";
const LENT = "/.fanlight/lent/";
/** How many bytes are lent. */
const SIZE = "X-Fanlight-Size";
const MAX_BYTES_PER_UNIT = 3;
const MAX_HEAD_UNITS = 80;
const LINE_END = 0x0a;

/** Posts of a document in a browser. */
export class DocumentPosts implements Posts {
  readonly #scratch = new Scratch();
  readonly #tellsSize: boolean;

  /** Whether this host `tellsSize` of what it lends: not in a system's own view. */
  constructor(tellsSize: boolean) {
    this.#tellsSize = tellsSize;
  }

  now(session: string, text: string, bytes: Uint8Array | null): string {
    const request = new XMLHttpRequest();
    request.open("POST", CALL, false);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    this.#framed(session, text, bytes, (body) => {
      request.send(body);
    });
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    return request.responseText;
  }

  async later(
    session: string,
    text: string,
    bytes: Uint8Array | null,
    signal: AbortSignal,
  ): Promise<Answered> {
    const response = await this.#framed(session, text, bytes, (body) =>
      fetch(CARRY, { method: "POST", body, signal }),
    );
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = new Uint8Array(await response.arrayBuffer());
    const end = answer.indexOf(LINE_END);
    const decoder = new TextDecoder();
    if (end < 0) return { text: decoder.decode(answer), bytes: null };
    return { text: decoder.decode(answer.subarray(0, end)), bytes: answer.subarray(end + 1) };
  }

  async lent(name: string, use: (bytes: Uint8Array) => void): Promise<void> {
    const response = await fetch(LENT + name);
    if (!response.ok) throw new Error(`status ${response.status}`);
    if (!this.#tellsSize) {
      use(new Uint8Array(await response.arrayBuffer()));
      return;
    }
    const size = Number(response.headers.get(SIZE) ?? 0);
    if (size === 0 || response.body === null) throw new Error("no size");
    const read = await readInto(response.body, this.#scratch.take(size), size);
    use(read);
    this.#scratch.giveBack(read.buffer);
  }

  /** Send what `framed` makes; `send` copies its body before it returns, as fetch does. */
  #framed<R>(
    session: string,
    text: string,
    bytes: Uint8Array | null,
    send: (body: Uint8Array<ArrayBuffer>) => R,
  ): R {
    const message = bytes === null ? null : new TextEncoder().encode(text);
    const most =
      message === null
        ? (session.length + 1 + text.length) * MAX_BYTES_PER_UNIT
        : MAX_HEAD_UNITS + message.length + (bytes?.length ?? 0);
    const buffer = this.#scratch.take(most);
    try {
      return send(framed(new Uint8Array(buffer), session, text, message, bytes));
    } finally {
      this.#scratch.giveBack(buffer);
    }
  }
}

/** One body in `room`: the session, the message, and bytes behind it. The engine's own way from a
 *  text to a body takes 6 ms for a megabyte, this one 1. */
function framed(
  room: Uint8Array<ArrayBuffer>,
  session: string,
  text: string,
  message: Uint8Array | null,
  bytes: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  if (message === null || bytes === null) {
    return room.subarray(0, encoder.encodeInto(`${session}\n${text}`, room).written);
  }
  const begin = encoder.encodeInto(`${session} ${message.length}\n`, room).written;
  room.set(message, begin);
  room.set(bytes, begin + message.length);
  return room.subarray(0, begin + message.length + bytes.length);
}

/** `size` bytes of `body` at the beginning of `room`, which changes hands at each read: what is
 *  returned stands in the last one. Throws when fewer come. */
async function readInto(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  room: ArrayBuffer,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader({ mode: "byob" });
  let at = 0;
  for (let buffer = room; ;) {
    const piece = await reader.read(new Uint8Array(buffer, at, size - at));
    if (piece.done) throw new Error(`${at} bytes came of ${size}`);
    at += piece.value.length;
    buffer = piece.value.buffer;
    if (at === size) return new Uint8Array(buffer, 0, size);
  }
}
