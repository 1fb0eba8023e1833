"""Launches as files, by mark, by day, and in WeChat's words."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.cli.root import fanlight
from host.store.database import Database
from host.timings.export import ExportFormat, exported
from host.timings.query import RecordedLaunch, RecordedMark, Selection, Timings
from host.timings.record import Launched, Recorder
from host.timings.spread import by_day, by_mark
from host.timings.wechat import entries_of, names_at

HELLO = AppId("org.example.hello")
STEPS = {
    Mark.RESOLVE_DONE: 2.0,
    Mark.FETCH_DONE: 12.0,
    Mark.BRIDGE_READY: 50.0,
    Mark.PAGE_READY: 80.0,
    Mark.FIRST_PAINT: 90.0,
    Mark.FIRST_CONTENT: 95.0,
    Mark.FIRST_SCREEN: 100.0,
}


def keep(
    database: Database,
    factor: float = 1.0,
    kind: LaunchKind = LaunchKind.COLD,
    code: int = 1,
) -> None:
    trace = Trace(lambda: 10.0)
    for mark, at_ms in STEPS.items():
        trace.mark(mark, 10.0 + at_ms * factor / 1000, **_facts(mark))
    version = AppVersion(code, f"{code}.0")
    launched = Launched(HELLO, KeyId("a" * 64), version, kind, "qt", PageRoute("pages/index"))
    assert Recorder(database).keep(launched, trace) is not None


def _facts(mark: Mark) -> dict[str, str | int | float | bool]:
    return {"bytes": 7} if mark is Mark.FETCH_DONE else {}


@pytest.fixture
def launches(tmp_path: Path) -> tuple[RecordedLaunch, ...]:
    with Database(tmp_path / "library.db") as database:
        for factor in (1.0, 2.0, 3.0):
            keep(database, factor)
        keep(database, 4.0, LaunchKind.WARM, 2)
        return Timings(database).selected(Selection())


def test_a_selection_leaves_the_others_out(tmp_path: Path) -> None:
    with Database(tmp_path / "library.db") as database:
        keep(database)
        keep(database, 2.0, LaunchKind.WARM)
        keep(database, 3.0, LaunchKind.WARM, 2)
        timings = Timings(database)

        def found(selection: Selection) -> list[int]:
            return [launch.number for launch in timings.selected(selection)]

        assert found(Selection()) == [3, 2, 1]
        assert found(Selection(kind=LaunchKind.WARM)) == [3, 2]
        assert found(Selection(version=AppVersion(2, "2.0"))) == [3]
        assert found(Selection(app_id=AppId("org.example.other"))) == []
        assert found(Selection(since="2999-01-01T00:00:00.000Z")) == []
        assert [launch.number for launch in timings.selected(Selection(), 1)] == [3]


def test_percentiles_of_each_mark(launches: tuple[RecordedLaunch, ...]) -> None:
    spreads = {spread.name: spread for spread in by_mark(launches)}
    assert list(spreads) == [mark.value for mark in Mark if mark in STEPS]
    fetch = spreads["fetch.done"]
    assert fetch.since_start.count == 4
    assert fetch.since_start.p50_ms == pytest.approx(24.0)
    assert fetch.since_start.p99_ms == pytest.approx(48.0)
    assert fetch.since_before.p50_ms == pytest.approx(20.0)


def test_first_screens_by_day(launches: tuple[RecordedLaunch, ...]) -> None:
    days = ("2026-11-20T23:30:00.000Z", "2026-11-21T00:30:00.000Z", "2026-11-20T01:00:00.000Z")
    moved = [
        msgspec.structs.replace(launch, at=at) for launch, at in zip(launches, days, strict=False)
    ]
    moved.append(msgspec.structs.replace(moved[0], at="no time at all"))
    moved.append(msgspec.structs.replace(moved[0], first_screen_ms=None))
    found = by_day(moved, datetime.UTC)
    assert [(each.day.day, each.first_screen.count) for each in found] == [(20, 2), (21, 1)]
    east = datetime.timezone(datetime.timedelta(hours=8))
    assert [each.first_screen.count for each in by_day(moved, east)] == [1, 2]


def test_wechats_names() -> None:
    entries = {entry.name: entry for entry in entries_of({k.value: v for k, v in STEPS.items()})}
    # `open.request` is 0 in every recorded launch, but a mark like the others.
    assert "appLaunch" not in entries
    entries = {
        entry.name: entry
        for entry in entries_of({"open.request": 0.0} | {k.value: v for k, v in STEPS.items()})
    }
    assert entries["appLaunch"].as_json() == {
        "name": "appLaunch",
        "entryType": "navigation",
        "startTime": 0.0,
        "duration": 80.0,
    }
    assert entries["downloadPackage"].duration_ms == 10.0
    assert entries["firstContentfulPaint"].start_ms == 95.0
    assert "largestContentfulPaint" not in entries
    assert names_at("page.ready") == ("appLaunch", "firstRender")


def test_json_holds_every_launch_and_its_entries(launches: tuple[RecordedLaunch, ...]) -> None:
    document = json.loads(exported(ExportFormat.JSON, launches, ()))
    assert [launch["id"] for launch in document["launches"]] == [4, 3, 2, 1]
    assert document["launches"][3]["wechat"][0]["name"] == "downloadPackage"


def test_csv_is_read_back_and_holds_no_formula(launches: tuple[RecordedLaunch, ...]) -> None:
    pages = ('=1+1 "x"', "a,\nb")
    two = [
        msgspec.structs.replace(launch, page=page)
        for launch, page in zip(launches, pages, strict=False)
    ]
    rows = list(csv.DictReader(io.StringIO(exported(ExportFormat.CSV, two, ()))))
    assert [row["page"] for row in rows] == ['\'=1+1 "x"', "a, b"]
    assert float(rows[0]["first.screen_ms"]) == pytest.approx(400.0)
    assert rows[0]["mount.done_ms"] == ""


def test_a_chrome_trace_has_each_launch_on_its_own_thread(
    launches: tuple[RecordedLaunch, ...],
) -> None:
    other = msgspec.structs.replace(launches[0], app_id=AppId("org.example.notes"), number=5)
    document = json.loads(exported(ExportFormat.CHROME_TRACE, (*launches, other), ()))
    events = document["traceEvents"]
    processes = [event for event in events if event["name"] == "process_name"]
    assert [event["args"]["name"] for event in processes] == [HELLO, "org.example.notes"]
    of_first = [event for event in events if event["tid"] == 1]
    bars = [event for event in of_first if event["ph"] == "X"]
    assert [bar["name"] for bar in bars] == [mark.value for mark in STEPS]
    # Complete events of one thread must not overlap (Trace Event Format).
    for before, after in itertools.pairwise(bars):
        assert before["ts"] + before["dur"] == after["ts"]
    assert bars[1]["args"] == {"at_ms": 12.0, "bytes": 7}
    assert bars[-1]["ts"] + bars[-1]["dur"] == 100_000
    begun = {event["id"] for event in of_first if event["ph"] == "b"}
    assert begun == {event["id"] for event in of_first if event["ph"] == "e"}
    assert {event["name"] for event in of_first if event["ph"] == "i"} == {
        "firstPaint",
        "firstContentfulPaint",
    }


def test_marks_out_of_order_make_no_negative_stretch() -> None:
    marks = (RecordedMark("open.request", 0.0), RecordedMark("first.screen", -3.0))
    launch = RecordedLaunch(
        1, HELLO, AppVersion(1, "1"), LaunchKind.COLD, "qt", "p", None, marks, "[]", "{}", ""
    )
    (bar,) = [
        event
        for event in json.loads(exported(ExportFormat.CHROME_TRACE, (launch,), ()))["traceEvents"]
        if event["ph"] == "X"
    ]
    assert (bar["ts"], bar["dur"]) == (0, 0)


@pytest.mark.parametrize("form", ExportFormat)
def test_the_command_writes_the_file(tmp_path: Path, form: ExportFormat) -> None:
    with Database(tmp_path / "library.db") as database:
        keep(database)
    out = tmp_path / f"launches{form.suffix}"
    given = ["timings", "--home", str(tmp_path), "--json", "--export", form.value, str(out)]
    done = CliRunner().invoke(fanlight, given)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"file": str(out), "format": form.value, "launches": 1}
    assert "org.example.hello" in out.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    given = ["timings", "--home", str(tmp_path), "--export", "csv", str(tmp_path)]
    done = CliRunner().invoke(fanlight, given)
    assert done.exit_code == 2
