"""Downloads and uploads: streamed, bounded, told of, and gone when they fail."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from email import message_from_bytes
from pathlib import Path

import msgspec
import pytest

from bridge.api.network import RequestParams
from bridge.api.transfer import DownloadParams, UploadParams
from bridge.errors import FileRefused, NetworkFailed, NotFound, QuotaExceeded
from host.services import transfer
from host.services.appfiles.service import AppFiles
from host.services.appfiles.tree import FileTree, Room
from host.services.origins import OriginRules
from host.services.transfer import TransferService
from tests.http_site import Net, Site, network, serving

BODY = bytes(range(256)) * 2_000


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[AppFiles]:
    made = AppFiles(tmp_path / "files", Room(kept_bytes=600_000, tmp_bytes=1_100_000, files=20))
    yield made
    await made.close()


def service(net: Net, files: AppFiles, *origins: str) -> TransferService:
    rules = OriginRules(origins)
    return TransferService(net.outbound, rules, rules, files, net.events)


async def names(files: AppFiles) -> list[str]:
    return await files.run(lambda tree: tree.names("wxfile://tmp"))


def told(net: Net, name: str) -> list[dict[str, object]]:
    return [msgspec.to_builtins(payload) for event, payload in net.events.sent if event == name]


async def test_a_download_lands_in_a_file(files: AppFiles) -> None:
    with serving() as site:
        site.answer("/moved", 302, {"Location": "/a.bin?x=1"})
        site.answer("/a.bin", 200, {"X-Own": "1"}, BODY)
        async with network(site.origin) as net:
            own = service(net, files, site.origin)
            answer = await own.download(DownloadParams(url=f"{site.origin}/moved", task=7))
            address = answer.temp_file_path or ""
            content, size = await files.run(lambda tree: tree.read(address, 0, 10**6))
            assert (content, size, answer.data_length) == (BODY, len(BODY), len(BODY))
            assert (answer.status_code, answer.header["x-own"]) == (200, "1")
            (headers,) = told(net, "headersReceived")
            assert (headers["task"], headers["statusCode"]) == (7, 200)
            last = told(net, "downloadProgress")[-1]
            assert last == {
                "task": 7, "progress": 100, "totalBytesWritten": len(BODY),
                "totalBytesExpectedToWrite": len(BODY),
            }  # fmt: skip
            kept = DownloadParams(url=f"{site.origin}/a.bin", file_path="wxfile://usr/kept.bin")
            assert (await own.download(kept)).file_path == "wxfile://usr/kept.bin"
            assert len(await names(files)) == 1
            assert [event for event, _ in net.events.sent[len(net.events.sent) :]] == []


async def test_what_fails_leaves_no_file(files: AppFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as site:
        site.answer("/long", 200, {}, BODY * 3)
        site.answer("/a", 200, {}, BODY)
        async with network(site.origin) as net:
            own = service(net, files, site.origin)
            with pytest.raises(QuotaExceeded):
                await own.download(DownloadParams(url=f"{site.origin}/long"))
            monkeypatch.setattr(transfer, "MAX_DOWNLOAD_BYTES", 1_000)
            with pytest.raises(NetworkFailed):
                await own.download(DownloadParams(url=f"{site.origin}/a"))
            with pytest.raises(NetworkFailed):
                await service(net, files).download(DownloadParams(url=f"{site.origin}/a"))
            with pytest.raises(NotFound):
                await own.download(
                    DownloadParams(url=f"{site.origin}/a", file_path="wxfile://usr/no/x")
                )
            with pytest.raises(FileRefused):
                await own.download(DownloadParams(url=f"{site.origin}/a", file_path="/etc/x"))
            assert await names(files) == []


async def test_a_cancelled_download_leaves_no_file(files: AppFiles) -> None:
    with serving() as site:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()

        def slowly(handler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(BODY)))
            handler.end_headers()
            handler.wfile.write(BODY[:1000])
            handler.wfile.flush()
            loop.call_soon_threadsafe(ended.set)
            handler.rfile.read(1)

        site.answers["/slow"] = slowly
        async with network(site.origin) as net:
            own = service(net, files, site.origin)
            going = asyncio.ensure_future(own.download(DownloadParams(url=f"{site.origin}/slow")))
            await asyncio.wait_for(ended.wait(), 10)
            going.cancel()
            with pytest.raises(asyncio.CancelledError):
                await going
            assert await names(files) == []


def parts(site: Site) -> dict[str, tuple[str | None, bytes]]:
    (seen,) = site.seen
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    found = {}
    for part in message_from_bytes(head + seen.body).get_payload():
        name = part.get_param("name", header="content-disposition")
        found[name] = (part.get_filename(), part.get_payload(decode=True))
    return found


async def test_an_upload_is_a_form(files: AppFiles) -> None:
    await files.run(
        lambda tree: tree.write("wxfile://usr/p.png", BODY, append=False, position=None)
    )
    with serving() as site:
        site.answer("/up", 201, {}, "好".encode())
        async with network(site.origin) as net:
            answer = await service(net, files, site.origin).upload(
                UploadParams(
                    url=f"{site.origin}/up",
                    file_path="wxfile://usr/p.png",
                    name='pic"ture',
                    task=3,
                    form_data={"who": "茶"},
                    header={"X-Own": "1", "Content-Type": "text/plain"},
                )
            )
            assert (answer.status_code, answer.data) == (201, "好")
            found = parts(site)
            assert found["who"] == (None, "茶".encode())
            assert found["pic%22ture"] == ("p.png", BODY)
            assert site.seen[0].headers["x-own"] == "1"
            assert site.seen[0].headers["content-length"] == str(len(site.seen[0].body))
            assert told(net, "uploadProgress")[-1]["progress"] == 100
            with pytest.raises(NetworkFailed):
                await service(net, files).upload(
                    UploadParams(url=f"{site.origin}/up", file_path="wxfile://usr/p.png", name="p")
                )


async def test_a_request_in_pieces(files: AppFiles) -> None:
    with serving() as site:
        site.answer("/a", 200, {}, BODY)
        async with network(site.origin) as net:
            params = RequestParams(url=f"{site.origin}/a", task=9, chunked=True)
            answer = await net.service(site.origin).request(params)
            assert bytes(answer.data) == b'""'
            pieces = [base64.b64decode(str(x["base64"])) for x in told(net, "chunkReceived")]
            assert b"".join(pieces) == BODY
            assert told(net, "headersReceived")[0]["task"] == 9


async def test_new_temporary_names_are_never_used_twice(files: AppFiles) -> None:
    made = {await files.run(lambda tree: FileTree.new_temporary(tree, "x")[0]) for _ in range(50)}
    assert len(made) == 50
