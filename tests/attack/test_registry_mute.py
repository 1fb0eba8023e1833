"""A registry that takes questions and never answers: who waits for it can leave."""

from __future__ import annotations

import json
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from bridge.errors import FanlightError, RegistryUnreachable
from host.paths import Home
from host.store.arrive import Arrival, begin_arrival
from host.store.registry import RegistryBook
from host.store.store import Store
from sandbox.package.pack import pack
from tests.package_forge import sample_files
from tests.registry_kit import HASTY, HELLO, BadServer, Request, Shop, send_range

HOURS_MS = 3_600_000
LONGEST_S = 40.0
ANSWERED = 2
"""Requests, of the package's end and of its beginning; then the server falls silent."""
FILES = {f"z/{number}.bin": random.Random(number).randbytes(900_000) for number in range(8)}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path / "shop")
    files = sample_files()
    document = json.loads(files["manifest.json"])
    document |= {"app_id": HELLO, "version": {"name": "1.0.0", "code": 1}}
    files |= {"manifest.json": json.dumps(document).encode(), **FILES}
    made.maker.publish(pack(files, made.alice), made.alice)
    return made


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


def test_S13_no_host_waits_at_its_end_for_who_says_nothing(
    tmp_path: Path, shop: Shop, server: BadServer
) -> None:
    """Not for those who are asked, nor for those that would be asked next. Nothing else ends the
    waiting: here every time limit is an hour."""
    (file,) = (shop.files / "targets" / "apps" / HELLO).iterdir()
    package = file.read_bytes()
    asked: list[int] = []
    mute, released = threading.Event(), threading.Event()

    def answer(request: Request, connection: socket.socket) -> None:
        asked.append(request.first_byte or 0)
        if len(asked) > ANSWERED:
            mute.set()
            released.wait()
        else:
            send_range(connection, request, package, '"one"')

    server.answers[f"/{file.relative_to(shop.files).as_posix()}"] = answer
    patient = replace(HASTY, read_timeout_ms=HOURS_MS, request_budget_ms=HOURS_MS)
    told: list[FanlightError] = []
    with (
        Store(Home(tmp_path / "home")) as store,
        RegistryBook(store.home, store.floors, patient) as book,
    ):
        book.add(server.url, fingerprint=shop.root_sha256)
        arrival = begin_arrival(store, book, HELLO)
        assert isinstance(arrival, Arrival)

        def finish() -> None:
            with closing(arrival):  # waits for whoever still reads
                try:
                    arrival.bring(FILES)
                    arrival.finish()
                except FanlightError as error:
                    told.append(error)

        waiting = threading.Thread(target=finish, daemon=True)
        waiting.start()
        assert mute.wait(60)
        arrival.end()
        waiting.join(LONGEST_S)
        waited_on = waiting.is_alive()
        released.set()
        waiting.join(LONGEST_S)
        assert not waited_on
        assert [type(error) for error in told] == [RegistryUnreachable]
        assert store.library.find(HELLO) is None
