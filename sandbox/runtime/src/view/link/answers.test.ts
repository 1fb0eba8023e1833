import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";

import { TEXT_AT } from "../../shared/waiting.ts";
import { SyncAnswers } from "./answers.ts";

/** What the logic layer does: ask, wait, and put the pieces together. */
const READER = `
const { workerData, parentPort } = require("node:worker_threads");
const slots = new Int32Array(workerData, 0, 4);
const bytes = new Uint8Array(workerData, ${TEXT_AT});
Atomics.store(slots, 0, 1);
parentPort.postMessage("asked");
const pieces = [];
for (;;) {
  Atomics.wait(slots, 0, pieces.length === 0 ? 1 : 3);
  pieces.push(Buffer.from(bytes.slice(0, slots[1])));
  const more = slots[2] === 1;
  Atomics.store(slots, 0, 3);
  Atomics.notify(slots, 0);
  if (!more) break;
}
parentPort.postMessage({ pieces: pieces.length, text: Buffer.concat(pieces).toString() });
`;

async function answered(value: unknown, room_bytes: number): Promise<unknown> {
  const buffer = new SharedArrayBuffer(TEXT_AT + room_bytes);
  const worker = new Worker(READER, { eval: true, workerData: buffer });
  return await new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (message) => {
      if (message === "asked") new SyncAnswers(buffer).give({ value }).catch(reject);
      else resolve(message);
    });
  });
}

/** The logic layer's own half, in a thread that may wait. */
const WAITER = `
const { workerData, parentPort } = require("node:worker_threads");
(async () => {
  const { Waiter } = await import(${JSON.stringify(
    new URL("../../logic/ports/waiter.ts", import.meta.url).href,
  )});
  const { wait, notify, load, store } = Atomics;
  const decode = (bytes) => new TextDecoder().decode(bytes);
  const waiter = new Waiter(workerData, { wait, notify, load, store, decode });
  for (let i = 0; i < 2; i += 1) {
    parentPort.postMessage(waiter.ask(() => parentPort.postMessage("asked")));
  }
})();
`;

async function waited(
  answers: readonly { readonly bytes: Uint8Array | null; readonly room_bytes: number }[],
): Promise<unknown[]> {
  const buffer = new SharedArrayBuffer(TEXT_AT + (answers[0]?.room_bytes ?? 0));
  const given = new SyncAnswers(buffer);
  const worker = new Worker(WAITER, { eval: true, workerData: buffer });
  const found: unknown[] = [];
  let asked = 0;
  return await new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (message) => {
      if (message !== "asked") {
        if (found.push(message) === answers.length) resolve(found);
        return;
      }
      const bytes = answers[asked]?.bytes ?? null;
      asked += 1;
      const value = { size: 7, data: null };
      given.give(bytes ? { value, bytes: "data" } : { value }, bytes).catch(reject);
    });
  });
}

describe("SyncAnswers and Waiter", () => {
  const many = Uint8Array.from({ length: 1000 }, (_, i) => i * 7);

  for (const room_bytes of [64, 4096]) {
    it(`give bytes as they are, in a room of ${room_bytes}`, async () => {
      const [first, second] = await waited([
        { bytes: many, room_bytes },
        { bytes: null, room_bytes },
      ]);
      assert.deepEqual(first, {
        value: { size: 7, data: many.buffer },
        bytes: "data",
      });
      assert.deepEqual(second, { value: { size: 7, data: null } });
    });
  }

  it("give no bytes as an empty buffer", async () => {
    const none = { bytes: new Uint8Array(), room_bytes: 64 };
    const [first, second] = await waited([none, none]);
    assert.deepEqual(first, { value: { size: 7, data: new ArrayBuffer() }, bytes: "data" });
    assert.deepEqual(second, first);
  });
});

describe("SyncAnswers", () => {
  it("gives a short answer in one piece", async () => {
    assert.deepEqual(await answered("é", 64), { pieces: 1, text: '{"value":"é"}' });
  });

  it("gives a long one in pieces, cut between bytes of a letter too", async () => {
    const value = "语".repeat(40);
    const text = JSON.stringify({ value });
    const pieces = Math.ceil(Buffer.byteLength(text) / 16);
    assert.deepEqual(await answered(value, 16), { pieces, text });
  });
});
