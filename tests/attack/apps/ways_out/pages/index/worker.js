// The ways out of a worker; the page says where to in the first message.
const report = (said) => (self.postMessage ? self.postMessage(said) : undefined);

async function attempt(to, name) {
  const ways = {
    fetch: () => fetch(`${to.http}/${name}-fetch`, { mode: "no-cors" }),
    xhr: () =>
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onloadend = done;
        request.open("GET", `${to.http}/${name}-xhr`);
        request.send();
      }),
    importScripts: () => importScripts(`${to.http}/${name}-importscripts.js`),
    import: () => import(`${to.http}/${name}-import.js`),
    websocket: () => socket(new WebSocket(`${to.ws}/${name}-websocket`)),
    websocketStream: () => new WebSocketStream(`${to.ws}/${name}-websocketstream`).opened,
    eventSource: () => new Promise((done) => (new EventSource(`${to.http}/${name}-eventsource`).onerror = done)),
    webTransport: () => new WebTransport(`${to.https}/${name}-webtransport`).ready,
    worker: () => new Promise((done) => (new Worker(`${to.http}/${name}-worker.js`).onerror = done)),
    beacon: () => navigator.sendBeacon(`${to.http}/${name}-beacon`, "x"),
  };
  for (const act of Object.values(ways)) {
    try {
      await Promise.race([act(), new Promise((done) => setTimeout(done, 300))]);
    } catch {
      // Refused, as it should be.
    }
  }
}

function socket(opened) {
  return new Promise((done) => {
    opened.onopen = opened.onerror = opened.onclose = done;
  });
}

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => {
    await attempt(data, "shared");
    port.postMessage("done");
  };
};
self.onmessage = async ({ data }) => {
  await attempt(data, self.registration ? "service" : "dedicated");
  report("done");
};
