"""A real registry in a folder, and a server that can misbehave in every way a server can."""

from __future__ import annotations

import json
import re
import shutil
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from tuf.api.metadata import Metadata, Targets

from bridge.names import AppId, Digest
from host.dev.publish import RegistryMaker, shelf
from host.dev.publish.bench import Bench
from host.dev.publish.rules import known_publisher
from host.paths import Home
from host.store.fetch import FetchSettings
from host.store.registry import PublisherName, RegistryBook, RegistryName
from host.store.registry.catalogue import CatalogueVersion
from host.store.registry.layout import target_path
from host.store.trust import index_digest
from sandbox.package.pack import pack
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from sandbox.package.verify import open_package, verify
from tests.package_forge import sample_files

HELLO = AppId("org.alice.hello")
ALICE, BOB = PublisherName("alice"), PublisherName("bob")
HASTY = FetchSettings(
    connect_timeout_ms=4_000,
    read_timeout_ms=2_000,
    request_budget_ms=3_000,
    slowest_bytes_per_s=1024 * 1024,
    attempts=2,
)
"""Settings under which a bad server is given up soon."""


def app_package(
    key: SigningKey,
    code: int = 1,
    app_id: AppId = HELLO,
    filling: bytes = b"",
    scopes: tuple[str, ...] = (),
) -> bytes:
    """A small app of two pages, signed; `filling` makes it larger."""
    files = sample_files()
    document = json.loads(files["manifest.json"])
    document |= {"app_id": app_id, "version": {"name": f"1.{code}.0", "code": code}}
    document["req_permissions"] = [{"name": scope, "reason": "To show it."} for scope in scopes]
    files["manifest.json"] = json.dumps(document).encode()
    if filling:
        files["common/filling.bin"] = filling
    return pack(files, key)


@dataclass
class Shop:
    """A registry with the publishers alice (org.alice) and bob (org.bob)."""

    folder: Path
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    root_threshold: int = 1
    bins: int = 0
    alice: SigningKey = field(default_factory=SigningKey.generate)
    bob: SigningKey = field(default_factory=SigningKey.generate)

    def __post_init__(self) -> None:
        self.files = self.folder / "files"
        self.keys = self.folder / "keys"
        self.maker = RegistryMaker(self.files, self.keys, self.now)
        self.root_sha256 = self.maker.init(
            RegistryName("shop"), root_threshold=self.root_threshold, bins=self.bins
        ).root_sha256
        self.maker.add_publisher(ALICE, AppId("org.alice"), self.alice.public_bytes)
        self.maker.add_publisher(BOB, AppId("org.bob"), self.bob.public_bytes)

    @property
    def bench(self) -> Bench:
        """The operator's own tools, for states that the maker refuses to make."""
        return Bench(self.files, self.keys, self.now)

    def publish(self, code: int, filling: bytes = b"", scopes: tuple[str, ...] = ()) -> bytes:
        """Publish alice's hello; returns the package."""
        package = app_package(self.alice, code, filling=filling, scopes=scopes)
        self.maker.publish(package, self.alice)
        return package

    def keep(self, name: str) -> Path:
        """A copy of the files as they are now."""
        return Path(shutil.copytree(self.files, self.folder / name))

    def put_back(self, kept: Path) -> None:
        """Serve an earlier state again."""
        shutil.rmtree(self.files)
        shutil.copytree(kept, self.files)

    def metadata(self, name: str) -> Path:
        return self.files / "metadata" / name

    def offer(self, package: bytes, role: str, key: SigningKey, **custom: object) -> None:
        """Whatever the maker would refuse: `package` in `role`'s targets, signed by `key`, and the
        only version of its app in the catalogue. `custom` is laid over what is said of it."""
        bench = self.bench
        bundle = verify(open_package(BytesSource(package)))
        index, digest = bundle.index, Digest.of(package)
        version = index.version
        with bench.change() as change:
            target = change.add_target(target_path(index.app_id, version.code), package)
            target.unrecognized_fields["custom"] = {
                "app_id": index.app_id,
                "version_code": version.code,
                "version_name": version.name,
                "index_sha256": index_digest(bundle),
                "signer": key.key_id,
            } | custom
            metadata = bench.tree.role(role) or Metadata(Targets())
            metadata.signed.targets[target.path] = target
            bench.sign_publisher(change, role, metadata, key)
            listed = CatalogueVersion(
                version.code, version.name, len(package), digest, index_digest(bundle)
            )
            kept = bench.catalogue()
            others = tuple(app for app in kept.apps if app.app_id != index.app_id)
            publisher = known_publisher(kept, PublisherName(role))
            alone = msgspec.structs.replace(kept, apps=others)
            catalogue = shelf.with_version(alone, publisher, bundle.manifest, listed)
            bench.sign_catalogue(change, catalogue)


