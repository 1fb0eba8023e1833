// Storage: the host keeps JSON, WeChat keeps types. What JSON has no word for (undefined, NaN, a
// Date) is kept in an envelope. Values that were read or written once are held here as JSON text:
// nobody else writes this app's storage while it runs.

import { ApiFailure, refusalCode } from "./failures.ts";
import type { Family, Kit } from "./kit.ts";
import { listOf, recordOf, textOf, typeName } from "./reading.ts";

const ENVELOPE = "\u0000fanlight";
const MAX_VALUE_BYTES = 1024 * 1024;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function storageFamily(kit: Kit): Family {
  const store = new Store(kit);
  return {
    getStorageSync: (key: unknown) => store.getSync(key),
    setStorageSync: kit.sync("setStorageSync", (key, data) => {
      store.setSync(key, data);
    }),
    removeStorageSync: kit.sync("removeStorageSync", (key) => {
      store.removeSync(textOf(key));
    }),
    clearStorageSync: kit.sync("clearStorageSync", () => {
      store.clearSync();
    }),
    getStorageInfoSync: kit.sync("getStorageInfoSync", () => {
      const answer = recordOf(kit.host.callSync("getStorageInfo", {}));
      const { keys, currentSize, limitSize } = answer;
      return { keys, currentSize, limitSize };
    }),
    getStorage: kit.later("getStorage", async ({ key }) => ({ data: await store.get(key) })),
    setStorage: kit.later("setStorage", ({ key, data }) => store.set(key, data)),
    removeStorage: kit.later("removeStorage", ({ key }) => store.remove(textOf(key))),
    clearStorage: kit.later("clearStorage", () => store.clear()),
    getStorageInfo: kit.later("getStorageInfo", () => kit.host.call("getStorageInfo", {})),
    batchGetStorage: kit.later("batchGetStorage", async ({ keyList }) => ({
      dataList: await Promise.all(listOf(keyList).map((key) => store.getOrNothing(key))),
    })),
    batchGetStorageSync: kit.sync("batchGetStorageSync", (keys) =>
      listOf(keys).map((key) => store.getSync(key)),
    ),
    batchSetStorage: kit.later("batchSetStorage", async ({ kvList }) => {
      await Promise.all(listOf(kvList).map((pair) => store.setPair(pair)));
    }),
    batchSetStorageSync: kit.sync("batchSetStorageSync", (pairs) => {
      for (const pair of listOf(pairs)) {
        const { key, value } = recordOf(pair);
        store.setSync(checkedKey(key), value);
      }
    }),
  };
}

