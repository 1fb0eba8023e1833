// WebSockets: wx.connectSocket and its task, and the older global functions, which speak of the
// app's latest socket.

import { fromBase64, toBase64 } from "../bytes.ts";
import { ApiFailure, explained, failureObject } from "../failures.ts";
import type { Family, Kit, Listeners } from "../kit.ts";
import { bytesOf, listOf, numberOf, recordOf, textOf, words, type Loose } from "../reading.ts";
import { receivedHeaders, sentHeaders } from "./headers.ts";
import { networkFailure, timeoutOf } from "./traffic.ts";

const NORMAL_CLOSURE = 1000;
const MAX_SOCKETS = 5;

const State = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
type StateCode = (typeof State)[keyof typeof State];

export function socketsFamily(kit: Kit): Family {
  const sockets = new Sockets(kit);
  kit.describe("SocketTask", SocketTask.prototype, words("onOpen onMessage onError onClose"));
  return {
    connectSocket: (given: unknown) => sockets.connect(given),
    sendSocketMessage: kit.later("sendSocketMessage", ({ data }) => sockets.latest().sent(data)),
    closeSocket: kit.later("closeSocket", (params) => sockets.latest().closed(params)),
    onSocketOpen: sockets.heardOf("open"),
    onSocketMessage: sockets.heardOf("message"),
    onSocketError: sockets.heardOf("error"),
    onSocketClose: sockets.heardOf("close"),
  };
}

type EventName = "open" | "message" | "error" | "close";

class Sockets {
  readonly #kit: Kit;
  readonly #open = new Map<number, SocketTask>();
  /** One listener each: a later one takes the place of the earlier, as in WeChat. */
  readonly #heard = new Map<EventName, unknown>();
  #latest: SocketTask | null = null;
  #last = 0;

  constructor(kit: Kit) {
    this.#kit = kit;
    kit.host.on("socketOpen", (payload) => {
      this.#tell(payload, "open", (task, facts) => task.opened(facts));
    });
    kit.host.on("socketMessage", (payload) => {
      this.#tell(payload, "message", (_task, facts) => ({ data: received(facts) }));
    });
    kit.host.on("socketError", (payload) => {
      this.#tell(payload, "error", (_task, facts) => ({ errMsg: textOf(facts["errMsg"]) }));
    });
    kit.host.on("socketClosed", (payload) => {
      this.#tell(payload, "close", (task, facts) => task.ended(facts));
    });
  }

  connect(given: unknown): SocketTask {
    this.#last += 1;
    const task = new SocketTask(this.#kit, this.#last);
    const params = recordOf(given);
    try {
      this.#kit.caller.check("connectSocket", given);
      if (this.#open.size >= MAX_SOCKETS) throw new ApiFailure("exceed max task count");
      this.#open.set(task.socketTaskId, task);
      this.#latest = task;
      this.#begin(task, params);
    } catch (error) {
      this.#fail(task, params, error);
    }
    return task;
  }

  latest(): SocketTask {
    if (!this.#latest || !this.#open.has(this.#latest.socketTaskId)) {
      throw new ApiFailure("WebSocket is not connected");
    }
    return this.#latest;
  }

  heardOf(event: EventName): (listener: unknown) => void {
    return (listener) => {
      this.#heard.set(event, listener);
    };
  }

  #begin(task: SocketTask, params: Loose): void {
    const asked = this.#kit.host.call("socketConnect", {
      task: task.socketTaskId,
      url: textOf(params["url"]),
      header: sentHeaders(params["header"]),
      protocols: listOf(params["protocols"]).map((name) => textOf(name)),
      timeout: timeoutOf(this.#kit, "connectSocket", params["timeout"]),
    });
    task.accepted = () => {
      task.accepted = () => undefined;
      this.#end(params, "success", {
        socketTaskId: task.socketTaskId,
        errMsg: "connectSocket:ok",
      });
    };
    asked.then(
      () => {
        task.accepted();
      },
      (error: unknown) => {
        this.#fail(task, params, networkFailure(error));
      },
    );
  }

  #fail(task: SocketTask, params: Loose, error: unknown): void {
    const failure = failureObject("connectSocket", error);
    // In a turn of its own, so that the app has the task and its listeners by then.
    this.#kit.ground.engine.setTimeout(() => {
      this.#open.delete(task.socketTaskId);
      task.readyState = State.CLOSED;
      this.#end(params, "fail", failure);
      this.#deliver(task, "error", { errMsg: explained(error).reason });
    }, 0);
  }

  #end(params: Loose, which: "success" | "fail", value: object): void {
    this.#kit.caller.callBack(`connectSocket ${which}`, params[which], value);
    this.#kit.caller.callBack("connectSocket complete", params["complete"], value);
  }

  #tell(
    payload: unknown,
    event: EventName,
    detail: (task: SocketTask, facts: Loose) => object,
  ): void {
    const facts = recordOf(payload);
    const task = this.#open.get(numberOf(facts["task"], 0));
    if (!task) return;
    task.accepted();
    const value = detail(task, facts);
    if (event === "close") this.#open.delete(task.socketTaskId);
    this.#deliver(task, event, value);
  }

  #deliver(task: SocketTask, event: EventName, value: object): void {
    task.heard[event].emit(value);
    if (task !== this.#latest) return;
    this.#kit.caller.callBack(`onSocket ${event}`, this.#heard.get(event), value);
  }
}

