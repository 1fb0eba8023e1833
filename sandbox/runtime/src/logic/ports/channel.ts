// The Worker's end of the messages between the two layers (shared/messages.ts): HostPort and
// ViewPort for all the rest. It keeps what it needs from being changed by app code.

import { METHODS } from "../../../../../bridge/js/src/generated.ts";
import { NativePromise, SafeMap, assign } from "../../../../../bridge/js/src/primordials.ts";
import type { Metrics, Posted, ToLogic } from "../../shared/messages.ts";
import type { OpList, PageId } from "../../shared/ops.ts";
import type { AskName, Asks } from "../../shared/questions.ts";
import type { TypedView } from "../api_ports.ts";
import type { HostPort, Pending, Refusal } from "../ports.ts";
import type { Powers } from "../realm/powers.ts";
import { carried } from "./carried.ts";
import { cleaned, isCloneError } from "./cloning.ts";
import { Hearers } from "./hearers.ts";
import { packed } from "./packing.ts";
import type { Waiter } from "./waiter.ts";

/** A refusal as an Error, so that a stack goes with it where nobody catches it. */
export class RefusalError extends Error implements Refusal {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "RefusalError";
    this.code = code;
  }
}

export type ChannelMessage = Extract<
  ToLogic,
  { t: "answer" | "failure" | "happened" | "hosted" | "metrics" }
>;

const { hasOwn } = Object;

const NOWHERE = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
/** Before the app begins, nobody asks. */
const UNKNOWN: Metrics = {
  windowWidth: 0,
  windowHeight: 0,
  screenWidth: 0,
  screenHeight: 0,
  pixelRatio: 1,
  statusBarHeight: 0,
  safeArea: NOWHERE,
  menuButton: NOWHERE,
  theme: "light",
  language: "",
};

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (error: RefusalError) => void;
}

export class Channel {
  readonly host: HostPort;
  readonly view: TypedView;
  readonly happened: Hearers;
  readonly hosted: Hearers;
  readonly #post: Powers["post"];
  readonly #waiter: Waiter;
  readonly #waiting = new SafeMap<number, Waiting>();
  readonly #beforeAsking: () => void;
  #last = 0;
  #metrics = UNKNOWN;

  /** `beforeAsking` sends operations that are due, so that a question finds them done. */
  constructor(powers: Powers, waiter: Waiter, ends: ChannelEnds) {
    this.#post = powers.post;
    this.#waiter = waiter;
    this.#beforeAsking = ends.beforeAsking;
    this.happened = new Hearers(ends.guarded);
    this.hosted = new Hearers(ends.guarded);
    this.host = this.#makeHost();
    this.view = this.#makeView();
  }

  /** Post a page's operations. `painted`: called when the view has answered. */
  postOps(page: PageId, ops: OpList, painted: (() => void) | null): void {
    const flush = painted === null ? 0 : this.#expect(painted, painted);
    const { words, values } = packed(ops);
    const message: Posted = { t: "packed", page, words, values };
    this.#send(flush === 0 ? message : { ...message, flush });
  }

  /** A message that concerns no page's nodes. */
  take(message: ChannelMessage): void {
    switch (message.t) {
      case "answer":
        this.#waiting.take(message.id)?.done(message.value);
        break;
      case "failure":
        this.#waiting.take(message.id)?.failed(new RefusalError(message.code, message.message));
        break;
      case "happened":
        this.happened.tell(message.name, message.params);
        break;
      case "hosted":
        this.hosted.tell(message.name, message.payload);
        break;
      case "metrics":
        this.#metrics = message.metrics;
        break;
    }
  }

  /** Answer an event that asked for what its handler returned. */
  sayHeard(reply: number, value: unknown): void {
    this.#send({ t: "heard", reply, value });
  }

  /** A question that the Worker waits for (WXS reading boxes). */
  askSync<N extends AskName>(name: N, params: Asks[N]["params"]): Asks[N]["result"] {
    this.#beforeAsking();
    const id = this.#next();
    return this.#wait({ t: "ask", id, name, params, sync: true });
  }

  #makeHost(): HostPort {
    return {
      call: (name, params) => this.#call(name, params),
      callSync: (name, given) => {
        const { params, transfer } = carried(name, given);
        return this.#wait({ t: "host", id: this.#next(), name, params, sync: true }, transfer);
      },
      on: (event, hear) => {
        this.hosted.add(event, hear);
      },
      off: (event, hear) => {
        this.hosted.remove(event, hear);
      },
      has: (name) => hasOwn(METHODS, name),
    };
  }

  #makeView(): TypedView {
    const metrics = (): Metrics => this.#metrics;
    return {
      ask: (name: string, params: unknown) => {
        this.#beforeAsking();
        return new NativePromise<never>((done, failed) => {
          const id = this.#expect(done as (value: unknown) => void, failed);
          this.#send({ t: "ask", id, name, params });
        });
      },
      tell: (name: string, params: unknown) => {
        if (name !== "console") this.#beforeAsking();
        this.#send({ t: "tell", name, params });
      },
      on: (event: string, hear: (params: unknown) => void) => {
        this.happened.add(event, hear);
      },
      off: (event: string, hear: (params: unknown) => void) => {
        this.happened.remove(event, hear);
      },
      get metrics() {
        return metrics();
      },
    };
  }

  #call(name: string, given: object): Pending<unknown> {
    let id = 0;
    const promise = new NativePromise<unknown>((done, failed) => {
      id = this.#expect(done, failed);
      const { params, transfer } = carried(name, given);
      this.#send({ t: "host", id, name, params, sync: false }, transfer);
    });
    return assign(promise, {
      abort: () => {
        if (this.#waiting.get(id)) this.#send({ t: "cancel", id });
      },
    });
  }

  #wait(message: Posted, transfer?: Transferable[]): unknown {
    const answer = this.#waiter.ask(() => {
      this.#send(message, transfer);
    });
    if ("failure" in answer) throw new RefusalError(answer.failure.code, answer.failure.message);
    return answer.value;
  }

  #expect(done: (value: unknown) => void, failed: (error: RefusalError) => void): number {
    const id = this.#next();
    this.#waiting.set(id, { done, failed });
    return id;
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** App values may hold what no message can carry (functions, proxies): those are left out. */
  #send(message: Posted, transfer?: Transferable[]): void {
    try {
      this.#post(message, transfer);
    } catch (error) {
      if (!isCloneError(error)) throw error;
      this.#post(cleaned(message) as Posted, transfer);
    }
  }
}

export interface ChannelEnds {
  readonly beforeAsking: () => void;
  readonly guarded: (what: string, run: () => void) => void;
}
