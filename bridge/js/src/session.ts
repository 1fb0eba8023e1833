// The host's world of a document: carries texts between the page's world and the host.

import { MAX_BODY_BYTES, MAX_MESSAGE_BYTES, type Welcome } from "./generated.ts";
import { failureText, helloText, idOf, readMessage } from "./messages.ts";
import { alone } from "./primordials.ts";

/** The object that QWebChannel gives. */
export interface Bridge {
  /** `answered` gets the answer where there is one at once, else "". */
  receive(session: string, text: string, answered: (text: string) => void): void;
  readonly sent: { connect(hear: (text: string) => void): void };
}

/** The scheme's own way, for what is too long for the channel or must be waited for. */
export interface Posts {
  /** The answer's text. Throws when there is none. */
  now(session: string, text: string, bytes: Uint8Array | null): string;
  later(
    session: string,
    text: string,
    bytes: Uint8Array | null,
    signal: AbortSignal,
  ): Promise<Answered>;
  /** Use the bytes the host has lent by that name; they are given once, and stay where they are
   *  until `use` returns. Throws when there are none. */
  lent(name: string, use: (bytes: Uint8Array) => void): Promise<void>;
}

/** An answer, and the bytes that came beside it. */
export interface Answered {
  readonly text: string;
  readonly bytes: Uint8Array | null;
}

export interface SessionEnds {
  /** Every message for the page, the session blanked, and the bytes beside it. */
  readonly deliver: (text: string, bytes: Uint8Array | null) => void;
  /** The host has answered the Hello; called once, before anything else is delivered. */
  readonly welcomed: (welcome: Welcome) => void;
}

// The host writes the tag first; the page must never see a session, so Welcomes are not passed on:
// they are addressed to the document, all else to the session.
const WELCOME_START = '{"type":"welcome"';
const MAX_BYTES_PER_UNIT = 3;
const MAX_WAITING = 10_000;

export class Session {
  readonly #posts: Posts;
  readonly #ends: SessionEnds;
  readonly #hello: string;
  readonly #document: string;
  readonly #postsUnderWay = new Map<number, AbortController>();
  #bridge: Bridge | null = null;
  #id: string | null = null;
  /** What a message to this document begins with, once the host has answered. */
  #address = "";
  #waiting: (() => void)[] = [];

  /** `document` is random, made anew by each document; `timeOriginMs` its time origin. */
  constructor(posts: Posts, ends: SessionEnds, document: string, timeOriginMs: number) {
    this.#posts = posts;
    this.#ends = ends;
    this.#document = document;
    this.#hello = helloText(document, timeOriginMs);
  }

  /** The channel is there: say Hello, or send what waited when a session is known already. */
  connect(bridge: Bridge): void {
    if (this.#bridge) return;
    this.#bridge = bridge;
    bridge.sent.connect((text) => {
      this.#hear(text);
    });
    if (this.#id === null) bridge.receive("", this.#hello, this.#answered);
    else this.#flush();
  }

  /** Send a mark or a cancel, in its turn. */
  send(text: string): void {
    if (this.#id !== null && this.#bridge !== null) {
      this.#bridge.receive(this.#id, text, this.#answered);
    } else {
      this.#whenOpen(() => {
        this.send(text);
      });
    }
  }

  /** Send a call, in its turn, by the channel or, when it is long or carries bytes, by the
   *  scheme. */
  call(text: string, bytes: Uint8Array | null): void {
    const size = sizeBytes(text) + (bytes?.length ?? 0);
    if (size > MAX_BODY_BYTES) {
      this.#ends.deliver(tooLarge(text, size), null);
    } else if (this.#waiting.length >= MAX_WAITING) {
      const message = "too many calls before the host has answered";
      this.#ends.deliver(failureText(idOf(text), "call.rate_limited", message), null);
    } else if (bytes !== null || size > MAX_MESSAGE_BYTES) {
      // The page's bytes are there as long as this runs.
      const kept = this.#isOpen || bytes === null ? bytes : alone(bytes);
      this.#whenOpen(() => void this.#post(text, kept));
    } else {
      this.send(text);
    }
  }

  /** The page no longer wants an answer. */
  cancel(text: string): void {
    const post = this.#postsUnderWay.get(idOf(text));
    if (post) post.abort();
    else this.send(text);
  }