class SocketTask {
  readonly socketTaskId: number;
  readonly CONNECTING = State.CONNECTING;
  readonly OPEN = State.OPEN;
  readonly CLOSING = State.CLOSING;
  readonly CLOSED = State.CLOSED;
  readyState: StateCode = State.CONNECTING;
  readonly onOpen: Listeners<object>["on"];
  readonly onMessage: Listeners<object>["on"];
  readonly onError: Listeners<object>["on"];
  readonly onClose: Listeners<object>["on"];
  readonly #kit: Kit;
  // Not for the app: not listed, not written into JSON.
  declare readonly heard: Readonly<Record<EventName, Listeners<object>>>;
  declare accepted: () => void;

  constructor(kit: Kit, id: number) {
    this.#kit = kit;
    this.socketTaskId = id;
    const heard = {
      open: kit.listeners<object>("SocketTask.onOpen"),
      message: kit.listeners<object>("SocketTask.onMessage"),
      error: kit.listeners<object>("SocketTask.onError"),
      close: kit.listeners<object>("SocketTask.onClose"),
    };
    Object.defineProperty(this, "heard", { value: heard });
    Object.defineProperty(this, "accepted", { value: () => undefined, writable: true });
    this.onOpen = heard.open.on;
    this.onMessage = heard.message.on;
    this.onError = heard.error.on;
    this.onClose = heard.close.on;
  }

  send(given: unknown): Promise<object> | undefined {
    return this.#kit.later("sendSocketMessage", ({ data }) => this.sent(data))(given);
  }

  close(given?: unknown): Promise<object> | undefined {
    return this.#kit.later("closeSocket", (params) => this.closed(params))(given);
  }

  /** Asks the host to send text or bytes. */
  sent(data: unknown): Promise<unknown> {
    if (this.readyState !== State.OPEN) throw new ApiFailure("WebSocket is not connected");
    const bytes = bytesOf(data);
    const content = bytes ? { base64: toBase64(bytes) } : { text: textOf(data) };
    return this.#kit.host.call("socketSend", { task: this.socketTaskId, ...content });
  }

  closed(params: Loose): Promise<unknown> {
    if (this.readyState === State.CLOSED) throw new ApiFailure("WebSocket is not connected");
    this.readyState = State.CLOSING;
    return this.#kit.host.call("socketClose", {
      task: this.socketTaskId,
      code: closeCode(params["code"]),
      reason: textOf(params["reason"]),
    });
  }

  /** The host has connected it; gives the detail of the event. */
  opened(facts: Loose): object {
    this.readyState = State.OPEN;
    return { header: receivedHeaders(facts["header"]) };
  }

  ended(facts: Loose): object {
    this.readyState = State.CLOSED;
    return { code: numberOf(facts["code"], NORMAL_CLOSURE), reason: textOf(facts["reason"]) };
  }
}

/** Apps may only say 1000 and 3000 to 4999 (RFC 6455, 7.4). */
function closeCode(given: unknown): number {
  const code = Math.round(numberOf(given, NORMAL_CLOSURE));
  return code >= 3000 && code <= 4999 ? code : NORMAL_CLOSURE;
}

function received(facts: Loose): string | ArrayBuffer {
  const { base64 } = facts;
  return typeof base64 === "string" ? fromBase64(base64).buffer : textOf(facts["text"]);
}
