"""A small internet of its own, in namespaces, with a name server that changes its mind.

`python -m tests.open_internet` (under `unshare --user --map-root-user --net --mount`) prints as
JSON what an app reached through its way out, and what arrived at whom. One public address is
another machine's, one this machine's own; the names answer as CASES says.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bridge.api.sockets import ConnectParams
from bridge.errors import NetworkFailed
from host.services.origins import OriginRules
from host.services.outbound import Outbound, Outgoing
from host.services.sockets import SocketService
from tests.http_site import DenialList, EventList

ELSEWHERE, OWN, LOOPBACK, CLOUD = "93.184.215.14", "93.184.215.1", "127.0.0.1", "169.254.169.254"
PREFIX_BITS = 24
CASES: dict[str, list[list[str]]] = {
    "steady.test": [[ELSEWHERE]],
    "rebinding.test": [[ELSEWHERE], [LOOPBACK]],
    "turned.test": [[LOOPBACK]],
    "cloud.test": [[CLOUD]],
    "own.test": [[OWN]],
    "mixed.test": [[LOOPBACK, ELSEWHERE, CLOUD]],
}
"""The addresses of a name: at the first question, at the second, … and from then on."""


class NameServer:
    """Answers A questions by CASES, for no time at all; knows of no other kind."""

    def __init__(self) -> None:
        self.asked: dict[str, int] = dict.fromkeys(CASES, 0)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            question, client = self._socket.recvfrom(512)
            self._socket.sendto(self._answer(question), client)

    def _answer(self, question: bytes) -> bytes:
        labels, place = [], 12
        while length := question[place]:
            labels.append(question[place + 1 : place + 1 + length].decode())
            place += 1 + length
        name, asked_for_a = ".".join(labels).lower(), question[place + 1 : place + 3] == b"\0\1"
        found: list[str] = []
        if name in CASES and asked_for_a:
            turns = CASES[name]
            found = turns[min(self.asked[name], len(turns) - 1)]
            self.asked[name] += 1
        head = question[:2] + b"\x81\x80\0\1" + len(found).to_bytes(2, "big") + b"\0\0\0\0"
        rows = [b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(text) for text in found]
        return head + question[12 : place + 5] + b"".join(rows)


def serve_everywhere(arrived: list[str]) -> int:
    """An HTTP server on every address of this machine; notes whom it was taken for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            arrived.append(f"{self.headers['Host'].partition(':')[0]} {self.path}")
            body = b"here"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 80), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


@contextlib.contextmanager
def machine_elsewhere() -> Iterator[None]:
    """Another network namespace at the end of a cable, with a web server that says `there`."""
    there = subprocess.Popen(
        ["unshare", "--net", sys.executable, "-c", _THERE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert there.stdin and there.stdout
    try:
        there.stdout.readline()  # it is in its namespace
        for words in (
            "link set lo up",
            "link add here type veth peer name there",
            f"link set there netns {there.pid}",
            f"addr add {OWN}/{PREFIX_BITS} dev here",
            f"addr add {CLOUD}/32 dev lo",
            "link set here up",
        ):
            subprocess.run(["ip", *words.split()], check=True)
        there.stdin.write("go\n")
        there.stdin.flush()
        there.stdout.readline()  # it listens
        yield
    finally:
        there.kill()
        there.wait()


_THERE = f"""
import subprocess, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
print("made", flush=True)
sys.stdin.readline()
for words in ("addr add {ELSEWHERE}/{PREFIX_BITS} dev there", "link set there up"):
    subprocess.run(["ip", *words.split()], check=True)
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"there")
    def log_message(self, *_):
        pass
server = HTTPServer(("{ELSEWHERE}", 80), Handler)
print("listens", flush=True)
server.serve_forever()
"""


async def explore() -> dict[str, object]:
    """What each name led to, by a request and by a WebSocket of an app that declares it."""
    names, arrived = NameServer(), list[str]()
    serve_everywhere(arrived)
    found: dict[str, str] = {}
    for name in CASES:
        rules = OriginRules([f"http://{name}"])
        for _ in range(2):  # each by an app of its own: no connection is kept
            outbound = Outbound(DenialList(), "Fanlight/0.1")
            outgoing = Outgoing("GET", f"http://{name}/request", timeout_s=30)
            try:
                answer = (await outbound.fetch(outgoing, rules)).body.decode()
            except NetworkFailed as error:
                answer = error.message
            found[name] = f"{found[name]}, {answer}" if name in found else answer
            await outbound.aclose()
    sockets = await _sockets()
    return {"found": found, "sockets": sockets, "arrived": arrived, "asked": names.asked}


async def _sockets() -> dict[str, str]:
    found = {}
    for name in ("turned.test", "cloud.test", "own.test"):
        outbound = Outbound(DenialList(), "Fanlight/0.1")
        own = SocketService(outbound, OriginRules([f"http://{name}"]), EventList())
        try:
            await own.connect(ConnectParams(task=1, url=f"ws://{name}/socket"))
            found[name] = "open"
        except NetworkFailed as error:
            found[name] = error.message
        await own.aclose()
        await outbound.aclose()
    return found


def main() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as names:
        names.write(f"nameserver {LOOPBACK}\noptions timeout:5 attempts:1\n")
        names.flush()
        Path(names.name).chmod(0o644)
        subprocess.run(["mount", "--bind", names.name, "/etc/resolv.conf"], check=True)
        with machine_elsewhere():
            print(json.dumps(asyncio.run(explore())), flush=True)


if __name__ == "__main__":
    main()
