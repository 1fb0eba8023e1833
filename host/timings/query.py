"""Reading launches back, and their percentiles."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import NotFound
from bridge.marks import LaunchKind
from bridge.names import AppId, AppVersion
from host.store.database import Database
from host.timings.record import KEPT_LAUNCHES
from sandbox.decoding import readable

if TYPE_CHECKING:
    import sqlite_utils

DEFAULT_LAST = 20

_TIMES = (
    "SELECT app_id, launch, version_code, version_name, first_screen_ms AS ms FROM launches "
    "WHERE first_screen_ms IS NOT NULL AND (:app IS NULL OR app_id = :app) "
    "ORDER BY app_id, launch, version_code, ms"
)


class RecordedMark(msgspec.Struct, frozen=True, gc=False):
    """A mark as it was written, without its facts.

    Of no concern to the cycle collector, nor are launches: there may be a quarter of a million,
    and it works on the UI thread.
    """

    name: str
    at_ms: float


class RecordedLaunch(msgspec.Struct, frozen=True, gc=False):
    """One launch. `marks` in the order of time; `marks_json` holds their facts too."""

    number: int
    app_id: AppId
    version: AppVersion
    kind: LaunchKind
    engine: str
    page: str
    first_screen_ms: float | None
    marks: tuple[RecordedMark, ...]
    marks_json: str
    facts_json: str
    at: str

    def as_json(self) -> dict[str, object]:
        """One element of `launches` in `fanlight timings --json` (docs/cli.md)."""
        return {
            "id": self.number,
            "app_id": self.app_id,
            "version": self.version.as_json(),
            "launch": self.kind.value,
            "engine": self.engine,
            "page": self.page,
            "first_screen_ms": self.first_screen_ms,
            "marks": json.loads(self.marks_json),
            "facts": json.loads(self.facts_json),
            "at": self.at,
        }


class Summary(msgspec.Struct, frozen=True):
    """First-screen times of one app and launch kind, of all versions or of one."""

    app_id: AppId
    kind: LaunchKind
    version: AppVersion | None
    count: int
    p50_ms: float
    p90_ms: float
    p99_ms: float

    def as_json(self) -> dict[str, object]:
        """One element of `summary`; `version` only where it is of one version."""
        document: dict[str, object] = {
            "app_id": self.app_id,
            "launch": self.kind.value,
            "count": self.count,
            "p50_ms": self.p50_ms,
            "p90_ms": self.p90_ms,
            "p99_ms": self.p99_ms,
        }
        if self.version is not None:
            document["version"] = self.version.as_json()
        return document


class Selection(msgspec.Struct, frozen=True):
    """Which launches are meant; None: whichever. `since` is ISO 8601 in UTC, as rows have it."""

    app_id: AppId | None = None
    kind: LaunchKind | None = None
    version: AppVersion | None = None
    since: str | None = None


class _Row(msgspec.Struct, frozen=True):
    id: int
    app_id: str
    version_code: int
    version_name: str
    launch: LaunchKind
    engine: str
    page: str
    first_screen_ms: float | None
    marks: str
    facts: str
    at: str


class Timings:
    """Queries over the launches in the library's database. Blocks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def launches(
        self, app_id: AppId | None = None, last: int = DEFAULT_LAST
    ) -> tuple[RecordedLaunch, ...]:
        """The newest launches, newest first."""

        return self.selected(Selection(app_id), last)

    def selected(
        self, selection: Selection, last: int = KEPT_LAUNCHES
    ) -> tuple[RecordedLaunch, ...]:
        """The newest of these launches, newest first."""
        wanted: dict[str, object] = {
            "app_id = ?": selection.app_id,
            "launch = ?": selection.kind.value if selection.kind else None,
            "version_code = ?": selection.version.code if selection.version else None,
            "version_name = ?": selection.version.name if selection.version else None,
            "at >= ?": selection.since,
        }
        asked = {clause: value for clause, value in wanted.items() if value is not None}

        def act(db: sqlite_utils.Database) -> list[_Row]:
            rows = db.table("launches").rows_where(
                " AND ".join(asked) or "1", list(asked.values()), order_by="id desc", limit=last
            )
            return [msgspec.convert(row, readable(_Row)) for row in rows]

        # One object for each app and version: there are as many launches as rows are kept.
        apps: dict[str, AppId] = {}
        versions: dict[AppVersion, AppVersion] = {}
        found = []
        for row in self._database.call(act):
            app_id = apps.get(row.app_id) or apps.setdefault(row.app_id, AppId(row.app_id))
            version = AppVersion(row.version_code, row.version_name)
            found.append(_launch(row, app_id, versions.setdefault(version, version)))
        return tuple(found)

    def launch(self, number: int) -> RecordedLaunch:
        """One launch. Raises NotFound."""

        def act(db: sqlite_utils.Database) -> list[_Row]:
            rows = db.table("launches").rows_where("id = ?", [number])
            return [msgspec.convert(row, readable(_Row)) for row in rows]

        rows = self._database.call(act)
        if not rows:
            raise NotFound(f"no launch has the number {number}; `fanlight timings` lists them")
        row = rows[0]
        return _launch(row, AppId(row.app_id), AppVersion(row.version_code, row.version_name))

    def summary(self, app_id: AppId | None = None) -> tuple[Summary, ...]:
        """Percentiles by app and launch kind, over all versions."""
        return self._summaries(app_id, by_version=False)

    def summary_by_version(self, app_id: AppId | None = None) -> tuple[Summary, ...]:
        """Percentiles by app, launch kind and version."""
        return self._summaries(app_id, by_version=True)

    def _summaries(self, app_id: AppId | None, *, by_version: bool) -> tuple[Summary, ...]:
        def act(db: sqlite_utils.Database) -> list[tuple[str, str, int, str, float]]:
            return [
                (
                    str(row["app_id"]),
                    str(row["launch"]),
                    int(row["version_code"]),
                    str(row["version_name"]),
                    float(row["ms"]),
                )
                for row in db.query(_TIMES, {"app": app_id})
            ]

        groups: dict[tuple[str, str, AppVersion | None], list[float]] = {}
        for app, launch, code, name, ms in self._database.call(act):
            version = AppVersion(code, name) if by_version else None
            groups.setdefault((app, launch, version), []).append(ms)
        return tuple(
            Summary(
                AppId(app),
                LaunchKind(launch),
                version,
                len(times),
                percentile(times, 50),
                percentile(times, 90),
                percentile(times, 99),
            )
            for (app, launch, version), times in groups.items()
        )


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile of at least one value; `percent` in 1…100.

    It is always a value that was measured; nothing is interpolated.
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


def _launch(row: _Row, app_id: AppId, version: AppVersion) -> RecordedLaunch:
    return RecordedLaunch(
        number=row.id,
        app_id=app_id,
        version=version,
        kind=row.launch,
        engine=row.engine,
        page=row.page,
        first_screen_ms=row.first_screen_ms,
        marks=tuple(msgspec.json.decode(row.marks, type=readable(list[RecordedMark]))),
        marks_json=row.marks,
        facts_json=row.facts,
        at=row.at,
    )
