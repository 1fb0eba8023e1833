"""Row N98: a page cannot tell which ports of this machine or its network are open.

One real view asks for an open, a closed and a silent port of this machine in every way there is,
declared by its manifest and not; what it is told, and what `performance` keeps of it, is the same
for all three. Nothing is ever dialled, so that there is no time to measure either.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fanlight_child import PAGE, Fanlight, needs_display, page, write_app
from tests.listening import Ear, listening

pytestmark = needs_display
STATES = ("open", "closed", "silent")
MUTE = ("font", "socket", "frame")
SCRIPT = """
  const words = (error) => [
    error.constructor.name, error.name, error.message, error.code ?? null, error.errMsg ?? null,
    Object.keys(error).sort(), JSON.stringify(error),
  ];
  const asked = async (start) => {
    try { return ["answered", await start()] } catch (error) { return words(error) }
  };
  const element = (tag, attributes) => new Promise((done) => {
    const made = document.createElement(tag);
    for (const name of ["load", "error", "loadedmetadata"]) {
      made.addEventListener(name, (event) => done([
        event.type, event.message ?? null, made.error?.code ?? null, made.error?.message ?? null,
      ]));
    }
    Object.assign(made, attributes);
    document.body.append(made);
  });
  const xhr = (url) => new Promise((done) => {
    const request = new XMLHttpRequest();
    const told = [];
    for (const name of ["readystatechange", "error", "load", "timeout", "abort", "loadend"]) {
      request.addEventListener(name, () => {
        told.push([name, request.readyState, request.status]);
        if (name === "loadend") {
          done([told, request.statusText, request.responseURL, request.getAllResponseHeaders()]);
        }
      });
    }
    request.open("GET", url);
    request.send();
  });
  const socket = (url) => new Promise((done) => {
    const told = [];
    try {
      const made = new WebSocket(url);
      for (const name of ["open", "error", "message"]) made.addEventListener(name, () => {
        told.push(name);
      });
      made.addEventListener("close", ({code, reason, wasClean}) => {
        done([...told, code, reason, wasClean]);
      });
    } catch (error) { done(words(error)) }
  });
  const worker = (url) => new Promise((done) => {
    const made = new Worker("worker.js");
    made.onmessage = ({data}) => done(data);
    made.postMessage(url);
  });
  const face = (url) => new FontFace("probe", `url(${url})`).load();
  let task = 0;
  const ways = {
    fetch: (http) => asked(() => fetch(http)),
    post: (http) => asked(() => fetch(http, {method: "POST", body: "x"})),
    blind: (http) => asked(() => fetch(http, {mode: "no-cors"}).then(({type}) => type)),
    xhr,
    worker,
    image: (http) => element("img", {src: `${http}a.png`}),
    audio: (http) => element("audio", {src: `${http}a.mp3`}),
    video: (http) => element("video", {src: `${http}a.mp4`}),
    script: (http) => element("script", {src: `${http}a.js`}),
    style: (http) => element("link", {rel: "stylesheet", href: `${http}a.css`}),
    request: (http) => asked(() => fanlight.request({url: http})),
    download: (http) => asked(() => fanlight.downloadFile({url: http})),
    upload: (http) => asked(() => fanlight.uploadFile({url: http, filePath: kept, name: "f"})),
    connect: (http) => asked(() => fanlight.socketConnect({
      task: task += 1, url: http.replace("http", "ws"),
    })),
  };
  // Of these no word may ever come, whatever the port: they are looked at in the end.
  const mute = {
    font: (http) => asked(() => face(`${http}a.woff2`)),
    socket: (http) => socket(http.replace("http", "ws")),
    frame: (http) => element("iframe", {src: http}),
  };
  let kept;
  globalThis.probe = async (targets) => {
    kept = "wxfile://usr/kept.txt";
    await fanlight.fsWriteFile({path: kept, base64: "YQ=="});
    performance.clearResourceTimings();
    const told = {}, entries = {};
    for (const [name, http] of Object.entries(targets)) {
      const words = told[name] = {};
      for (const [way, ask] of Object.entries(mute)) {
        words[way] = "no word";
        ask(http).then((word) => { words[way] = word });
      }
      await Promise.all(Object.entries(ways).map(async ([way, ask]) => {
        words[way] = await ask(http);
      }));
      entries[name] = performance.getEntriesByType("resource").filter((entry) =>
        entry.initiatorType !== "iframe" && !entry.name.includes("woff2")
      ).map((entry) => [
        entry.initiatorType, entry.responseStatus, entry.transferSize, entry.encodedBodySize,
        entry.decodedBodySize, entry.nextHopProtocol, entry.serverTiming.length,
        entry.connectStart > 0, entry.connectEnd > 0, entry.domainLookupStart > 0,
        entry.domainLookupEnd > 0, entry.requestStart > 0, entry.responseStart > 0,
        entry.secureConnectionStart > 0, entry.deliveryType,
      ].join(" ")).sort();
      performance.clearResourceTimings();
    }
    return {told, entries};
  };
