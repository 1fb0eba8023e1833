"""Row N97: an app's way out, against real servers: by `request` and all its kin.

What a person or operator allowed is the only way to this machine and its network; nothing that
an app, a server or a name server says opens another.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bridge.api.network import RequestParams
from bridge.api.sockets import MAX_MESSAGE_BYTES, ConnectParams
from bridge.api.transfer import DownloadParams, UploadParams
from bridge.errors import CallError, NetworkFailed
from host.services import transfer
from host.services.appfiles.service import AppFiles
from host.services.origins import OriginRules
from host.services.outbound import (
    FAILED_TEXT,
    MAX_ANSWER_BYTES,
    MAX_REDIRECTS,
    MAX_SENT_BYTES,
    Outbound,
)
from host.services.sockets import SocketService
from host.services.transfer import TransferService
from host.services.webfetch import WebFetch, WebUse
from tests.certificates import certificate
from tests.http_site import DenialList, EventList, Net, Site, network, serving
from tests.listening import listening

NAMESPACES = ("unshare", "--user", "--map-root-user", "--net", "--mount")
Way = Callable[["Reaching", str], Awaitable[object]]


class Reaching:
    """One app whose manifest declares `origins` for every use, and all that it can send with."""

    def __init__(self, net: Net, files: AppFiles, *origins: str) -> None:
        rules = OriginRules(origins)
        self.net = net
        self.files = files
        self.requests = net.service(*origins)
        self.transfers = TransferService(net.outbound, rules, rules, files, net.events)
        self.sockets = SocketService(net.outbound, rules, net.events)
        self.web = WebFetch(net.outbound, rules, rules, "miniapp://abc")

    async def upload(self, url: str) -> object:
        def written(tree: Any) -> str:
            address, place = tree.new_temporary("txt")
            place.write_bytes(b"file")
            tree.landed()
            return str(address)

        file = await self.files.run(written)
        return await self.transfers.upload(
            UploadParams(url=url, file_path=file, name="f", timeout=20_000)
        )

    async def socket(self, url: str) -> object:
        return await self.sockets.connect(
            ConnectParams(task=1, url=f"ws{url.removeprefix('http')}", timeout=20_000)
        )


WAYS: dict[str, Way] = {
    "request": lambda app, url: app.requests.request(RequestParams(url=url, timeout=20_000)),
    "download": lambda app, url: app.transfers.download(DownloadParams(url=url, timeout=20_000)),
    "upload": Reaching.upload,
    "socket": Reaching.socket,
    "fetch": lambda app, url: app.web.fetch("GET", url, (), b""),
    "media": lambda app, url: app.web.fetch("GET", url, (), b"", WebUse.MEDIA),
}


@contextlib.asynccontextmanager
async def app(folder: Path, allowed: tuple[str, ...], *origins: str) -> AsyncIterator[Reaching]:
    """An app that declares `origins`; its person allowed `allowed` of this machine's."""
    files = AppFiles(folder / "files")
    async with network(*allowed) as net:
        made = Reaching(net, files, *origins)
        yield made
        await made.sockets.aclose()
    await files.close()


