"""A registry's files are asked for beside each other, and believed as little as one by one."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge.errors import RegistryInvalid, RegistrySignature
from host.paths import Home
from host.store.registry import RegistryBook
from host.store.registry.foresight import Foresight
from tests.registry_kit import HASTY, HELLO, BadServer, Request, Shop, open_book, send

URL = "https://apps.example.org/metadata/"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path / "shop")
    shop.publish(1)
    return shop


@pytest.fixture
def server(shop: Shop) -> Iterator[BadServer]:
    with BadServer(shop.files) as server:
        yield server


@pytest.fixture
def book(tmp_path: Path, shop: Shop, server: BadServer) -> Iterator[RegistryBook]:
    with open_book(Home(tmp_path / "home")) as book:
        book.add(server.url, fingerprint=shop.root_sha256)
        yield book


def newest(shop: Shop, role: str) -> Path:
    """The file of a role that was written last."""
    found = shop.files.glob(f"metadata/*{role}.json")
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def names(server: BadServer) -> list[str]:
    return [request.path.rpartition("/")[2] for request in server.requests]


def only_after(shop: Shop, seen: threading.Event) -> Callable[[Request, socket.socket], None]:
    """Answers what was asked, once `seen` has happened; never, if it never does."""

    def answer(request: Request, connection: socket.socket) -> None:
        if seen.wait(HASTY.request_budget_ms / 1000):
            file = shop.files / request.path.lstrip("/")
            found = file.exists()
            send(
                connection,
                "200 OK" if found else "404 Not Found",
                file.read_bytes() if found else b"",
            )

    return answer


def noted(shop: Shop, seen: threading.Event) -> Callable[[Request, socket.socket], None]:
    def answer(request: Request, connection: socket.socket) -> None:
        seen.set()
        send(connection, "200 OK", (shop.files / request.path.lstrip("/")).read_bytes())

    return answer


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2.root.json", "timestamp.json"),
        ("{targets}.targets.json", "{catalogue}.catalogue.json"),
        ("{digest}.catalogue.json", "{alice}.alice.json"),
    ],
)
def test_questions_that_need_not_wait_do_not(
    shop: Shop, server: BadServer, book: RegistryBook, first: str, second: str
) -> None:
    """The first answer comes only when the second question has been put."""
    snapshot = newest(shop, "snapshot")
    meta = json.loads(snapshot.read_bytes())["signed"]["meta"]
    known = {name.removesuffix(".json"): entry["version"] for name, entry in meta.items()}
    role = json.loads(shop.metadata(f"{known['catalogue']}.catalogue.json").read_bytes())
    known["digest"] = role["signed"]["targets"]["catalogue.json"]["hashes"]["sha256"]
    seen = threading.Event()
    folder = "targets" if "digest" in first else "metadata"
    server.answers[f"/{folder}/{first.format(**known)}"] = only_after(shop, seen)
    server.answers[f"/metadata/{second.format(**known)}"] = noted(shop, seen)
    assert book.open("shop").resolve(HELLO).version.code == 1
    assert seen.is_set()


def test_nothing_is_asked_for_twice(shop: Shop, server: BadServer, book: RegistryBook) -> None:
    server.requests.clear()
    book.open("shop").resolve(HELLO)
    assert len(names(server)) == len(set(names(server)))
    shop.publish(2)
    server.requests.clear()
    assert book.open("shop").resolve(HELLO).version.code == 2
    assert len(names(server)) == len(set(names(server)))
    server.requests.clear()
    book.open("shop").resolve(HELLO)
    assert sorted(names(server)) == ["2.root.json", "timestamp.json"]


@pytest.mark.parametrize("name", ["timestamp", "catalogue", "alice"])
def test_what_came_beside_is_verified_all_the_same(
    shop: Shop, server: BadServer, book: RegistryBook, name: str
) -> None:
    file = newest(shop, name)
    content = file.read_bytes()
    signature = json.loads(content)["signatures"][0]["sig"].encode()
    altered = content.replace(
        signature, signature[:-1] + (b"1" if signature[-1:] == b"0" else b"0")
    )
    server.answers[f"/metadata/{file.name}"] = lambda _, connection: send(
        connection, "200 OK", altered
    )
    with pytest.raises((RegistrySignature, RegistryInvalid)):
        book.open("shop").resolve(HELLO)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"signed": 7}',
        b'{"signed": {"meta": {"targets.json": 1, "catalogue.json": {"version": "../x"}}}}',
        b'{"signed": {"delegations": {"keys": {}, "roles": [{"name": "../../x"}]}}}',
        b'{"signed": {"delegations": 1}}',
    ],
)
@pytest.mark.parametrize("name", ["3.snapshot.json", "3.targets.json", "3.alice.json"])
def test_a_hostile_file_leads_nowhere(tmp_path: Path, name: str, content: bytes) -> None:
    foresight = Foresight(URL, tmp_path, ["apps/org.alice.hello/1.ma"])
    assert list(foresight.first()) == [f"{URL}timestamp.json"]
    assert list(foresight.after(f"{URL}{name}", content)) == []
