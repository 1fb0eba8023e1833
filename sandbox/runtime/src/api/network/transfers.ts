// wx.downloadFile and wx.uploadFile.

import type { Sources } from "../files/sources.ts";
import type { Family, Kit, Listeners } from "../kit.ts";
import { numberOf, recordOf, textOf, words, type Loose } from "../reading.ts";
import { cookiesOf, receivedHeaders, sentHeaders } from "./headers.ts";
import { Exchanges, Queue, headersReceived, timeoutOf, type Exchange } from "./traffic.ts";

const MEMBERS = words(
  "abort onHeadersReceived offHeadersReceived onProgressUpdate offProgressUpdate",
);

export function transfersFamily(kit: Kit, sources: Sources): Family {
  const downloads = new Exchanges(kit, {
    headersReceived,
    downloadProgress: (exchange, facts) => {
      exchange.progress.emit({
        progress: numberOf(facts["progress"], 0),
        totalBytesWritten: numberOf(facts["totalBytesWritten"], 0),
        totalBytesExpectedToWrite: numberOf(facts["totalBytesExpectedToWrite"], 0),
      });
    },
  });
  const uploads = new Exchanges(kit, {
    headersReceived,
    uploadProgress: (exchange, facts) => {
      exchange.progress.emit({
        progress: numberOf(facts["progress"], 0),
        totalBytesSent: numberOf(facts["totalBytesSent"], 0),
        totalBytesExpectedToSend: numberOf(facts["totalBytesExpectedToSend"], 0),
      });
    },
  });
  const queue = new Queue();
  const started = (name: string, all: Exchanges, given: unknown, run: Work): TransferTask => {
    const exchange = all.open(name);
    const outcome = queue.run(() => run(kit, exchange, given));
    void outcome
      .catch(() => undefined)
      .then(() => {
        all.close(exchange);
      });
    const promise = kit.caller.settle(name, recordOf(given), outcome);
    promise?.catch(() => undefined);
    return new TransferTask(exchange);
  };
  for (const className of ["DownloadTask", "UploadTask"]) {
    kit.describe(className, TransferTask.prototype, MEMBERS);
  }
  return {
    downloadFile: (given: unknown) => started("downloadFile", downloads, given, download),
    uploadFile: (given: unknown) =>
      started("uploadFile", uploads, given, (_kit, exchange) =>
        upload(kit, sources, exchange, given),
      ),
  };
}

type Work = (kit: Kit, exchange: Exchange, given: unknown) => Promise<object>;

class TransferTask {
  readonly abort: () => void;
  readonly onHeadersReceived: Listeners<object>["on"];
  readonly offHeadersReceived: Listeners<object>["off"];
  readonly onProgressUpdate: Listeners<object>["on"];
  readonly offProgressUpdate: Listeners<object>["off"];

  constructor(exchange: Exchange) {
    this.abort = exchange.abort;
    this.onHeadersReceived = exchange.headers.on;
    this.offHeadersReceived = exchange.headers.off;
    this.onProgressUpdate = exchange.progress.on;
    this.offProgressUpdate = exchange.progress.off;
  }
}

async function download(kit: Kit, exchange: Exchange, given: unknown): Promise<object> {
  exchange.begin();
  kit.caller.check("downloadFile", given);
  const params = recordOf(given);
  const timeout = timeoutOf(kit, "downloadFile", params["timeout"]);
  const filePath = textOf(params["filePath"]);
  const pending = kit.host.call("downloadFile", {
    task: exchange.task,
    url: textOf(params["url"]),
    header: sentHeaders(params["header"]),
    timeout,
    ...(filePath === "" ? {} : { filePath }),
  });
  const answer = await exchange.watched(kit, pending, timeout);
  return {
    ...only(answer, filePath === "" ? ["tempFilePath"] : ["filePath"]),
    ...only(answer, ["statusCode", "dataLength"]),
    header: receivedHeaders(answer["header"]),
    cookies: cookiesOf(answer["header"]),
    ...(params["enableProfile"] === true ? only(answer, ["profile"]) : {}),
    errMsg: "downloadFile:ok",
  };
}

async function upload(
  kit: Kit,
  sources: Sources,
  exchange: Exchange,
  given: unknown,
): Promise<object> {
  exchange.begin();
  kit.caller.check("uploadFile", given);
  const params = recordOf(given);
  const timeout = timeoutOf(kit, "uploadFile", params["timeout"]);
  const header = sentHeaders(params["header"]);
  // The boundary is the host's: a type that the app sets would lack it.
  delete header["content-type"];
  const filePath = await sources.hostFile(textOf(params["filePath"]));
  exchange.begin();
  const pending = kit.host.call("uploadFile", {
    task: exchange.task,
    url: textOf(params["url"]),
    filePath,
    name: textOf(params["name"]),
    header,
    formData: formOf(params["formData"]),
    timeout,
  });
  const answer = await exchange.watched(kit, pending, timeout);
  return {
    data: textOf(answer["data"]),
    statusCode: answer["statusCode"],
    header: receivedHeaders(answer["header"]),
    cookies: cookiesOf(answer["header"]),
    errMsg: "uploadFile:ok",
  };
}

function formOf(given: unknown): Record<string, string> {
  const fields = Object.entries(recordOf(given)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    fields.map(([name, value]) => [name, textOf(value, JSON.stringify(value))]),
  );
}

function only(answer: Loose, names: readonly string[]): Record<string, unknown> {
  const there = names.filter((name) => answer[name] !== undefined && answer[name] !== null);
  return Object.fromEntries(there.map((name) => [name, answer[name]]));
}
