// The wrappers over Node's own fetch, against a server on loopback that answers as the host does.

import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";

import { remoteFetch } from "../src/fetch.ts";
import { remoteOf } from "../src/remote.ts";

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly mark: string | undefined;
  readonly body: string;
}

/** Write what a remote server said, as the host does. */
function said(
  response: ServerResponse,
  status: number,
  url: string,
  headers: readonly (readonly [string, string])[],
): void {
  const answer = Buffer.from(JSON.stringify({ status, url, headers }));
  response.setHeader("X-Fanlight-Answer", answer.toString("hex"));
}

describe("remoteOf", () => {
  const base = "miniapp://abc/pages/index/index.html";

  it("knows other origins, and where the host answers for them", () => {
    assert.deepEqual(remoteOf("https://API.example.org/a b?q=1&r=%2f#part", base), {
      url: "https://api.example.org/a%20b?q=1&r=%2f",
      route: "/.fanlight/net/https%3A%2F%2Fapi.example.org%2Fa%2520b%3Fq%3D1%26r%3D%252f/data",
    });
    assert.equal(remoteOf("http://127.0.0.1:8000", base)?.url, "http://127.0.0.1:8000/");
  });

  it("leaves the package's own files, data and nonsense to the engine", () => {
    for (const own of [
      "../x.json",
      "/app.css",
      "miniapp://abc/x",
      "data:,x",
      "blob:x",
      "http://",
    ]) {
      assert.equal(remoteOf(own, base), null, own);
    }
    assert.equal(remoteOf("/x", "http://localhost:1/"), null);
  });
});

describe("fetch", () => {
  let server: Server;
  let native: typeof fetch;
  let answer: (response: ServerResponse) => void;
  const seen: Seen[] = [];
  const base = (): string => "miniapp://abc/pages/index/index.html";

  before(async () => {
    server = createServer((request, response) => {
      void read(request).then((body) => {
        const { method = "", url: path = "", headers } = request;
        const mark = headers["x-mark"] as string | undefined;
        seen.push({ method, path, type: headers["content-type"], mark, body });
        answer(response);
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // An engine resolves addresses against the document; Node has none.
    native = (input, init) => fetch(new URL(input as string, origin), init);
  });

  after(() => {
    server.close();
  });

  it("sends method, headers and body, and gives the remote answer", async () => {
    answer = (response) => {
      said(response, 404, "https://api.example.org/moved", [
        ["content-type", "application/json"],
        ["x-remote", "YES"],
      ]);
      response.setHeader("Content-Type", "text/plain");
      response.setHeader("Cache-Control", "no-store");
      response.end('{"a":1}');
    };
    const wrapped = remoteFetch(native, base);
    const response = await wrapped("https://api.example.org/items#top", {
      method: "post",
      headers: { "X-Mark": "m" },
      body: new URLSearchParams({ q: "扇 窗" }),
    });
    assert.deepEqual(seen.at(-1), {
      method: "POST",
      path: "/.fanlight/net/https%3A%2F%2Fapi.example.org%2Fitems/data",
      type: "application/x-www-form-urlencoded;charset=UTF-8",
      mark: "m",
      body: "q=%E6%89%87+%E7%AA%97",
    });
    assert.equal(response.status, 404);
    assert.equal(response.ok, false);
    assert.equal(response.statusText, "");
    assert.equal(response.url, "https://api.example.org/moved");
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("x-fanlight-answer"), null);
    assert.equal(response.headers.get("x-remote"), "YES");
    assert.equal(response.headers.get("cache-control"), null);
    const clone = response.clone();
    assert.equal(clone.url, response.url);
    assert.deepEqual(await response.json(), { a: 1 });
    assert.equal(await clone.text(), '{"a":1}');
  });

  it("takes a Request too", async () => {
    answer = (response) => {
      said(response, 200, "https://api.example.org/r", []);
      response.end("ok");
    };
    const body = JSON.stringify({ big: "x".repeat(100_000) });
    const request = new Request("https://api.example.org/r", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body,
    });
    const response = await remoteFetch(native, base)(request);
    assert.equal(await response.text(), "ok");
    assert.equal(seen.at(-1)?.body, body);
    assert.equal(seen.at(-1)?.method, "PUT");
    assert.equal(seen.at(-1)?.type, "application/json");
  });

  it("gives answers without a body", async () => {
    answer = (response) => {
      said(response, 204, "https://api.example.org/", []);
      response.end();
    };
    const response = await remoteFetch(native, base)("https://api.example.org/");
    assert.equal(response.status, 204);
    assert.equal(response.body, null);
  });

  it("is a network error when the host does not answer as the host", async () => {
    answer = (response) => {
      response.end("a page");
    };
    await assert.rejects(remoteFetch(native, base)("https://api.example.org/"), {
      name: "TypeError",
      message: "Failed to fetch",
    });
    answer = (response) => {
      response.destroy();
    };
    await assert.rejects(remoteFetch(native, base)("https://api.example.org/"), {
      name: "TypeError",
    });
  });

  it("obeys the signal, and refuses what the engine refuses", async () => {
    const wrapped = remoteFetch(native, base);
    const signal = AbortSignal.abort();
    await assert.rejects(wrapped("https://api.example.org/", { signal }), { name: "AbortError" });
    await assert.rejects(wrapped("https://api.example.org/", { body: "x" }), { name: "TypeError" });
  });

  it("leaves the package's own files alone", async () => {
    answer = (response) => {
      response.end("{}");
    };
    const response = await remoteFetch(native, base)("/i18n/en.json");
    assert.equal(seen.at(-1)?.path, "/i18n/en.json");
    assert.equal(response.status, 200);
  });
});

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const part of request) text += String(part);
  return text;
}
