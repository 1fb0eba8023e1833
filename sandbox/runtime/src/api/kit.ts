// What every family of APIs is made with.

import type { ApiGround } from "../logic/api_ports.ts";
import type { HostPort } from "../logic/ports.ts";
import { Caller, type Call, type Run } from "./calling.ts";
import { Facts } from "./facts.ts";
import { syncError, type Codes } from "./failures.ts";
import { isFunction } from "./reading.ts";

/** Members of `wx` by name. */
export type Family = Record<string, unknown>;
export type MakeFamily = (kit: Kit) => Family;

/** An empty object for many members. V8 gives each new member of an object a shape of its own, for
 *  500 of them 10 ms; an object that lost a member is a hash table, where they cost next to none. */
export function roomy(): Family {
  const made: Family = { first: 0, second: 0 };
  delete made["first"];
  delete made["second"];
  return made;
}

export class Kit {
  readonly ground: ApiGround;
  readonly facts: Facts;
  readonly caller: Caller;
  /** Names of the APIs that exist and fail, with the reason. */
  readonly failing = new Map<string, string>();
  /** WeChat's classes as this runtime has them, for canIUse("CameraContext.takePhoto"). */
  readonly classes = new Map<string, object>();

  constructor(ground: ApiGround, facts: Facts = new Facts()) {
    this.ground = ground;
    this.facts = facts;
    this.caller = new Caller(facts, (what, run) => {
      ground.guarded(what, run);
    });
  }

  get host(): HostPort {
    return this.ground.host;
  }

  /** Says what an object of WeChat's has: its prototype's members, and those named here that
   *  stand on each object itself. */
  describe(className: string, prototype: object, own: readonly string[] = []): void {
    const members = Object.fromEntries(own.map((name) => [name, null]));
    this.classes.set(className, Object.assign(Object.create(prototype) as object, members));
  }

  /** An asynchronous API. */
  later(name: string, run: Run): Call {
    return this.caller.later(name, run);
  }

  /** An API without parameters that does nothing but call the host's method of the same name. */
  passed(name: string): Call {
    return this.later(name, () => this.host.call(name, {}));
  }

  /** An API that a desktop cannot have: it fails in WeChat's way. */
  never(name: string, reason: string, codes: Codes = {}): Call {
    this.failing.set(name, reason);
    return this.caller.never(name, reason, codes);
  }

  /** A `…Sync` API: parameters stand one by one, failures are thrown. */
  sync<R>(name: string, run: (...given: unknown[]) => R): (...given: unknown[]) => R {
    return (...given) => {
      try {
        this.caller.checkListed(name, given);
        return run(...given);
      } catch (error) {
        throw syncError(name, error);
      }
    };
  }

  listeners<V>(what: string): Listeners<V> {
    return new Listeners<V>(this, what);
  }
}

/** What `onX(listener)` keeps, `offX(listener?)` forgets. */
export class Listeners<V> {
  readonly #kit: Kit;
  readonly #what: string;
  #heard: ((value: V) => unknown)[] = [];

  constructor(kit: Kit, what: string) {
    this.#kit = kit;
    this.#what = what;
  }

  get size(): number {
    return this.#heard.length;
  }

  readonly on = (listener: unknown): void => {
    if (isFunction(listener)) this.#heard = [...this.#heard, listener];
  };

  /** Without a listener: all of them. */
  readonly off = (listener?: unknown): void => {
    this.#heard = listener === undefined ? [] : this.#heard.filter((one) => one !== listener);
  };

  emit(value: V): void {
    for (const listener of this.#heard) this.#kit.caller.callBack(this.#what, listener, value);
  }
}
