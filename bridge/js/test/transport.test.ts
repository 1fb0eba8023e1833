import assert from "node:assert/strict";
import { test } from "node:test";

import { openBridge, type Transport } from "../src/transport.ts";

const WIRING = { object: "bridge", receive: 5, sent: 4 };

test("a call names the object and the method, and its answer is heard", () => {
  const sent: unknown[] = [];
  const transport: Transport = {
    send: (text) => void sent.push(JSON.parse(text)),
    onmessage: null,
  };
  const bridge = openBridge(transport, WIRING);
  const answers: string[] = [];
  bridge.receive("s-1", '{"quoted":"\\n"}', (text) => void answers.push(text));
  assert.deepEqual(sent, [
    { type: 6, object: "bridge", method: 5, id: 0, args: ['s-1\n{"quoted":"\\n"}'] },
  ]);
  transport.onmessage?.({ data: '{"data":"s-1\\n{}","id":0,"type":10}' });
  transport.onmessage?.({ data: '{"data":null,"id":0,"type":10}' });
  assert.deepEqual(answers, ["s-1\n{}"]);
});

test("the signal is asked for, and then heard", () => {
  const sent: unknown[] = [];
  const transport: Transport = {
    send: (text) => void sent.push(JSON.parse(text)),
    onmessage: null,
  };
  const bridge = openBridge(transport, WIRING);
  const heard: string[] = [];
  // One that was meant for the document before this one.
  transport.onmessage?.({ data: '{"args":["early"],"object":"bridge","signal":4,"type":1}' });
  bridge.sent.connect((text) => void heard.push(text));
  assert.deepEqual(sent, [{ type: 7, object: "bridge", signal: 4 }]);
  transport.onmessage?.({ data: '{"args":["x"],"object":"bridge","signal":4,"type":1}' });
  transport.onmessage?.({ data: '{"args":[],"object":"bridge","signal":4,"type":1}' });
  transport.onmessage?.({ data: '{"type":5}' });
  assert.deepEqual(heard, ["x"]);
});
