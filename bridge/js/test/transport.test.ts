import assert from "node:assert/strict";
import { test } from "node:test";

import { quietUntilConnected, type Transport } from "../src/transport.ts";

test("signals count only once the host's object is known", () => {
  const sent: string[] = [];
  const native: Transport = { send: (text) => void sent.push(text), onmessage: null };
  const { transport, connected } = quietUntilConnected(native);
  const heard: string[] = [];
  transport.onmessage = ({ data }) => void heard.push(data);
  const [signal, response] = [
    '{"args":["x"],"object":"bridge","signal":4,"type":1}',
    '{"type":10}',
  ];
  for (const data of [signal, "no JSON", response]) native.onmessage?.({ data });
  assert.deepEqual(heard, ["no JSON", response]);
  connected();
  native.onmessage?.({ data: signal });
  assert.equal(heard.at(-1), signal);
  transport.send("to the host");
  assert.deepEqual(sent, ["to the host"]);
});
