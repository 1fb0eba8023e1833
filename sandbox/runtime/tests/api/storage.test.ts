import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { refusal, type FakeGround } from "./fake_ground.ts";
import { open } from "./outcome.ts";

/** A host that keeps JSON text, as the real one does. */
function keeping(kept: Map<string, string>) {
  return (fake: FakeGround): void => {
    fake.host["setStorage"] = ({ key, data }) => {
      kept.set(String(key), JSON.stringify(data));
      return {};
    };
    fake.host["getStorage"] = ({ key }) => {
      const text = kept.get(String(key));
      if (text === undefined) throw refusal("call.not_found");
      return { data: JSON.parse(text) as unknown };
    };
    fake.host["removeStorage"] = ({ key }) => {
      kept.delete(String(key));
      return {};
    };
    fake.host["clearStorage"] = () => {
      kept.clear();
      return {};
    };
    fake.host["getStorageInfo"] = () => ({
      keys: [...kept.keys()],
      currentSize: 1,
      limitSize: 10240,
    });
  };
}

describe("storage", () => {
  const VALUES: unknown[] = [
    "tea",
    "",
    5,
    0,
    Number.NaN,
    true,
    false,
    null,
    undefined,
    [1, "a"],
    { a: { b: [1] } },
    new Date(86_400_000),
  ];
  for (const value of VALUES) {
    it(`gives back ${String(value)} (${typeof value}) as it was, also to another run`, async () => {
      const kept = new Map<string, string>();
      const first = open(keeping(kept));
      first.call("setStorageSync", "key", value);
      assert.deepEqual(first.call("getStorageSync", "key"), value);
      const second = open(keeping(kept));
      assert.deepEqual(second.call("getStorageSync", "key"), value);
      assert.deepEqual(await second.call("getStorage", { key: "key" }), {
        data: value,
        errMsg: "getStorage:ok",
      });
    });
  }

  it("keeps a function as the empty text and a Date inside an object as JSON does", () => {
    const { call } = open(keeping(new Map()));
    call("setStorageSync", "run", () => 1);
    call("setStorageSync", "at", { at: new Date(0) });
    assert.equal(call("getStorageSync", "run"), "");
    assert.deepEqual(call("getStorageSync", "at"), { at: "1970-01-01T00:00:00.000Z" });
  });

  it("reads what is not there as the empty text; getStorage fails", async () => {
    const { call, failure } = open(keeping(new Map()));
    assert.equal(call("getStorageSync", "none"), "");
    assert.deepEqual(await failure("getStorage", { key: "none" }), {
      errMsg: "getStorage:fail data not found",
    });
  });

  it("gives each reader a value of its own", () => {
    const { call } = open(keeping(new Map()));
    const given = { list: [1] };
    call("setStorageSync", "key", given);
    given.list.push(2);
    (call("getStorageSync", "key") as typeof given).list.push(3);
    assert.deepEqual(call("getStorageSync", "key"), { list: [1] });
  });

  it("asks the host once for what it has read, and sees every change", async () => {
    const { call, fake } = open(keeping(new Map([["key", "1"]])));
    assert.equal(call("getStorageSync", "key"), 1);
    assert.equal(call("getStorageSync", "key"), 1);
    assert.equal(fake.calls.length, 1);
    call("setStorageSync", "key", 2);
    assert.equal(call("getStorageSync", "key"), 2);
    await call("removeStorage", { key: "key" });
    assert.equal(call("getStorageSync", "key"), "");
    await call("setStorage", { key: "key", data: 3 });
    await call("clearStorage");
    assert.equal(call("getStorageSync", "key"), "");
  });

  it("does not believe a value that the host could not keep", async () => {
    const { call, fake, failure } = open(keeping(new Map()));
    fake.host["setStorage"] = () => {
      throw refusal("call.quota");
    };
    assert.deepEqual(await failure("setStorage", { key: "a", data: 1 }), {
      errMsg: "setStorage:fail exceed storage max size 10Mb",
    });
    assert.equal(call("getStorageSync", "a"), "");
    assert.throws(() => call("setStorageSync", "a", 1), /exceed storage max size 10Mb/);
  });

  it("refuses one value of more than a megabyte, and one that is no JSON", () => {
    const { call } = open(keeping(new Map()));
    assert.throws(() => call("setStorageSync", "a", "x".repeat(1024 * 1024)), /entry size limit/);
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    assert.throws(() => call("setStorageSync", "a", cycle), /setStorageSync:fail .*circular/i);
  });

  it("reads and writes several at once", async () => {
    const { call } = open(keeping(new Map()));
    await call("batchSetStorage", {
      kvList: [
        { key: "a", value: 1 },
        { key: "b", value: "2" },
      ],
    });
    call("batchSetStorageSync", [{ key: "c", value: null }]);
    assert.deepEqual(call("batchGetStorageSync", ["a", "b", "c", "d"]), [1, "2", null, ""]);
    assert.deepEqual(await call("batchGetStorage", { keyList: ["b"] }), {
      dataList: ["2"],
      errMsg: "batchGetStorage:ok",
    });
    assert.deepEqual(call("getStorageInfoSync"), {
      keys: ["a", "b", "c"],
      currentSize: 1,
      limitSize: 10240,
    });
  });
});
