// Every API, from the page itself and from everything else that runs in its origin.
"use strict";

const PATIENCE_MS = 20_000;
let lastId = 300_000;
const waiting = new Map();
window.addEventListener("fanlight:message", ({ detail }) => {
  const message = JSON.parse(detail);
  waiting.get(message.id)?.(message);
});

function call(name, params) {
  const id = (lastId += 1);
  const answer = new Promise((done) => waiting.set(id, done));
  const text = JSON.stringify({ type: "call", id, method: name, params });
  window.dispatchEvent(new CustomEvent("fanlight:call", { detail: text }));
  return answer;
}

/** What the page's own calls get: name → [code, reason]. */
globalThis.asPage = async (calls) => {
  const told = {};
  for (const [name, params] of calls) {
    const { type, code, detail } = await call(name, params);
    told[name] = [type === "result" ? "ok" : code, detail?.reason ?? null];
  }
  return told;
};

/** What calls get that carry `session`, by the scheme. */
globalThis.withSession = async (calls, session) => {
  const told = {};
  for (const [name, params] of calls) {
    const body = `${session}\n${JSON.stringify({ type: "call", id: 1, method: name, params })}`;
    const answer = await fetch("/.fanlight/call", { method: "POST", body });
    told[name] = JSON.parse(await answer.text()).code ?? "ok";
  }
  return told;
};

function inFrame(calls, attributes) {
  const frame = document.createElement("iframe");
  const answer = new Promise((done) => {
    window.addEventListener("message", ({ data, source }) => {
      if (source !== frame.contentWindow) return;
      if (data === "here") source.postMessage(calls, "*");
      else done(data);
    });
  });
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  document.body.append(frame);
  return answer;
}

function inWorker(calls) {
  const worker = new Worker("/pages/index/frame.js");
  worker.postMessage(calls);
  return new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
}

function inSharedWorker(calls) {
  const { port } = new SharedWorker("/pages/index/frame.js");
  port.postMessage(calls);
  return new Promise((done) => (port.onmessage = ({ data }) => done(data)));
}

const SCRIPT = '<script src="/pages/index/frame.js"></' + "script>";
/** What every other place gets; "nothing" where no script of the app came to life. */
globalThis.asOthers = async (calls) => {
  const places = {
    own: inFrame(calls, { src: "/pages/index/frame.html" }),
    srcdoc: inFrame(calls, { srcdoc: SCRIPT }),
    data: inFrame(calls, { src: `data:text/html,${encodeURIComponent(SCRIPT)}` }),
    sandboxed: inFrame(calls, { sandbox: "allow-scripts", src: "/pages/index/frame.html" }),
    worker: inWorker(calls),
    sharedWorker: inSharedWorker(calls),
  };
  const silence = new Promise((done) => setTimeout(done, PATIENCE_MS, "nothing"));
  const told = {};
  for (const [place, answer] of Object.entries(places)) {
    // A data: frame never begins: no need to wait for it as long as for the others.
    const short = new Promise((done) => setTimeout(done, 2000, "nothing"));
    told[place] = await Promise.race([answer, place === "data" ? short : silence]);
  }
  return told;
};

/** Six hundred questions that nobody answers: how many may wait, and what the rest is told. */
globalThis.unanswered = async () => {
  const codes = [];
  for (let each = 0; each < 600; each += 1) {
    call("showModal", { title: "waits", content: "" }).then(({ code }) => codes.push(code));
  }
  const { code } = await call("getStorageInfo", {});
  return { codes: [...new Set(codes)], refused: codes.length, then: code };
};

globalThis.read = async (path) => {
  const { type, code } = await call("fsReadFile", { path });
  return type === "result" ? "ok" : code;
};
