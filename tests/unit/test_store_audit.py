"""When the audit's rows are written."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bridge.dispatch import AuditRow
from bridge.names import AppId, InstanceId
from bridge.permissions import Reason, Scope
from host.paths import Home
from host.store.audit import GATHERED_S
from host.store.database import Database
from host.store.store import Store

APP = AppId("org.example.tea")


def row(outcome: str) -> AuditRow:
    return AuditRow("getStorage", None, None, outcome, 1.0, 2, 2, None)


def written(home: Home) -> list[str]:
    """The outcomes in the file, as another process sees them."""
    held = sqlite3.connect(home.database)
    try:
        return [outcome for (outcome,) in held.execute("SELECT outcome FROM audit ORDER BY id")]
    finally:
        held.close()


async def test_calls_that_went_well_are_gathered_and_what_was_refused_is_not(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    with Store(home) as store:
        sink = store.audit.sink(APP, InstanceId.new())
        for _ in range(3):
            sink.record(row("ok"))
        assert written(home) == []
        sink.record(row("call.rate_limited"))
        await store.database.run_read(lambda _: None)  # behind what was posted
        assert written(home) == ["ok", "ok", "ok", "call.rate_limited"]
        sink.record(row("ok"))
        await asyncio.sleep(2 * GATHERED_S)
        await store.database.run_read(lambda _: None)
        assert len(written(home)) == 5


async def test_nothing_is_lost_at_the_end(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with Store(home) as store:
        store.audit.sink(APP, InstanceId.new()).record(row("ok"))
        assert len(store.audit.recent(APP)) == 1
        store.audit.sink(APP, InstanceId.new()).record(row("ok"))
    assert written(home) == ["ok", "ok"]


async def test_however_many_rows_come_at_once_each_is_kept_in_its_place(tmp_path: Path) -> None:
    told = [
        AuditRow(f"m{number}", Scope.LOCATION, Reason.GRANTED, "ok", number / 8, number, 2, None)
        for number in range(2_237)
    ]
    with Store(Home(tmp_path / "home")) as store:
        instance = InstanceId.new()
        for each in told:
            store.audit.sink(APP, instance).record(each)
        rows = store.audit.recent(APP, last=len(told) + 1)[::-1]
    assert [(row.method, row.took_ms, row.call_bytes) for row in rows] == [
        (each.method, each.took_ms, each.call_bytes) for each in told
    ]
    assert {(row.instance, row.scope, row.decision, row.reason) for row in rows} == {
        (instance, "location", "granted", None)
    }
    moments = [datetime.fromisoformat(row.at) for row in rows]
    assert moments == sorted(moments)
    assert abs(datetime.now(UTC) - moments[0]) < timedelta(minutes=5)


def test_many_rows_leave_the_processor_to_the_apps_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested = []
    monkeypatch.setattr(Database, "rest", lambda self: rested.append(True))
    with Store(Home(tmp_path / "home")) as store:
        held = threading.Event()
        store.database.post(lambda _: bool(held.wait(60)) and None)  # so that they gather
        sink = store.audit.sink(APP, InstanceId.new())
        for _ in range(1_000):
            sink.record(row("ok"))
        held.set()
        assert len(store.audit.recent(APP, last=2_000)) == 1_000
    assert len(rested) >= 9