  /** Send a call and wait for its answer: the only thing here that blocks the page. */
  ask(text: string, bytes: Uint8Array | null): string {
    const size = sizeBytes(text) + (bytes?.length ?? 0);
    if (size > MAX_BODY_BYTES) return tooLarge(text, size);
    try {
      if (this.#id === null) {
        const answer = this.#posts.now("", this.#hello, null);
        const message = readMessage(answer);
        if (message?.type !== "welcome") return withId(answer, text);
        this.#open(message);
      }
      return withId(this.#posts.now(this.#id ?? "", text, bytes), text);
    } catch (error) {
      return unreachable(text, error);
    }
  }

  readonly #answered = (text: string): void => {
    if (text !== "") this.#hear(text);
  };

  #hear(addressed: string): void {
    // What was under way when the page before this one was left is not for this document.
    if (this.#id !== null && addressed.startsWith(this.#address)) {
      const text = addressed.slice(this.#address.length);
      // JSON in one line; the name of lent bytes is another.
      const cut = text.indexOf("\n");
      if (cut < 0) this.#ends.deliver(text, null);
      else void this.#fetch(text.slice(0, cut), text.slice(cut + 1));
      return;
    }
    const end = addressed.indexOf("\n");
    const text = addressed.slice(end + 1);
    if (addressed.slice(0, end) !== this.#document || !text.startsWith(WELCOME_START)) return;
    const message = readMessage(text);
    // A synchronous call may have said Hello before the channel did: the first answer counts.
    if (this.#id === null && message?.type === "welcome") this.#open(message);
  }

  #open(welcome: Welcome): void {
    this.#id = welcome.session;
    this.#address = `${welcome.session}\n`;
    this.#ends.welcomed(welcome);
    this.#ends.deliver(JSON.stringify({ ...welcome, session: "" }), null);
    if (this.#bridge) this.#flush();
  }

  get #isOpen(): boolean {
    return this.#id !== null && this.#bridge !== null;
  }

  #whenOpen(act: () => void): void {
    if (this.#isOpen) act();
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(act);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const act of waiting) act();
  }

  async #post(text: string, bytes: Uint8Array | null): Promise<void> {
    const id = idOf(text);
    const controller = new AbortController();
    this.#postsUnderWay.set(id, controller);
    let answer: Answered;
    try {
      answer = await this.#posts.later(this.#id ?? "", text, bytes, controller.signal);
    } catch (error) {
      answer = { text: unreachable(text, error), bytes: null };
    } finally {
      this.#postsUnderWay.delete(id);
    }
    if (!controller.signal.aborted) this.#ends.deliver(withId(answer.text, text), answer.bytes);
  }

  /** Deliver an answer once its bytes are here. */
  async #fetch(answer: string, name: string): Promise<void> {
    try {
      await this.#posts.lent(name, (bytes) => {
        this.#ends.deliver(answer, bytes);
      });
    } catch (error) {
      this.#ends.deliver(unreachable(answer, error), null);
    }
  }
}

/** An answer by the scheme to what was not even read as a call carries id 0: it is this call's. */
function withId(answer: string, call: string): string {
  if (!answer.startsWith('{"type":"failure","id":0,')) return answer;
  return `{"type":"failure","id":${idOf(call)},${answer.slice('{"type":"failure","id":0,'.length)}`;
}

function tooLarge(call: string, bytes: number): string {
  const message = `a call of ${bytes} bytes is over the limit of ${MAX_BODY_BYTES}`;
  return failureText(idOf(call), "call.too_large", message);
}

function unreachable(call: string, error: unknown): string {
  return failureText(idOf(call), "internal", `the host did not answer: ${String(error)}`);
}

/** UTF-8 bytes of `text`, or a number on the same side of both limits: counting a megabyte takes
 * some 4 ms. */
function sizeBytes(text: string): number {
  const most = text.length * MAX_BYTES_PER_UNIT;
  if (most <= MAX_MESSAGE_BYTES) return text.length;
  if (text.length > MAX_MESSAGE_BYTES && most <= MAX_BODY_BYTES) return text.length;
  return new TextEncoder().encode(text).byteLength;
}
