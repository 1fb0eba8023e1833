// Every way out of a page that we know of. Each asks for a path of its own, so that the listener's
// list says which one got through. `to` is where: {http, https, ws, host, port, udp, name}; every name
// under `name` leads there.
"use strict";

const yard = document.getElementById("yard");

function put(tag, attributes = {}, where = yard) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  where.append(element);
  return element;
}

function settled(target, ...names) {
  return new Promise((done) => {
    for (const name of names) target.addEventListener(name, done, { once: true });
  });
}

function loads(tag, attributes, where) {
  return settled(put(tag, attributes, where), "load", "error");
}

function style(text) {
  put("style").textContent = text;
}

function connect(servers, Peer = RTCPeerConnection) {
  const peer = new Peer({ iceServers: servers, iceTransportPolicy: "all" });
  peer.createDataChannel("x");
  const gathered = new Promise((done) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done();
  });
  return peer.createOffer().then((offer) => peer.setLocalDescription(offer)).then(() => gathered);
}

function submit(to, attributes, name) {
  const form = put("form", { action: `${to.http}/${name}`, ...attributes });
  put("input", { name: "secret", value: "1" }, form);
  form.submit();
}

function click(tag, attributes) {
  const element = put(tag, attributes);
  element.textContent = "x";
  element.click();
}

async function aboutBlank() {
  const frame = put("iframe");
  return frame.contentWindow;
}

/** A peer that answers, and a candidate of the listener's beside its own: who checks it, sends. */
async function callPeer(candidate, Peer = RTCPeerConnection) {
  const [caller, called] = [new Peer(), new Peer()];
  caller.createDataChannel("x");
  await caller.setLocalDescription(await caller.createOffer());
  await called.setRemoteDescription(caller.localDescription);
  await called.setLocalDescription(await called.createAnswer());
  await caller.setRemoteDescription(called.localDescription);
  await caller.addIceCandidate({ candidate, sdpMid: "0", sdpMLineIndex: 0 });
  await new Promise((done) => setTimeout(done, 300));
}

const udpCandidate = (to) => `candidate:1 1 udp 2122260223 ${to.host} ${to.udp} typ host`;
const tcpCandidate = (to) => `candidate:1 1 tcp 1518280447 ${to.host} ${to.port} typ host tcptype passive`;

const account = { username: "u", credential: "c" };

async function inServiceWorker(to) {
  const { installing, active } = await navigator.serviceWorker.register("worker.js");
  (installing ?? active).postMessage(to);
  await new Promise((end) => setTimeout(end, 4000));
}

async function inWorker(make, to) {
  const worker = make();
  const port = worker.port ?? worker;
  const done = new Promise((end) => {
    port.onmessage = end;
    worker.onerror = end;
  });
  if (worker.port) port.start();
  port.postMessage(to);
  await Promise.race([done, new Promise((end) => setTimeout(end, 4000))]);
}

