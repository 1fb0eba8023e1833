"""When the audit's rows are written."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from bridge.dispatch import AuditRow
from bridge.names import AppId, InstanceId
from host.paths import Home
from host.store.audit import GATHERED_S
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
