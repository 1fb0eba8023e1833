import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { refusal, type FakeGround } from "./fake_ground.ts";
import { open, settled } from "./outcome.ts";

const OK = { data: "", statusCode: 200, header: {} };

function sent(fake: FakeGround): Record<string, unknown> {
  const call = fake.calls.find(({ name }) => name === "request");
  assert.ok(call, "nothing was asked of the host");
  return call.params;
}

async function requested(params: object, answer: object = OK) {
  const opened = open((fake) => {
    fake.host["request"] = () => answer;
  });
  const url = "https://a.example/x";
  const order = await opened.heard("request", { url, ...params });
  return { sent: sent(opened.fake), result: order[0]?.[1] as Record<string, unknown> };
}

describe("wx.request", () => {
  it("reads JSON by itself, and gives the text when it is none", async () => {
    const json = await requested({}, { ...OK, data: '{"a":[1]}' });
    assert.deepEqual(json.result["data"], { a: [1] });
    const text = await requested({}, { ...OK, data: "<p>" });
    assert.equal(text.result["data"], "<p>");
    const asked = await requested({ dataType: "text" }, { ...OK, data: '{"a":1}' });
    assert.equal(asked.result["data"], '{"a":1}');
  });

  it("gives bytes for responseType arraybuffer", async () => {
    const { result, sent: message } = await requested(
      { responseType: "arraybuffer" },
      { ...OK, data: "AQI=" },
    );
    assert.deepEqual(new Uint8Array(result["data"] as ArrayBuffer), Uint8Array.of(1, 2));
    assert.equal(message["responseType"], "arraybuffer");
  });

  it("puts an object into the query of a GET", async () => {
    const { sent: message } = await requested({
      url: "https://a.example/x?z=0#top",
      data: { "a b": 1, c: "é&", d: { e: 1 } },
    });
    const query = "a%20b=1&c=%C3%A9%26&d=%7B%22e%22%3A1%7D";
    assert.equal(message["url"], `https://a.example/x?z=0&${query}#top`);
    assert.equal("data" in message, false);
  });

  it("sends JSON, a form, text or bytes", async () => {
    const json = await requested({ method: "post", data: { a: 1 } });
    assert.deepEqual([json.sent["method"], json.sent["data"]], ["POST", '{"a":1}']);
    const header = { "Content-Type": "application/x-www-form-urlencoded" };
    const form = await requested({ method: "POST", header, data: { a: 1, b: "x y" } });
    assert.equal(form.sent["data"], "a=1&b=x%20y");
    const text = await requested({ method: "PUT", data: "tea" });
    assert.equal(text.sent["data"], "tea");
    const bytes = await requested({ method: "POST", data: Uint8Array.of(1, 2).buffer });
    assert.deepEqual([bytes.sent["data"], bytes.sent["body"]], [undefined, Uint8Array.of(1, 2)]);
  });

  it("gives headers by the names servers use and by lower case, and cookies one by one", async () => {
    const date = "Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    const { result } = await requested(
      {},
      { ...OK, header: { "set-cookie": `a=1; ${date}, b=2`, "content-type": "text/plain" } },
    );
    const header = result["header"] as Record<string, string>;
    assert.deepEqual(Object.keys(header), ["Set-Cookie", "Content-Type"]);
    assert.equal(header["content-type"], "text/plain");
    assert.deepEqual(result["cookies"], [`a=1; ${date}`, "b=2"]);
  });

  it("takes its timeout from the call, from app.json, or a minute", async () => {
    const timeouts = [await requested({ timeout: 5 }), await requested({ timeout: 1e9 })];
    assert.deepEqual(
      timeouts.map((one) => one.sent["timeout"]),
      [5, 120_000],
    );
    const { heard, fake } = open((ground) => {
      ground.host["request"] = () => OK;
      ground.config = { ...ground.config, networkTimeout: { request: 1234 } };
    });
    await heard("request", { url: "https://a.example/" });
    assert.equal(sent(fake)["timeout"], 1234);
  });

  it("says timeout, abort, and a domain that was not declared", async () => {
    const slow = open((fake) => {
      fake.host["request"] = () => new Promise(() => undefined);
    });
    const late = await slow.heard("request", { url: "https://a.example/", timeout: 1 });
    assert.deepEqual(late[0], ["fail", { errMsg: "request:fail timeout", errno: 5 }]);
    assert.deepEqual(slow.fake.aborted, ["request"]);

    const ended: unknown[] = [];
    const task = slow.call("request", {
      url: "https://a.example/",
      fail: (error: unknown) => ended.push(error),
    }) as { abort(): void };
    await settled();
    task.abort();
    await settled();
    assert.deepEqual(ended, [{ errMsg: "request:fail abort" }]);

    const strict = open((fake) => {
      fake.host["request"] = () => {
        throw refusal("call.network", "url not in domain list");
      };
    });
    const refused = await strict.heard("request", { url: "https://b.example/" });
    assert.deepEqual(refused[0], [
      "fail",
      { errMsg: "request:fail url not in domain list", errno: 600001 },
    ]);
  });

  it("gives a task and no promise; a failure that nobody hears is quiet", async () => {
    const { call } = open();
    const task = call("request", { url: "https://a.example/" }) as object;
    assert.equal("then" in task, false);
    await settled();
  });

  it("tells chunks and headers to its own task", async () => {
    const { call, fake } = open((ground) => {
      ground.host["request"] = () => new Promise(() => undefined);
    });
    type Heard = Record<"onChunkReceived" | "onHeadersReceived", (hear: unknown) => void>;
    const chunks: unknown[] = [];
    const one = call("request", { url: "https://a.example/", enableChunked: true }) as Heard;
    const other = call("request", { url: "https://a.example/" }) as Heard;
    one.onChunkReceived(({ data }: { data: ArrayBuffer }) =>
      chunks.push([...new Uint8Array(data)]),
    );
    one.onHeadersReceived(({ header }: { header: object }) => chunks.push(header));
    other.onChunkReceived(() => chunks.push("other"));
    await settled();
    const { task } = sent(fake);
    fake.hosted("headersReceived", { task, header: { etag: "1" }, statusCode: 200 });
    fake.hosted("chunkReceived", { task, base64: "AQ==" });
    assert.deepEqual(chunks, [{ Etag: "1" }, [1]]);
  });

  it("tells a whole answer as one chunk where the host sends none before", async () => {
    const { call } = open((ground) => {
      ground.host["request"] = () => ({ ...OK, data: "AQI=" });
    });
    const chunks: unknown[] = [];
    const task = call("request", { url: "https://a.example/", enableChunked: true }) as {
      onChunkReceived(hear: (chunk: { data: ArrayBuffer }) => void): void;
    };
    task.onChunkReceived(({ data }) => chunks.push(...new Uint8Array(data)));
    await settled();
    assert.deepEqual(chunks, [1, 2]);
  });

  it("runs ten at a time", async () => {
    const ends: (() => void)[] = [];
    const { call, fake } = open((ground) => {
      ground.host["request"] = () =>
        new Promise((resolve) => {
          ends.push(() => {
            resolve(OK);
          });
        });
    });
    for (let i = 0; i < 12; i += 1) call("request", { url: "https://a.example/" });
    await settled();
    assert.equal(fake.calls.length, 10);
    ends[0]?.();
    await settled();
    assert.equal(fake.calls.length, 11);
    for (let i = 0; i < 3; i += 1) {
      ends.forEach((end) => {
        end();
      });
      await settled();
    }
    assert.equal(fake.calls.length, 12);
  });
});

