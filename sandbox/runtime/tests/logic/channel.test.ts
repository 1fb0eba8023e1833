// The Worker's end of the messages: calls, questions, failures, sleeping for an answer.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { Channel } from "../../src/logic/ports/channel.ts";
import { cleaned } from "../../src/logic/ports/cloning.ts";
import { Waiter } from "../../src/logic/ports/waiter.ts";
import type { Powers } from "../../src/logic/realm/powers.ts";
import type { Posted, ToView } from "../../src/shared/messages.ts";
import { opened } from "../../src/shared/packed.ts";
import { State, TEXT_AT } from "../../src/shared/waiting.ts";

const sleeping = {
  wait: (cells: Int32Array, index: number, value: number) => {
    Atomics.wait(cells, index, value);
  },
  notify: (cells: Int32Array, index: number) => {
    Atomics.notify(cells, index);
  },
  load: (cells: Int32Array, index: number) => Atomics.load(cells, index),
  store: (cells: Int32Array, index: number, value: number) => {
    Atomics.store(cells, index, value);
  },
  decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
};

function channelOf(sent: ToView[], flushed: string[] = []): Channel {
  const powers = {
    ...sleeping,
    post: (message: Posted) => {
      sent.push(opened(structuredClone(message)));
    },
  } as unknown as Powers;
  const waiter = new Waiter(new SharedArrayBuffer(TEXT_AT + 64), powers);
  return new Channel(powers, waiter, {
    beforeAsking: () => {
      flushed.push("flush");
    },
    guarded: (_what, run) => {
      run();
    },
  });
}

describe("calls of the host", () => {
  it("resolve and reject by their numbers", async () => {
    const sent: ToView[] = [];
    const channel = channelOf(sent);
    const one = channel.host.call("a", { x: 1 });
    const two = channel.host.call("b", {});
    channel.take({ t: "failure", id: 2, code: "permission.denied", message: "no" });
    channel.take({ t: "answer", id: 1, value: "yes" });
    assert.equal(await one, "yes");
    await assert.rejects(two, { code: "permission.denied", message: "no" });
    assert.deepEqual(sent[0], { t: "host", id: 1, name: "a", params: { x: 1 }, sync: false });
  });

  it("can be given up, while they are under way", async () => {
    const sent: ToView[] = [];
    const channel = channelOf(sent);
    const call = channel.host.call("a", {});
    call.abort();
    channel.take({ t: "answer", id: 1, value: null });
    await call;
    call.abort();
    assert.deepEqual(
      sent.map((message) => message.t),
      ["host", "cancel"],
    );
  });

  it("know what the bridge has", () => {
    const { host } = channelOf([]);
    assert.equal(host.has("setStorage"), true);
    assert.equal(host.has("toString"), false);
  });

  it("hear the host's events until off", () => {
    const channel = channelOf([]);
    const heard: unknown[] = [];
    const hear = (value: unknown): void => {
      heard.push(value);
    };
    channel.host.on("x", hear);
    channel.take({ t: "hosted", name: "x", payload: 1 });
    channel.host.off("x", hear);
    channel.take({ t: "hosted", name: "x", payload: 2 });
    assert.deepEqual(heard, [1]);
  });
});

/** Runs while the app has replaced what the ports might use. */
function whileChanged<R>(run: () => R): R {
  const changed = [
    [Map.prototype, "get"],
    [Map.prototype, "set"],
    [Map.prototype, "has"],
    [Map.prototype, "delete"],
    [Object, "assign"],
    [Object, "hasOwn"],
    [globalThis, "Promise"],
  ] as const;
  const define = Object.defineProperty;
  const before = changed.map(
    ([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name) ?? {}] as const,
  );
  const value = (): never => {
    throw new Error("changed by the app");
  };
  try {
    for (const [owner, name] of changed) define(owner, name, { value, configurable: true });
    return run();
  } finally {
    for (const [owner, name, descriptor] of before) define(owner, name, descriptor);
  }
}

