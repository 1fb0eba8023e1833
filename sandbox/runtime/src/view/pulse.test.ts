import assert from "node:assert/strict";
import { test } from "node:test";

import { pulseOf } from "./pulse.ts";

class FakeWorker extends EventTarget {
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  say(message: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }
}

void test("a Worker is well while it answers, and is asked once at a time", () => {
  const worker = new FakeWorker();
  const hears = pulseOf(worker as unknown as Worker);
  assert.equal(hears(), true);
  assert.equal(hears(), false);
  assert.equal(hears(), false);
  assert.deepEqual(worker.posted, [{ t: "pulse" }]);
  worker.say({ t: "ops" });
  assert.equal(hears(), false);
  worker.say({ t: "pulse" });
  assert.equal(hears(), true);
  assert.equal(worker.posted.length, 2);
});