describe("transfers", () => {
  it("downloads to a temporary file, with progress", async () => {
    let finish: (value: object) => void = () => undefined;
    const { call, fake } = open((ground) => {
      ground.host["downloadFile"] = () =>
        new Promise((resolve) => {
          finish = resolve;
        });
    });
    const done = new Promise<unknown>((success) => {
      const task = call("downloadFile", { url: "https://a.example/f", success }) as {
        onProgressUpdate(hear: (facts: { progress: number }) => void): void;
      };
      task.onProgressUpdate(({ progress }) => seen.push(progress));
    });
    const seen: number[] = [];
    await settled();
    const { task } = fake.calls[0]?.params ?? {};
    fake.hosted("downloadProgress", { task, progress: 50, totalBytesWritten: 1 });
    finish({ tempFilePath: "wxfile://tmp/1", filePath: null, statusCode: 200, header: {} });
    assert.deepEqual(await done, {
      tempFilePath: "wxfile://tmp/1",
      statusCode: 200,
      header: {},
      cookies: [],
      errMsg: "downloadFile:ok",
    });
    assert.deepEqual(seen, [50]);
  });

  it("uploads a file of the package too, and form fields as text", async () => {
    const { heard, fake } = open((ground) => {
      ground.files.set("/images/a.png", Uint8Array.of(1));
      ground.host["tempFile"] = () => ({ path: "wxfile://tmp/copy.png" });
      ground.host["uploadFile"] = () => ({ data: "ok", statusCode: 201, header: {} });
    });
    const header = { "content-type": "multipart/form-data", "X-A": 1 };
    const order = await heard("uploadFile", {
      url: "https://a.example/",
      filePath: "/images/a.png",
      name: "picture",
      header,
      formData: { a: 1, b: { c: 2 }, d: undefined },
    });
    assert.equal(order[0]?.[0], "success");
    const params = fake.calls.at(-1)?.params ?? {};
    assert.equal(params["filePath"], "wxfile://tmp/copy.png");
    assert.deepEqual(params["header"], { "x-a": "1" });
    assert.deepEqual(params["formData"], { a: "1", b: '{"c":2}' });
  });
});