describe("an app that changes prototypes", () => {
  it("does not break the ports", async () => {
    const channel = channelOf([]);
    const [call, has] = whileChanged(() => {
      const started = channel.host.call("a", {});
      channel.take({ t: "answer", id: 1, value: "yes" });
      return [started, channel.host.has("setStorage")] as const;
    });
    assert.deepEqual([await call, has], ["yes", true]);
  });
});

describe("questions to the view", () => {
  it("find what app code did before done: operations go first", () => {
    const flushed: string[] = [];
    const { view } = channelOf([], flushed);
    void view.ask("canvas.take", { page: 1, node: 2 }).catch(() => undefined);
    view.tell("first", { page: 1 });
    assert.equal(flushed.length, 2);
  });

  it("an answer to nobody does no harm", () => {
    const channel = channelOf([]);
    assert.doesNotThrow(() => {
      channel.take({ t: "answer", id: 99, value: 1 });
    });
  });
});

describe("what cannot be cloned", () => {
  it("is left out, and the rest is sent", () => {
    const sent: ToView[] = [];
    channelOf(sent).postOps(1, [12, 1, "a", { f: () => 1, s: Symbol("s"), n: [1, () => 2] }], null);
    assert.deepEqual((sent[0] as { ops: unknown[] }).ops[3], { n: [1, undefined] });
  });

  it("keeps circles, binary data and dates", () => {
    const circle: Record<string, unknown> = { bytes: new Uint8Array([1]), at: new Date(0) };
    circle["self"] = circle;
    const copy = cleaned(circle) as Record<string, unknown>;
    assert.equal(copy["self"], copy);
    assert.equal(copy["bytes"], circle["bytes"]);
  });
});

/** The view's half, on a thread of its own: answers in pieces as large as the buffer. */
const VIEW = `
  const { workerData } = require("node:worker_threads");
  const { buffer, answer, at } = workerData;
  const cells = new Int32Array(buffer, 0, at / 4);
  const bytes = new Uint8Array(buffer, at);
  const text = new TextEncoder().encode(answer);
  Atomics.wait(cells, 0, 0);
  for (let from = 0; from < text.length; from += bytes.length) {
    const piece = text.subarray(from, from + bytes.length);
    bytes.set(piece);
    cells[1] = piece.length;
    cells[2] = from + bytes.length < text.length ? 1 : 0;
    Atomics.store(cells, 0, 2);
    Atomics.notify(cells, 0);
    if (cells[2]) while (Atomics.load(cells, 0) === 2) Atomics.wait(cells, 0, 2);
  }
`;

describe("a synchronous answer", () => {
  for (const length of [3, 64, 1000]) {
    it(`of about ${length} bytes, through a buffer of 64`, async () => {
      const buffer = new SharedArrayBuffer(TEXT_AT + 64);
      const answer = JSON.stringify({ value: "é".repeat(length / 2) });
      const worker = new Worker(VIEW, { eval: true, workerData: { buffer, answer, at: TEXT_AT } });
      const waiter = new Waiter(buffer, sleeping);
      const got = waiter.ask(() => {
        Atomics.notify(new Int32Array(buffer), 0);
      });
      assert.deepEqual(got, JSON.parse(answer));
      assert.equal(new Int32Array(buffer)[0], State.IDLE);
      await worker.terminate();
    });
  }

  it("that is a failure is thrown", () => {
    const buffer = new SharedArrayBuffer(TEXT_AT + 256);
    const text = new TextEncoder().encode('{"failure":{"code":"c","message":"m"}}');
    const powers = {
      ...sleeping,
      post: () => {
        const cells = new Int32Array(buffer);
        new Uint8Array(buffer, TEXT_AT).set(text);
        cells[1] = text.length;
        cells[0] = State.ANSWERED;
      },
    } as unknown as Powers;
    const ends = { beforeAsking: () => undefined, guarded: () => undefined };
    const channel = new Channel(powers, new Waiter(buffer, powers), ends);
    assert.throws(() => channel.host.callSync("x", {}), { code: "c", message: "m" });
  });
});
