"""Listens on loopback, TCP and UDP, and notes whatever arrives."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

_ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/plain\r\n"
    b"Cross-Origin-Resource-Policy: cross-origin\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)
_PATIENCE_S = 5.0
_LONGEST_S = 60.0


@dataclass
class Ear:
    """What arrived. `arrived` holds first lines of requests, `connected` for bare connections,
    `udp` for datagrams."""

    tcp_port: int
    udp_port: int
    arrived: list[str] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def note(self, what: str) -> None:
        """Something arrived."""
        with self._news:
            self.arrived.append(what)
            self._news.notify_all()

    def wait_for(self, paths: set[str], *, datagram: bool = True) -> bool:
        """Wait until all `paths` (and a datagram) have arrived; False when that takes too long."""
        with self._news:
            return self._news.wait_for(
                lambda: paths <= self.paths and (not datagram or "udp" in self.arrived), _LONGEST_S
            )

    @property
    def paths(self) -> set[str]:
        """The paths that were asked for."""
        return {line.split(" ")[1].lstrip("/") for line in self.arrived if line.count(" ") >= 2}

    def where(self, name: str = "localhost") -> str:
        """The addresses as the object `to` of the mini-program `ways_out`.

        `name`: the names under it have to lead here; those under `localhost` always do.
        """
        place = f"127.0.0.1:{self.tcp_port}"
        return json.dumps(
            {
                "http": f"http://{place}",
                "https": f"https://{place}",
                "ws": f"ws://{place}",
                "host": "127.0.0.1",
                "port": self.tcp_port,
                "udp": self.udp_port,
                "name": name,
            }
        )


@contextlib.contextmanager
def listening() -> Iterator[Ear]:
    """Listen while the block runs."""
    ear: Ear

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(_PATIENCE_S)
            with contextlib.suppress(OSError):
                said = self.request.recv(4096)
                first = said.split(b"\r\n")[0][:200].decode("latin-1")
                ear.note(first or "connected")
                if first.endswith("HTTP/1.1"):
                    self.request.sendall(_ANSWER)
                return
            ear.note("connected")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("127.0.0.1", 0))

    def take_datagrams() -> None:
        while True:
            said, _ = datagrams.recvfrom(4096)
            if said == b"end":
                return
            ear.note("udp")

    with Server(("127.0.0.1", 0), Handler) as server, datagrams:
        ear = Ear(server.server_address[1], datagrams.getsockname()[1])
        threads = [
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True),
            threading.Thread(target=take_datagrams, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield ear
        finally:
            server.shutdown()
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"end", datagrams.getsockname())
            for thread in threads:
                thread.join()
