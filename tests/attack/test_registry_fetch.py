"""Row S13: servers that are slow, endless, wrong, or somebody else."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bridge.errors import ContentMismatch, RegistryInvalid, RegistryUnreachable
from bridge.names import Digest
from host.store.fetch import HttpClient, HttpSource, RangesUnsupported, download
from tests.certificates import certificate
from tests.registry_kit import (
    HASTY,
    Answer,
    BadServer,
    Request,
    reply,
    send,
    send_range,
    trickle,
)

BODY = bytes(range(256)) * 1024
ETAG = '"one"'
GIVEN_UP_WITHIN_S = 10.0


@pytest.fixture
def client() -> Iterator[HttpClient]:
    with HttpClient(HASTY) as client:
        yield client


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BadServer]:
    with BadServer(tmp_path) as server:
        yield server


def fetch(client: HttpClient, server: BadServer, target: Path, body: bytes = BODY) -> Path:
    return download(
        client, f"{server.url}app.ma", target, size_bytes=len(body), sha256=Digest.of(body)
    )


def assert_nothing_left(target: Path) -> None:
    assert [path.name for path in target.parent.iterdir()] == []


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    return folder / "app.ma"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(trickle(b"X-A: b\r\n", 0.05, b"HTTP/1.1 200 OK\r\n"), id="headers"),
        pytest.param(
            trickle(b"x", 0.05, b"HTTP/1.1 200 OK\r\nContent-Length: 262144\r\n\r\n"), id="body"
        ),
        pytest.param(trickle(b"", 0.5), id="silence"),
    ],
)
def test_S13_slow_server_is_given_up(
    client: HttpClient, server: BadServer, target: Path, answer: Answer
) -> None:
    server.answers["/app.ma"] = answer
    begun_s = time.monotonic()
    with pytest.raises(RegistryUnreachable) as caught:
        fetch(client, server, target)
    assert time.monotonic() - begun_s < GIVEN_UP_WITHIN_S
    assert caught.value.retriable
    assert server.url in caught.value.message
    assert not target.exists()


def test_S13_endless_body_is_cut_at_the_signed_length(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    server.answers["/app.ma"] = trickle(b"x" * 65536, 0.0, b"HTTP/1.1 200 OK\r\n\r\n")
    with pytest.raises(RegistryInvalid, match="longer than the 262144 bytes"):
        fetch(client, server, target)
    assert_nothing_left(target)


def test_S13_other_bytes_of_the_right_length_are_refused(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    server.answers["/app.ma"] = reply("200 OK", BODY[::-1])
    with pytest.raises(ContentMismatch):
        fetch(client, server, target)
    assert_nothing_left(target)


def test_S13_nobody_listens(client: HttpClient, tmp_path: Path, target: Path) -> None:
    with BadServer(tmp_path) as gone:
        pass
    with pytest.raises(RegistryUnreachable, match="could not be fetched"):
        fetch(client, gone, target)


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("http://localhost:{port}/other.ma", "another name of this host"),
        ("http://127.0.0.1:1/other.ma", "another port"),
        ("https://127.0.0.1:{port}/other.ma", "another scheme on that port"),
        ("//169.254.169.254/latest/meta-data", "another host without scheme"),
        ("file:///etc/passwd", "another kind of scheme"),
        ("http://user:word@127.0.0.1:{port}/other.ma", "credentials"),
    ],
)
def test_S13_redirect_elsewhere_is_refused(
    client: HttpClient, server: BadServer, target: Path, location: str, why: str
) -> None:
    where = location.format(port=server.port)
    server.answers["/app.ma"] = reply("302 Found", Location=where)
    server.answers["/other.ma"] = reply("200 OK", BODY)
    with pytest.raises(RegistryInvalid, match="another host or a weaker scheme"):
        fetch(client, server, target)
    assert [request.path for request in server.requests] == ["/app.ma"], why
    assert_nothing_left(target)


def test_S13_redirect_to_a_weaker_scheme_is_refused(tmp_path: Path, target: Path) -> None:
    """From https to http, of the same name too; and a certificate nobody vouches for."""
    file = certificate(tmp_path, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    trusting = msgspec.structs.replace(HASTY, ca_file=str(file))
    with BadServer(tmp_path) as plain, BadServer(tmp_path, context) as safe:
        plain.answers["/other.ma"] = safe.answers["/other.ma"] = reply("200 OK", BODY)
        safe.answers["/here.ma"] = reply("302 Found", Location="/other.ma")
        for port in (plain.port, safe.port):
            place = f"http://127.0.0.1:{port}/other.ma"
            safe.answers["/app.ma"] = reply("302 Found", Location=place)
            with HttpClient(trusting) as client, pytest.raises(RegistryInvalid, match="weaker"):
                fetch(client, safe, target)
        assert_nothing_left(target)
        with HttpClient(HASTY) as client, pytest.raises(RegistryUnreachable, match="CERTIFICATE"):
            fetch(client, safe, target)
        with HttpClient(trusting) as client:
            size, digest = len(BODY), Digest.of(BODY)
            download(client, f"{safe.url}here.ma", target, size_bytes=size, sha256=digest)
    assert target.read_bytes() == BODY
    assert plain.requests == []


def test_S13_redirect_in_place_is_followed_and_loops_end(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    server.answers["/app.ma"] = reply("302 Found", Location="/other.ma")
    server.answers["/other.ma"] = reply("200 OK", BODY)
    assert fetch(client, server, target).read_bytes() == BODY
    target.unlink()
    server.answers["/other.ma"] = reply("302 Found", Location="/app.ma")
    with pytest.raises(RegistryInvalid, match="redirects more than"):
        fetch(client, server, target)


def test_S13_truncated_body_is_resumed_where_it_broke(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    """The first connection dies after 100,000 bytes; the second is asked for the rest only."""
    server.answers["/app.ma"] = breaking_once(100_000, BODY)
    seen: list[tuple[int, int]] = []
    download(
        client,
        f"{server.url}app.ma",
        target,
        size_bytes=len(BODY),
        sha256=Digest.of(BODY),
        progress=lambda received, total: seen.append((received, total)),
    )
    assert target.read_bytes() == BODY
    assert [request.first_byte for request in server.requests] == [None, 100_000]
    assert server.requests[1].headers["if-range"] == ETAG
    assert seen[-1] == (len(BODY), len(BODY))
    assert [received for received, _ in seen] == sorted(received for received, _ in seen)
    assert [path.name for path in target.parent.iterdir()] == ["app.ma"]


def test_S13_resumed_by_a_later_process(server: BadServer, target: Path) -> None:
    server.answers["/app.ma"] = breaking_always(100_000, BODY)
    with HttpClient(HASTY) as first, pytest.raises(RegistryUnreachable):
        fetch(first, server, target)
    received = target.with_name("app.ma.part").stat().st_size
    assert received == 200_000
    server.answers["/app.ma"] = lambda request, to: send_range(to, request, BODY, ETAG)
    with HttpClient(HASTY) as second:
        fetch(second, server, target)
    assert server.requests[-1].first_byte == received
    assert target.read_bytes() == BODY


def test_S13_file_that_changed_between_is_fetched_anew(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    """If-Range makes the server send the new file whole; the old part is not mixed in."""
    target.with_name("app.ma.part").write_bytes(b"old" * 100)
    target.with_name("app.ma.part.etag").write_text('"older"')
    server.answers["/app.ma"] = lambda request, to: send_range(to, request, BODY, ETAG)
    fetch(client, server, target)
    assert server.requests[0].headers["if-range"] == '"older"'
    assert target.read_bytes() == BODY


def test_S13_part_of_another_file_without_etag_is_noticed(
    client: HttpClient, server: BadServer, target: Path
) -> None:
    target.with_name("app.ma.part").write_bytes(b"wrong" * 100)
    server.answers["/app.ma"] = lambda request, to: send_range(to, request, BODY, ETAG)
    fetch(client, server, target)
    assert target.read_bytes() == BODY
    assert [request.first_byte for request in server.requests] == [500, None]


@pytest.mark.parametrize(
    "place",
    ["bytes 0-262143/262144", "bytes 301-262143/262144", "bytes 300-262143/*", "lines 1-2/3", ""],
)
def test_S13_wrong_range_is_refused(
    client: HttpClient, server: BadServer, target: Path, place: str
) -> None:
    part = target.with_name("app.ma.part")
    part.write_bytes(BODY[:300])
    server.answers["/app.ma"] = reply("206 Partial Content", BODY[300:], Content_Range=place)
    with pytest.raises(RegistryInvalid, match="with the range"):
        fetch(client, server, target)
    assert_nothing_left(target)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip"])
def test_S13_encoded_bytes_are_refused(
    client: HttpClient, server: BadServer, target: Path, encoding: str
) -> None:
    server.answers["/app.ma"] = reply("200 OK", gzip.compress(BODY), Content_Encoding=encoding)
    with pytest.raises(RegistryInvalid, match="came encoded as"):
        fetch(client, server, target)
    assert server.requests[0].headers["accept-encoding"] == "identity"
    source = HttpSource(client, f"{server.url}app.ma", len(BODY))
    with pytest.raises(RegistryInvalid, match="came encoded as"):
        source.read(0, 10)


class TestHttpSource:
    def test_S13_file_that_changes_is_noticed_not_mixed(
        self, client: HttpClient, server: BadServer
    ) -> None:
        server.answers["/app.ma"] = lambda request, to: send_range(to, request, BODY, ETAG)
        source = HttpSource(client, f"{server.url}app.ma", len(BODY))
        assert source.read(0, 4) == BODY[:4]
        server.answers["/app.ma"] = lambda request, to: send_range(to, request, BODY[::-1], '"two"')
        with pytest.raises(RegistryInvalid, match="changed on the server"):
            source.read(200_000, 4)

    def test_S13_server_that_ignores_if_range_is_noticed_too(
        self, client: HttpClient, server: BadServer
    ) -> None:
        etags = iter(['"one"', '"two"'])

        def careless(request: Request, connection: socket.socket) -> None:
            start, end = request.first_byte or 0, request.end_byte or 0
            send(
                connection,
                "206 Partial Content",
                BODY[start:end],
                ETag=next(etags),
                Content_Range=f"bytes {start}-{end - 1}/{len(BODY)}",
            )

        server.answers["/app.ma"] = careless
        source = HttpSource(client, f"{server.url}app.ma", len(BODY))
        source.read(0, 4)
        with pytest.raises(RegistryInvalid, match="changed on the server"):
            source.read(200_000, 4)

    def test_S13_server_without_ranges(self, client: HttpClient, server: BadServer) -> None:
        server.answers["/app.ma"] = reply("200 OK", BODY)
        with pytest.raises(RangesUnsupported) as caught:
            HttpSource(client, f"{server.url}app.ma", len(BODY)).read(0, 4)
        assert not caught.value.retriable
        assert len(server.requests) == 1

    @pytest.mark.parametrize("total", [1, 262143, 262145])
    def test_S13_other_size_than_signed(
        self, client: HttpClient, server: BadServer, total: int
    ) -> None:
        server.answers["/app.ma"] = reply(
            "206 Partial Content", BODY[:65536], Content_Range=f"bytes 0-65535/{total}"
        )
        with pytest.raises(RegistryInvalid, match="with the range"):
            HttpSource(client, f"{server.url}app.ma", len(BODY)).read(0, 4)

    def test_S13_range_that_goes_on_and_on(self, client: HttpClient, server: BadServer) -> None:
        head = b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-65535/262144\r\n\r\n"
        server.answers["/app.ma"] = trickle(b"x" * 65536, 0.0, head)
        with pytest.raises(RegistryInvalid, match="more than the 65536 bytes"):
            HttpSource(client, f"{server.url}app.ma", len(BODY)).read(0, 4)

    def test_S13_short_range_is_asked_for_again_then_given_up(
        self, client: HttpClient, server: BadServer
    ) -> None:
        server.answers["/app.ma"] = reply(
            "206 Partial Content", BODY[:100], Content_Range="bytes 0-65535/262144"
        )
        with pytest.raises(RegistryUnreachable, match="stopped after 100 of 65536"):
            HttpSource(client, f"{server.url}app.ma", len(BODY)).read(0, 4)
        assert len(server.requests) == HASTY.attempts


def breaking_always(after_bytes: int, body: bytes) -> Answer:
    """Each connection dies after `after_bytes` of what it was asked for."""

    def answer(request: Request, connection: socket.socket) -> None:
        start = request.first_byte or 0
        rest = body[start:]
        headers = {"ETag": ETAG, "Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
        status = "206 Partial Content" if start else "200 OK"
        send(connection, status, rest[:after_bytes], len(rest), **headers)

    return answer


def breaking_once(after_bytes: int, body: bytes) -> Answer:
    """The first connection dies after `after_bytes`; the next ones do not."""
    breaking = breaking_always(after_bytes, body)

    def answer(request: Request, connection: socket.socket) -> None:
        if request.first_byte is None:
            breaking(request, connection)
        else:
            send_range(connection, request, body, ETAG)

    return answer
