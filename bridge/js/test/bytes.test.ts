// Bytes of calls and answers: in the message where they are few, beside it where they are many.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { INLINE_BODY_BYTES, MAX_BODY_BYTES } from "../src/generated.ts";
import { SESSION, World, settle } from "./world.ts";

const FEW = new Uint8Array([0, 1, 254, 255]);
const MANY = Uint8Array.from({ length: INLINE_BODY_BYTES + 1 }, (_, i) => i * 31);
const path = "wxfile://usr/a";

function opened(): World {
  const world = new World();
  world.open();
  return world;
}

const done = (id = 1): string => JSON.stringify({ type: "result", id, value: {} });

describe("bytes of a call", () => {
  it("stand in the message as base64 where they are few", () => {
    const world = opened();
    void world.fanlight.fsWriteFile({ path, data: FEW });
    void world.fanlight.fsWriteFile({ path, data: FEW.buffer });
    const data = "AAH+/w==";
    assert.deepEqual(
      world.calls.map((call) => call.params),
      [
        { path, data },
        { path, data },
      ],
    );
  });

  it("travel beside it where they are many, and their number stands for them", async () => {
    const world = opened();
    world.serve = () => done();
    await world.fanlight.fsWriteFile({ path, data: MANY });
    assert.equal(world.calls.length, 0);
    const [posted] = world.posted;
    assert.equal(posted?.session, SESSION);
    assert.deepEqual(posted.bytes, MANY);
    const params = { path, data: MANY.length };
    assert.deepEqual(posted.message, { type: "call", id: 1, method: "fsWriteFile", params });
  });

  it("are those of a view, not all that its buffer holds", async () => {
    const world = opened();
    world.serve = () => done();
    const wide = new Uint8Array(MANY.length + 20);
    wide.set(MANY, 10);
    await world.fanlight.fsWriteFile({ path, data: wide.subarray(10, 10 + MANY.length) });
    const sent = world.posted[0]?.bytes;
    assert.deepEqual(sent, MANY);
    assert.equal(sent.buffer.byteLength, MANY.length);
  });

  it("are sent by a call that waits, too", () => {
    const world = opened();
    world.serve = () => done();
    world.fanlight.fsWriteFileSync(path, undefined, false, undefined, MANY);
    assert.deepEqual([world.posted[0]?.isSync, world.posted[0]?.bytes], [true, MANY]);
  });

  it("count against the limit of a call", async () => {
    const world = opened();
    const data = new Uint8Array(MAX_BODY_BYTES);
    await assert.rejects(async () => await world.fanlight.fsWriteFile({ path, data }), {
      code: "call.too_large",
    });
    assert.equal(world.posted.length, 0);
  });
});

describe("bytes of an answer", () => {
  const value = { base64: "", size: MANY.length, data: MANY.length };
  const result = JSON.stringify({ type: "result", id: 1, value });
  const read = async (world: World): Promise<Uint8Array> => {
    const answer = await world.fanlight.fsReadFile({ path, responseType: "arraybuffer" });
    return new Uint8Array(answer.data ?? new ArrayBuffer());
  };

  it("stand in the message where they are few", async () => {
    const world = opened();
    const bytes = read(world);
    world.send({ type: "result", id: 1, value: { base64: "", size: 4, data: "AAH+/w==" } });
    assert.deepEqual(await bytes, FEW);
  });

  it("are fetched by the name that the host lends them under, once", async () => {
    const world = opened();
    const bytes = read(world);
    world.lent.set("n-1", MANY);
    world.send(`${result}\nn-1`);
    assert.deepEqual(await bytes, MANY);
    assert.equal(world.lent.size, 0);
  });

  it("fail when the host has them no more", async () => {
    const world = opened();
    const bytes = read(world);
    world.send(`${result}\nn-1`);
    await assert.rejects(bytes, { code: "internal" });
  });

  it("go to nobody but the session they are for", async () => {
    const world = opened();
    void read(world);
    world.lent.set("n-1", MANY);
    world.send(`${result}\nn-1`, "another");
    await settle();
    assert.equal(world.lent.size, 1);
  });

  it("come with the answer to a call that was posted itself", async () => {
    const world = opened();
    world.serve = () => ({
      text: JSON.stringify({
        type: "result",
        id: 1,
        value: { data: null, body: MANY.length, statusCode: 200, header: {} },
      }),
      bytes: new Uint8Array([7, ...MANY]).subarray(1),
    });
    const data = MANY as unknown as null;
    const url = "https://api.example.org/";
    const answer = await world.fanlight.request({ url, responseType: "arraybuffer", data });
    assert.deepEqual(new Uint8Array(answer.data as unknown as ArrayBuffer), MANY);
  });

  it("are not taken from what a page says to itself", async () => {
    const world = opened();
    const bytes = read(world);
    for (const detail of [[result], [result, "x"], [result, { length: 3 }], { 0: 1 }, null]) {
      world.window.dispatchEvent(new CustomEvent("fanlight:message", { detail }));
      world.window.dispatchEvent(new CustomEvent("fanlight:call", { detail }));
    }
    world.lent.set("n-1", MANY);
    world.send(`${result}\nn-1`);
    assert.deepEqual(await bytes, MANY);
    assert.equal(world.posted.length, 0);
  });
});