def open_book(home: Home, fetch: FetchSettings = HASTY) -> RegistryBook:
    """A book that gives up soon."""
    return RegistryBook(home, fetch=fetch)


@dataclass(frozen=True)
class Request:
    """What a client asked for."""

    path: str
    headers: dict[str, str]

    @property
    def first_byte(self) -> int | None:
        match = re.fullmatch(r"bytes=(\d+)-\d*", self.headers.get("range", ""))
        return int(match[1]) if match else None

    @property
    def end_byte(self) -> int | None:
        """One past the last byte asked for."""
        match = re.fullmatch(r"bytes=\d+-(\d+)", self.headers.get("range", ""))
        return int(match[1]) + 1 if match else None


Answer = Callable[[Request, socket.socket], None]


def reply(
    status: str, body: bytes = b"", length: int | None = None, **headers: str
) -> Callable[[Request, socket.socket], None]:
    """One answer, whatever was asked. `length` is what Content-Length claims."""

    def answer(_: Request, connection: socket.socket) -> None:
        send(connection, status, body, length, **headers)

    return answer


def send(
    connection: socket.socket,
    status: str,
    body: bytes = b"",
    length: int | None = None,
    **headers: str,
) -> None:
    """Write one response and say that the connection ends."""
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)


def send_range(connection: socket.socket, request: Request, body: bytes, etag: str) -> None:
    """What a right server answers, with a strong ETag."""
    start, end = request.first_byte, request.end_byte or len(body)
    fresh = request.headers.get("if-range", etag) == etag
    if start is None or not fresh:
        send(connection, "200 OK", body, ETag=etag)
    else:
        place = f"bytes {start}-{end - 1}/{len(body)}"
        send(connection, "206 Partial Content", body[start:end], ETag=etag, Content_Range=place)


def trickle(piece: bytes, every_s: float, head: bytes = b"") -> Answer:
    """Send `head`, then `piece` again and again, slowly, until the client has gone."""

    def answer(_request: Request, connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(10_000):
            connection.sendall(piece)
            time.sleep(every_s)

    return answer


class BadServer:
    """Serves a folder on loopback, and for chosen paths whatever it is told to."""

    def __init__(self, folder: Path, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    request = _read_request(self.rfile.readline, self.rfile.readline)
                    outer.requests.append(request)
                    answer = outer.answers.get(request.path) or _file_answer(folder)
                    answer(request, self.connection)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self.port}/"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _read_request(read_first: Callable[[], bytes], read: Callable[[], bytes]) -> Request:
    path = read_first().decode("latin-1").split(" ")[1]
    headers = {}
    while line := read().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(path, headers)


def _file_answer(folder: Path) -> Answer:
    def answer(request: Request, connection: socket.socket) -> None:
        try:
            body = (folder / request.path.lstrip("/")).read_bytes()
        except OSError:
            send(connection, "404 Not Found")
        else:
            send_range(connection, request, body, f'"{hash(body):x}"')

    return answer
