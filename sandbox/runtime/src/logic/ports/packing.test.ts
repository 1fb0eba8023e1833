// Operations packed for the way to the view are those that come out there.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Posted, ToView } from "../../shared/messages.ts";
import { Op, type OpList } from "../../shared/ops.ts";
import { opened } from "../../shared/packed.ts";
import { packed } from "./packing.ts";

/** As a Worker's message goes. */
const sent = (ops: OpList): OpList => {
  const message: Posted = structuredClone({ t: "packed", page: 3, flush: 7, ...packed(ops) });
  const { ops: out, ...rest } = opened(message) as Extract<ToView, { t: "ops" }>;
  assert.deepEqual(rest, { t: "ops", page: 3, flush: 7 });
  return out;
};

describe("packed operations", () => {
  it("come out as they went in, whatever an attribute's value is", () => {
    const long = "長".repeat(100);
    const values = [
      ...[0, -0, 1, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 0.5, NaN, Infinity],
      ...["", "0", "-1", "__proto__", long, long, true, false, null, undefined, 7n],
      ...[{}, [1, [2]], { a: { b: [undefined] } }, new Date(0), new Uint8Array([1, 2])],
    ];
    const ops = values.flatMap((value, at) => [Op.ATTRIBUTE, at, "value", value]);
    const out = sent(ops);
    assert.deepEqual(out, ops);
    assert.equal(out.length, ops.length);
    // deepEqual of node:assert/strict tells 0 from -0.
    assert.ok(Object.is(out[7], -0));
    assert.deepEqual(sent([]), []);
  });

  it("hold equal short texts once, and one object as one", () => {
    const style = { width: 1 };
    const ops = [Op.CREATE, 1, "view", Op.CREATE, 2, "view", Op.ATTRIBUTE, 1, "a", style];
    const { words, values } = packed([...ops, Op.ATTRIBUTE, 2, "a", style]);
    assert.equal(words.length, ops.length + 4);
    assert.deepEqual(values, ["view", "a", style, style]);
    const out = sent([...ops, Op.ATTRIBUTE, 2, "a", style]);
    assert.equal(out[9], out[13]);
  });

  it("are made without what app code may have changed", () => {
    const { get, set, has } = Map.prototype;
    const native = globalThis.Int32Array;
    const changed = (): never => {
      throw new Error("the app's own");
    };
    try {
      Object.assign(Map.prototype, { get: changed, set: changed, has: changed });
      globalThis.Int32Array = changed as unknown as typeof native;
      const { words } = packed([Op.CREATE, 1, "view"]);
      assert.ok(words instanceof native);
    } finally {
      Object.assign(Map.prototype, { get, set, has });
      globalThis.Int32Array = native;
    }
  });

  it("are refused when they are something else, and lack what they do not hold", () => {
    const message = (words: unknown, values: unknown): Posted =>
      ({ t: "packed", page: 1, words, values }) as Posted;
    for (const words of [null, "12", [0, 1], { length: 2 }]) {
      assert.throws(() => opened(message(words, [])), TypeError);
    }
    assert.throws(() => opened(message(new Int32Array(1), { 0: "a" })), TypeError);
    const far = opened(message(new Int32Array([-(2 ** 31), -5]), ["a"])) as { ops?: OpList };
    assert.deepEqual(far.ops, [undefined, undefined]);
  });

  it("leaves every other message as it is", () => {
    const tell: Posted = { t: "tell", name: "page.show", params: {} };
    assert.equal(opened(tell), tell);
  });
});
