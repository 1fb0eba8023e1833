"""Rows R1 and R3 by an app's own servers: what they say, or do not, costs no other app anything."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from bridge.api.network import RequestParams
from bridge.api.sockets import ConnectParams
from bridge.api.transfer import DownloadParams, UploadParams
from bridge.errors import CallError, QuotaExceeded
from host.services.appfiles.service import AppFiles
from host.services.appfiles.tree import Room
from host.services.charsets import CHARSETS
from host.services.names import AT_ONCE
from host.services.origins import OriginRules
from host.services.outbound import MAX_WAITING
from host.services.sockets import SocketService
from host.services.transfer import TransferService
from tests.http_site import network, serving

ROOM_BYTES = 256 * 1024


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "utf-7", "rot13", "zip"])
async def test_R01_a_charset_that_is_none_is_not_read_by(tmp_path: Path, charset: str) -> None:
    """Python would read them; punycode's reader holds the host's thread for half a minute a
    request, or a thread that reads files for good."""
    body = b"zzzz-aaaa\\u0041+AEE-"
    assert charset not in CHARSETS
    files = AppFiles(tmp_path / "files")
    with serving() as site:
        site.answer("/", 200, {"Content-Type": f"text/plain; charset={charset}"}, body)
        rules = OriginRules((site.origin,))
        async with network(site.origin) as net:
            transfers = TransferService(net.outbound, rules, rules, files, net.events)
            told = await net.service(site.origin).request(RequestParams(url=f"{site.origin}/"))
            assert bytes(told.data) == b'"zzzz-aaaa\\\\u0041+AEE-"'
            file = await files.run(lambda tree: _filled(tree, b"file"))
            sent = await transfers.upload(
                UploadParams(url=f"{site.origin}/", file_path=file, name="f")
            )
            assert sent.data == body.decode()
    await files.close()


async def test_R01_names_that_nobody_answers_for_hold_no_other_app_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`https://*.example.org` is one declared origin and as many names as an app can think of; the
    name server is the app's own, and says nothing."""
    asked: list[str] = []
    answering = threading.Event()
    real = socket.getaddrinfo

    def silent(host: str, *rest: Any, **named: Any) -> Any:
        if not host.endswith(".example.org"):
            return real(host, *rest, **named)
        asked.append(host)
        answering.wait(120)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    # As many as one app's names may hold: a few such apps would hold any number.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(AT_ONCE))
    rules = OriginRules(("https://*.example.org",))
    with serving() as site:
        site.answer("/", 200, {"Content-Type": "text/plain"}, b"hello")
        async with network() as net, network(site.origin) as other:
            own = net.service("https://*.example.org")
            sockets = SocketService(net.outbound, rules, net.events)
            asking = [
                asyncio.ensure_future(
                    own.request(RequestParams(url=f"https://n{n}.example.org/", timeout=60_000))
                    if n % 2
                    else sockets.connect(
                        ConnectParams(task=n, url=f"wss://n{n}.example.org/", timeout=60_000)
                    )
                )
                for n in range(MAX_WAITING)
            ]
            try:
                async with asyncio.timeout(30):
                    while len(asked) < AT_ONCE:
                        await asyncio.sleep(0.01)
                    # What reads files for every app, and another app's own names.
                    assert await asyncio.to_thread(lambda: "read") == "read"
                    given = RequestParams(url=f"{site.origin}/")
                    told = await other.service(site.origin).request(given)
                    assert bytes(told.data) == b'"hello"'
                assert len(asked) == AT_ONCE
            finally:
                for each in asking:
                    each.cancel()
                answering.set()
                ended = await asyncio.gather(*asking, return_exceptions=True)
            assert all(isinstance(each, CallError | asyncio.CancelledError) for each in ended)
            # Those who gave up keep no place.
            with pytest.raises(CallError):
                async with asyncio.timeout(30):
                    await own.request(RequestParams(url="https://last.example.org/"))
            assert asked[-1] == "last.example.org"


async def test_R03_downloads_that_never_end_have_one_room(tmp_path: Path) -> None:
    """Each may be as long as the room for all of them, and none of them is ever done."""
    over = threading.Event()
    sent = threading.Semaphore(0)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10 * ROOM_BYTES))
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(bytes(ROOM_BYTES // 2))
            sent.release()
            over.wait(120)

    files = AppFiles(tmp_path / "files", Room(tmp_bytes=ROOM_BYTES))
    with serving() as site:
        site.answers["/"] = endless
        rules = OriginRules((site.origin,))
        async with network(site.origin) as net:
            transfers = TransferService(net.outbound, rules, rules, files, net.events)
            url = f"{site.origin}/"
            coming = [
                asyncio.ensure_future(transfers.download(DownloadParams(url=url))) for _ in range(8)
            ]
            try:
                async with asyncio.timeout(60):
                    for _ in coming:
                        await asyncio.to_thread(sent.acquire)
                    while sum(each.done() for each in coming) < 6:
                        assert _held(tmp_path) <= ROOM_BYTES
                        await asyncio.sleep(0.01)
                ended = [each for each in coming if each.done()]
                assert {type(each.exception()) for each in ended} == {QuotaExceeded}
                assert _held(tmp_path) <= ROOM_BYTES
            finally:
                over.set()
                for each in coming:
                    each.cancel()
                await asyncio.gather(*coming, return_exceptions=True)
            # What was broken off leaves nothing, and the room is free again.
            address = await files.run(lambda tree: _filled(tree, bytes(ROOM_BYTES)))
            assert await files.run(lambda tree: tree.names("wxfile://tmp")) == [
                address.rpartition("/")[2]
            ]
    await files.close()


def _filled(tree: Any, content: bytes) -> str:
    address, _ = tree.new_temporary("txt")
    tree.write(address, content, append=False, position=None)
    return str(address)


def _held(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
