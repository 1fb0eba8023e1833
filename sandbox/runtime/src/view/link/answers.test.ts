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
