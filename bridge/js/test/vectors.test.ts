// The golden messages of bridge/vectors, which the Python tests replay too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import type { FromPage, PageMarkName } from "../src/generated.ts";
import {
  callText,
  cancelText,
  helloText,
  isTooDeep,
  markText,
  readMessage,
  violationText,
} from "../src/messages.ts";

interface Vector {
  readonly name: string;
  readonly text: string;
  readonly repeat?: {
    readonly mark: string;
    readonly parts: readonly { readonly text: string; readonly times: number }[];
  };
  readonly ok: boolean;
  readonly decoded?: unknown;
}

function vectors(file: string): readonly Vector[] {
  const path = new URL(`../../vectors/${file}`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8")) as Vector[];
}

function textOf({ text, repeat }: Vector): string {
  if (!repeat) return text;
  return text.replace(
    repeat.mark,
    repeat.parts.map((part) => part.text.repeat(part.times)).join(""),
  );
}

/** What our own writers make of a message. */
function written(message: FromPage): string {
  switch (message.type) {
    case "hello":
      return helloText(message.document, message.timeOriginMs);
    case "call":
      return callText(message.id, message.method, JSON.stringify(message.params));
    case "cancel":
      return cancelText(message.id);
    case "mark":
      return markText(message.name as PageMarkName, message.atMs);
    case "violation":
      return violationText(message.directive, message.blocked);
  }
}

describe("messages of the host", () => {
  for (const vector of vectors("from_host.json")) {
    it(`${vector.ok ? "reads" : "refuses"} ${vector.name}`, () => {
      assert.deepEqual(readMessage(textOf(vector)), vector.ok ? vector.decoded : null);
    });
  }
});

describe("messages of the page", () => {
  const good = vectors("from_page.json").filter(({ ok }) => ok);
  const types = new Set<string>();
  for (const vector of good) {
    const message = JSON.parse(textOf(vector)) as FromPage;
    types.add(message.type);
    if (message.type === "hello" && message.protocol !== 1) continue;
    it(`writes ${vector.name}`, () => {
      const whole =
        message.type === "call" ? { ...message, params: message.params ?? {} } : message;
      assert.deepEqual(JSON.parse(written(whole)), whole);
    });
  }

  it("are known to be too deep before they are sent", () => {
    for (const vector of vectors("from_page.json")) {
      const isDeep = /deep/.test(vector.name) && !vector.ok;
      assert.equal(isTooDeep(textOf(vector)), isDeep, vector.name);
    }
  });

  it("are covered, every type", () => {
    assert.deepEqual([...types].sort(), ["call", "cancel", "hello", "mark", "violation"]);
  });

  it("are refused when they are read as the host's", () => {
    for (const vector of good) assert.equal(readMessage(textOf(vector)), null, vector.name);
  });
});
