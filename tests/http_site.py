"""A web server on loopback that notes what arrives, and an app's way out to reach it by."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bridge.api.network import NetworkStatus, NetworkType
from bridge.methods import EventSpec, Outcome
from host.services.origins import OriginRules
from host.services.outbound import Outbound, Outgoing
from host.services.request import NetworkService


@dataclass
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """A server on loopback that notes what arrives and answers by path."""

    server: ThreadingHTTPServer
    seen: list[Seen] = field(default_factory=list)
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if handler.command != "HEAD":
                with contextlib.suppress(OSError):
                    handler.wfile.write(body)

        self.answers[path] = send


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            path = self.path.partition("?")[0]
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.seen.append(Seen(self.command, self.path, headers, self.rfile.read(length)))
            send = site.answers.get(path)
            if send is None:
                self.send_error(404)
            else:
                send(self)

        do_GET = do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _take

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away in the middle is part of these tests."""

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class DenialList:
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def denied(self, what: str, detail: str) -> None:
        self.found.append((what, detail))


class Online:
    def status(self) -> NetworkStatus:
        return NetworkStatus(is_connected=True, network_type=NetworkType.WIFI)


class EventList:
    def __init__(self) -> None:
        self.sent: list[tuple[str, Outcome | None]] = []

    def emit(self, event: EventSpec, payload: Outcome | None = None) -> None:
        self.sent.append((event.name, payload))


@dataclass
class Net:
    outbound: Outbound
    denials: DenialList
    events: EventList = field(default_factory=EventList)

    def service(self, *origins: str) -> NetworkService:
        return NetworkService(self.outbound, OriginRules(origins), Online(), self.events)

    async def get(self, url: str, *origins: str) -> bytes:
        answer = await self.outbound.fetch(Outgoing("GET", url, timeout_s=20), OriginRules(origins))
        return answer.body


@contextlib.asynccontextmanager
async def network(*allowed_private: str) -> AsyncIterator[Net]:
    denials = DenialList()
    outbound = Outbound(denials, "Fanlight/0.1", frozenset(allowed_private))
    try:
        yield Net(outbound, denials)
    finally:
        await outbound.aclose()