class Store {
  readonly #kit: Kit;
  /** JSON text by key; null when the key is known not to be there. */
  readonly #texts = new Map<string, string | null>();
  /** Grows with every change, so that an answer that was overtaken is not kept. */
  #changes = 0;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** The value, or "" when there is none. Throws for a key that is no text. */
  getSync(given: unknown): unknown {
    return this.#kit.sync("getStorageSync", (key) => {
      const text = this.#textSync(textOf(key));
      return text === null ? "" : opened(JSON.parse(text) as Json);
    })(given);
  }

  async get(given: unknown): Promise<unknown> {
    const text = await this.#text(checkedKey(given));
    if (text === null) throw new ApiFailure("data not found");
    return opened(JSON.parse(text) as Json);
  }

  async getOrNothing(given: unknown): Promise<unknown> {
    const text = await this.#text(checkedKey(given));
    return text === null ? "" : opened(JSON.parse(text) as Json);
  }

  setSync(given: unknown, data: unknown): void {
    const key = checkedKey(given);
    const { value, text } = packed(data);
    worded(() => this.#kit.host.callSync("setStorage", { key, data: value }));
    this.#keep(key, text);
  }

  async set(given: unknown, data: unknown): Promise<void> {
    const key = checkedKey(given);
    const { value, text } = packed(data);
    this.#keep(key, text);
    try {
      await this.#kit.host.call("setStorage", { key, data: value });
    } catch (error) {
      this.#texts.delete(key);
      throw quotaWorded(error);
    }
  }

  setPair(pair: unknown): Promise<void> {
    const { key, value } = recordOf(pair);
    return this.set(key, value);
  }

  removeSync(key: string): void {
    if (key === "") return;
    this.#kit.host.callSync("removeStorage", { key });
    this.#keep(key, null);
  }

  async remove(key: string): Promise<void> {
    if (key === "") return;
    this.#keep(key, null);
    await this.#kit.host.call("removeStorage", { key });
  }

  clearSync(): void {
    this.#kit.host.callSync("clearStorage", {});
    this.#forget();
  }

  async clear(): Promise<void> {
    this.#forget();
    await this.#kit.host.call("clearStorage", {});
    this.#forget();
  }

  /** Nothing is kept under no name: WeChat's gives "" for that too. */
  #textSync(key: string): string | null {
    if (key === "") return null;
    const held = this.#texts.get(key);
    if (held !== undefined) return held;
    let text: string | null = null;
    try {
      text = textOfAnswer(this.#kit.host.callSync("getStorage", { key }));
    } catch (error) {
      if (refusalCode(error) !== "call.not_found") throw error;
    }
    this.#texts.set(key, text);
    return text;
  }

  async #text(key: string): Promise<string | null> {
    const held = this.#texts.get(key);
    if (held !== undefined) return held;
    const changes = this.#changes;
    let text: string | null = null;
    try {
      text = textOfAnswer(await this.#kit.host.call("getStorage", { key }));
    } catch (error) {
      if (refusalCode(error) !== "call.not_found") throw error;
    }
    if (changes === this.#changes) this.#texts.set(key, text);
    return text;
  }

  #keep(key: string, text: string | null): void {
    this.#changes += 1;
    this.#texts.set(key, text);
  }

  #forget(): void {
    this.#changes += 1;
    this.#texts.clear();
  }
}

function textOfAnswer(answer: unknown): string {
  return JSON.stringify(recordOf(answer)["data"] ?? null);
}

function checkedKey(key: unknown): string {
  if (typeof key === "string" && key !== "") return key;
  if (key === "") throw new ApiFailure("parameter error: parameter.key should not be empty;");
  throw new ApiFailure(
    `parameter error: parameter.key should be String instead of ${typeName(key)};`,
  );
}

/** A value as the host keeps it, and its text. Throws ApiFailure for a cycle or 1 MB. */
function packed(data: unknown): { value: Json; text: string } {
  const value = enveloped(data);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new ApiFailure(error instanceof Error ? error.message : String(error));
  }
  if (text.length > MAX_VALUE_BYTES) throw new ApiFailure("entry size limit reached");
  return { value: JSON.parse(text) as Json, text };
}

/** JSON has no undefined, no NaN and no Date: WeChat gives them back as they were, at the top. */
function enveloped(data: unknown): unknown {
  if (data === undefined) return { [ENVELOPE]: "undefined" };
  if (typeof data === "function" || typeof data === "symbol") return "";
  if (typeof data === "bigint") return String(data);
  if (typeof data === "number" && !Number.isFinite(data)) {
    return { [ENVELOPE]: "number", value: String(data) };
  }
  if (typeName(data) === "Date") return { [ENVELOPE]: "date", value: Number(data) };
  return data;
}

function opened(value: Json): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kind = value[ENVELOPE];
  if (kind === "undefined") return undefined;
  if (kind === "number") return Number(value["value"]);
  return kind === "date" ? new Date(Number(value["value"])) : value;
}

function worded(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    throw quotaWorded(error);
  }
}

function quotaWorded(error: unknown): Error {
  if (refusalCode(error) === "call.quota") return new ApiFailure("exceed storage max size 10Mb");
  return error as Error;
}
