"""`fanlight registry …` as a person types it: real processes, a real port, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bridge.errors import RegistryUnreachable
from bridge.names import AppId
from host.dev.serve import Serving
from host.paths import Home
from host.store.fetch import HttpClient
from host.store.keys import KeyStore
from host.store.registry import RegistryBook
from tests.registry_kit import HASTY, HELLO, Shop, app_package, open_book

COMMAND = [sys.executable, "-c", "from host.cli.root import fanlight; fanlight()", "registry"]


class Person:
    """Somebody with a home folder and a command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder / "home")
        self.environment = os.environ | {
            "FANLIGHT_HOME": str(self.home.root),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def run(self, *words: str, code: int = 0) -> dict[str, object]:
        """One command with --json; its document."""
        done = subprocess.run(
            [*COMMAND, *words, "--json"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == code, done.stdout + done.stderr
        document: dict[str, object] = json.loads(done.stdout)
        return document

    @contextmanager
    def serving(self, *words: str) -> Iterator[dict[str, str]]:
        """`registry serve --json` until the block ends; its first line."""
        process = subprocess.Popen(
            [*COMMAND, "serve", *words, "--json"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        with process:
            try:
                yield json.loads(process.stdout.readline())
            finally:
                process.send_signal(signal.SIGINT)
                rest = process.stdout.read(), process.stderr.read()
                assert process.wait(20) == 130
        assert rest == ("", "")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="SIGINT reaches a child there by a console only")
def test_a_registry_from_init_to_yank(person: Person) -> None:
    store = KeyStore(person.home.keys)
    key = store.new("alice")
    (person.folder / "alice.pub.pem").write_bytes(store.export("alice"))
    (person.folder / "one.ma").write_bytes(app_package(key, 1))
    (person.folder / "two.ma").write_bytes(app_package(key, 2))

    made = person.run("init", "shop")
    person.run("add-publisher", "shop", "alice", "org.alice", "--key", "alice.pub.pem")
    published = person.run("publish", "shop", "one.ma", "two.ma", "--key", "alice")["published"]
    assert isinstance(published, list)
    assert [one["version"]["code"] for one in published] == [1, 2]
    refused = person.run("publish", "shop", "two.ma", "--key", "alice", code=1)["error"]
    assert isinstance(refused, dict)
    assert refused["code"] == "registry.publish_refused"

    with person.serving("shop", "--port", "0") as served:
        assert served["root_sha256"] == made["root_sha256"]
        person.run("add", served["url"], code=2)
        added = person.run("add", served["url"], "--fingerprint", served["root_sha256"])
        assert added["name"] == "shop"
        assert person.run("list") == {"registries": [added]}
        with open_book(person.home) as book:
            registry = book.open("shop")
            assert registry.resolve(HELLO).version.code == 2
            person.run("yank", "shop", "org.alice.hello", "2")
            registry.refresh()
            assert registry.resolve(HELLO).version.code == 1
            new = store.new("alice2")
            person.run("add-publisher", "shop", "alice", "--rotate", "--key", "alice2")
            registry.refresh()
            assert registry.resolve(HELLO).publisher_key_ids[0] == new.key_id
    with open_book(person.home) as book, pytest.raises(RegistryUnreachable):
        book.open("shop").refresh()

    assert person.run("renew", "shop")["renewed"] == ["snapshot", "timestamp"]
    status = person.run("status", "shop")
    assert [app["app_id"] for app in _list(status["apps"])] == ["org.alice.hello"]
    person.run("remove-publisher", "shop", "alice")
    person.run("remove", "shop")
    assert person.run("remove", "shop", code=1)["error"]


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_wrong_usage_is_typed(person: Person) -> None:
    for words, exit_code, code in (
        (("status", "nothing"), 1, "registry.invalid"),
        (("serve", "nothing"), 1, "registry.invalid"),
        (("publish", "nothing", "x.ma", "--key", "nobody"), 1, "trust.key"),
        (("add", "http://127.0.0.1:1/", "--fingerprint", "xyz"), 1, "name.invalid"),
        (("add", "--root", "nothing.json"), 2, "usage"),
        (("init", "UPPER", "--name", "Not A Name"), 1, "name.invalid"),
    ):
        error = person.run(*words, code=exit_code)["error"]
        assert isinstance(error, dict)
        assert error["code"] == code, words


class TestServing:
    @pytest.fixture
    def shop(self, tmp_path: Path) -> Shop:
        shop = Shop(tmp_path / "shop")
        shop.publish(1)
        return shop

    def test_what_may_be_cached(self, shop: Shop) -> None:
        with Serving(shop.files) as serving, HttpClient(HASTY) as client:
            cached = {}
            for path in (path for path in shop.files.rglob("*") if path.is_file()):
                name = path.relative_to(shop.files).as_posix()
                with client.get(f"{serving.url}{name}", budget_ms=5_000) as response:
                    body = b"".join(response.iter_raw())
                    assert (response.status_code, body) == (200, path.read_bytes())
                    assert response.headers["ETag"].startswith('"')
                    cached[name] = response.headers["Cache-Control"]
        assert cached.pop("metadata/timestamp.json") == "no-cache"
        assert set(cached.values()) == {"public, max-age=31536000, immutable"}

    def test_ranges(self, shop: Shop, tmp_path: Path) -> None:
        with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "home")) as book:
            book.add(serving.url, fingerprint=serving.root_sha256)
            registry = book.open("shop")
            ref = registry.resolve(HELLO)
            package = app_package(shop.alice, 1)
            assert registry.source(ref).read(100, 50) == package[100:150]

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "metadata/",
            "metadata/../../keys/root-1.pem",
            "metadata/%2e%2e/%2e%2e/keys/root-1.pem",
            "targets/..%2f..%2fkeys%2froot-1.pem",
            "metadata//etc/passwd",
            "metadata/%00",
        ],
    )
    def test_nothing_else_is_served(self, shop: Shop, path: str) -> None:
        with Serving(shop.files) as serving, HttpClient(HASTY) as client:
            with client.get(f"{serving.url}{path}", budget_ms=5_000) as response:
                assert response.status_code == 404

    def test_stopped_is_stopped(self, shop: Shop) -> None:
        serving = Serving(shop.files).start()
        with HttpClient(HASTY) as client:
            with client.get(f"{serving.url}metadata/1.root.json", budget_ms=5_000) as response:
                assert response.status_code == 200
            serving.stop()
            serving.stop()
            with (
                pytest.raises(RegistryUnreachable),
                client.get(f"{serving.url}metadata/1.root.json", budget_ms=5_000),
            ):
                pass
        again = Serving(shop.files, port=serving.port)
        again.stop()

    def test_registry_grows_while_it_is_served(self, shop: Shop, tmp_path: Path) -> None:
        with Serving(shop.files) as serving, RegistryBook(Home(tmp_path / "home")) as book:
            book.add(serving.url, fingerprint=serving.root_sha256)
            registry = book.open("shop")
            for code in (2, 3):
                shop.publish(code)
                registry.refresh()
                assert registry.resolve(AppId("org.alice.hello")).version.code == code
