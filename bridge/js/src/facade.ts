// The API object that a page sees, built from the generated table of methods.

import type { CallFailure } from "./failure.ts";
import type { Calls, MethodName } from "./calls.ts";
import { EVENTS, METHODS, type Events, type Methods, type NoParams } from "./generated.ts";
import type { Listener, Listeners } from "./listeners.ts";
import { NativePromise, assign, ownKeys, queue, slice, toUpperCase } from "./primordials.ts";

/** A result with WeChat's `errMsg`, `<API>:ok`. */
export type Answer<M extends MethodName> = Methods[M][1] & { readonly errMsg: string };

interface Ends<M extends MethodName> {
  success: (answer: Answer<M>) => void;
  fail: (failure: CallFailure) => void;
  complete: (end: Answer<M> | CallFailure) => void;
}

/** WeChat's way to hear of an end: `success` or `fail`, then `complete`; one of them at least. */
export type Callbacks<M extends MethodName> = {
  [K in keyof Ends<M>]: Pick<Ends<M>, K> & Partial<Ends<M>>;
}[keyof Ends<M>];

/** A call under way that can be taken back. */
export interface Task {
  abort(): void;
}

export interface Options {
  readonly signal?: AbortSignal;
}

type Params<M extends MethodName> = Methods[M][0] extends NoParams ? object : Methods[M][0];
/** Whether a call may leave its parameters out: when none of them must be there. */
type Given<M extends MethodName> =
  Partial<Params<M>> extends Params<M>
    ? [params?: Params<M>, options?: Options]
    : [params: Params<M>, options?: Options];

export interface Method<M extends MethodName> {
  (params: Params<M> & Callbacks<M>, options?: Options): Task;
  (...given: Given<M>): Promise<Answer<M>> & Task;
}

type SyncNames = { [M in MethodName]: Methods[M][2] extends true ? M : never }[MethodName];
/** Sync APIs take the members in the table's order, as WeChat's do: `setStorageSync(key, data)`. */
type SyncMethods = {
  readonly [M in SyncNames as `${M}Sync`]: (...values: readonly unknown[]) => unknown;
};
type EventMethods = {
  readonly [E in keyof Events as `on${Capitalize<E>}`]: (listener: Listener<E>) => void;
} & {
  readonly [E in keyof Events as `off${Capitalize<E>}`]: (listener?: Listener<E>) => void;
};

export type Api = { readonly [M in MethodName]: Method<M> } & SyncMethods &
  EventMethods & {
    /** Hear an event of the host. */
    on<E extends keyof Events>(event: E, listener: Listener<E>): void;
    /** Stop hearing it; without `listener`, stop all. */
    off<E extends keyof Events>(event: E, listener?: Listener<E>): void;
    /** Whether this host has an API or event: `canIUse("getStorageSync")`. */
    canIUse(name: string): boolean;
    /** Say that the first screen stands; counts where the manifest says `ready: "explicit"`. */
    ready(): void;
  };

/** Build the API object: an ordinary one, so that a page may wrap or replace its members. */
export function buildApi(calls: Calls, listeners: Listeners, ready: () => void): Api {
  const api: Record<string, unknown> = {};
  const names = ownKeys(METHODS) as MethodName[];
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i];
    if (name === undefined) continue;
    api[name] = asyncMethod(calls, name);
    if (METHODS[name].sync) api[`${name}Sync`] = syncMethod(calls, name);
  }
  for (let i = 0; i < EVENTS.length; i += 1) {
    const event = EVENTS[i];
    if (event === undefined) continue;
    const title = toUpperCase(slice(event, 0, 1)) + slice(event, 1);
    api[`on${title}`] = (listener: unknown) => {
      listeners.on(event, listener);
    };
    api[`off${title}`] = (listener?: unknown) => {
      listeners.off(event, listener);
    };
  }
  const known: Record<string, unknown> = assign({ __proto__: null }, api);
  return assign(api, {
    on: (event: string, listener: unknown) => {
      listeners.on(event, listener);
    },
    off: (event: string, listener?: unknown) => {
      listeners.off(event, listener);
    },
    canIUse: (name: unknown) => typeof name === "string" && name in known,
    ready: () => {
      ready();
    },
  }) as unknown as Api;
}

type Loose = Readonly<Record<string, unknown>>;
type Abortable = Promise<object> & { abort?: () => void };

function asyncMethod(calls: Calls, name: MethodName) {
  return (given?: unknown, options?: Options): unknown => {
    const params = (typeof given === "object" && given !== null ? given : {}) as Loose;
    const { success, fail, complete } = params;
    if (isFunction(success) || isFunction(fail) || isFunction(complete)) {
      const abort = calls.start(name, params, (failure, value) => {
        const end = failure ?? withMessage(name, value);
        // Each in a turn of its own, so that one that throws does not keep the next from running.
        later(failure ? fail : success, end);
        later(complete, end);
      });
      obey(options?.signal, abort);
      return { abort };
    }
    let abort!: () => void;
    const promise: Abortable = new NativePromise<object>((resolve, reject) => {
      abort = calls.start(name, params, (failure, value) => {
        if (failure) reject(failure);
        else resolve(withMessage(name, value));
      });
    });
    obey(options?.signal, abort);
    promise.abort = abort;
    return promise;
  };
}

function syncMethod(calls: Calls, name: MethodName) {
  const { members } = METHODS[name];
  return (...values: unknown[]): unknown => {
    const params: Record<string, unknown> = {};
    for (let i = 0; i < members.length; i += 1) {
      const member = members[i];
      if (member !== undefined) params[member] = values[i];
    }
    if (name !== "getStorage") return calls.now(name, params);
    // WeChat: a key that was never set reads as "".
    try {
      return (calls.now(name, params) as { data: unknown }).data;
    } catch (error) {
      if ((error as CallFailure).code === "call.not_found") return "";
      throw error;
    }
  };
}

function withMessage(name: MethodName, value: object & { errMsg?: string }): object {
  value.errMsg = `${name}:ok`;
  return value;
}

function obey(signal: AbortSignal | undefined, abort: () => void): void {
  if (!signal) return;
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
}

function later(callback: unknown, end: object): void {
  if (isFunction(callback)) {
    queue(() => {
      callback(end);
    });
  }
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function";
}
