// The scheme's own way to the host: POST to the app's own origin, and what it lends from there.
// sandbox/view/posted.py says how it is written.

import type { Answered, Posts } from "./session.ts";

/** Answers in text, which is all that a page that waits can read. */
const CALL = "/.fanlight/call";
/** Answers with the bytes beside the text. */
const CARRY = "/.fanlight/carry";
const LENT = "/.fanlight/lent/";
const MAX_BYTES_PER_UNIT = 3;
const MAX_HEAD_UNITS = 80;
const LINE_END = 0x0a;

/** Posts of a document in a browser. */
export const documentPosts: Posts = {
  now(session: string, text: string, bytes: Uint8Array | null): string {
    const request = new XMLHttpRequest();
    request.open("POST", CALL, false);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(framed(session, text, bytes));
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    return request.responseText;
  },

  async later(
    session: string,
    text: string,
    bytes: Uint8Array | null,
    signal: AbortSignal,
  ): Promise<Answered> {
    const body = framed(session, text, bytes);
    const response = await fetch(CARRY, { method: "POST", body, signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = new Uint8Array(await response.arrayBuffer());
    const end = answer.indexOf(LINE_END);
    const decoder = new TextDecoder();
    if (end < 0) return { text: decoder.decode(answer), bytes: null };
    return { text: decoder.decode(answer.subarray(0, end)), bytes: answer.subarray(end + 1) };
  },

  async lent(name: string): Promise<Uint8Array> {
    const response = await fetch(LENT + name);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
};

/** One body: the session, the message, and bytes behind it. The engine's own way from a text to a
 *  body takes 6 ms for a megabyte, this one 1. */
function framed(session: string, text: string, bytes: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  if (bytes === null) {
    const room = new Uint8Array((session.length + 1 + text.length) * MAX_BYTES_PER_UNIT);
    return room.subarray(0, encoder.encodeInto(`${session}\n${text}`, room).written);
  }
  const message = encoder.encode(text);
  const head = `${session} ${message.length}\n`;
  const room = new Uint8Array(MAX_HEAD_UNITS + message.length + bytes.length);
  const begin = encoder.encodeInto(head, room).written;
  room.set(message, begin);
  room.set(bytes, begin + message.length);
  return room.subarray(0, begin + message.length + bytes.length);
}
