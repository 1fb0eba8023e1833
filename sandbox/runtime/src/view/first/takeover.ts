// How a page takes over its own first frame (shared/first_frame.ts): when it makes the tree that is
// drawn already, the drawn one is it; when it makes another, that comes in its place.

import { FIRST_PAGE } from "../../shared/first_frame.ts";
import type { ToLogic, ToView } from "../../shared/messages.ts";
import { OPERANDS, Op, type OpList } from "../../shared/ops.ts";
import type { Tells } from "../../shared/questions.ts";

export interface TakeoverEnds {
  /** The route of the page that is drawn, and what drew it. */
  readonly route: string;
  readonly ops: OpList;
  /** Send on what a person did meanwhile. */
  readonly post: (message: ToLogic, transfer?: Transferable[]) => void;
  /** Take the drawn page away once another is seen. */
  readonly discard: () => void;
}

/** Entries of the page's own performance timeline. */
export const FrameMark = {
  DRAWN: "first-frame-drawn",
  TAKEN: "first-frame-taken",
  REPLACED: "first-frame-replaced",
} as const;

type Given = readonly [message: ToLogic, transfer: Transferable[] | undefined];

/** From the drawing of a first frame until the page itself is there. */
export class Takeover {
  readonly #ends: TakeoverEnds;
  #heard: ToView[] = [];
  #held: Given[] = [];
  #isOver = false;

  constructor(ends: TakeoverEnds) {
    this.#ends = ends;
  }

  /** Whether the page has come. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What is to be done now that the logic layer has said `message`. */
  hear(message: ToView): readonly ToView[] {
    if (this.#isOver) return [message];
    if (message.t === "ask" && isOfPage(message.params)) {
      // It would be told of the drawn nodes, and the Worker may be waiting for it.
      return [...this.#settle(), message];
    }
    const isTell = message.t === "tell" && message.name.startsWith("page.");
    if (message.t !== "ops" && !isTell) return [message];
    if (!isOfPage(message.t === "ops" ? message : message.params)) {
      // The first page lies below another one: an app goes on where it was.
      return [...this.#settle(), message];
    }
    this.#heard.push(message);
    return message.t === "tell" && message.name === "page.show" ? this.#settle() : [];
  }

  /** Whether a word to the logic layer waits for the page: what a person does to the drawn one is
   *  done to the same node or to none. */
  holds(message: ToLogic, transfer?: Transferable[]): boolean {
    const waits =
      !this.#isOver && (message.t === "event" || message.t === "model" || message.t === "happened");
    if (waits) this.#held.push([message, transfer]);
    return waits;
  }

  #settle(): readonly ToView[] {
    this.#isOver = true;
    const heard = this.#heard;
    const held = this.#held;
    this.#heard = [];
    this.#held = [];
    const taken = this.#taken(heard);
    // For those who look at a page's times.
    performance.mark(taken ? FrameMark.TAKEN : FrameMark.REPLACED);
    if (!taken) this.#ends.discard();
    for (const [message, transfer] of held) {
      if (taken || !isOfDrawn(message)) this.#ends.post(message, transfer);
    }
    return taken ?? heard;
  }

  /** `heard` less what is drawn; null when something else is to be drawn. */
  #taken(heard: readonly ToView[]): readonly ToView[] | null {
    const opened = heard[0];
    const shown = heard.at(-1);
    if (opened?.t !== "tell" || opened.name !== "page.open") return null;
    if (shown?.t !== "tell" || shown.name !== "page.show") return null;
    const { page, route, window } = opened.params as Tells["page.open"];
    const made = heard.flatMap((message) => (message.t === "ops" ? message.ops : []));
    const rest = route === this.#ends.route ? restOf(this.#ends.ops, made) : null;
    if (!rest) return null;
    const first: ToView[] = [
      { t: "tell", name: "page.window", params: { page, window } },
      { t: "ops", page, ops: rest },
    ];
    const others = heard.slice(1).map((each) => (each.t === "ops" ? { ...each, ops: [] } : each));
    return [...first, ...others];
  }
}

/** What remains to be done of `made` when `drawn` is done; null when it is something else. Classes
 *  come at the end of a batch, and whole: those that both set need not be in the same places. */
export function restOf(drawn: OpList, made: OpList): OpList | null {
  let at = 0;
  while (at < drawn.length && at < made.length) {
    const next = at + 1 + (OPERANDS[drawn[at] as number] ?? 0);
    if (!isSame(drawn, made, at, next)) break;
    at = next;
  }
  const dressed = classed(made, at);
  for (let left = at; left < drawn.length; left += 1 + (OPERANDS[drawn[left] as number] ?? 0)) {
    if (drawn[left] !== Op.CLASS || !dressed.has(drawn[left + 1])) return null;
  }
  return made.slice(at);
}

function classed(ops: OpList, from: number): ReadonlySet<unknown> {
  const nodes = new Set<unknown>();
  for (let at = from; at < ops.length; at += 1 + (OPERANDS[ops[at] as number] ?? 0)) {
    if (ops[at] === Op.CLASS) nodes.add(ops[at + 1]);
  }
  return nodes;
}

function isSame(drawn: OpList, made: OpList, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isEqual(drawn[at], made[at])) return false;
  return true;
}

/** `drawn` came out of JSON. */
function isEqual(drawn: unknown, made: unknown): boolean {
  if (drawn === made) return true;
  if (typeof drawn !== "object" || typeof made !== "object" || !drawn || !made) return false;
  if (Array.isArray(drawn) !== Array.isArray(made)) return false;
  const names = Object.keys(drawn);
  return (
    names.length === Object.keys(made).length &&
    names.every(
      (name) => Object.hasOwn(made, name) && isEqual(drawn[name as never], made[name as never]),
    )
  );
}

function isOfPage(params: unknown): boolean {
  return (params as { readonly page?: unknown } | null)?.page === FIRST_PAGE;
}

function isOfDrawn(message: ToLogic): boolean {
  if (message.t === "event" || message.t === "model") return message.page === FIRST_PAGE;
  return message.t === "happened" && isOfPage(message.params);
}
