import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { carried } from "./carried.ts";

const path = "wxfile://usr/a";

describe("bytes of a call on their way to the view", () => {
  it("are handed over as a copy of what was given, not of all that its buffer holds", () => {
    const wide = Uint8Array.from({ length: 100 }, (_, i) => i);
    for (const data of [wide.subarray(10, 13), new DataView(wide.buffer, 10, 3)]) {
      const { params, transfer } = carried("fsWriteFile", { path, data, append: false });
      assert.deepEqual(params, { path, data: Uint8Array.of(10, 11, 12), append: false });
      const [buffer] = transfer ?? [];
      assert.equal((params as { data: Uint8Array }).data.buffer, buffer);
      assert.equal((buffer as ArrayBuffer).byteLength, 3);
    }
    assert.equal(wide.length, 100);
    const { params } = carried("request", { url: "https://a.example/", body: wide.buffer });
    assert.deepEqual((params as { body: Uint8Array }).body, wide);
  });

  it("are those of the member that the API has for them", () => {
    const data = Uint8Array.of(1);
    for (const [name, given] of [
      ["fsReadFile", { path, data }],
      ["fsWriteFile", { path, base64: "AA==" }],
      ["fsWriteFile", { path, data: null }],
      ["toString", { data }],
    ] as const) {
      const { params, transfer } = carried(name, given);
      assert.equal(params, given);
      assert.equal(transfer, undefined);
    }
  });
});
