"""A package that is read while it arrives: right bytes only, in any order, from any server."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bridge.errors import (
    ContentMismatch,
    IndexInvalid,
    PackageError,
    RegistryInvalid,
    RegistryUnreachable,
    StoreFull,
)
from bridge.names import Digest
from host.store.fetch import HttpClient, HttpSource, RangesUnsupported
from host.store.partial import LINES, PartialPackage
from host.store.pieces import PieceFile
from host.store.trust import index_digest
from sandbox.package.layout import entry_bytes
from sandbox.package.pack import pack
from sandbox.package.source import BytesSource
from sandbox.package.verify import VerifiedBundle, open_package, verify
from tests.package_forge import KEY, sample_files
from tests.registry_kit import HASTY, BadServer, Request, send, send_range

NAMES = tuple(f"common/part-{number:02}.bin" for number in range(24))


def make_package(seed: int = 1) -> bytes:
    rng = random.Random(seed)
    return pack(sample_files() | {name: rng.randbytes(9_000) for name in NAMES}, KEY)


PACKAGE = make_package()
BUNDLE: VerifiedBundle = verify(open_package(BytesSource(PACKAGE)))
INDEX_SHA256 = index_digest(BUNDLE)
TAIL = len(PACKAGE) - BUNDLE.index.files[-1].offset - entry_bytes(BUNDLE.index.files[-1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BadServer]:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "app.ma").write_bytes(PACKAGE)
    with BadServer(tmp_path / "served") as made:
        yield made


@contextmanager
def arriving(
    server: BadServer, path: Path, head_bytes: int = 0, tail_bytes: int = TAIL, ahead: int = 0
) -> Iterator[tuple[PartialPackage, HttpSource]]:
    with HttpClient(HASTY) as client:
        source = HttpSource(client, f"{server.url}app.ma", len(PACKAGE))
        partial = PartialPackage(
            source,
            PieceFile(path, len(PACKAGE)),
            head_bytes=head_bytes,
            tail_bytes=tail_bytes,
            read_ahead_bytes=ahead,
            attempts=2,
        )
        try:
            yield partial, source
        finally:
            partial.close()


def spans(server: BadServer) -> list[tuple[int, int]]:
    return [(one.first_byte or 0, one.end_byte or 0) for one in server.requests]


def test_what_is_asked_for_is_fetched_and_nothing_else(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces") as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        manifest = bundle.file("manifest.json")
        assert source.fetched_bytes == TAIL + entry_bytes(manifest)
        wanted = [bundle.file(NAMES[number]) for number in (3, 4, 5, 17)]
        partial.fetch(wanted)
        assert bundle.read(NAMES[4]) == BUNDLE.read(NAMES[4])
        assert bundle.read(NAMES[17]) == BUNDLE.read(NAMES[17])
        fetched = TAIL + entry_bytes(manifest) + sum(map(entry_bytes, wanted))
        assert source.fetched_bytes == fetched
        assert len(server.requests) == 4  # neighbours came by one


def test_head_and_end_are_asked_for_at_once(server: BadServer, tmp_path: Path) -> None:
    """The beginning is on its way while the index is not known yet, and waits for it."""
    asked, may_end = threading.Event(), threading.Event()

    def answer(request: Request, connection: socket.socket) -> None:
        if request.first_byte == 0:
            asked.set()
        else:
            assert asked.wait(20)
            assert may_end.wait(20)
        send_range(connection, request, PACKAGE, '"one"')

    server.answers["/app.ma"] = answer
    head = BUNDLE.file(NAMES[2]).offset
    with arriving(server, tmp_path / "pieces", head_bytes=head) as (partial, source):
        may_end.set()
        bundle = verify(partial.open(INDEX_SHA256))
        assert bundle.read(NAMES[1]) == BUNDLE.read(NAMES[1])
        assert source.fetched_bytes == head + TAIL
        assert len(server.requests) == 2


def test_what_is_asked_for_brings_its_neighbours(server: BadServer, tmp_path: Path) -> None:
    """But not again, and not for the sake of what is on its way already."""
    head = BUNDLE.file(NAMES[2]).offset
    ahead = 5 * entry_bytes(BUNDLE.file(NAMES[2]))
    with arriving(server, tmp_path / "pieces", head, ahead=ahead) as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        bundle.read(NAMES[1])
        assert source.fetched_bytes == head + TAIL
        bundle.read(NAMES[2])
        for name in NAMES[2:7]:
            assert bundle.read(name) == BUNDLE.read(name)
        assert source.fetched_bytes == head + TAIL + ahead
        assert len(server.requests) == 3


@pytest.mark.parametrize("tail_bytes", [0, 100, len(PACKAGE), 10**12])
def test_a_wrong_word_about_the_end_costs_bytes_only(
    server: BadServer, tmp_path: Path, tail_bytes: int
) -> None:
    with arriving(server, tmp_path / "pieces", 70_000, tail_bytes) as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        for file, content in bundle.contents():
            assert content == BUNDLE.read(file.path)


def test_all_of_it_is_the_file_that_was_published(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces", 30_000, ahead=40_000) as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        bundle.read(NAMES[11])
        partial.fetch_rest()
        assert partial.sha256() == Digest.of(PACKAGE)
        assert (tmp_path / "pieces").read_bytes() == PACKAGE
        # Nothing came twice, but the entry at which the head was cut.
        assert source.fetched_bytes <= len(PACKAGE) + 10_000


def test_many_readers_at_once(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces", 30_000) as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        wrong: list[str] = []

        def read(seed: int) -> None:
            names = list(NAMES)
            random.Random(seed).shuffle(names)
            wrong.extend(name for name in names if bundle.read(name) != BUNDLE.read(name))

        readers = [threading.Thread(target=read, args=(seed,)) for seed in range(2 * LINES)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(60)
        assert wrong == []
        assert source.fetched_bytes <= len(PACKAGE) + 10_000


def test_what_came_is_taken_up_without_a_word_about_it(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        partial.fetch([bundle.file(name) for name in NAMES[:6]])
    server.requests.clear()
    with arriving(server, tmp_path / "pieces") as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        assert [bundle.read(name) for name in NAMES[:6]] == list(map(BUNDLE.read, NAMES[:6]))
        assert server.requests == []
        partial.fetch_rest()
        assert partial.sha256() == Digest.of(PACKAGE)
        assert source.fetched_bytes < len(PACKAGE) - 6 * 9_000


def test_a_changed_piece_is_fetched_again(server: BadServer, tmp_path: Path) -> None:
    """What lies on the disk is believed as little as what comes over the network."""
    with arriving(server, tmp_path / "pieces") as (partial, _):
        partial.open(INDEX_SHA256)
        partial.fetch_rest()
    content = bytearray((tmp_path / "pieces").read_bytes())
    place = BUNDLE.file(NAMES[7]).offset + 500
    content[place] ^= 1
    (tmp_path / "pieces").write_bytes(content)
    with arriving(server, tmp_path / "pieces") as (partial, source):
        bundle = verify(partial.open(INDEX_SHA256))
        assert bundle.read(NAMES[7]) == BUNDLE.read(NAMES[7])
        assert source.fetched_bytes == entry_bytes(BUNDLE.file(NAMES[7]))
        partial.fetch_rest()
        assert partial.sha256() == Digest.of(PACKAGE)


def test_what_belongs_to_another_package_is_not_taken_up(server: BadServer, tmp_path: Path) -> None:
    (tmp_path / "pieces").write_bytes(make_package(2)[: len(PACKAGE)])
    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        assert bundle.read(NAMES[0]) == BUNDLE.read(NAMES[0])


def test_another_index_than_the_registry_named_is_refused(
    server: BadServer, tmp_path: Path
) -> None:
    with (
        arriving(server, tmp_path / "pieces") as (partial, _),
        pytest.raises(IndexInvalid, match="its index is another"),
    ):
        partial.open(Digest.of(b"another"))


@pytest.mark.parametrize("way", ["head", "asked for", "rest"])
def test_no_changed_byte_reaches_a_reader(server: BadServer, tmp_path: Path, way: str) -> None:
    content = bytearray(PACKAGE)
    content[BUNDLE.file(NAMES[2]).offset + 4_000] ^= 1
    (tmp_path / "served" / "app.ma").write_bytes(content)
    head = BUNDLE.file(NAMES[9]).offset if way == "head" else 0
    with arriving(server, tmp_path / "pieces", head) as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        if way == "rest":
            with pytest.raises(ContentMismatch, match=NAMES[2]):
                partial.fetch_rest()
        with pytest.raises(ContentMismatch, match=NAMES[2]):
            bundle.read(NAMES[2])
        # Who sends one wrong byte is asked for nothing more.
        asked = len(server.requests)
        with pytest.raises(PackageError):
            bundle.read(NAMES[20])
        assert len(server.requests) == asked
    place = BUNDLE.file(NAMES[2]).offset
    assert not any((tmp_path / "pieces").read_bytes()[place : place + 9_000])


def test_a_file_that_changes_on_the_server_is_noticed(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        (tmp_path / "served" / "app.ma").write_bytes(make_package(2)[: len(PACKAGE)])
        with pytest.raises(RegistryInvalid, match="changed on the server"):
            bundle.read(NAMES[0])


def test_a_server_without_ranges_is_told_apart(server: BadServer, tmp_path: Path) -> None:
    server.answers["/app.ma"] = lambda request, connection: send(connection, "200 OK", PACKAGE)
    with (
        arriving(server, tmp_path / "pieces", 30_000) as (partial, _),
        pytest.raises(RangesUnsupported),
    ):
        partial.open(INDEX_SHA256)


def test_broken_off_answers_are_gone_on_with(server: BadServer, tmp_path: Path) -> None:
    """Each answer dies in the middle of an entry; the next begins at that very byte."""

    def answer(request: Request, connection: socket.socket) -> None:
        start, end = request.first_byte or 0, request.end_byte or 0
        place = f"bytes {start}-{end - 1}/{len(PACKAGE)}"
        body = PACKAGE[start:end][:70_001]
        send(connection, "206 Partial Content", body, end - start, Content_Range=place)

    with arriving(server, tmp_path / "pieces") as (partial, source):
        partial.open(INDEX_SHA256)
        server.answers["/app.ma"] = answer
        partial.fetch_rest()
        assert partial.sha256() == Digest.of(PACKAGE)
        assert source.fetched_bytes == len(PACKAGE)


def test_a_server_that_sends_a_little_each_time_is_given_up(
    server: BadServer, tmp_path: Path
) -> None:
    def answer(request: Request, connection: socket.socket) -> None:
        start, end = request.first_byte or 0, request.end_byte or 0
        place = f"bytes {start}-{end - 1}/{len(PACKAGE)}"
        body = PACKAGE[start : start + 100]
        send(connection, "206 Partial Content", body, end - start, Content_Range=place)

    with arriving(server, tmp_path / "pieces") as (partial, _):
        partial.open(INDEX_SHA256)
        server.requests.clear()
        server.answers["/app.ma"] = answer
        with pytest.raises(RegistryUnreachable):
            partial.fetch_rest()
        assert len(server.requests) == 2


def test_a_dead_server_is_given_up_and_what_came_stays(server: BadServer, tmp_path: Path) -> None:
    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        bundle.read(NAMES[1])
        server.answers["/app.ma"] = lambda request, connection: connection.close()
        with pytest.raises(RegistryUnreachable):
            partial.fetch_rest()
        assert bundle.read(NAMES[1]) == BUNDLE.read(NAMES[1])
        with pytest.raises(RegistryUnreachable):
            bundle.read(NAMES[8])
        del server.answers["/app.ma"]  # it is back
        assert bundle.read(NAMES[8]) == BUNDLE.read(NAMES[8])


def test_an_endless_answer_ends_at_what_was_asked_for(server: BadServer, tmp_path: Path) -> None:
    def answer(request: Request, connection: socket.socket) -> None:
        start, end = request.first_byte or 0, request.end_byte or 0
        head = f"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {start}-{end - 1}/"
        told = f"{head}{len(PACKAGE)}\r\nConnection: close\r\n\r\n".encode()
        # In one go: who has read just what was asked for need not wait for more.
        connection.sendall(told + PACKAGE[start:end] + b"\0" * 64_000)
        for _ in range(4_000):
            connection.sendall(b"\0" * 64_000)

    with arriving(server, tmp_path / "pieces") as (partial, source):
        partial.open(INDEX_SHA256)
        server.answers["/app.ma"] = answer
        with pytest.raises(RegistryInvalid, match="more than"):
            partial.fetch_rest()
        assert source.fetched_bytes < 3 * len(PACKAGE)
    assert (tmp_path / "pieces").stat().st_size <= len(PACKAGE)


def test_a_full_disk_ends_it(
    server: BadServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))

        def full(_self: PieceFile, _offset: int, _content: bytes) -> None:
            raise StoreFull("the disk is full")

        monkeypatch.setattr(PieceFile, "write", full)
        with pytest.raises(StoreFull):
            bundle.read(NAMES[1])


def test_closing_ends_waiting_readers(server: BadServer, tmp_path: Path) -> None:
    hanging = threading.Event()

    def answer(_request: Request, connection: socket.socket) -> None:
        hanging.set()
        connection.recv(1)

    with arriving(server, tmp_path / "pieces") as (partial, _):
        bundle = verify(partial.open(INDEX_SHA256))
        server.answers["/app.ma"] = answer
        failures: list[Exception] = []

        def read() -> None:
            try:
                bundle.read(NAMES[5])
            except RegistryUnreachable as error:
                failures.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        assert hanging.wait(20)
        partial.close()
        reader.join(30)
        assert not reader.is_alive()
        assert len(failures) == 1
        with pytest.raises(RegistryUnreachable):
            bundle.read(NAMES[6])
