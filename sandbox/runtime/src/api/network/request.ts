// wx.request.

import { bufferOf, fromBase64 } from "../bytes.ts";
import type { Family, Kit, Listeners } from "../kit.ts";
import { bytesOf, recordOf, textOf, typeName, words, type Loose } from "../reading.ts";
import { cookiesOf, queryOf, receivedHeaders, sentHeaders, withQuery } from "./headers.ts";
import { Exchanges, Queue, headersReceived, timeoutOf, type Exchange } from "./traffic.ts";

const FORM = "application/x-www-form-urlencoded";
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function requestFamily(kit: Kit): Family {
  const exchanges = new Exchanges(kit, {
    headersReceived,
    chunkReceived: (exchange, facts) => {
      exchange.chunks.emit({ data: fromBase64(textOf(facts["base64"])).buffer });
    },
  });
  const queue = new Queue();
  kit.describe(
    "RequestTask",
    RequestTask.prototype,
    words("abort onHeadersReceived offHeadersReceived onChunkReceived offChunkReceived"),
  );
  return {
    request: (given: unknown) => {
      const exchange = exchanges.open("request");
      const outcome = queue.run(() => exchanged(kit, exchange, given));
      void outcome
        .catch(() => undefined)
        .then(() => {
          exchanges.close(exchange);
        });
      const promise = kit.caller.settle("request", recordOf(given), outcome);
      promise?.catch(() => undefined);
      return new RequestTask(exchange);
    },
  };
}

class RequestTask {
  readonly abort: () => void;
  readonly onHeadersReceived: Listeners<object>["on"];
  readonly offHeadersReceived: Listeners<object>["off"];
  readonly onChunkReceived: Listeners<object>["on"];
  readonly offChunkReceived: Listeners<object>["off"];

  constructor(exchange: Exchange) {
    this.abort = exchange.abort;
    this.onHeadersReceived = exchange.headers.on;
    this.offHeadersReceived = exchange.headers.off;
    this.onChunkReceived = exchange.chunks.on;
    this.offChunkReceived = exchange.chunks.off;
  }
}

async function exchanged(kit: Kit, exchange: Exchange, given: unknown): Promise<object> {
  exchange.begin();
  kit.caller.check("request", given);
  const params = recordOf(given);
  const timeout = timeoutOf(kit, "request", params["timeout"]);
  const isChunked = params["enableChunked"] === true;
  const wantsBytes = params["responseType"] === "arraybuffer";
  const pending = kit.host.call("request", {
    ...message(params),
    // JSON is read here: numbers and names are then JavaScript's own.
    dataType: "text",
    responseType: wantsBytes || isChunked ? "arraybuffer" : "text",
    timeout,
    task: exchange.task,
    ...(isChunked ? { chunked: true } : {}),
  });
  const answer = await exchange.watched(kit, pending, timeout);
  const content = isChunked ? inChunks(kit, exchange, answer["data"]) : answer["data"];
  return {
    data: received(content, wantsBytes, params["dataType"]),
    header: receivedHeaders(answer["header"]),
    statusCode: answer["statusCode"],
    cookies: cookiesOf(answer["header"]),
    errMsg: "request:ok",
  };
}

/** Of an answer that was asked for in chunks: the rest that came with its end is the last one. */
function inChunks(kit: Kit, exchange: Exchange, data: unknown): string {
  const bytes = typeof data === "string" ? fromBase64(data) : bytesOf(data);
  if (!bytes || bytes.length === 0) return "";
  exchange.chunks.emit({ data: bufferOf(bytes) });
  return kit.ground.engine.decode(bytes);
}

/** Address, method, headers and body as the host sends them. */
function message(params: Loose): object {
  const wanted = textOf(params["method"], "GET").toUpperCase();
  const method = METHODS.has(wanted) ? wanted : "GET";
  const header = sentHeaders(params["header"]);
  header["content-type"] ??= "application/json";
  const { data } = params;
  const url = textOf(params["url"]);
  const bytes = bytesOf(data);
  if (bytes) return { url, method, header, body: bytes };
  if (data === undefined || data === null) return { url, method, header };
  const isObject = typeof data === "object";
  if (method === "GET" || method === "HEAD") {
    const query = isObject ? queryOf(data as Loose) : textOf(data);
    return { url: withQuery(url, query), method, header };
  }
  if (!isObject) return { url, method, header, data: textOf(data) };
  const isForm = header["content-type"].toLowerCase().startsWith(FORM);
  return { url, method, header, data: isForm ? queryOf(data as Loose) : JSON.stringify(data) };
}

function received(data: unknown, wantsBytes: boolean, dataType: unknown): unknown {
  if (wantsBytes) return typeof data === "string" ? fromBase64(data).buffer : data;
  // A host that has read the JSON already.
  if (typeof data !== "string" || typeName(data) !== "String") return data;
  if (dataType !== undefined && dataType !== "json") return data;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data;
  }
}
