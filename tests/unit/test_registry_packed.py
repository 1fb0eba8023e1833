"""A registry's JSON may come packed by zstd: fewer bytes, the same bounds, nothing else packed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from bridge.errors import RegistryError, RegistryInvalid
from bridge.names import AppId
from host.dev.serve import Serving
from host.paths import Home
from host.store.fetch import HttpClient, TufFetcher
from host.store.fetch.unpacking import MOST_WINDOW_BYTES, PACKED, PIECE_BYTES, unpacked
from host.store.registry import RegistryBook
from tests.registry_kit import HASTY, HELLO, BadServer, Request, Shop, app_package, open_book, send

BODY = b"".join(b'{"app_id": "org.example.number-%d"},' % number for number in range(9_000))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BadServer]:
    with BadServer(tmp_path) as server:
        yield server


@pytest.fixture
def client() -> Iterator[HttpClient]:
    with HttpClient(HASTY) as client:
        yield client


def answer(server: BadServer, body: bytes, encoding: str = "zstd") -> str:
    def send_it(_: Request, connection: socket.socket) -> None:
        send(connection, "200 OK", body, Content_Encoding=encoding)

    server.answers["/x"] = send_it
    return f"{server.url}x"


def test_it_comes_packed_and_is_what_it_was(server: BadServer, client: HttpClient) -> None:
    packed = zstandard.compress(BODY)
    assert len(packed) < len(BODY) / 4
    url = answer(server, packed)
    assert TufFetcher(client).download_bytes(url, len(BODY)) == BODY
    assert server.requests[0].headers["accept-encoding"] == "zstd"


def test_a_bomb_is_unpacked_to_the_bound_only(server: BadServer, client: HttpClient) -> None:
    url = answer(server, zstandard.compress(b"\0" * 500_000_000))
    with client.get(url, budget_ms=20_000, headers=PACKED) as response:
        pieces = unpacked(response)
        assert len(next(pieces)) <= PIECE_BYTES
    with pytest.raises(Exception, match="exceeding the maximum allowed length") as caught:
        TufFetcher(client).download_bytes(url, 100_000)
    assert "500000000" not in str(caught.value)


def wide() -> bytes:
    """A frame that wants more memory than anybody has to give."""
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(BODY * 40) + packer.flush()
    assert zstandard.get_frame_parameters(packed).window_size > MOST_WINDOW_BYTES
    return packed


@pytest.mark.parametrize("body", [b"no zstd", zstandard.compress(BODY)[:-9] + b"altered..", wide()])
def test_what_cannot_be_unpacked_is_refused(
    server: BadServer, client: HttpClient, body: bytes
) -> None:
    url = answer(server, body)
    with (
        pytest.raises(RegistryInvalid, match="cannot be unpacked"),
        client.get(url, budget_ms=5_000, headers=PACKED) as response,
    ):
        list(unpacked(response))


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd, gzip"])
def test_other_encodings_are_refused(server: BadServer, client: HttpClient, encoding: str) -> None:
    url = answer(server, BODY, encoding)
    with (
        pytest.raises(RegistryInvalid, match="came encoded as"),
        client.get(url, budget_ms=5_000, headers=PACKED),
    ):
        pass


def test_a_registry_that_packs(tmp_path: Path) -> None:
    """`registry serve` packs its JSON, where it is asked to, and no package."""
    shop = Shop(tmp_path / "shop")
    for number in range(3):
        app_id = AppId(f"org.alice.number{number}")
        shop.maker.publish(app_package(shop.alice, 1, app_id=app_id), shop.alice)
    shop.publish(1)
    with Serving(shop.files) as serving, open_book(Home(tmp_path / "home")) as book:
        book.add(serving.url, fingerprint=serving.root_sha256)
        ref = book.open("shop").resolve(HELLO)
        with HttpClient(HASTY) as client:
            for headers, encoding in ((PACKED, "zstd"), ({}, None)):
                url = f"{serving.url}metadata/timestamp.json"
                with client.get(url, budget_ms=5_000, headers=headers) as response:
                    assert response.headers.get("Content-Encoding") == encoding
                    body = b"".join(unpacked(response))
                    assert body == (shop.files / "metadata" / "timestamp.json").read_bytes()
            with client.get(ref.url, budget_ms=5_000, headers=PACKED) as response:
                assert "Content-Encoding" not in response.headers


def test_packed_metadata_is_verified_all_the_same(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    with BadServer(shop.files) as server, open_book(Home(tmp_path / "home")) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        timestamp = shop.metadata("timestamp.json").read_bytes()
        assert b'"version":' in timestamp
        altered = zstandard.compress(timestamp.replace(b'"version":', b'"version":1', 1))
        server.answers["/metadata/timestamp.json"] = lambda _, connection: send(
            connection, "200 OK", altered, Content_Encoding="zstd"
        )
        with pytest.raises(RegistryError):
            book.open("shop").resolve(HELLO)
        good = zstandard.compress(timestamp)
        server.answers["/metadata/timestamp.json"] = lambda _, connection: send(
            connection, "200 OK", good, Content_Encoding="zstd"
        )
        assert resolved(book) == 1


def resolved(book: RegistryBook) -> int:
    return book.open("shop").resolve(HELLO).version.code
