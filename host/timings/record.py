"""One row a launch. Recording never fails an app: a row that cannot be kept is logged."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Mapping

import msgspec

from bridge.errors import StoreError
from bridge.marks import LaunchKind, Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.store.database import Database, utc_now
from host.timings.history import fold

log = logging.getLogger("fanlight.timings")

KEPT_LAUNCHES = 20_000
"""Kept whole, with all marks; older ones are counted by month."""

_INSERT = (
    "INSERT INTO launches (app_id, publisher, version_code, version_name, launch, engine, page, "
    "first_screen_ms, marks, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Launched(msgspec.Struct, frozen=True):
    """What was launched and how. `facts` is detail beside the marks: scalars by name.

    `engine` is the view engine's name in the command-line contract, `qt` or `system`.
    """

    app_id: AppId
    publisher: KeyId
    version: AppVersion
    kind: LaunchKind
    engine: str
    page: PageRoute
    facts: Mapping[str, str | int | float | bool | None] = msgspec.field(default_factory=dict)


class Recorder:
    """Writes a launch's trace into the library's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, launched: Launched, trace: Trace) -> int | None:
        """Keep a launch; its number, for `fanlight timings --waterfall`, or None if it failed."""
        try:
            return await self._database.run_write(_insert(launched, trace))
        except StoreError as error:
            log.warning("the timings of a launch were not kept: %s", error)
            return None

    def keep(self, launched: Launched, trace: Trace) -> int | None:
        """As `record`, blocking."""
        try:
            return self._database.write(_insert(launched, trace))
        except StoreError as error:
            log.warning("the timings of a launch were not kept: %s", error)
            return None


def _insert(launched: Launched, trace: Trace) -> Callable[[sqlite3.Connection], int]:
    # Taken now: marks that come while the row waits its turn belong to no row.
    values = (
        launched.app_id,
        launched.publisher,
        launched.version.code,
        launched.version.name,
        launched.kind.value,
        launched.engine,
        launched.page,
        trace.first_screen_ms,
        json.dumps([mark.as_json() for mark in trace.marks()]),
        json.dumps(dict(launched.facts)),
        utc_now(),
    )

    def act(held: sqlite3.Connection) -> int:
        number = held.execute(_INSERT, values).lastrowid or 0
        fold(held, number - KEPT_LAUNCHES)
        return number

    return act