"""
WORKER = """
  onmessage = async ({data}) => {
    try { postMessage(["answered", (await fetch(data)).status]) }
    catch (error) { postMessage([error.name, error.message]) }
  };
"""


@contextlib.contextmanager
def silent() -> Iterator[int]:
    """A port on which a connection is neither accepted nor refused: its queue is full."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        place = server.getsockname()
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(place)
        trial = stack.enter_context(socket.socket())
        trial.settimeout(0.5)
        with pytest.raises(TimeoutError):
            trial.connect(place)
        yield place[1]


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], Ear]]:
    """What the page was told of the ports, and what arrived at the open ones."""
    folder: Path = tmp_path_factory.mktemp("ports")
    with listening() as ear, silent() as mute:
        ports = {"open": ear.tcp_port, "closed": closed_port(), "silent": mute}
        targets = {
            f"{kind} {state}": f"http://{host}:{port}/"
            for kind, host in (("declared", "127.0.0.1"), ("undeclared", "localhost"))
            for state, port in ports.items()
        }
        origins = [f"http://127.0.0.1:{port}" for port in ports.values()]
        uses = dict.fromkeys(("request", "upload", "download", "media"), origins)
        sockets = [origin.replace("http", "ws") for origin in origins]
        app = write_app(
            folder / "app",
            {PAGE: page(SCRIPT)},
            {"pages/index/worker.js": WORKER},
            fanlight={"network": {**uses, "socket": sockets}},
        )
        report = Fanlight(folder / "home").open(
            app, "--timeout", "90", "--eval", f"await probe({json.dumps(targets)})"
        )
        text = json.dumps(report["eval"])
        for port in ports.values():
            text = text.replace(f":{port}", ":PORT")
        yield json.loads(text), ear


@pytest.mark.parametrize("kind", ["declared", "undeclared"])
def test_N98_every_port_reads_the_same(seen: tuple[dict[str, Any], Ear], kind: str) -> None:
    told = seen[0]["told"]
    for way, words in told[f"{kind} open"].items():
        assert words[0] != "answered" or words == ["answered", 400], (way, words)
        heard = [told[f"{kind} {state}"][way] for state in STATES]
        if way in MUTE:  # a word may be on its way still
            heard = [word for word in heard if word != "no word"]
        assert all(word == heard[0] for word in heard), (way, heard)


@pytest.mark.parametrize("kind", ["declared", "undeclared"])
def test_N98_performance_keeps_nothing_that_differs(
    seen: tuple[dict[str, Any], Ear], kind: str
) -> None:
    entries = seen[0]["entries"]
    for state in STATES:
        assert entries[f"{kind} {state}"] == entries[f"{kind} open"]
        assert len(entries[f"{kind} {state}"]) >= 3


def test_N98_nothing_is_dialled(seen: tuple[dict[str, Any], Ear]) -> None:
    """Neither an open port nor the silent one, whose queue would have made it wait."""
    assert seen[1].arrived == []
