// Small things that the tests of `wx` share.

import { makeWx } from "../../src/api/index.ts";
import { FakeGround } from "./fake_ground.ts";

type Api = (given?: unknown, ...more: unknown[]) => unknown;

/** `wx` on a fake ground, typed loosely as apps see it. */
export interface Wx {
  readonly fake: FakeGround;
  readonly wx: Record<string, unknown>;
  /** Calls an API with no callbacks and gives what it gives. */
  call(name: string, ...given: unknown[]): unknown;
  /** Calls it with callbacks; gives which were called in which order, and with what. */
  heard(name: string, params?: object): Promise<readonly [string, unknown][]>;
  /** The rejection of a call without callbacks. */
  failure(name: string, params?: unknown): Promise<Record<string, unknown>>;
}

export function open(prepare: (fake: FakeGround) => void = () => undefined): Wx {
  const fake = new FakeGround();
  prepare(fake);
  const wx = makeWx(fake.ground);
  const call = (name: string, ...given: unknown[]): unknown => (wx[name] as Api)(...given);
  return {
    fake,
    wx,
    call,
    heard: (name, params = {}) =>
      new Promise((resolve) => {
        const order: [string, unknown][] = [];
        const note = (which: string) => (value: unknown) => {
          order.push([which, value]);
          if (which === "complete") resolve(order);
        };
        call(name, {
          ...params,
          success: note("success"),
          fail: note("fail"),
          complete: note("complete"),
        });
      }),
    failure: async (name, params) => {
      try {
        await call(name, params);
      } catch (error) {
        return error as Record<string, unknown>;
      }
      throw new Error(`${name} did not fail`);
    },
  };
}

/** Lets promises and zero timers run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((go) => setTimeout(go, 0));
}