describe("sockets", () => {
  interface Task {
    readonly socketTaskId: number;
    readyState: number;
    onOpen(hear: (value: unknown) => void): void;
    onMessage(hear: (value: { data: unknown }) => void): void;
    onClose(hear: (value: unknown) => void): void;
    onError(hear: (value: unknown) => void): void;
    send(params: object): unknown;
    close(params?: object): unknown;
  }

  function connected() {
    const opened = open((fake) => {
      fake.host["socketConnect"] = () => ({});
      fake.host["socketSend"] = () => ({});
      fake.host["socketClose"] = () => ({});
    });
    const heard: unknown[] = [];
    const task = opened.call("connectSocket", {
      url: "wss://a.example/",
      success: ({ errMsg }: { errMsg: string }) => heard.push(errMsg),
    }) as Task;
    task.onOpen(() => heard.push("open"));
    task.onMessage(({ data }) => heard.push(data));
    task.onClose((value) => heard.push(value));
    return { ...opened, task, heard };
  }

  it("tells success before open, then messages, then the close", async () => {
    const { fake, task, heard } = connected();
    const id = { task: task.socketTaskId };
    fake.hosted("socketOpen", { ...id, header: {} });
    assert.equal(task.readyState, 1);
    fake.hosted("socketMessage", { ...id, text: "tea" });
    fake.hosted("socketMessage", { ...id, base64: "AQ==" });
    fake.hosted("socketClosed", { ...id, code: 1001, reason: "away" });
    await settled();
    const bytes = heard[3] as ArrayBuffer;
    assert.deepEqual([...new Uint8Array(bytes)], [1]);
    heard.splice(3, 1);
    assert.deepEqual(heard, ["connectSocket:ok", "open", "tea", { code: 1001, reason: "away" }]);
    assert.equal(task.readyState, 3);
  });

  it("sends text and bytes once it is open, and fails before", async () => {
    const { fake, task, failure } = connected();
    await assert.rejects(task.send({ data: "x" }) as Promise<unknown>, {
      errMsg: "sendSocketMessage:fail WebSocket is not connected",
    });
    fake.hosted("socketOpen", { task: task.socketTaskId });
    await task.send({ data: "tea" });
    await task.send({ data: Uint8Array.of(1).buffer });
    assert.deepEqual(
      fake.calls.slice(-2).map(({ params }) => params),
      [
        { task: 1, text: "tea" },
        { task: 1, base64: "AQ==" },
      ],
    );
    fake.hosted("socketClosed", { task: 1 });
    assert.match(String((await failure("sendSocketMessage", { data: "x" }))["errMsg"]), /not conn/);
  });

  it("the older functions speak of the latest socket, the last listener counts", async () => {
    const { fake, call } = connected();
    const heard: string[] = [];
    call("onSocketOpen", () => heard.push("first"));
    call("onSocketOpen", () => heard.push("second"));
    call("onSocketClose", () => heard.push("closed"));
    fake.hosted("socketOpen", { task: 1 });
    await call("closeSocket", { code: 1000 });
    fake.hosted("socketClosed", { task: 1, code: 1000 });
    assert.deepEqual(heard, ["second", "closed"]);
    assert.deepEqual(fake.calls.at(-1)?.params, { task: 1, code: 1000, reason: "" });
  });

  it("fails and tells the task when the host refuses", async () => {
    const { call } = open((fake) => {
      fake.host["socketConnect"] = () => {
        throw refusal("call.network", "url not in domain list");
      };
    });
    const heard: unknown[] = [];
    const task = call("connectSocket", {
      url: "wss://a.example/",
      fail: (failure: object) => heard.push(failure),
    }) as Task;
    task.onError((value) => heard.push(value));
    await settled();
    const errMsg = "url not in domain list";
    const failure = { errMsg: `connectSocket:fail ${errMsg}`, errno: 600001 };
    assert.deepEqual(heard, [failure, { errMsg }]);
  });

  it("shows no inner members", () => {
    const { task } = connected();
    assert.deepEqual(
      Object.keys(task).filter((name) => ["heard", "accepted"].includes(name)),
      [],
    );
  });
});
