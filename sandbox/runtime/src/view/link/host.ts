// Carries the Worker's calls to the host, whose API only the view has, and the answers back.

import { EVENTS, METHODS } from "../../../../../bridge/js/src/generated.ts";
import type { Post } from "../posting.ts";
import type { SyncAnswers } from "./answers.ts";

/** The host's API as the view takes it from the window (bridge/js/src/facade.ts). */
export interface Fanlight {
  readonly [name: string]: unknown;
  on(event: string, hear: (payload: unknown) => void): void;
  ready(): void;
}

type Call = (params: object) => Promise<unknown> & { readonly abort: () => void };

export interface Refused {
  readonly code: string;
  readonly message: string;
}

export class HostLink {
  readonly #fanlight: Fanlight;
  readonly #post: Post;
  readonly #answers: SyncAnswers;
  readonly #underWay = new Map<number, () => void>();

  constructor(fanlight: Fanlight, post: Post, answers: SyncAnswers) {
    this.#fanlight = fanlight;
    this.#post = post;
    this.#answers = answers;
    for (const name of EVENTS) {
      fanlight.on(name, (payload) => {
        post({ t: "hosted", name, payload });
      });
    }
  }

  /** A call of the Worker's; with `sync`, the Worker sleeps until it is answered. */
  carry(id: number, name: string, params: unknown, sync: boolean): void {
    const call = this.call(name, params);
    if (!sync) this.#underWay.set(id, call.abort);
    call.answer.then(
      (value) => {
        this.#underWay.delete(id);
        const given = bytesIn(name, value);
        if (!sync) {
          this.#post({ t: "answer", id, value }, given ? [given.buffer] : []);
        } else if (given) {
          const rest = { ...(value as object), [given.member]: null };
          const bytes = new Uint8Array(given.buffer);
          void this.#answers.give({ value: rest, bytes: given.member }, bytes);
        } else {
          void this.#answers.give({ value });
        }
      },
      (error: unknown) => {
        this.#underWay.delete(id);
        const failure = refusal(error);
        if (sync) void this.#answers.give({ failure });
        else this.#post({ t: "failure", id, ...failure });
      },
    );
  }

  /** The Worker gives a call up. */
  cancel(id: number): void {
    this.#underWay.get(id)?.();
  }

  /** Call the host for the view itself. The answer rejects with an Error that has `code`. */
  call(name: string, params: unknown): { answer: Promise<unknown>; abort: () => void } {
    const method = Object.hasOwn(METHODS, name) ? (this.#fanlight[name] as Call) : null;
    if (!method || typeof params !== "object" || params === null) {
      const error = Object.assign(new Error(`this host has no ${name}`), {
        code: "call.unknown_method",
      });
      return { answer: Promise.reject(error), abort: () => undefined };
    }
    const answer = method(params);
    return {
      answer,
      abort: () => {
        answer.abort();
      },
    };
  }

  /** The first screen stands. */
  ready(): void {
    this.#fanlight.ready();
  }
}

interface Given {
  readonly member: string;
  readonly buffer: ArrayBuffer;
}

/** The bytes of an answer: they are handed over, not cloned. */
function bytesIn(name: string, value: unknown): Given | null {
  const { gives } = METHODS[name as keyof typeof METHODS];
  if (gives === undefined || typeof value !== "object" || value === null) return null;
  // What `request` gives by itself stands in `data` once it is the page's.
  for (const member of [gives, "data"]) {
    const buffer = (value as Readonly<Record<string, unknown>>)[member];
    if (buffer instanceof ArrayBuffer) return { member, buffer };
  }
  return null;
}

/** A failure's code and message, whatever was thrown. */
export function refusal(error: unknown): Refused {
  if (typeof error !== "object" || error === null) {
    return { code: "internal", message: String(error) };
  }
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === "string" ? code : "internal",
    message: typeof message === "string" ? message : "the view failed",
  };
}
