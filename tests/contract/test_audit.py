"""The audit: every refusal to install, with its reason; bounded; harmless on a terminal."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bridge.dispatch import AuditRow
from bridge.errors import (
    FanlightError,
    NotInstalled,
    RegistryRollback,
    RegistryUnreachable,
    TargetRevoked,
)
from bridge.names import AppId, InstanceId
from bridge.permissions import Reason, Scope
from host.cli.root import fanlight
from host.paths import Home
from host.store import audit
from host.store.audit import AuditEntry, HostAct
from host.store.obtain import RegistryInstaller
from host.store.origin import FromFile
from host.store.registry import RegistryBook
from host.store.store import Store
from host.store.trust import TrustPolicy
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource
from tests import registry_kit
from tests.store_apps import HELLO, TRUSTED, package
from tests.store_apps import home as home_in

OTHER = SigningKey.generate()
ROW = InstanceId("0" * 16)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(home_in(tmp_path)) as opened:
        yield opened


def install(store: Store, content: bytes, trust: TrustPolicy = TRUSTED) -> None:
    store.installer.install(BytesSource(content), FromFile(Path("/inbox/hello.ma")), trust)


def refused(store: Store, content: bytes, trust: TrustPolicy = TRUSTED) -> AuditEntry:
    """The newest row, after an install that has to fail."""
    with pytest.raises(FanlightError) as error:
        install(store, content, trust)
    row = store.audit.recent(last=1)[0]
    assert (row.instance, row.method, row.outcome) == (None, "install", error.value.code)
    assert row.reason is not None
    assert error.value.message[: audit.REFUSAL_CHARS] in row.reason
    assert row.reason.endswith("(from sideload: /inbox/hello.ma)")
    return row


def unsigned(content: bytes) -> bytes:
    """The package with one bit of its signature changed."""
    broken = bytearray(content)
    found = re.search(rb'"sig":"', content)
    assert found
    broken[found.end() + 4] ^= 1
    return bytes(broken)


def test_each_refusal_to_install_is_a_row_with_its_reason(store: Store) -> None:
    assert refused(store, package(2), TrustPolicy()).outcome == "trust.publisher_unknown"
    install(store, package(2))
    before = len(store.audit.recent())
    rows = [
        refused(store, package(1)),
        refused(store, package(2, name="Another")),
        refused(store, package(3, key=OTHER)),
        refused(store, unsigned(package(3))),
    ]
    assert [row.outcome for row in rows] == [
        "trust.rollback",
        "trust.rollback",
        "trust.publisher_changed",
        "package.signature",
    ]
    assert {row.app_id for row in rows} == {HELLO}
    assert len(store.audit.recent()) == before + len(rows), "one row each"


def test_what_cannot_be_read_is_refused_without_an_app_id(store: Store) -> None:
    row = refused(store, b"PK not really")
    assert row.app_id == ""
    assert row.as_json()["app_id"] is None


def test_what_a_registry_refuses_is_a_row(tmp_path: Path) -> None:
    shop = registry_kit.Shop(tmp_path / "shop")
    shop.publish(1)
    old = shop.keep("old")
    shop.publish(2)
    app = registry_kit.HELLO
    with registry_kit.BadServer(shop.files) as server, Store(Home(tmp_path / "home")) as store:
        with RegistryBook(store.home, store.floors, registry_kit.HASTY) as book:
            book.add(server.url, fingerprint=shop.root_sha256)
            installer = RegistryInstaller(store, book)
            installer.install(app)
            shop.put_back(old)
            with pytest.raises(RegistryRollback):
                installer.update(app, by_name=True)
        assert [row.outcome for row in store.audit.recent(app)] == ["registry.rollback"]


def test_a_revoked_version_and_an_unreachable_registry(tmp_path: Path) -> None:
    shop = registry_kit.Shop(tmp_path / "shop")
    shop.publish(1)
    shop.maker.yank(registry_kit.HELLO, 1)
    with Store(Home(tmp_path / "home")) as store:
        with RegistryBook(store.home, store.floors, registry_kit.HASTY) as book:
            with registry_kit.BadServer(shop.files) as server:
                book.add(server.url, fingerprint=shop.root_sha256)
                with pytest.raises(TargetRevoked):
                    RegistryInstaller(store, book).install(registry_kit.HELLO)
        with RegistryBook(store.home, store.floors, registry_kit.HASTY) as book:
            with pytest.raises(RegistryUnreachable):
                RegistryInstaller(store, book).install(registry_kit.HELLO)
        rows = store.audit.recent()
    assert [row.outcome for row in rows] == ["registry.revoked"], "no network is no refusal"


def test_one_error_is_one_row_however_far_it_goes(store: Store) -> None:
    error = NotInstalled("it is not")
    with pytest.raises(NotInstalled), store.audit.noting(HELLO, HostAct.LAUNCH):
        store.audit.note_refusal(HELLO, HostAct.LAUNCH, error)
        raise error
    assert len(store.audit.recent()) == 1


def test_a_flood_of_one_kind_washes_no_other_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "KEPT_ROWS_PER_APP", 100)
    monkeypatch.setattr(audit, "PRUNED_EVERY_ROWS", 10)
    sink = store.audit.sink(HELLO, ROW)
    store.audit.note_refusal(HELLO, HostAct.LAUNCH, NotInstalled("refused"))
    sink.record(AuditRow("getLocation", Scope.LOCATION, Reason.REFUSED, "call.x", 0, 0, 0))
    sink.denied("navigation", "https://a.example/")
    for number in range(1_000):
        sink.record(AuditRow(f"m{number}", None, None, "ok", 0.0, 0, 0))
    rows = store.audit.recent(HELLO, last=5_000)
    assert len(rows) <= 113
    assert [row.method for row in rows[-3:]] == ["navigation", "getLocation", "launch"]
    told = store.audit.recent(HELLO, last=5_000, refused=True)
    assert [row.method for row in told] == ["navigation", "getLocation", "launch"]


def test_invented_ids_fill_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "KEPT_ROWS_OF_STRANGERS", 50)
    monkeypatch.setattr(audit, "PRUNED_EVERY_ROWS", 10)
    install(store, package(1))
    store.audit.note_refusal(HELLO, HostAct.LAUNCH, NotInstalled("of an app that is there"))
    for number in range(300):
        stranger = AppId(f"org.example.x{number}")
        store.audit.note_refusal(stranger, HostAct.LAUNCH, NotInstalled("unknown"))
    rows = store.audit.recent(last=5_000)
    assert len(rows) <= 61
    assert rows[-1].app_id == HELLO


class Shell:
    """The command on one home."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def text(self, *words: str) -> str:
        done = CliRunner().invoke(fanlight, ["audit", *words, "--home", str(self._home.root)])
        assert done.exit_code == 0, done.output
        return done.stdout

    def rows(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.text(*words, "--json"))["rows"]
        return found


