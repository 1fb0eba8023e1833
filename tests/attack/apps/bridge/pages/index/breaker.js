// A page that goes round the API and speaks to the bridge as rudely as a page can.
"use strict";

const TARGET = window;
let lastId = 70_000;
const heard = [];
const waiting = Object.create(null);
const parse = JSON.parse;
TARGET.addEventListener("fanlight:message", ({ detail }) => {
  const message = parse(detail);
  heard.push(message);
  waiting[message.id]?.(message);
});

function send(name, detail) {
  TARGET.dispatchEvent(new CustomEvent(name, { detail }));
}

function answerTo(id) {
  return new Promise((done) => {
    waiting[id] = done;
    setTimeout(done, 20_000, { code: "nothing" });
  });
}

/** Send a call with its text as it is; the host's answer. */
function raw(method, params = "{}", more = "") {
  lastId += 1;
  const answer = answerTo(lastId);
  const name = JSON.stringify(method);
  send("fanlight:call", `{"type":"call","id":${lastId},"method":${name},"params":${params}${more}}`);
  return answer;
}

async function post(body, method = "POST", path = "/.fanlight/call") {
  try {
    const answer = await fetch(path, { method, body: method === "GET" ? undefined : body });
    return answer.ok ? JSON.parse(await answer.text()) : { code: answer.status };
  } catch (error) {
    return { code: error.name };
  }
}

function frame(attributes) {
  const element = document.createElement("iframe");
  const told = new Promise((done) => {
    window.addEventListener("message", ({ data, source }) => {
      if (source === element.contentWindow) done(data);
    });
    setTimeout(done, 4000, "nothing");
  });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return told;
}

function worker(make) {
  return new Promise((done) => {
    const made = make();
    made.onmessage = ({ data }) => done(data);
    made.onerror = () => done("error");
  });
}

const METHODS = [
  "__class__", "__init__", "__getattribute__", "_window.gui.os.system", "constructor", "toString",
  "hasOwnProperty", "GetStorage", "getstorage", "GETSTORAGE", " getStorage", "getStorage ",
  "getStorage\u0000", "getStorageSync", "storage.getStorage", "receive", "deleteLater", "answer",
  "emit", "hello", "", "ｇetStorage", "x".repeat(5000),
];
const MORE = ['"appId":"org.fanlight.notes"', '"session":"x"', '"permission":"granted"', '"__proto__":{}'];
const PARAMS = {
  proto: '{"key":"a","__proto__":{"data":1}}',
  appId: '{"key":"a","appId":"org.fanlight.notes"}',
  list: "[]",
  nothing: "null",
  text: '"key"',
  wrongType: '{"key":1}',
  missing: "{}",
  empty: '{"key":""}',
  long: JSON.stringify({ key: "k".repeat(513) }),
  twice: '{"key":"a","key":1}',
};
const TEXTS = [
  "", "{}", "[]", "null", "0", '"call"', "{", '{"type":"welcome"}', '{"type":"result","id":1,"value":1}',
  '{"type":"call"}', '{"type":"call","id":"1","method":"getStorage"}', '{"type":"call","id":-1,"method":"getStorage"}',
  '{"type":"call","id":1e400,"method":"getStorage"}', '{"type":"call","id":NaN,"method":"getStorage"}',
  '{"type":"hello","protocol":2,"document":"x","timeOriginMs":1}',
  '{"type":"call","id":5,"method":"getStorage","params":' + "[".repeat(200_000) + "]".repeat(200_000) + "}",
  '{"type":"call","id":6,"method":"\ud800","params":{}}',
  '{"type":"mark","name":"ready","atMs":"x"}', '{"type":"violation","directive":1,"blocked":1}',
];

