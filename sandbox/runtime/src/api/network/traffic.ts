// What request, downloadFile and uploadFile share: task objects, queues, timeouts, progress.

import type { Pending } from "../../logic/ports.ts";
import { ApiFailure, Errno, refusalCode } from "../failures.ts";
import type { Kit, Listeners } from "../kit.ts";
import { clamped, numberOf, recordOf, textOf, type Loose } from "../reading.ts";
import { cookiesOf, receivedHeaders } from "./headers.ts";

/** The host takes no longer ones (bridge/api/network.py, transfer.py). */
const MAX_REQUEST_MS = 120_000;
const MAX_TRANSFER_MS = 600_000;
const DEFAULT_TIMEOUT_MS = 60_000;
/** How many of one kind run at a time; WeChat's limit, the rest wait. */
const MAX_AT_ONCE = 10;

export interface HeadersReceived {
  readonly header: Record<string, string>;
  readonly statusCode: number;
  readonly cookies: string[];
}

/** The object that the app holds while its request is under way. */
export class Exchange {
  readonly headers: Listeners<HeadersReceived>;
  readonly progress: Listeners<object>;
  readonly chunks: Listeners<{ data: ArrayBuffer }>;
  /** Stands for it in the host's events. */
  readonly task: number;
  #aborted = false;
  #abort: () => void = () => undefined;

  constructor(kit: Kit, name: string, task: number) {
    this.task = task;
    this.headers = kit.listeners<HeadersReceived>(`${name} onHeadersReceived`);
    this.progress = kit.listeners<object>(`${name} onProgressUpdate`);
    this.chunks = kit.listeners<{ data: ArrayBuffer }>(`${name} onChunkReceived`);
  }

  /** Throws when the app has aborted before its turn came. */
  begin(): void {
    if (this.#aborted) throw new ApiFailure("abort");
  }

  readonly abort = (): void => {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#abort();
  };

  /** `pending`, given up when the app aborts or `timeout_ms` is over, in WeChat's words. */
  watched(kit: Kit, pending: Pending<unknown>, timeout_ms: number): Promise<Loose> {
    return new Promise((resolve, reject) => {
      const { setTimeout, clearTimeout } = kit.ground.engine;
      const give = (failure: Error): void => {
        clearTimeout(timer);
        pending.abort();
        reject(failure);
      };
      const timer = setTimeout(() => {
        give(new ApiFailure("timeout", { errno: Errno.TIMEOUT }));
      }, timeout_ms);
      this.#abort = () => {
        give(new ApiFailure("abort"));
      };
      pending.then(
        (answer) => {
          clearTimeout(timer);
          resolve(recordOf(answer));
        },
        (error: unknown) => {
          clearTimeout(timer);
          reject(networkFailure(error));
        },
      );
    });
  }
}

/** Runs so many at a time; the rest wait in order. */
export class Queue {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_AT_ONCE) {
      await new Promise<void>((go) => {
        this.#waiting.push(go);
      });
    }
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** Exchanges by their number, as the host's events name them. */
export class Exchanges {
  readonly #kit: Kit;
  readonly #open = new Map<number, Exchange>();
  #last = 0;

  constructor(kit: Kit, events: Readonly<Record<string, (of: Exchange, facts: Loose) => void>>) {
    this.#kit = kit;
    for (const [name, tell] of Object.entries(events)) {
      kit.host.on(name, (payload) => {
        const facts = recordOf(payload);
        const exchange = this.#open.get(numberOf(facts["task"], 0));
        if (exchange) tell(exchange, facts);
      });
    }
  }

  open(name: string): Exchange {
    this.#last += 1;
    const exchange = new Exchange(this.#kit, name, this.#last);
    this.#open.set(exchange.task, exchange);
    return exchange;
  }

  close(exchange: Exchange): void {
    this.#open.delete(exchange.task);
  }
}

export function headersReceived(exchange: Exchange, facts: Loose): void {
  exchange.headers.emit({
    header: receivedHeaders(facts["header"]),
    statusCode: numberOf(facts["statusCode"], 0),
    cookies: cookiesOf(facts["header"]),
  });
}

/** Milliseconds for an exchange: the call's own, else app.json's networkTimeout, else a minute. */
export function timeoutOf(kit: Kit, name: string, given: unknown): number {
  const absent = numberOf(kit.ground.config.networkTimeout[name], DEFAULT_TIMEOUT_MS);
  const wanted = numberOf(given, absent);
  const longest = name.endsWith("File") ? MAX_TRANSFER_MS : MAX_REQUEST_MS;
  return clamped(Math.round(wanted > 0 ? wanted : absent), 1, longest);
}

/** The host does not say why a request failed, except that its origin was never declared. */
export function networkFailure(error: unknown): Error {
  if (refusalCode(error) !== "call.network") return error as Error;
  const message = textOf(recordOf(error)["message"]);
  const isUndeclared = message.includes("not in domain list");
  return new ApiFailure(isUndeclared ? "url not in domain list" : message, {
    errno: Errno.NETWORK,
  });
}
