// Stands in for the runtime's own logic layer: a Worker with all its powers that is the app's,
// and says to the view and the network whatever it likes. `to` is written before it.

const reports = [];
const attempt = async (name, act) => {
  try {
    const got = await Promise.race([act(), new Promise((r) => setTimeout(r, 1500, "silence"))]);
    reports.push(`${name}: ${got === undefined ? "done" : String(got).slice(0, 80)}`);
  } catch (error) {
    reports.push(`${name}: threw ${error.name}`);
  }
};
const opened = (socket) =>
  new Promise((resolve, reject) => {
    socket.onopen = () => resolve("open");
    socket.onmessage = () => resolve("message");
    socket.onerror = () => reject(new TypeError("error"));
  });
// The engine tells a script in a Worker of a refused request by 400, beside throwing.
const answered = (answer) => {
  if (!answer.ok) throw new TypeError(String(answer.status));
  return answer.status;
};
const text = "postMessage('ran')";
const blob = () => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const remote = (path) => `/.fanlight/net/${encodeURIComponent(`${to.http}/${path}`)}/data`;

async function network() {
  await attempt("fetch", async () => (await fetch(`${to.http}/fetch`, { mode: "no-cors" })).type);
  await attempt("fetch-proxy", async () => answered(await fetch(remote("fetch-proxy"))));
  await attempt("fetch-media", async () =>
    answered(await fetch(remote("x").replace("/net/", "/media/"))),
  );
  await attempt("xhr", () => {
    const request = new XMLHttpRequest();
    request.open("GET", `${to.http}/xhr`, false);
    request.send();
    return request.status;
  });
  await attempt("websocket", () => opened(new WebSocket(`${to.ws}/websocket`)));
  await attempt("eventsource", () => opened(new EventSource(`${to.http}/eventsource`)));
  await attempt("webtransport", () => new WebTransport(`${to.https}/webtransport`).ready);
  await attempt("import-scripts", () => importScripts(`${to.http}/import-scripts.js`));
  await attempt("import-scripts-proxy", () => importScripts(remote("import-scripts-proxy.js")));
  await attempt("import-scripts-blob", () => importScripts(blob()));
  await attempt("import-scripts-data", () => importScripts(`data:text/javascript,${text}`));
  await attempt("import-scripts-file", () => importScripts("/pages/evil.js"));
  await attempt("import-scripts-view", () => importScripts("/.fanlight/runtime/view.js"));
  await attempt("import", () => import(`${to.http}/import.js`));
  await attempt("import-blob", () => import(blob()));
  await attempt("import-file", () => import("/pages/evil.js"));
  await attempt("eval", () => eval("1"));
  await attempt("function", () => new Function("return 1")());
  await attempt("timer-text", () => void setTimeout("globalThis.ran = 1", 0));
  await attempt("worker-blob", () => opened(new Worker(blob())));
  await attempt("worker-file", () => opened(new Worker("/pages/evil.js")));
  await attempt("worker-view", () => opened(new Worker("/.fanlight/runtime/view.js")));
  await attempt(
    "other-app",
    async () => (await fetch("miniapp://org.example.other/app.json")).status,
  );
  await attempt("forged-call", async () => {
    const body = '0\n{"t":"call","id":1,"name":"setClipboard","params":{"text":"stolen"}}';
    return await (await fetch("/.fanlight/call", { method: "POST", body })).text();
  });
  await attempt("host-file", async () =>
    answered(await fetch("/.fanlight/file/..%2F..%2Fstorage.db/data")),
  );
  await attempt("local-file", async () => (await fetch("file:///etc/passwd")).status);
  await attempt("dns", () => fetch("http://leak.invalid/"));
  await attempt("font", () => new FontFace("a", `url(${to.http}/font-face.woff2)`).load());
}

