import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { painted } from "./frames.ts";

class Observer {
  static readonly all: Observer[] = [];
  readonly tell: () => void;
  observed: unknown = null;
  isOver = false;

  constructor(tell: () => void) {
    this.tell = tell;
    Observer.all.push(this);
  }

  observe(what: unknown): void {
    this.observed = what;
  }

  disconnect(): void {
    this.isOver = true;
  }
}

function made(): Observer {
  const [observer] = Observer.all.splice(0);
  assert.ok(observer);
  return observer;
}

describe("painted", () => {
  const real = globalThis.PerformanceObserver;
  before(() => {
    Object.assign(globalThis, { PerformanceObserver: Observer });
  });
  after(() => {
    Object.assign(globalThis, { PerformanceObserver: real });
  });

  it("waits for the engine's word that something is on the screen, told already or not", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    let isOver = false;
    const waiting = painted().then(() => {
      isOver = true;
    });
    const observer = made();
    assert.deepEqual(observer.observed, { type: "paint", buffered: true });
    await Promise.resolve();
    assert.equal(isOver, false);
    observer.tell();
    await waiting;
    assert.ok(observer.isOver);
  });

  it("does not wait for good where nothing is painted", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const waiting = painted();
    const observer = made();
    context.mock.timers.tick(100);
    await waiting;
    assert.ok(observer.isOver);
  });
});