const WAYS = {
  fetch: (to) => fetch(`${to.http}/fetch`),
  fetchNoCors: (to) => fetch(`${to.http}/fetch-no-cors`, { mode: "no-cors", method: "POST", body: "x" }),
  fetchKeepalive: (to) => fetch(`${to.http}/fetch-keepalive`, { mode: "no-cors", keepalive: true }),
  fetchByName: (to) => fetch(`http://fetch.${to.name}:${to.port}/fetch-name`, { mode: "no-cors" }),
  fetchLater: (to) => fetchLater(`https://later.${to.name}:${to.port}/fetch-later`, { activateAfter: 0 }),
  fetchOfFrame: async (to) => (await aboutBlank()).fetch(`${to.http}/frame-fetch`, { mode: "no-cors" }),
  xhr: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", `${to.http}/xhr`);
    const end = settled(request, "loadend");
    request.send();
    return end;
  },
  xhrNow: (to) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${to.http}/xhr-now`, false);
    request.send("x");
  },
  xhrOfFrame: async (to) => {
    const request = new (await aboutBlank()).XMLHttpRequest();
    request.open("GET", `${to.http}/frame-xhr`);
    const end = settled(request, "loadend");
    request.send();
    return end;
  },
  beacon: (to) => navigator.sendBeacon(`${to.http}/beacon`, "x"),
  eventSource: (to) => settled(new EventSource(`${to.http}/eventsource`), "open", "error"),
  webSocket: (to) => settled(new WebSocket(`${to.ws}/websocket`), "open", "error"),
  webSocketByName: (to) => settled(new WebSocket(`ws://socket.${to.name}:${to.port}/websocket-name`), "open", "error"),
  webSocketOfFrame: async (to) =>
    settled(new (await aboutBlank()).WebSocket(`${to.ws}/frame-websocket`), "open", "error"),
  webSocketStream: (to) => new WebSocketStream(`${to.ws}/websocketstream`).opened,
  webTransport: (to) => new WebTransport(`https://${to.host}:${to.udp}/webtransport`).ready,
  webTransportByName: (to) => new WebTransport(`https://transport.${to.name}:${to.udp}/webtransport`).ready,
  rtcHost: () => connect([]),
  rtcPeer: (to) => callPeer(udpCandidate(to)),
  rtcPeerTcp: (to) => callPeer(tcpCandidate(to)),
  rtcPeerOfFrame: async (to) => callPeer(udpCandidate(to), (await aboutBlank()).RTCPeerConnection),
  stun: (to) => connect([{ urls: `stun:${to.host}:${to.udp}` }]),
  stunByName: (to) => connect([{ urls: `stun:stun.${to.name}:${to.udp}` }]),
  turnUdp: (to) => connect([{ urls: `turn:${to.host}:${to.udp}`, ...account }]),
  turnTcp: (to) => connect([{ urls: `turn:${to.host}:${to.port}?transport=tcp`, ...account }]),
  turnByName: (to) => connect([{ urls: `turn:turn.${to.name}:${to.port}?transport=tcp`, ...account }]),
  turns: (to) => connect([{ urls: `turns:${to.host}:${to.port}?transport=tcp`, ...account }]),
  stunOfFrame: async (to) =>
    connect([{ urls: `stun:${to.host}:${to.udp}` }], (await aboutBlank()).RTCPeerConnection),
  stunByNameOfFrame: async (to) =>
    connect([{ urls: `stun:stun-frame.${to.name}:${to.udp}` }], (await aboutBlank()).RTCPeerConnection),
  turnOfFrame: async (to) =>
    connect(
      ["", "?transport=tcp"].map((by) => ({ urls: `turn:${to.host}:${by ? to.port : to.udp}${by}`, ...account })),
      (await aboutBlank()).RTCPeerConnection,
    ),

  image: (to) => loads("img", { src: `${to.http}/image.png` }),
  imageMade: (to) => {
    const image = new Image();
    image.src = `${to.http}/image-made.png`;
    return settled(image, "load", "error");
  },
  imageSet: (to) => loads("img", { srcset: `${to.http}/image-set.png 1x` }),
  imageButton: (to) => loads("input", { type: "image", src: `${to.http}/image-button.png` }),
  svgImage: (to) => {
    yard.insertAdjacentHTML(
      "beforeend",
      `<svg><image href="${to.http}/svg-image.png"/><use href="${to.http}/svg-use.svg#a"/>` +
        `<filter><feImage href="${to.http}/svg-filter.png"/></filter></svg>`,
    );
  },
  video: (to) => loads("video", { src: `${to.http}/video.mp4`, poster: `${to.http}/poster.png`, preload: "auto" }),
  audio: (to) => loads("audio", { src: `${to.http}/audio.mp3`, preload: "auto" }),
  track: (to) => {
    const video = put("video");
    const track = put("track", { src: `${to.http}/track.vtt`, default: "" }, video);
    track.track.mode = "showing";
    return settled(track, "load", "error");
  },
  cssImage: (to) => style(`#yard { background: url("${to.http}/css.png") }`),
  cssImport: (to) => style(`@import url("${to.http}/import.css");`),
  cssCursor: (to) => style(`#yard { cursor: url("${to.http}/cursor.png"), auto }`),
  cssMask: (to) => style(`h1 { -webkit-mask: url("${to.http}/mask.svg#a"); clip-path: url("${to.http}/clip.svg#a") }`),
  cssImageSet: (to) => style(`h1 { background: image-set("${to.http}/set.png" 1x) }`),
  cssFont: (to) => {
    style(`@font-face { font-family: Out; src: url("${to.http}/font.woff2") } h1 { font-family: Out }`);
    return document.fonts.load("16px Out");
  },
  fontFace: (to) => new FontFace("Out2", `url("${to.http}/font-face.woff2")`).load(),
  cssAttribute: (to) => put("p", { style: `list-style-image: url("${to.http}/attribute.png")` }),
  bodyBackground: (to) => document.body.setAttribute("background", `${to.http}/body.png`),

  script: (to) => loads("script", { src: `${to.http}/script.js` }),
  module: (to) => loads("script", { type: "module", src: `${to.http}/module.js` }),
  importMap: (to) => {
    put("script", { type: "importmap" }).textContent = `{"imports": {"out": "${to.http}/map.js"}}`;
  },
  dynamicImport: (to) => import(`${to.http}/import.js`),
  audioWorklet: (to) => new AudioContext().audioWorklet.addModule(`${to.http}/audio-worklet.js`),
  paintWorklet: (to) => CSS.paintWorklet.addModule(`${to.http}/paint-worklet.js`),
  worker: (to) => settled(new Worker(`${to.http}/worker.js`), "error"),
  sharedWorker: (to) => settled(new SharedWorker(`${to.http}/shared-worker.js`), "error"),
  blobWorker: (to) => {
    const source = `fetch("${to.http}/blob-worker", {mode: "no-cors"}); new WebSocket("${to.ws}/blob-websocket");
      importScripts("${to.http}/blob-import.js")`;
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    return settled(new Worker(address), "error");
  },
  ownWorker: (to) => inWorker(() => new Worker("worker.js"), to),
  ownSharedWorker: (to) => inWorker(() => new SharedWorker("worker.js"), to),
  ownServiceWorker: (to) => inServiceWorker(to),
  serviceWorkerOut: (to) => navigator.serviceWorker.register(`${to.http}/service-worker.js`),

  linkStylesheet: (to) => loads("link", { rel: "stylesheet", href: `${to.http}/link.css` }, document.head),
  linkPrefetch: (to) => loads("link", { rel: "prefetch", href: `${to.http}/prefetch` }, document.head),
  linkPreload: (to) => loads("link", { rel: "preload", as: "image", href: `${to.http}/preload.png` }, document.head),
  linkModulePreload: (to) => loads("link", { rel: "modulepreload", href: `${to.http}/modulepreload.js` }, document.head),
  linkPreconnect: (to) => put("link", { rel: "preconnect", href: to.http, crossorigin: "" }, document.head),
  linkPreconnectName: (to) =>
    put("link", { rel: "preconnect", href: `http://preconnect.${to.name}:${to.port}` }, document.head),
  linkPreconnectSix: (to) =>
    put("link", { rel: "preconnect", href: `http://[::1]:${to.port}` }, document.head),
  linkDns: (to) => put("link", { rel: "dns-prefetch", href: `//dns.${to.name}:${to.port}` }, document.head),
  linkIcon: (to) => put("link", { rel: "icon", href: `${to.http}/icon.png` }, document.head),
  linkManifest: (to) => put("link", { rel: "manifest", href: `${to.http}/manifest.json` }, document.head),
  linkPrerender: (to) => put("link", { rel: "prerender", href: `${to.http}/prerender` }, document.head),
  linkDictionary: (to) =>
    put("link", { rel: "compression-dictionary", href: `${to.http}/dictionary` }, document.head),
  speculation: (to) => {
    put("script", { type: "speculationrules" }).textContent = JSON.stringify({
      prefetch: [{ source: "list", urls: [`${to.http}/speculation`] }],
      prerender: [{ source: "list", urls: [`${to.http}/speculation-prerender`] }],
    });
  },

  frame: (to) => loads("iframe", { src: `${to.http}/frame` }),
  frameDocument: (to) => loads("iframe", { srcdoc: `<img src="${to.http}/srcdoc.png"><iframe src="${to.http}/inner">` }),
  frameRefresh: (to) => loads("iframe", { srcdoc: `<meta http-equiv="refresh" content="0;url=${to.http}/frame-refresh">` }),
  frameData: (to) => loads("iframe", { src: `data:text/html,<img src=${to.http}/data.png>` }),
  frameScript: async (to) => ((await aboutBlank()).location.href = `${to.http}/frame-location`),
  fencedFrame: (to) => put("fencedframe", { src: `${to.http}/fenced` }),
  object: (to) => loads("object", { data: `${to.http}/object` }),
  embed: (to) => loads("embed", { src: `${to.http}/embed` }),
  portal: (to) => put("portal", { src: `${to.http}/portal` }),
  formGet: (to) => submit(to, { method: "get" }, "form-get"),
  formPost: (to) => submit(to, { method: "post" }, "form-post"),
  formFrame: (to) => {
    put("iframe", { name: "target" });
    submit(to, { method: "post", target: "target" }, "form-frame");
  },
  formWindow: (to) => submit(to, { method: "get", target: "_blank" }, "form-window"),
  link: (to) => click("a", { href: `${to.http}/link` }),
  linkWindow: (to) => click("a", { href: `${to.http}/link-window`, target: "_blank" }),
  linkPing: (to) => click("a", { href: "#here", ping: `${to.http}/ping` }),
  linkDownload: (to) => click("a", { href: `${to.http}/download`, download: "x.txt" }),
  linkAttribution: (to) => click("a", { href: "#here", attributionsrc: `${to.http}/attribution` }),
  location: (to) => (location.href = `${to.http}/location`),
  locationAssign: (to) => location.assign(`${to.http}/assign`),
  locationReplace: (to) => location.replace(`${to.http}/replace`),
  navigationApi: (to) => navigation.navigate(`${to.http}/navigate`).committed,
  windowOpen: (to) => window.open(`${to.http}/open`),
  windowOpenSelf: (to) => window.open(`${to.http}/open-self`, "_self"),
  refresh: (to) => put("meta", { "http-equiv": "refresh", content: `0;url=${to.http}/refresh` }, document.head),
  base: (to) => {
    put("base", { href: `${to.http}/` }, document.head);
    const image = put("img", { src: "based.png" });
    const end = settled(image, "load", "error");
    return end.finally(() => document.querySelector("base").remove());
  },

  mailto: () => (location.href = "mailto:out@example.org?body=secret"),
  tel: () => click("a", { href: "tel:+123" }),
  custom: () => (location.href = "x-way-out:secret"),
  customFrame: () => put("iframe", { src: "x-way-out-frame:secret" }),
  fedCm: (to) =>
    navigator.credentials.get({
      identity: { providers: [{ configURL: `https://fedcm.${to.name}:${to.port}/fedcm.json`, clientId: "1" }] },
    }),
  passkey: (to) =>
    navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), rpId: `passkey.${to.name}` } }),
  presentation: (to) => new PresentationRequest([`https://present.${to.name}:${to.port}/present`]).getAvailability(),
  speech: () => new webkitSpeechRecognition().start(),
  xslt: (to) => {
    const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:include href="${to.http}/xslt.xsl"/></xsl:stylesheet>`;
    new XSLTProcessor().importStylesheet(new DOMParser().parseFromString(sheet, "text/xml"));
  },
  payment: (to) =>
    new PaymentRequest([{ supportedMethods: `https://pay.${to.name}:${to.port}/pay` }], {
      total: { label: "x", amount: { currency: "USD", value: "1" } },
    }).canMakePayment(),
  protocolHandler: (to) => navigator.registerProtocolHandler("web+out", `${to.http}/%s`),
  notification: (to) => new Notification("x", { icon: `${to.http}/notification.png` }),
  mediaSession: (to) => {
    navigator.mediaSession.metadata = new MediaMetadata({
      title: "x",
      artwork: [{ src: `${to.http}/artwork.png` }],
    });
  },
  reporting: (to) =>
    put("meta", { "http-equiv": "Content-Security-Policy", content: `img-src 'none'; report-uri ${to.http}/report` }, document.head),
  sharedStorage: (to) => sharedStorage.worklet.addModule(`${to.http}/shared-storage.js`),
  auction: (to) => navigator.joinAdInterestGroup({ owner: to.https, name: "x", biddingLogicURL: `${to.https}/bid` }, 1),
  topics: () => document.browsingTopics(),
  cacheAdd: async (to) => (await caches.open("x")).add(`${to.http}/cache`),
  hostRequest: (to) => fanlight.request({ url: `${to.http}/request` }),
  hostScheme: (to) => fetch(`/.fanlight/net/${encodeURIComponent(`${to.http}/scheme`)}/data`),
  hostMedia: (to) => loads("img", { src: `/.fanlight/media/${encodeURIComponent(`${to.http}/media`)}/data` }),
};

async function attempt(name, to) {
  try {
    const way = Promise.resolve(WAYS[name](to)).then(() => "settled");
    const patience = name.startsWith("own") ? 6000 : 400;
    return await Promise.race([way, new Promise((end) => setTimeout(end, patience, "pending"))]);
  } catch (error) {
    return `threw ${error?.name}`;
  }
}

/** Try every way (or those named), a dozen at a time; what each ended in. */
globalThis.probe = async (to, names = Object.keys(WAYS)) => {
  const ended = {};
  for (let at = 0; at < names.length; at += 12) {
    const now = names.slice(at, at + 12);
    const outcomes = await Promise.all(now.map((name) => attempt(name, to)));
    now.forEach((name, index) => (ended[name] = outcomes[index]));
  }
  return ended;
};