const TAGS = ["script", "iframe", "object", "embed", "base", "meta", "link", "a", "form", "style"];
const BAD = {
  src: `${to.http}/src.png`,
  href: "javascript:globalThis.ran=1",
  srcdoc: "<script>ran=1</script>",
  onclick: "globalThis.ran=1",
  onerror: "globalThis.ran=1",
  onload: "globalThis.ran=1",
  "xlink:href": "javascript:ran=1",
  style: `background:url(${to.http}/style-attribute.png)`,
  action: `${to.http}/action`,
  formaction: `${to.http}/formaction`,
  ping: `${to.http}/ping`,
  srcset: `${to.http}/srcset.png 1x`,
  background: `${to.http}/background.png`,
  is: "wx-image",
  part: "x",
  slot: "x",
  contenteditable: "true",
  popover: "auto",
  autofocus: "",
  nonce: "x",
  constructor: "x",
  __proto__x: "x",
  innerHTML: "<img src=x onerror=ran=1>",
  nodes: "<b>x</b>",
};
const RICH = [
  `<img src="${to.http}/rich.png" onerror="globalThis.ran=1">`,
  `<img src=x onerror="globalThis.ran=1"><svg onload="globalThis.ran=1"></svg>`,
  `<script src="/pages/evil.js"></script><iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<a href="javascript:ran=1">x</a><link rel="dns-prefetch" href="//leak.invalid">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran=1&gt;">`,
  `<b style="background:url(${to.http}/rich-style.png)">x</b><style>@import "${to.http}/rich.css"</style>`,
  `<form id=x><input name=attributes><input name=parentNode></form><base href="${to.http}/">`,
];

