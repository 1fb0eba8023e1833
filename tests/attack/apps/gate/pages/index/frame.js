// Tries every API from where it stands: a frame or a Worker. Told which by a message.
"use strict";

async function tryAll(calls) {
  const heard = [];
  self.addEventListener("fanlight:message", ({ detail }) => heard.push(detail));
  const told = {};
  for (const [name, params] of calls) {
    const text = JSON.stringify({ type: "call", id: 500_000, method: name, params });
    self.dispatchEvent(new CustomEvent("fanlight:call", { detail: text }));
    self.dispatchEvent(new CustomEvent("fanlight:sync", { detail: text }));
    try {
      const answer = await fetch("/.fanlight/call", { method: "POST", body: `\n${text}` });
      told[name] = answer.ok ? JSON.parse(await answer.text()).code : answer.status;
    } catch (error) {
      told[name] = error.name;
    }
  }
  return { told, heard, fanlight: typeof self.fanlight };
}

self.addEventListener("message", async ({ data, source, ports }) => {
  if (!Array.isArray(data)) return;
  (source ?? ports[0] ?? self).postMessage(await tryAll(data), ...(source ? ["*"] : []));
});
self.addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => port.postMessage(await tryAll(data));
});
if (typeof parent !== "undefined") parent.postMessage("here", "*");
