// The scheme's own way: what is posted, and what is read of what the host lends.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { DocumentPosts } from "../src/posts.ts";
import { Voice } from "../src/primordials.ts";
import { Scratch } from "../src/scratch.ts";

const never = new AbortController().signal;
const nativeFetch = globalThis.fetch;

const filled = (size: number, with_: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(size).fill(with_);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What was posted, copied as the engine copies it. */
let bodies: Uint8Array[];
/** What the host answers to each address. */
let serve: (address: string) => Response;

/** An answer in pieces, whose size the host tells or does not. */
function answer(pieces: Uint8Array[], size: number | null): Response {
  const body = new ReadableStream({
    type: "bytes",
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece.slice());
      controller.close();
    },
  });
  return new Response(body, { headers: size === null ? {} : { "X-Fanlight-Size": `${size}` } });
}

beforeEach(() => {
  bodies = [];
  globalThis.fetch = (address, init) => {
    const body: unknown = init?.body;
    if (body instanceof Uint8Array) bodies.push(body.slice());
    return Promise.resolve(serve(address as string));
  };
});

afterEach(() => {
  globalThis.fetch = nativeFetch;
});

describe("what is posted", () => {
  it("holds nothing of what was posted before it", async () => {
    const posts = new DocumentPosts(true);
    serve = () => new Response("{}");
    await posts.later("s", "longer text", filled(300, 7), never);
    await posts.later("s", "{}", filled(3, 1), never);
    await posts.later("s", "{é}", null, never);
    assert.deepEqual(bodies.map(textOf), [
      `s 11\nlonger text${"\x07".repeat(300)}`,
      "s 2\n{}\x01\x01\x01",
      "s\n{é}",
    ]);
  });

  it("leaves what comes later its room where sending fails", async () => {
    const posts = new DocumentPosts(true);
    serve = () => {
      throw new Error("gone");
    };
    await assert.rejects(posts.later("s", "{}", filled(300, 7), never), /gone/);
    serve = () => new Response("{}");
    await posts.later("s", "{}", filled(2, 1), never);
    assert.equal(textOf(bodies.at(-1) ?? filled(0, 0)), "s 2\n{}\x01\x01");
  });
});

describe("what is lent", () => {
  const read = async (posts: DocumentPosts, name: string): Promise<Uint8Array> => {
    const found: Uint8Array[] = [];
    await posts.lent(name, (bytes) => {
      found.push(bytes.slice());
    });
    return found[0] ?? assert.fail("nothing was used");
  };

  it("is read in one room from piece to piece, and each time anew", async () => {
    const posts = new DocumentPosts(true);
    serve = () => answer([filled(200, 1), filled(100, 2)], 300);
    const first = await read(posts, "a");
    assert.deepEqual(first, Uint8Array.from([...filled(200, 1), ...filled(100, 2)]));
    serve = () => answer([filled(4, 9)], 4);
    assert.deepEqual(await read(posts, "b"), filled(4, 9));
  });

  it("is each asker's own where several read at once", async () => {
    const posts = new DocumentPosts(true);
    serve = () => answer([filled(500, 0)], 500);
    await read(posts, "before");
    serve = (address) => {
      const one = address.endsWith("/a") ? 1 : 2;
      return answer([filled(200, one), filled(300, one)], 500);
    };
    const both = await Promise.all([read(posts, "a"), read(posts, "b")]);
    assert.deepEqual(both, [filled(500, 1), filled(500, 2)]);
  });

  it("is read whole where hosts tell no size, and refused where this one should", async () => {
    serve = () => answer([filled(2, 1), filled(3, 2)], null);
    assert.deepEqual(await read(new DocumentPosts(false), "a"), Uint8Array.of(1, 1, 2, 2, 2));
    await assert.rejects(read(new DocumentPosts(true), "a"), /no size/);
  });

  it("fails when fewer bytes come than were told, and when there are none", async () => {
    serve = () => answer([filled(2, 1)], 3);
    await assert.rejects(read(new DocumentPosts(true), "a"), /2 bytes came of 3/);
    serve = () => new Response(null, { status: 404 });
    await assert.rejects(read(new DocumentPosts(true), "a"), /404/);
  });
});

describe("the room that is kept", () => {
  it("is one asker's at a time, and the largest that was given back", () => {
    const scratch = new Scratch();
    const [small, large] = [scratch.take(10), scratch.take(20)];
    scratch.giveBack(large);
    scratch.giveBack(small);
    assert.equal(scratch.take(15), large);
    assert.notEqual(scratch.take(15), large);
  });

  it("is no more than 2 MB", () => {
    const scratch = new Scratch();
    const much = scratch.take(0x200001);
    scratch.giveBack(much);
    assert.notEqual(scratch.take(1), much);
  });
});

it("what goes from world to world is not the rest of a room", () => {
  const target = new EventTarget();
  const heard: unknown[] = [];
  target.addEventListener("said", (event) => heard.push((event as CustomEvent).detail));
  // More than goes in shared memory.
  const room = new Uint8Array(0x200003).fill(7);
  new Voice(target).say("said", "{}", room.subarray(0, 0x200001));
  const [, bytes] = heard[0] as [string, Uint8Array];
  assert.equal(bytes.buffer.byteLength, 0x200001);
});
