"""Launches as files for other programs: JSON, CSV, and Chrome's trace format."""

from __future__ import annotations

import csv
import enum
import io
import json
from collections.abc import Sequence

from bridge.marks import Mark
from host.timings.query import RecordedLaunch, Summary
from host.timings.wechat import Entry, entries_of

_HEADINGS = (
    "id",
    "app_id",
    "version",
    "version_code",
    "launch",
    "engine",
    "page",
    "at",
    "first_screen_ms",
)
_TURNS = str.maketrans({"\r": " ", "\n": " ", "\t": " "})


class ExportFormat(enum.StrEnum):
    """What a file of launches may be; the value names it on the command line."""

    JSON = "json"
    CSV = "csv"
    CHROME_TRACE = "chrome-trace"

    @property
    def suffix(self) -> str:
        """How such a file's name ends."""
        return ".csv" if self is ExportFormat.CSV else ".json"


def exported(
    form: ExportFormat, launches: Sequence[RecordedLaunch], summaries: Sequence[Summary]
) -> str:
    """The content of a file, to be written as UTF-8. `summaries` are in the JSON alone."""
    if form is ExportFormat.JSON:
        return as_json(launches, summaries)
    if form is ExportFormat.CSV:
        return as_csv(launches)
    return as_chrome_trace(launches)


def as_json(launches: Sequence[RecordedLaunch], summaries: Sequence[Summary]) -> str:
    """The document of `fanlight timings --json`, each launch with WeChat's entries besides."""
    document = {
        "launches": [
            launch.as_json() | {"wechat": [entry.as_json() for entry in _entries(launch)]}
            for launch in launches
        ],
        "summary": [summary.as_json() for summary in summaries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(launches: Sequence[RecordedLaunch]) -> str:
    """A line a launch, a column a mark, in milliseconds (RFC 4180); unpassed marks are empty."""
    marks = [mark.value for mark in Mark if mark is not Mark.OPEN_REQUEST]
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([*_HEADINGS, *(f"{mark}_ms" for mark in marks)])
    for launch in launches:
        at = {mark.name: mark.at_ms for mark in launch.marks}
        lines.writerow(
            [
                launch.number,
                launch.app_id,
                launch.version.name,
                launch.version.code,
                launch.kind.value,
                launch.engine,
                _cell(launch.page),
                launch.at,
                _ms(launch.first_screen_ms),
                *(_ms(at.get(mark)) for mark in marks),
            ]
        )
    return text.getvalue()


def as_chrome_trace(launches: Sequence[RecordedLaunch]) -> str:
    """Chrome's JSON trace format, which Perfetto (ui.perfetto.dev) opens.

    One process an app, one thread a launch; all launches begin at 0, so that they can be
    compared. A stretch between two marks is a complete event named by the mark it leads to;
    WeChat's entries stand on the same thread as asynchronous ones, for they overlap.
    """
    events: list[dict[str, object]] = []
    numbers: dict[str, int] = {}
    for launch in launches:
        is_new = launch.app_id not in numbers
        process = numbers.setdefault(launch.app_id, len(numbers) + 1)
        place: dict[str, object] = {"pid": process, "tid": launch.number}
        if is_new:
            about = {"name": launch.app_id}
            events.append({"ph": "M", "name": "process_name", **place, "args": about})
        title = f"{launch.number}: {launch.version} {launch.kind.value}, {launch.at}"
        events.append({"ph": "M", "name": "thread_name", **place, "args": {"name": title}})
        events += _stretches(launch, place)
        events += _overlapping(launch, place)
    return json.dumps({"displayTimeUnit": "ms", "traceEvents": events}, ensure_ascii=False) + "\n"


def _stretches(launch: RecordedLaunch, place: dict[str, object]) -> list[dict[str, object]]:
    facts = {str(mark.pop("name")): mark for mark in json.loads(launch.marks_json)}
    events: list[dict[str, object]] = []
    before_ms = 0.0
    for mark in launch.marks:
        if mark.name != Mark.OPEN_REQUEST:
            end_ms = max(before_ms, mark.at_ms)
            events.append(
                {
                    "ph": "X",
                    "cat": "launch",
                    "name": mark.name,
                    "ts": _us(before_ms),
                    "dur": _us(end_ms) - _us(before_ms),
                    **place,
                    "args": facts.get(mark.name, {}),
                }
            )
            before_ms = end_ms
    return events


def _overlapping(launch: RecordedLaunch, place: dict[str, object]) -> list[dict[str, object]]:
    events: list[dict[str, object]] = []
    for entry in _entries(launch):
        about = {"cat": f"wechat.{entry.entry_type}", "name": entry.name, **place}
        if entry.duration_ms == 0:
            events.append({"ph": "i", "s": "t", "ts": _us(entry.start_ms), **about})
            continue
        about["id"] = f"{launch.number}.{entry.name}"
        events.append({"ph": "b", "ts": _us(entry.start_ms), **about})
        events.append({"ph": "e", "ts": _us(entry.start_ms + entry.duration_ms), **about})
    return events


def _entries(launch: RecordedLaunch) -> tuple[Entry, ...]:
    return entries_of({mark.name: mark.at_ms for mark in launch.marks})


def _us(ms: float) -> int:
    return round(ms * 1000)


def _ms(ms: float | None) -> str:
    return "" if ms is None else f"{ms:.2f}"


def _cell(text: str) -> str:
    """A publisher's word in a cell: one line, and no formula to a spreadsheet."""
    line = text.translate(_TURNS)
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line