async def refused(way: str, made: Reaching, url: str) -> str:
    """What the app is told; an answer fails the test."""
    with pytest.raises(CallError) as caught:
        await WAYS[way](made, url)
    assert type(caught.value) is NetworkFailed, (way, url, caught.value)
    assert not caught.value.detail
    return caught.value.message


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def other_site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that a stream socket of this process is connected to."""
    found: list[object] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.type == socket.SOCK_STREAM:
            found.append(address)
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return found


SPELLINGS = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "0.0.0.0", "0",
    "１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1:7f00:0:100:0808:0808]", "[2002:7f00:1::1]", "[fe80::1]", "[fec0::1]", "[fd00::1]",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[fd00:ec2::254]",
    "[::ffff:169.254.169.254]", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "198.18.0.1", "224.0.0.1",
    "255.255.255.255", "[ff02::1]", "[2001:db8::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]",
)  # fmt: skip
"""This machine, its network and its cloud, as numbers may be written."""


async def test_N97_private_addresses_in_every_spelling(
    tmp_path: Path, dialled: list[object]
) -> None:
    """Declared by the manifest, allowed by nobody: not one is even dialled, whatever the way."""
    with listening() as ear:
        # What is no address to the parser is refused earlier, and may not be declared at all.
        origins = {}
        for host in SPELLINGS:
            with contextlib.suppress(ValueError, UnicodeError):
                OriginRules([f"http://{host}:{ear.tcp_port}"])
                origins[host] = f"http://{host}:{ear.tcp_port}"
        assert len(origins) >= len(SPELLINGS) - 6, set(SPELLINGS) - set(origins)
        async with app(tmp_path, (), *origins.values()) as made:
            for way in WAYS:
                for origin in origins.values():
                    assert await refused(way, made, f"{origin}/{way}") == FAILED_TEXT
        assert ear.arrived == []
    assert dialled == []


async def test_N97_a_public_name_for_a_private_address_in_a_real_network() -> None:
    """A name that turns between two questions, that names the cloud's or this machine's own
    public address, or several at once; in namespaces with a name server that does so."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("needs Linux with unshare (util-linux) and ip (iproute2)")
    trial = subprocess.run([*NAMESPACES, "true"], capture_output=True, check=False)
    if trial.returncode:
        pytest.skip(f"no namespaces can be made here: {trial.stderr.decode().strip()}")
    ran = await asyncio.to_thread(
        subprocess.run,
        [*NAMESPACES, sys.executable, "-m", "tests.open_internet"],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    seen = json.loads(ran.stdout)
    assert seen["found"] == {
        "steady.test": "there, there",
        "rebinding.test": f"there, {FAILED_TEXT}",  # one question a connection, and its answer
        "turned.test": f"{FAILED_TEXT}, {FAILED_TEXT}",
        "cloud.test": f"{FAILED_TEXT}, {FAILED_TEXT}",
        "own.test": f"{FAILED_TEXT}, {FAILED_TEXT}",
        "mixed.test": "there, there",  # the one public address of three
    }
    assert set(seen["sockets"].values()) == {FAILED_TEXT}
    assert seen["arrived"] == []
    assert seen["asked"]["rebinding.test"] == 2


@pytest.mark.parametrize("way", WAYS)
async def test_N97_every_hop_is_checked(
    tmp_path: Path, site: Site, other_site: Site, way: str
) -> None:
    """`site` is declared and allowed; `other_site` is declared, and nobody allowed it; a third
    is allowed to others, and not declared."""
    with listening() as ear:
        undeclared = f"http://127.0.0.1:{ear.tcp_port}"
        places = {
            "undeclared": f"{undeclared}/",
            "declared, not allowed": f"{other_site.origin}/",
            "another name": f"http://localhost:{site.server.server_port}/",
            "cloud": "http://169.254.169.254/latest/meta-data/",
            "user": f"http://user:word@127.0.0.1:{site.server.server_port}/",
            "odd port": "http://127.0.0.1:25/",
            "file": "file:///etc/passwd",
            "data": "data:text/plain,x",
            "no address": "http://[::1",
            "protocol-relative": f"//127.0.0.1:{ear.tcp_port}/",
        }
        for name, place in places.items():
            site.answer(f"/{name.replace(' ', '-')}", 307, {"Location": place})
        site.answer("/two", 307, {"Location": "/three"})
        site.answer("/three", 308, {"Location": f"{undeclared}/"})
        site.answer("/round", 307, {"Location": "/round"})
        declared = (site.origin, other_site.origin, "http://169.254.169.254")
        async with app(tmp_path, (site.origin, undeclared), *declared) as made:
            for name in (*places, "two", "round"):
                url = f"{site.origin}/{name.replace(' ', '-')}"
                assert await refused(way, made, url) == FAILED_TEXT, name
        assert ear.arrived == []
    assert other_site.seen == []
    wanted = 1 if way == "socket" else MAX_REDIRECTS + 1  # a WebSocket follows no redirect at all
    assert [seen.path for seen in site.seen].count("/round") == wanted


@pytest.mark.parametrize("way", WAYS)
async def test_N97_users_and_odd_ports(
    tmp_path: Path, site: Site, dialled: list[object], way: str
) -> None:
    """Not even where a person allowed them."""
    odd = tuple(f"http://127.0.0.1:{port}" for port in (1, 22, 25, 53, 110, 6000, 6667, 10080))
    async with app(tmp_path, (site.origin, *odd), site.origin, *odd) as made:
        port = site.server.server_port
        for user in ("user@", "user:word@", ":@", "127.0.0.1@", "%40@"):
            await refused(way, made, f"http://{user}127.0.0.1:{port}/")
        for origin in odd:
            assert await refused(way, made, f"{origin}/") == FAILED_TEXT
        for text in (
            f"http://127.0.0.1:{port}:80/",
            "http://127.0.0.1:99999/",
            "http:///",
            "http:",
        ):
            await refused(way, made, text)
    assert site.seen == []
    assert dialled == []


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without an end, as fast as it is taken."""
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(bytes(1 << 20))


def headers_for_ever(handler: BaseHTTPRequestHandler) -> None:
    with contextlib.suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-More: %s\r\n" % (b"x" * 4096))


@pytest.mark.parametrize("way", ["request", "download", "upload", "fetch", "media"])
async def test_N97_huge_answers_are_cut(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(transfer, "MAX_DOWNLOAD_BYTES", MAX_ANSWER_BYTES)
    kind = {"Content-Type": "image/png"}
    bomb = gzip.compress(bytes(MAX_ANSWER_BYTES + 1))
    assert len(bomb) < 100_000
    site.answer("/long", 200, kind, bytes(MAX_ANSWER_BYTES + 1))
    site.answer("/bomb", 200, {**kind, "Content-Encoding": "gzip"}, bomb)
    site.answer("/twice", 200, {**kind, "Content-Encoding": "gzip, gzip"}, gzip.compress(bomb))
    site.answers["/endless"], site.answers["/headers"] = endless, headers_for_ever
    async with app(tmp_path, (site.origin,), site.origin) as made:
        for name in ("long", "bomb", "twice", "endless", "headers"):
            assert await refused(way, made, f"{site.origin}/{name}") == FAILED_TEXT, name
        names = await made.files.run(lambda tree: tree.names("wxfile://tmp"))
        assert len(names) == (5 if way == "upload" else 0)  # what it sent; nothing that came


async def test_N97_huge_bodies_are_not_sent(tmp_path: Path, site: Site) -> None:
    site.answer("/", 200, {})
    async with app(tmp_path, (site.origin,), site.origin) as made:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            with pytest.raises(NetworkFailed):
                await made.web.fetch(method, f"{site.origin}/", (), bytes(MAX_SENT_BYTES + 1))
    assert site.seen == []


async def test_N97_huge_messages_end_a_socket(tmp_path: Path) -> None:
    async def talk(connection: ServerConnection) -> None:
        await connection.send(bytes(MAX_MESSAGE_BYTES + 1))

    async with serve(talk, "127.0.0.1", 0, compression=None) as running:
        origin = f"http://127.0.0.1:{running.sockets[0].getsockname()[1]}"
        async with app(tmp_path, (origin,), origin) as made:
            await WAYS["socket"](made, f"{origin}/")
            sent = made.net.events.sent
            async with asyncio.timeout(60):
                while "socketClosed" not in {name for name, _ in sent}:
                    await asyncio.sleep(0.01)
            assert "socketMessage" not in {name for name, _ in sent}


@pytest.mark.parametrize("way", WAYS)
async def test_N97_slow_servers_are_given_up(tmp_path: Path, way: str) -> None:
    """One that says nothing, one that says a byte now and then, in its head or its body."""
    done = threading.Event()
    heads = (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    with contextlib.ExitStack() as stack:
        ports = [stack.enter_context(trickling(head, done)) for head in heads]
        stack.callback(done.set)
        origins = tuple(f"http://127.0.0.1:{port}" for port in ports)
        async with app(tmp_path, origins, *origins) as made:
            begun_s = time.monotonic()
            given = [
                asyncio.wait_for(_hasty(way, made, f"{origin}/"), timeout=60) for origin in origins
            ]
            told = await asyncio.gather(*given, return_exceptions=True)
            assert time.monotonic() - begun_s >= 0.3  # it did wait
    assert [type(error) for error in told] == [NetworkFailed] * 3
    assert {str(error) for error in told} == {str(NetworkFailed(FAILED_TEXT))}


async def _hasty(way: str, made: Reaching, url: str) -> object:
    """As WAYS, with an app's shortest patience; each on an app's own socket number."""
    if way == "request":
        return await made.requests.request(RequestParams(url=url, timeout=300))
    if way == "download":
        return await made.transfers.download(DownloadParams(url=url, timeout=300))
    if way == "socket":
        return await made.sockets.connect(
            ConnectParams(task=hash(url) & 0xFFFF, url=f"ws{url[4:]}", timeout=1_000)
        )
    if way == "upload":
        file = await made.files.run(lambda tree: _temporary(tree))
        return await made.transfers.upload(
            UploadParams(url=url, file_path=file, name="f", timeout=300)
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("host.services.webfetch.TIMEOUT_S", 0.5)
        return await WAYS[way](made, url)


def _temporary(tree: Any) -> str:
    address, place = tree.new_temporary("txt")
    place.write_bytes(b"file")
    tree.landed()
    return str(address)


@contextlib.contextmanager
def trickling(head: bytes, done: threading.Event) -> Iterator[int]:
    """A server that sends `head`, then a byte now and then; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                connection.sendall(head)
                while not done.wait(0.05):
                    if head:
                        connection.sendall(b"x")

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("way", WAYS)
async def test_N97_nothing_ambient_is_sent(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """No proxy, no password of .netrc, no cookie of another app or an earlier run."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login person password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.answer("/set", 200, {"Set-Cookie": "id=1; Path=/", "Content-Type": "image/png"})
    site.answer("/see", 200, {"Content-Type": "image/png"})
    with listening() as ear:
        for name in ("http_proxy", "https_proxy", "ws_proxy", "all_proxy", "socks_proxy"):
            for spelled in (name, name.upper()):
                monkeypatch.setenv(spelled, f"http://127.0.0.1:{ear.tcp_port}")
        for _ in range(2):
            async with app(tmp_path, (site.origin,), site.origin) as made:
                for path in ("/see", "/set"):
                    with contextlib.suppress(NetworkFailed):  # no server for WebSockets
                        await WAYS[way](made, f"{site.origin}{path}")
        assert ear.arrived == []
    assert [seen.path for seen in site.seen] == ["/see", "/set"] * 2
    for seen in site.seen:
        told = {"authorization", "cookie", "proxy-authorization", "referer", "origin", "via"}
        assert not told & set(seen.headers), seen.headers
        assert "secret" not in json.dumps(seen.headers)


async def test_N97_the_environment_vouches_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE names a certificate, SSLKEYLOGFILE wants the keys: neither for requests nor
    for WebSockets. The same server is believed where the host itself trusts it."""
    file = certificate(tmp_path)
    serving_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving_tls.load_cert_chain(file)
    keys = tmp_path / "keys.log"

    async def talk(connection: ServerConnection) -> None:
        await connection.wait_closed()

    async with serve(talk, "127.0.0.1", 0, ssl=serving_tls) as running:
        port = running.sockets[0].getsockname()[1]
        origin = f"https://localhost:{port}"
        trusting = ssl.create_default_context(cafile=str(file))
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
        monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
        for tls in (None, trusting):
            outbound = Outbound(DenialList(), "Fanlight/0.1", frozenset({origin}), tls)
            own = SocketService(outbound, OriginRules([origin]), EventList())
            given = ConnectParams(task=1, url=f"wss://localhost:{port}/", timeout=20_000)
            if tls is None:
                with pytest.raises(NetworkFailed):
                    await own.connect(given)
                net = Net(outbound, DenialList())
                with pytest.raises(NetworkFailed):
                    await net.get(f"{origin}/", origin)
            else:
                await own.connect(given)
            await own.aclose()
            await outbound.aclose()
    assert not keys.exists() or "SECRET" not in keys.read_text()