function draw() {
  const tell = (name, params) => postMessage({ t: "tell", name, params });
  const ops = [];
  let last = 1;
  ops.push(0, 1, "page", 17, 1);
  const add = (tag, attributes = {}) => {
    last += 1;
    ops.push(0, last, tag, 11, last, "bad");
    for (const [name, value] of Object.entries(attributes)) ops.push(12, last, name, value);
    ops.push(3, 1, last);
    return last;
  };
  for (const tag of TAGS) add(tag, BAD);
  for (const tag of [
    "image",
    "cover-image",
    "video",
    "audio",
    "web-view",
    "navigator",
    "button",
    "input",
    "textarea",
    "map",
    "camera",
    "live-player",
    "editor",
    "ad",
    "official-account",
    "canvas",
  ]) {
    add(tag, { ...BAD, type: "submit", poster: `${to.http}/${tag}-poster.png`, autoplay: true });
  }
  for (const nodes of RICH) add("rich-text", { nodes });
  add("rich-text", {
    nodes: [
      { name: "script", attrs: { src: "/pages/evil.js" } },
      { name: "img", attrs: { src: `${to.http}/rich-node.png`, onerror: "ran=1" } },
      { name: "iframe", attrs: { srcdoc: "<script>parent.ran=1</script>" } },
    ],
  });
  for (const style of [
    `background:url(${to.http}/style.png)`,
    `cursor:url(${to.http}/cursor.png),auto`,
    `list-style:url(${to.http}/list.png)`,
    `mask:url(${to.http}/mask.svg#a)`,
    `filter:url(${to.http}/filter.svg#a)`,
    `background:image-set(url(${to.http}/set.png) 1x)`,
    `border-image-source:url(${to.http}/border.png)`,
    `content:url(${to.http}/content.png)`,
    `shape-outside:url(${to.http}/shape.png);float:left`,
  ]) {
    ops.push(10, add("view"), `width:9px;height:9px;display:block;${style}`);
  }
  // Names that are no names, nodes that are no nodes, and operations that are none.
  for (const tag of ["svg:script", "script src=x", "a><script>", "__proto__", "", {}, null, 7]) {
    ops.push(0, ++last, tag);
  }
  ops.push(3, 1, 1, 3, 999, 998, 12, 999, "x", 1, 7, 1, 0, Infinity, 0, 4, 1, 2, 999);
  ops.push(18, `${to.http}/sheet.css`, 18, "../../.fanlight/runtime/view.js", 18, "pages/evil.css");
  const end = add("view", { id: "end" });
  ops.push(8, end, "x", 9, end, "end");
  const window_ = { backgroundColor: `red;background:url(${to.http}/window.png)` };
  tell("page.open", {
    page: 1,
    route: "pages/index/index",
    window: window_,
    tab: -1,
    scroll: true,
    customTabBar: false,
  });
  postMessage({ t: "ops", page: 1, ops });
  postMessage({ t: "ops", page: 1, ops: [99, 1, 2] });
  postMessage({ t: "ops", page: 1, ops: "text" });
  tell("page.show", { page: 1, by: "none" });
  tell("first", { page: 1 });
  for (const message of [
    null,
    1,
    "x",
    [],
    { t: "__proto__" },
    { t: "tell", name: "constructor" },
    { t: "ask", id: 1, name: "__proto__", params: null },
    { t: "ask", id: 2, name: "toString" },
    { t: "host", id: 3, name: "constructor", params: {} },
    { t: "host", id: 4, name: "__proto__", params: {} },
    { t: "host", id: 5, name: "on", params: {} },
    { t: "host", id: 6, name: "ready", params: {} },
    { t: "heard", reply: "x" },
    { t: "cancel", id: "constructor" },
    { t: "tell", name: "tabBar.item", params: { index: 0, iconPath: `${to.http}/tab.png` } },
    { t: "tell", name: "evaluated", params: { id: 0, value: "stolen" } },
    { t: "tell", name: "audio.open", params: { audio: 1, kind: "inner" } },
    {
      t: "tell",
      name: "audio.set",
      params: { audio: 1, name: "src", value: `${to.http}/audio.mp3` },
    },
    { t: "tell", name: "audio.set", params: { audio: 1, name: "innerHTML", value: "<img src=x>" } },
    {
      t: "ask",
      id: 7,
      name: "font.load",
      params: { family: "x", source: `url("${to.http}/font.woff2")` },
    },
    {
      t: "ask",
      id: 8,
      name: "font.load",
      params: { family: "x", source: `x) , url(${to.http}/font2.woff2` },
    },
    { t: "ask", id: 9, name: "video.measure", params: { src: `${to.http}/measure.mp4` } },
    { t: "ask", id: 10, name: "code.read", params: { src: `${to.http}/code.png` } },
    {
      t: "ask",
      id: 11,
      name: "media.preview",
      params: {
        current: 0,
        sources: [
          { url: `${to.http}/preview.png`, type: "image" },
          { url: "javascript:ran=1", type: "video" },
        ],
      },
    },
    {
      t: "ask",
      id: 12,
      name: "node.invoke",
      params: { page: 1, node: end, method: "constructor", args: "ran=1" },
    },
    {
      t: "ask",
      id: 13,
      name: "nodes.animate",
      params: {
        page: 1,
        nodes: [end],
        duration_ms: 9,
        keyframes: [{ backgroundImage: `url(${to.http}/animate.png)` }, {}],
      },
    },
    {
      t: "ask",
      id: 14,
      name: "nodes.read",
      params: {
        page: 1,
        wanted: [
          {
            node: end,
            properties: ["constructor", "innerHTML", "__proto__"],
            computedStyle: ["__proto__", "constructor"],
          },
        ],
      },
    },
    { t: "host", id: 15, name: "request", params: { url: `${to.http}/request` } },
    { t: "host", id: 16, name: "downloadFile", params: { url: `${to.http}/download` } },
    { t: "host", id: 17, name: "socketConnect", params: { task: 1, url: `${to.ws}/socket` } },
    { t: "host", id: 18, name: "fsReadFile", params: { path: "wxfile://usr/../../storage.db" } },
    { t: "host", id: 19, name: "fsReadFile", params: { path: "file:///etc/passwd" } },
    { t: "host", id: 20, name: "openExternal", params: { url: "file:///etc/passwd" } },
    { t: "host", id: 21, name: "openExternal", params: { url: `${to.http}/external` } },
    { t: "host", id: 22, name: "getClipboard", params: {} },
  ]) {
    postMessage(message);
  }
}

const answers = {};
let begun = false;

/** The host answers once its services are there, which may be after all else has been tried. */
async function allAnswered() {
  const asked = [15, 16, 17, 18, 19, 20, 21, 22];
  for (let turn = 0; turn < 200 && !asked.every((id) => id in answers); turn += 1) {
    await new Promise((done) => setTimeout(done, 50));
  }
}

addEventListener("message", ({ data }) => {
  if (data && (data.t === "answer" || data.t === "failure")) {
    answers[data.id] = data.t === "failure" ? data.code : `got ${JSON.stringify(data.value)}`;
  }
  if (begun || !data || data.t !== "boot") return;
  begun = true;
  draw();
  void network().then(allAnswered).then(() => {
    const params = (line) => ({ level: "log", args: [line] });
    for (const line of reports)
      postMessage({ t: "tell", name: "console", params: params(`net ${line}`) });
    for (const [id, line] of Object.entries(answers)) {
      postMessage({
        t: "tell",
        name: "console",
        params: params(`answer ${id}: ${line}`.slice(0, 300)),
      });
    }
    postMessage({ t: "tell", name: "console", params: params(`ended ${typeof globalThis.ran}`) });
  });
});