def test_the_command_says_who_when_what_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted_s = datetime.fromisoformat("2026-07-01T23:30:00.250Z").timestamp()
    monkeypatch.setattr(time, "time", lambda: noted_s)
    home = home_in(tmp_path)
    with Store(home) as store:
        sink = store.audit.sink(HELLO, ROW)
        sink.record(AuditRow("getLocation", Scope.LOCATION, Reason.GRANTED, "ok", 2.0, 10, 20))
        denied = "call.permission_denied"
        sink.record(AuditRow("getLocation", Scope.LOCATION, Reason.REFUSED, denied, 0, 2, 0, "no"))
        sink.record(AuditRow("nonsense", None, None, "call.unknown_method", 0, 2, 0, "no API"))
        sink.denied("network", "https://a.example/")
        store.audit.note_refusal(HELLO, HostAct.LAUNCH, NotInstalled("it is not installed"))
    shell = Shell(home)
    lines = [re.split(" {2,}", line) for line in shell.text(HELLO).splitlines()]
    assert [line[2:] for line in lines] == [
        ["launch", "refused", "it is not installed", "[store.not_installed]"],
        ["network", "denied", "https://a.example/"],
        ["nonsense", "failed", "no API", "[call.unknown_method]"],
        [
            "getLocation",
            "denied",
            "location: refused by a person, or nobody could be asked",
            "[call.permission_denied]",
        ],
        ["getLocation", "granted", "location: a person allowed it"],
    ]
    assert {line[0] for line in lines} == {local("2026-07-01T23:30:00.250Z")}
    rows = shell.rows(HELLO)
    assert all(
        set(row)
        == {
            *("id", "app_id", "instance", "call", "scope", "decision", "outcome", "reason"),
            *("ms", "call_bytes", "answer_bytes", "at"),
        }
        for row in rows
    )
    assert [row["reason"] for row in rows][-2:] == ["no", None]
    assert [row["at"] for row in rows] == ["2026-07-01T23:30:00.250Z"] * 5
    assert len(shell.rows("--refused")) == 4
    assert shell.rows("org.example.nobody") == []
    assert shell.text("org.example.nobody").strip() == "nothing was called yet"


def local(at: str) -> str:
    """A moment as this machine's clock shows it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"


def test_an_apps_own_words_do_nothing_to_the_terminal(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    evil = "a\x1b[2J\x1b]0;gone\x07\nfake row\u202e\r"
    with Store(home) as store:
        sink = store.audit.sink(HELLO, ROW)
        sink.record(AuditRow(evil, None, None, "call.unknown_method", 0.0, 0, 0, evil))
        sink.denied(evil, evil)
    text = Shell(home).text()
    assert len(text.splitlines()) == 2
    assert not any(character in text for character in "\x1b\x07\r\u202e")
    assert Shell(home).rows()[0]["reason"] == evil, "JSON escapes them"
