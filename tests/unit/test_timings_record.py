"""Launches: recorded, read back, summed up, drawn."""

from __future__ import annotations

import json
import sqlite3
import statistics
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.errors import NotFound
from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.store.database import Database
from host.timings.history import fold, months, rung_ms, step_of
from host.timings.query import Timings, percentile
from host.timings.record import Launched, Recorder
from host.timings.report import table, waterfall

HELLO, NOTES = AppId("org.example.hello"), AppId("org.example.notes")


def launched(app_id: AppId = HELLO, kind: LaunchKind = LaunchKind.COLD, code: int = 1) -> Launched:
    return Launched(
        app_id,
        KeyId("a" * 64),
        AppVersion(code, f"{code}.0"),
        kind,
        "qt",
        PageRoute("pages/index/index"),
        {"largest_content_ms": 12.5, "sandboxed": True},
    )


def trace(first_screen_ms: float | None) -> Trace:
    made = Trace(lambda: 100.0)
    made.mark(Mark.RESOLVE_DONE, 100.0031)
    made.mark(Mark.FETCH_DONE, 100.004, cached=True, bytes=0)
    if first_screen_ms is not None:
        made.mark(Mark.FIRST_SCREEN, 100.0 + first_screen_ms / 1000)
    return made


async def test_a_launch_is_kept_with_its_marks_and_facts(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        number = await Recorder(database).record(launched(), trace(412.0))
        assert number is not None
        found = Timings(database).launch(number)
        assert found.first_screen_ms == pytest.approx(412.0)
        document = found.as_json()
        assert document["marks"] == [
            {"name": "open.request", "at_ms": 0.0},
            {"name": "resolve.done", "at_ms": 3.1},
            {"name": "fetch.done", "at_ms": 4.0, "cached": True, "bytes": 0},
            {"name": "first.screen", "at_ms": 412.0},
        ]
        assert document["facts"] == {"largest_content_ms": 12.5, "sandboxed": True}
        assert {"app_id", "version", "launch", "engine", "first_screen_ms", "at"} <= set(document)
        with pytest.raises(NotFound):
            Timings(database).launch(number + 1)


def test_percentiles_by_app_kind_and_version(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        recorder, timings = Recorder(database), Timings(database)
        for number in range(1, 101):
            recorder.keep(launched(code=1 + number % 2), trace(float(number)))
        recorder.keep(launched(kind=LaunchKind.WARM), trace(50.0))
        recorder.keep(launched(NOTES), trace(70.0))
        recorder.keep(launched(NOTES), trace(None))
        cold, warm = timings.summary(HELLO)
        assert (cold.kind, cold.count) == (LaunchKind.COLD, 100)
        assert [cold.p50_ms, cold.p90_ms, cold.p99_ms] == pytest.approx([50, 90, 99])
        assert (warm.kind, warm.count) == (LaunchKind.WARM, 1)
        assert set(cold.as_json()) == {"app_id", "launch", "count", "p50_ms", "p90_ms", "p99_ms"}
        assert [(each.app_id, each.count) for each in timings.summary()][-1] == (NOTES, 1)
        versions = timings.summary_by_version(HELLO)
        assert [(each.version and each.version.code, each.count) for each in versions] == [
            (1, 50),
            (2, 50),
            (1, 1),
        ]
        assert [launch.app_id for launch in timings.launches(last=3)] == [NOTES, NOTES, HELLO]
        assert len(timings.launches(HELLO, 1000)) == 101


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(
    values: list[float], percent: int
) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= percent / 100 * len(values)
    assert sum(value < found for value in values) < max(percent / 100 * len(values), 1e-9)
    assert percentile(values, 50) <= statistics.median_high(values)


async def test_a_failing_database_does_not_fail_the_launch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(b"no database at all, and long enough to be read" * 40)
    with Database(path) as database:
        assert await Recorder(database).record(launched(), trace(1.0)) is None
        assert Recorder(database).keep(launched(), trace(1.0)) is None
    assert "were not kept" in caplog.text


def test_old_launches_are_counted_by_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from host.timings import record

    monkeypatch.setattr(record, "KEPT_LAUNCHES", 5)
    with Database(tmp_path / "library.db") as database:
        for number in range(1, 13):
            recorder, app_id = Recorder(database), HELLO if number % 2 else NOTES
            recorder.keep(launched(app_id), trace(number * 100.0 if number < 7 else None))
        kept = Timings(database).launches(last=100)
        assert [launch.number for launch in kept] == [12, 11, 10, 9, 8]
        (month,) = months(database)
        assert (month.kind, month.count) == (LaunchKind.COLD, 7)
        percentiles = [month.p50_ms, month.p90_ms, month.p99_ms]
        assert all(percentiles), percentiles
        for found, true_ms in zip(percentiles, (300, 600, 600), strict=True):
            assert true_ms <= (found or 0) <= true_ms * 1.02 + 0.1
        assert [month.count for month in months(database, NOTES)] == [3]


def test_months_are_kept_for_two_years(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        number = Recorder(database).keep(launched(), trace(5.0)) or 0
        later = Recorder(database).keep(launched(), trace(None)) or 0

        def age(held: sqlite3.Connection) -> None:
            held.execute("UPDATE launches SET at = '2024-01-31T00:00:00.000Z' WHERE id = 1")
            fold(held, number)

        database.write(age)
        assert [month.month for month in months(database)] == ["2024-01"]
        database.write(lambda held: fold(held, later))
        (month,) = months(database)
        assert month.month > "2026"
        assert (month.count, month.p50_ms) == (1, None)
        assert json.dumps(month.as_json())


@given(st.floats(1.0, 1e7))
def test_a_rung_is_at_most_two_percent_above_the_time(first_screen_ms: float) -> None:
    rung = rung_ms(step_of(first_screen_ms))
    assert first_screen_ms - 0.06 <= rung <= first_screen_ms * 1.0201 + 0.06


def test_the_waterfall_and_the_table(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        number = Recorder(database).keep(launched(), trace(400.0))
        assert number is not None
        timings = Timings(database)
        drawn = waterfall(timings.launch(number)).splitlines()
        assert drawn[0].startswith(f"launch {number}: {HELLO} 1.0 (1), cold, engine qt")
        assert [line.split()[0] for line in drawn[1:]] == [
            "open.request",
            "resolve.done",
            "fetch.done",
            "first.screen",
        ]
        assert drawn[-1].split()[1:4] == ["400.0", "ms", "+396.0"]
        assert drawn[-1].count("█") == 40
        text = table(timings.launches(), timings.summary())
        assert "400 ms" in text
        assert "p99" in text
        assert table((), ()) == "no launches were recorded yet"
