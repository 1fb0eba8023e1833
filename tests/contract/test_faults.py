"""`--fault`: what a tester lets be wrong is met by the code that meets the real thing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bridge.errors import UsageError
from host.cli.install import install
from host.cli.update import update
from host.faults import SLOW_LINE, Disk, Fault, Faults, parse_faults
from host.line import Line
from host.paths import Home
from host.store.fetch import FetchSettings, HttpClient
from host.store.poor_disk import PoorBlobs, PoorSteps
from host.store.steps import Step
from host.store.store import Store
from tests.registry_kit import HELLO, BadServer, Shop, open_book
from tests.store_apps import home

Answer = dict[str, Any]


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return home(tmp_path)


@pytest.fixture
def shop(tmp_path: Path, place: Home) -> Iterator[Shop]:
    """A registry on loopback, which the home trusts, with one app."""
    made = Shop(tmp_path / "registry")
    made.publish(1)
    with BadServer(made.files) as server, open_book(place) as book:
        book.add(server.url, root=made.metadata("1.root.json").read_bytes())
        yield made


def run(command: click.Command, place: Home, *words: str) -> Answer:
    ran = CliRunner().invoke(command, ["--home", str(place.root), "--json", *words])
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    assert bool(ran.exit_code) is ("error" in found or bool(found.get("failed")))
    return found


def test_faults_are_read_strictly() -> None:
    assert parse_faults(()) == Faults()
    read = parse_faults(("offline,full-disk", "wrong-clock"))
    assert read.kinds == {Fault.OFFLINE, Fault.FULL_DISK, Fault.WRONG_CLOCK}
    with pytest.raises(UsageError, match="slow-network, offline"):
        parse_faults(("of-line",))
    calm = Faults()
    assert (calm.line, calm.disk, calm.now_ms, calm.kills_renderer) == (Line(), Disk(), None, False)


def test_each_fault_keeps_an_install_from_happening_in_its_own_way(shop: Shop, place: Home) -> None:
    for fault, code in (
        ("offline", "registry.unreachable"),
        ("expired-metadata", "registry.expired"),
        ("full-disk", "store.full"),
    ):
        error = run(install, place, HELLO, "--fault", fault)["error"]
        assert error["code"] == code, error
        with Store(place) as store:
            assert store.library.installed() == ()
    # A clock that is behind proves nothing expired, and a slow disk is no error.
    assert run(install, place, HELLO, "--fault", "wrong-clock,slow-disk")["app_id"] == HELLO


def test_an_update_offline_is_told_and_the_app_stays(shop: Shop, place: Home) -> None:
    run(install, place, HELLO)
    shop.publish(2)
    (failed,) = run(update, place, "--fault", "offline")["failed"]
    assert failed["app_id"] == HELLO
    assert run(update, place, "--fault", "slow-disk")["updated"]


def test_what_expired_for_a_tester_has_not_expired_for_good(shop: Shop, place: Home) -> None:
    """The floors remember the latest time that was believed: a fault may not change that."""
    run(install, place, HELLO, "--fault", "expired-metadata")
    assert run(install, place, HELLO)["app_id"] == HELLO


def test_a_slow_line_takes_its_time(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    body = shop.metadata("1.root.json").read_bytes()
    with BadServer(shop.files) as server, HttpClient(FetchSettings(line=SLOW_LINE)) as client:
        with client.get(f"{server.url}metadata/1.root.json", budget_ms=60_000) as answer:
            assert b"".join(answer.iter_raw()) == body
    # Once to connect, once for the answer, and what its bytes take.
    latencies = [each for each in slept if each == 0.4]
    assert len(latencies) == 2
    assert sum(slept) - 0.8 >= SLOW_LINE.taking_s(len(body)) * 0.99


def test_a_slow_disk_is_met_at_each_step_and_each_read(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept, real, here = list[float](), time.sleep, threading.get_ident()

    def sleep(seconds: float) -> None:
        if threading.get_ident() == here:
            slept.append(seconds)
        else:  # some other thread's, which is nothing of ours
            real(seconds)

    monkeypatch.setattr("host.faults.time.sleep", sleep)
    disk = Disk(step_s=0.05)
    PoorSteps(disk).reached(Step.FILE_STAGED)
    PoorSteps(disk).reached(Step.RECORDED)
    assert slept == [0.05]
    blobs = PoorBlobs(disk, place.blobs, place.staging)
    place.prepare()
    digest = blobs.put(b"tea")
    assert blobs.read(digest, 3) == b"tea"
    assert slept == [0.05, 0.05]
