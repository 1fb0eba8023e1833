// A document with both its worlds, as an engine puts them together, and a host to talk to.
// EventTarget and CustomEvent are Node's own; the frames' clock is the test's.

import { setImmediate } from "node:timers/promises";

import { startChannel } from "../src/channel.ts";
import type { FromPage, Hello, Welcome } from "../src/generated.ts";
import { makePage, type Fanlight } from "../src/page.ts";
import type { Answered, Bridge, Posts } from "../src/session.ts";

export const SESSION = "s-1";

export function welcome(changes: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    protocol: 1,
    session: SESSION,
    app: { appId: "org.example.hello", name: "Hello", versionName: "1.0.0", versionCode: 1 },
    launch: {
      path: "pages/index/index",
      query: {},
      scene: "launcher",
      referrerAppId: null,
      extraData: null,
    },
    language: "zh_CN",
    theme: "light",
    ready: "auto",
    ...changes,
  };
}

class FakeDocument extends EventTarget {
  readyState: DocumentReadyState = "loading";

  parsed(): void {
    this.readyState = "interactive";
    this.dispatchEvent(new Event("DOMContentLoaded"));
  }
}

/** What came by the channel: with which session, and the message. */
export interface Received {
  readonly session: string;
  readonly message: FromPage;
}

/** What came by the scheme. */
export interface Posted extends Received {
  readonly isSync: boolean;
  readonly bytes: Uint8Array | null;
}

export class World {
  readonly window = new EventTarget();
  readonly document = new FakeDocument();
  readonly received: Received[] = [];
  readonly posted: Posted[] = [];
  readonly fanlight: Fanlight;
  /** Answers what comes by the scheme. */
  serve: (posted: Posted) => string | Answered | Promise<string> = () => {
    throw new Error("no answer");
  };
  /** What the host has lent, by name. */
  readonly lent = new Map<string, Uint8Array>();
  /** What the host answers at once to what comes by the channel. */
  answer: () => string = () => "";
  nowMs = 0;
  #frames: (() => void)[] = [];
  #hear: (text: string) => void = () => undefined;
  #connected: ((bridge: Bridge) => void) | null = null;

  readonly documentId: string;

  constructor(documentId = "d-1") {
    this.documentId = documentId;
    startChannel({
      window: this.window,
      document: this.document,
      performance: { timeOrigin: 1_700_000_000_000.5, now: () => this.nowMs },
      nextFrame: (act) => {
        this.#frames.push(act);
      },
      Observer: PaintObserver as unknown as typeof PerformanceObserver,
      posts: this.#posts(),
      documentId,
      openChannel: (connected) => {
        this.#connected = connected;
      },
    });
    this.fanlight = makePage(this.window, this.document);
  }

  /** The channel stands: the host's object is there. */
  connect(): void {
    this.#connected?.({
      receive: (session, text, answered) => {
        this.received.push({ session, message: JSON.parse(text) as FromPage });
        answered(this.answer());
      },
      sent: {
        connect: (hear) => {
          this.#hear = hear;
        },
      },
    });
  }

  /** The host sends a message by the channel: to this document, or to another one. */
  send(message: object | string, to?: string): void {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    const own = text.startsWith('{"type":"welcome"') ? this.documentId : SESSION;
    this.#hear(`${to ?? own}\n${text}`);
  }

  /** Channel and Welcome. */
  open(changes: Partial<Welcome> = {}): void {
    this.connect();
    this.send(welcome(changes));
  }

  /** One frame is drawn at `atMs`. */
  frame(atMs: number): void {
    this.nowMs = atMs;
    const frames = this.#frames;
    this.#frames = [];
    for (const act of frames) act();
  }

  /** Calls that came by the channel, in order. */
  get calls(): readonly Extract<FromPage, { type: "call" }>[] {
    return this.received.flatMap(({ message }) => (message.type === "call" ? [message] : []));
  }

  get marks(): readonly (readonly [string, number])[] {
    return this.received.flatMap(({ message }) =>
      message.type === "mark" ? [[message.name, message.atMs] as const] : [],
    );
  }

  #posts(): Posts {
    const read = (posted: Posted): Posted => {
      this.posted.push(posted);
      return posted;
    };
    return {
      now: (session, text, bytes) => {
        const message = JSON.parse(text) as FromPage;
        const answer = this.serve(read({ isSync: true, session, message, bytes }));
        if (typeof answer !== "string") throw new Error("a synchronous answer is a text");
        return answer;
      },
      later: async (session, text, bytes, signal) => {
        const message = JSON.parse(text) as FromPage;
        const answer = await this.serve(read({ isSync: false, session, message, bytes }));
        signal.throwIfAborted();
        return typeof answer === "string" ? { text: answer, bytes: null } : answer;
      },
      lent: async (name, use) => {
        await setImmediate();
        const bytes = this.lent.get(name);
        if (!this.lent.delete(name) || bytes === undefined) throw new Error("status 404");
        use(bytes);
      },
    };
  }
}

/** The engine's paints: told when the test says so. */
export class PaintObserver {
  static readonly supportedEntryTypes = ["paint", "largest-contentful-paint"];
  static latest: PaintObserver | null = null;
  readonly observed: PerformanceObserverInit[] = [];
  readonly #tell: (list: { getEntries: () => object[] }) => void;
  #records: object[] = [];

  constructor(tell: (list: { getEntries: () => object[] }) => void) {
    this.#tell = tell;
    PaintObserver.latest = this;
  }

  observe(init: PerformanceObserverInit): void {
    this.observed.push(init);
  }

  takeRecords(): object[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Seen, but not told yet. */
  record(...entries: object[]): void {
    this.#records.push(...entries);
  }

  tell(...entries: object[]): void {
    this.#tell({ getEntries: () => entries });
  }
}

export function isHello(message: FromPage | undefined): message is Hello {
  return message?.type === "hello";
}

/** Let everything that is due now happen. */
export async function settle(): Promise<void> {
  await setImmediate();
}