globalThis.probe = async () => {
  const found = {};
  found.world = {
    qt: typeof qt,
    QWebChannel: typeof QWebChannel,
    api: Object.getOwnPropertyNames(fanlight).filter((name) => /^_|session|receive|deleteLater|token/i.test(name)).sort(),
    globals: Object.getOwnPropertyNames(window).filter((name) => /bridge|channel|fanlight|qt/i.test(name)),
  };

  found.methods = [];
  for (const name of METHODS) found.methods.push((await raw(name)).code);
  found.members = [];
  for (const more of MORE) found.members.push((await raw("getStorageInfo", "{}", `,${more}`)).code);
  found.params = {};
  for (const [name, params] of Object.entries(PARAMS)) found.params[name] = (await raw("getStorage", params)).code;
  for (const text of TEXTS) {
    send("fanlight:call", text);
    send("fanlight:sync", text);
    send("fanlight:cancel", text);
    await post(`\n${text}`);
  }
  send("fanlight:call", { toString: () => "x" });
  send("fanlight:call", 5);
  found.still = (await raw("getStorageInfo")).type;

  const before = heard.length;
  const open = raw("showModal", '{"title":"pending","content":""}');
  const id = lastId;
  send("fanlight:call", `{"type":"call","id":${id},"method":"getStorageInfo","params":{}}`);
  await open;
  const cancelled = answerTo(id);
  send("fanlight:cancel", `{"type":"cancel","id":${id}}`);
  found.reused = [(await open).code, (await cancelled).code];
  found.answersToReused = heard.slice(before).filter((message) => message.id === id).length;

  const call = '{"type":"call","id":1,"method":"getStorageInfo","params":{}}';
  found.posts = {
    noSession: (await post(`\n${call}`)).code,
    wrongSession: (await post(`AAAAAAAAAAAAAAAAAAAAAA\n${call}`)).code,
    noLine: (await post(call)).code,
    empty: (await post("")).code,
    cancel: (await post('\n{"type":"cancel","id":1}')).code,
    mark: (await post('\n{"type":"mark","name":"ready","atMs":1}')).code,
    get: (await post("", "GET")).code,
    put: (await post(`\n${call}`, "PUT")).code,
    other: (await post(`\n${call}`, "POST", "/.fanlight/other")).code,
    upper: (await post(`\n${call}`, "POST", "/.FANLIGHT/call")).code,
  };

  // The sessions of the host never stand in what a page can read.
  found.sessions = heard.filter((message) => message.session);

  found.frames = {
    own: await frame({ src: "/pages/index/frame.html" }),
    srcdoc: await frame({ srcdoc: '<script src="/pages/index/frame.js"></script>' }),
    sandboxed: await frame({ sandbox: "allow-scripts", src: "/pages/index/frame.html" }),
    worker: await worker(() => new Worker("/pages/index/frame.js")),
  };

  const flood = await Promise.allSettled(
    Array.from({ length: 6000 }, () => fanlight.getLaunchOptions()),
  );
  const codes = new Set(flood.map(({ reason }) => reason?.code ?? "ok"));
  found.flood = [...codes].sort();
  found.flooded = flood.length;
  found.texts = [...new Set(heard.filter(({ type }) => type === "failure").map(({ message }) => message))];
  return found;
};

/** Others of the same origin try to take the bridge away from the page. */
globalThis.takeOver = async () => {
  const found = {
    own: (await frame({ src: "/pages/index/frame.html?hello" })).hello,
    worker: (await worker(() => new Worker("/pages/index/frame.js?hello"))).hello,
  };
  const silence = new Promise((end) => setTimeout(end, 3000, "silence"));
  found.then = await Promise.race([fanlight.getStorageInfo().then(() => "answered"), silence]);
  return found;
};

/** Everything a page may have spoilt before it calls. */
globalThis.pollute = async () => {
  const kept = { then: Promise.prototype.then, parse: JSON.parse, stringify: JSON.stringify, dispatch: EventTarget.prototype.dispatchEvent };
  const seen = [];
  Object.prototype.session = "polluted";
  Object.prototype.type = "call";
  Object.prototype.id = 1;
  Object.prototype.toJSON = function () { return { stolen: true }; };
  Array.prototype.toJSON = Object.prototype.toJSON;
  Object.defineProperty(Object.prototype, "detail", { configurable: true, set(value) { seen.push(value); } });
  JSON.parse = (text) => { seen.push(text); return {}; };
  JSON.stringify = (value) => { seen.push(value); return "{}"; };
  String.prototype.startsWith = () => { seen.push("startsWith"); return false; };
  Map.prototype.get = () => { seen.push("get"); };
  EventTarget.prototype.dispatchEvent = function (event) { seen.push(event.type); return kept.dispatch.call(this, event); };
  delete Object.prototype.toJSON;
  delete Array.prototype.toJSON;
  try {
    const [a, b] = [fanlight.setStorage({ key: "clean", data: { a: [1, "2"] } }), fanlight.getStorageInfo()];
    await a;
    await b;
    return { value: (await fanlight.getStorage({ key: "clean" })).data, now: fanlight.getStorageSync("clean"), seen };
  } finally {
    for (const name of ["session", "type", "id", "detail"]) delete Object.prototype[name];
    JSON.parse = kept.parse;
    JSON.stringify = kept.stringify;
  }
};

// Before anything of the host's reads the page: the developer's own --eval runs in this world too.
if (location.search === "?pollute=1") {
  pollute().then((found) => {
    globalThis.polluted = found;
    fanlight.ready();
  });
}
