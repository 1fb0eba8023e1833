// The wrapper over a class that answers as an engine's XMLHttpRequest does; Node has none.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { remoteXhr } from "../src/xhr.ts";

class Engine extends EventTarget {
  static answer: { readonly status: number; readonly headers: Record<string, string> };
  readonly opened: unknown[] = [];
  #isDone = false;

  open(...given: unknown[]): void {
    this.opened.push(...given);
  }

  send(): void {
    this.#isDone = true;
  }

  static readonly HEADERS_RECEIVED = 2;

  get readyState(): number {
    return this.#isDone ? 4 : 1;
  }

  get status(): number {
    return this.#isDone ? Engine.answer.status : 0;
  }

  get statusText(): string {
    return this.#isDone ? "OK" : "";
  }

  get responseURL(): string {
    return this.#isDone ? "miniapp://abc/wire" : "";
  }

  getResponseHeader(name: string): string | null {
    return (this.#isDone ? Engine.answer.headers[name.toLowerCase()] : undefined) ?? null;
  }

  getAllResponseHeaders(): string {
    const lines = Object.entries(Engine.answer.headers).map(([name, value]) => `${name}: ${value}`);
    return `${lines.join("\r\n")}\r\n`;
  }
}

const Wrapped = remoteXhr(
  Engine as unknown as typeof XMLHttpRequest,
  () => "miniapp://abc/pages/index/index.html",
);

function made(): XMLHttpRequest & Pick<Engine, "opened"> {
  return new Wrapped() as XMLHttpRequest & Pick<Engine, "opened">;
}

const REMOTE = {
  "x-fanlight-answer": Buffer.from(
    JSON.stringify({
      status: 404,
      url: "https://api.example.org/moved",
      headers: [
        ["x-remote", "Yes"],
        ["content-type", "text/html"],
        ["x-remote", "Again"],
      ],
    }),
  ).toString("hex"),
  "access-control-allow-origin": "*",
  "content-type": "text/plain",
};

describe("XMLHttpRequest", () => {
  it("goes to the host for other origins, and shows the remote answer", () => {
    Engine.answer = { status: 200, headers: REMOTE };
    const request = made();
    request.open("GET", "https://api.example.org/a?b=c#d");
    const route = "/.fanlight/net/https%3A%2F%2Fapi.example.org%2Fa%3Fb%3Dc/data";
    assert.deepEqual(request.opened, ["GET", route, true]);
    assert.deepEqual([request.status, request.statusText, request.responseURL], [0, "", ""]);
    request.send();
    assert.equal(request.status, 404);
    assert.equal(request.statusText, "");
    assert.equal(request.responseURL, "https://api.example.org/moved");
    assert.equal(request.getResponseHeader("X-Remote"), "Yes, Again");
    assert.equal(request.getResponseHeader("X-Fanlight-Answer"), null);
    assert.equal(
      request.getAllResponseHeaders(),
      "content-type: text/html\r\nx-remote: Again\r\nx-remote: Yes\r\n",
    );
  });

  it("keeps the engine's answer for what the host did not fetch", () => {
    Engine.answer = { status: 0, headers: {} };
    const request = made();
    request.open("GET", "https://api.example.org/");
    request.send();
    assert.equal(request.status, 0);
  });

  it("leaves the package's own files alone, also after another origin", () => {
    Engine.answer = { status: 200, headers: REMOTE };
    const request = made();
    request.open("GET", "https://api.example.org/", false);
    request.open("GET", "../../i18n/en.json", false);
    assert.deepEqual(request.opened.slice(3), ["GET", "../../i18n/en.json", false]);
    request.send();
    assert.equal(request.status, 200);
    assert.equal(request.responseURL, "miniapp://abc/wire");
    assert.equal(request.getResponseHeader("Access-Control-Allow-Origin"), "*");
  });
});
