"""What real mini-programs ask of the network, with real servers on loopback."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from websockets.sync.server import ServerConnection, serve

from tests.fanlight_child import Fanlight, allow_private
from tests.http_site import Site, serving

# Four by four pixels of one colour.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEUlEQVR42mP4z/AfjhiI4wAAPSEf4aXOOfwA"
    "AAAASUVORK5CYII="
)
PROBE = """
const ask = (name, params) => new Promise((done) => {
  wx[name]({ ...params, success: done, fail: done });
});
const heard = (name) => new Promise((done) => wx[`on${name}`](done));
App({
  async probe() {
    const seen = {};
    const got = await ask("request", { url: `${SITE}/tea` });
    seen.request = [got.statusCode, got.data];
    const download = await ask("downloadFile", { url: `${SITE}/dot.png` });
    const { type, width } = await ask("getImageInfo", { src: download.tempFilePath });
    seen.downloadFile = [type, width];
    const filePath = `${wx.env.USER_DATA_PATH}/leaf.txt`;
    wx.getFileSystemManager().writeFileSync(filePath, "leaf", "utf8");
    const sent = await ask("uploadFile", { url: `${SITE}/upload`, filePath, name: "leaf" });
    seen.uploadFile = [sent.statusCode, sent.data.includes("leaf.txt")];
    const opened = heard("SocketOpen");
    const message = heard("SocketMessage");
    const closed = heard("SocketClose");
    const connected = await ask("connectSocket", { url: SOCKET });
    seen.connectSocket = connected.errMsg;
    await opened;
    seen.onSocketOpen = "open";
    seen.sendSocketMessage = (await ask("sendSocketMessage", { data: "tea" })).errMsg;
    seen.onSocketMessage = (await message).data;
    seen.closeSocket = (await ask("closeSocket", { code: 1000 })).errMsg;
    seen.onSocketClose = (await closed).code;
    const failed = heard("SocketError");
    wx.connectSocket({ url: NOBODY, fail: () => {} });
    seen.onSocketError = (await failed).errMsg;
    return seen;
  },
});
"""


def network_seen(fanlight: Fanlight, folder: Path) -> dict[str, Any]:
    """What the network's APIs gave, under their names."""
    with serving() as site, _echo() as socket:
        site.answer("/tea", 200, {"Content-Type": "text/plain"}, b"tea")
        site.answer("/dot.png", 200, {"Content-Type": "image/png"}, DOT)
        _say_back(site)
        allow_private(fanlight.home, site.origin, socket.replace("ws", "http", 1), _NOBODY_HTTP)
        _write(folder, site.origin, socket)
        report = fanlight.open(folder, "--eval", "getApp().probe()")
    assert report["errors"] == []
    seen = report["eval"]
    assert isinstance(seen, dict)
    return seen


_NOBODY = "ws://127.0.0.1:9"
_NOBODY_HTTP = "http://127.0.0.1:9"


def _say_back(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = site.seen[-1].body
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.answers["/upload"] = answer


@contextlib.contextmanager
def _echo() -> Iterator[str]:
    """A WebSocket server that says everything back; its origin."""

    def talk(connection: ServerConnection) -> None:
        for message in connection:
            connection.send(f"echo {message!s}")

    with serve(talk, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


def _write(folder: Path, site: str, socket: str) -> None:
    network = {name: [site] for name in ("request", "download", "upload")}
    manifest = {
        "app_id": "org.example.network",
        "name": "Network",
        "version": {"name": "1.0.0", "code": 1},
        "icons": [{"src": "dot.png", "sizes": "4x4"}],
        "network": {**network, "socket": [socket, _NOBODY]},
    }
    names = {"SITE": site, "SOCKET": socket, "NOBODY": _NOBODY}
    places = "".join(f"const {name} = {json.dumps(text)};\n" for name, text in names.items())
    files = {
        "fanlight.json": json.dumps(manifest),
        "app.json": json.dumps({"pages": ["pages/a/a"]}),
        "app.js": places + PROBE,
        "pages/a/a.js": "Page({});",
        "pages/a/a.wxml": "<view>network</view>",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "dot.png").write_bytes(DOT)
