// What the Worker can do, taken before any of it is removed from the app's reach (lockdown.ts).
// Each is bound and called directly: an app that changes prototypes later sees none of them.

import type { Posted } from "../../shared/messages.ts";

/** A Worker's global scope, as far as this layer uses it (HTML, DedicatedWorkerGlobalScope). */
export interface WorkerScope {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: string, hear: (event: never) => void): void;
  importScripts(...urls: string[]): void;
  queueMicrotask(run: () => void): void;
  setTimeout(run: () => void, delay_ms?: number): number;
  clearTimeout(timer: number): void;
  setInterval(run: () => void, delay_ms?: number): number;
  clearInterval(timer: number): void;
  readonly performance: { now(): number; readonly timeOrigin: number };
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
  readonly OffscreenCanvas: new (width: number, height: number) => OffscreenCanvas;
  createImageBitmap(source: ImageBitmapSource): Promise<ImageBitmap>;
  readonly ImageData: new (data: Uint8ClampedArray, width: number, height: number) => ImageData;
  readonly Blob: new (parts: BlobPart[], options: { type: string }) => Blob;
  readonly XMLHttpRequest: new () => XMLHttpRequest;
  readonly Worker: new (url: string, options?: { name: string }) => Worker;
  readonly AbortController: new () => AbortController;
  readonly TextDecoder: new (label?: string) => TextDecoder;
  readonly TextEncoder: new () => TextEncoder;
  /** Indirect: runs text in the global scope. */
  eval(text: string): unknown;
}

export interface Powers {
  /** Throws a DataCloneError for what cannot be cloned. */
  readonly post: (message: Posted, transfer?: Transferable[]) => void;
  readonly hear: (listener: (message: unknown) => void) => void;
  /** An error that nobody caught; true: it is dealt with, and printed no more. */
  readonly hearErrors: (listener: (error: unknown, message: string) => boolean) => void;
  readonly hearRejections: (
    listener: (reason: unknown, promise: Promise<unknown>) => boolean,
  ) => void;
  readonly importScripts: (path: string) => void;
  readonly soon: (run: () => void) => void;
  readonly setTimeout: (run: () => void, delay_ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  readonly setInterval: (run: () => void, delay_ms: number) => number;
  readonly clearInterval: (timer: number) => void;
  readonly now: () => number;
  readonly timeOrigin: number;
  readonly randomValues: (bytes: Uint8Array) => Uint8Array;
  readonly canvas: (width: number, height: number) => OffscreenCanvas;
  readonly createImageBitmap: (source: ImageBitmapSource) => Promise<ImageBitmap>;
  readonly imageData: (data: Uint8ClampedArray, width: number, height: number) => ImageData;
  readonly blob: (parts: BlobPart[], type: string) => Blob;
  readonly request: () => XMLHttpRequest;
  readonly startWorker: (url: string) => Worker;
  readonly aborter: () => AbortController;
  readonly decode: (bytes: Uint8Array, encoding?: string) => string;
  readonly encode: (text: string) => Uint8Array;
  readonly wait: (cells: Int32Array, index: number, value: number) => void;
  readonly notify: (cells: Int32Array, index: number) => void;
  readonly load: (cells: Int32Array, index: number) => number;
  readonly store: (cells: Int32Array, index: number, value: number) => void;
  /** Runs text in the app's global scope; kept only when the app's developer may (--eval). */
  readonly evaluate: (text: string) => unknown;
}

interface RejectionEvent extends Event {
  readonly reason: unknown;
  readonly promise: Promise<unknown>;
}

/** Take them all; a member that this engine lacks throws only when it is used. */
export function takePowers(scope: WorkerScope): Powers {
  const { performance, crypto, OffscreenCanvas, ImageData, Blob, XMLHttpRequest, Worker } = scope;
  const { TextDecoder, TextEncoder, AbortController } = scope;
  const listen = scope.addEventListener.bind(scope);
  const { wait, notify, load, store } = Atomics;
  const now = performance.now.bind(performance);
  const encoder = new TextEncoder();
  return {
    post: scope.postMessage.bind(scope),
    hear(listener) {
      listen("message", (event: MessageEvent) => {
        listener(event.data);
      });
    },
    hearErrors(listener) {
      listen("error", (event: ErrorEvent) => {
        if (listener(event.error, event.message)) event.preventDefault();
      });
    },
    hearRejections(listener) {
      listen("unhandledrejection", (event: RejectionEvent) => {
        if (listener(event.reason, event.promise)) event.preventDefault();
      });
    },
    importScripts: bound(scope, "importScripts"),
    soon: scope.queueMicrotask.bind(scope),
    setTimeout: scope.setTimeout.bind(scope),
    clearTimeout: scope.clearTimeout.bind(scope),
    setInterval: scope.setInterval.bind(scope),
    clearInterval: scope.clearInterval.bind(scope),
    now,
    timeOrigin: performance.timeOrigin,
    randomValues: crypto.getRandomValues.bind(crypto),
    canvas: (width, height) => new OffscreenCanvas(width, height),
    createImageBitmap: bound(scope, "createImageBitmap"),
    imageData: (data, width, height) => new ImageData(data, width, height),
    blob: (parts, type) => new Blob(parts, { type }),
    request: () => new XMLHttpRequest(),
    startWorker: (url) => new Worker(url, { name: "worker" }),
    aborter: () => new AbortController(),
    decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
    encode: (text) => encoder.encode(text),
    wait(cells, index, value) {
      wait(cells, index, value);
    },
    notify(cells, index) {
      notify(cells, index);
    },
    load: (cells, index) => load(cells, index),
    store(cells, index, value) {
      store(cells, index, value);
    },
    evaluate: indirectEval(scope),
  };
}

/** A method that an engine may lack (a Worker in a Worker, tests). */
function bound<K extends "importScripts" | "createImageBitmap">(
  scope: WorkerScope,
  name: K,
): WorkerScope[K] {
  const method = scope[name] as WorkerScope[K] | undefined;
  if (method) return method.bind(scope) as WorkerScope[K];
  return () => {
    throw new TypeError(`this engine has no ${name}`);
  };
}

/** The engine's own eval under another name runs in the global scope (ECMA-262, indirect eval). */
function indirectEval(scope: WorkerScope): (text: string) => unknown {
  const descriptor = Object.getOwnPropertyDescriptor(scope, "eval");
  return descriptor?.value as (text: string) => unknown;
}
