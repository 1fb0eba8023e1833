"""What apps called and what was refused: rows a person can read, the oldest dropped."""

from __future__ import annotations

import asyncio
import enum
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec

from bridge.dispatch import REASON_CHARS, AuditRow
from bridge.errors import FanlightError, UsageError
from bridge.names import AppId, InstanceId
from bridge.permissions import Scope
from host.store.database import Database

KEPT_ROWS_PER_APP = 10_000
KEPT_ROWS_OF_STRANGERS = 2_000
"""Refusals of apps that are not installed, all together: anybody can invent an id."""
REFUSAL_CHARS = 600
"""How much of the host's own words about an app is kept."""
MOST_WAITING_ROWS = 10_000
GATHERED_S = 0.25
"""How long calls that went well are gathered; what was refused is written at once."""
PRUNED_EVERY_ROWS = 4_096
"""To look for what is too much is to pass over all that is kept: 5 ms for an app with 12,000."""
DENIED: Final = "denied"
"""The outcome of what the walls kept back that was no call."""

# Many rows by one statement: between the statements of a loop SQLite's thread and the event loop
# would take Python's lock from each other, thousands of times a second. By values and not as one
# JSON text, which SQLite reads again for each column (twice the time of all of it).
_INSERT = """
    INSERT INTO audit (app_id, instance, method, scope, decision, outcome, took_ms, call_bytes,
                       answer_bytes, at, reason)
    VALUES """
_ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', ?, 'unixepoch'), ?)"
_INSERTS: Final = tuple((many, _INSERT + ", ".join([_ROW] * many)) for many in (100, 10, 1))
"""By how many rows they take: few texts, so that SQLite's binding keeps them compiled."""
# Each kind has its own room: a flood of one cannot wash the others away.
_KINDS = (
    "instance IS NULL",
    "instance IS NOT NULL AND scope IS NOT NULL",
    f"instance IS NOT NULL AND scope IS NULL AND outcome = '{DENIED}'",
    f"instance IS NOT NULL AND scope IS NULL AND outcome <> '{DENIED}'",
)

_COUNTS = (
    "SELECT "
    + ", ".join(f"count(*) FILTER (WHERE {kind})" for kind in _KINDS)
    + " FROM audit WHERE app_id = ?"
)


class HostAct(enum.StrEnum):
    """What the host itself did to an app, as it stands in a row's `method`."""

    INSTALL = "install"
    LAUNCH = "launch"
    READ = "read"
    """Gave its view a file of its package."""
    RUN = "run"
    """Kept it running, after its first screen."""


class AuditEntry(msgspec.Struct, frozen=True):
    """One row. `instance` is None for what the host itself did; `outcome` is ok, `denied` or an
    error code. `app_id` is empty where it could not be learnt."""

    number: int
    app_id: str
    instance: str | None
    method: str
    scope: str | None
    decision: str | None
    outcome: str
    took_ms: float
    call_bytes: int
    answer_bytes: int
    at: str
    reason: str | None

    def as_json(self) -> dict[str, object]:
        """The members by their names, `number` as `id`."""
        return {
            "id": self.number,
            "app_id": self.app_id or None,
            "instance": self.instance,
            "call": self.method,
            "scope": self.scope,
            "decision": self.decision,
            "outcome": self.outcome,
            "reason": self.reason,
            "ms": round(self.took_ms, 3),
            "call_bytes": self.call_bytes,
            "answer_bytes": self.answer_bytes,
            "at": self.at,
        }


# App id, instance, the moment in s since the epoch, and the row.
_Waiting = tuple[str, str | None, float, AuditRow]


class AuditLog:
    """Takes rows without waiting and writes them in the database's thread, many at a time.

    A flood cannot fill the memory or the disk: rows beyond MOST_WAITING_ROWS that were not
    written yet push out the oldest of them, and of each kind an app keeps its last
    KEPT_ROWS_PER_APP: what the host refused, calls that need a right, what the walls kept back,
    all other calls.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Waiting] = deque(maxlen=MOST_WAITING_ROWS)
        self._writing: list[_Waiting] = []
        self._posted = threading.Event()
        self._due = False
        self._last_refusal: weakref.ref[FanlightError] | None = None

    def sink(self, app_id: AppId, instance: InstanceId) -> InstanceAudit:
        """The sink of one running app's gate (bridge.dispatch.AuditSink)."""
        return InstanceAudit(self, app_id, instance)

    def add(self, app_id: str | None, instance: str | None, row: AuditRow) -> None:
        """Keep a row; does not wait."""
        # What comes in the time of a call is little; the rest is the database's thread's.
        self._waiting.append((app_id or "", instance, time.time(), row))
        if row.outcome != "ok":
            self.flush()
        elif not self._due:
            self._post_soon()

    def flush(self) -> None:
        """Have what waits written, if nothing is being written; does not wait."""
        if self._waiting and not self._posted.is_set():
            self._posted.set()
            self._database.post(self._write, self._settled)

    def _post_soon(self) -> None:
        """Calls that went well are many: a transaction for each would keep the disk and Python's
        lock from the apps (a call of ten apps at once took five times as long)."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a thread, or a command without a loop
            self.flush()
            return
        self._due = True
        loop.call_later(GATHERED_S, self._gathered)

    def _gathered(self) -> None:
        self._due = False
        self.flush()

    def note_refusal(
        self, app_id: AppId | None, act: HostAct, error: FanlightError, origin: str = ""
    ) -> None:
        """Note that the host refused `act` for this app; None where the id is not known.

        One error is one row, however many rooms it passes on its way up. `origin` says in words
        where the app came from.
        """
        if self._last_refusal is not None and self._last_refusal() is error:
            return
        self._last_refusal = weakref.ref(error)
        reason = f"{error.message[:REFUSAL_CHARS]}{f' ({origin})' if origin else ''}"
        self.add(app_id, None, AuditRow(act.value, None, None, error.code, 0.0, 0, 0, reason))

    @contextmanager
    def noting(self, app_id: AppId, act: HostAct, origin: str = "") -> Iterator[None]:
        """Note what the body refuses by raising; not what may go well in a moment (`retriable`),
        and not wrong usage."""
        try:
            yield
        except FanlightError as error:
            if not (error.retriable or isinstance(error, UsageError)):
                self.note_refusal(app_id, act, error, origin)
            raise

    def recent(
        self, app_id: AppId | None = None, last: int = 100, *, refused: bool = False
    ) -> tuple[AuditEntry, ...]:
        """The newest rows, newest first; `refused`: without those whose outcome is ok.

        Blocks until those added before are in.
        """
        where, values = ("app_id = ?", [app_id]) if app_id else ("1", [])
        if refused:
            where += " AND outcome <> 'ok'"

        def act(held: sqlite3.Connection) -> list[sqlite3.Row]:
            return held.execute(
                f"SELECT * FROM audit WHERE {where} ORDER BY id DESC LIMIT ?", [*values, last]
            ).fetchall()

        self.flush()
        return tuple(AuditEntry(*tuple(row)) for row in self._database.read(act))

    def last_uses(self, app_id: AppId) -> dict[Scope, str]:
        """When the app's calls last used each right, ISO 8601 in UTC. Blocks."""
        asked = (
            "SELECT scope, max(at) FROM audit WHERE app_id = ? AND scope IS NOT NULL "
            "AND outcome = 'ok' GROUP BY scope"
        )
        known = {scope.value for scope in Scope}
        self.flush()
        rows = self._database.read(lambda held: held.execute(asked, (app_id,)).fetchall())
        return {Scope(scope): str(at) for scope, at in rows if scope in known}

    def users(self, scope: Scope) -> dict[AppId, str]:
        """Which apps' calls used a right, and when last, ISO 8601 in UTC. Blocks."""
        asked = (
            "SELECT app_id, max(at) FROM audit WHERE scope = ? AND outcome = 'ok' GROUP BY app_id"
        )
        self.flush()
        rows = self._database.read(lambda held: held.execute(asked, (scope.value,)).fetchall())
        return {AppId(app_id): str(at) for app_id, at in rows if app_id}

    def _settled(self, written: bool) -> None:
        """What the database would not take waits for the next row, and goes with it."""
        rows, self._writing = self._writing, []
        if written:
            return
        room = MOST_WAITING_ROWS - len(self._waiting)
        self._waiting.extendleft(reversed(rows[max(0, len(rows) - room) :]))
        self._posted.clear()

    def _write(self, held: sqlite3.Connection) -> None:
        self._posted.clear()
        rows = self._writing
        while self._waiting:
            rows.append(self._waiting.popleft())
        self._insert(held, rows)
        newest = held.execute("SELECT max(id) AS id FROM audit").fetchone()["id"] or 0
        if newest % PRUNED_EVERY_ROWS < len(rows):
            for app_id in {str(row[0]) for row in rows}:
                _prune(held, app_id)
                self._database.rest()
            strangers = "instance IS NULL AND app_id NOT IN (SELECT app_id FROM apps)"
            _keep_last(held, strangers, [], KEPT_ROWS_OF_STRANGERS)

    def _insert(self, held: sqlite3.Connection, rows: list[_Waiting]) -> None:
        at = 0
        for many, statement in _INSERTS:
            while len(rows) - at >= many:
                values = [value for row in rows[at : at + many] for value in _values(row)]
                held.execute(statement, values)
                at += many
                if at < len(rows):
                    # All of it at once keeps a core from ten busy apps for as long as twenty calls.
                    self._database.rest()


class InstanceAudit:
    """The audit of one running app: its id comes from the host, never from a message."""

    def __init__(self, log: AuditLog, app_id: AppId, instance: InstanceId) -> None:
        self._log = log
        # Plain text, which the encoder takes without asking what it is.
        self._app_id = str(app_id)
        self._instance = str(instance)

    def record(self, row: AuditRow) -> None:
        """Keep the row; does not wait."""
        self._log.add(self._app_id, self._instance, row)

    def denied(self, what: str, detail: str) -> None:
        """Note what the walls kept back that was no call, such as a navigation."""
        reason = detail[:REASON_CHARS] or None
        self.record(AuditRow(what[:80], None, None, DENIED, 0.0, 0, 0, reason))


def _values(waiting: _Waiting) -> tuple[str | float | None, ...]:
    app_id, instance, at_s, row = waiting
    return (
        app_id,
        instance,
        row.method,
        # Plain text: of anything else SQLite's binding asks first whether it adapts itself.
        None if row.scope is None else row.scope.value,
        None if row.decision is None else row.decision.value,
        row.outcome,
        row.took_ms,
        row.call_bytes,
        row.answer_bytes,
        at_s,
        row.reason,
    )


def _prune(held: sqlite3.Connection, app_id: str) -> None:
    # Counted in one pass: mostly at most one kind has too many.
    for kind, found in zip(_KINDS, held.execute(_COUNTS, [app_id]).fetchone(), strict=True):
        if found > KEPT_ROWS_PER_APP:
            _keep_last(held, f"app_id = ? AND {kind}", [app_id], KEPT_ROWS_PER_APP)


def _keep_last(held: sqlite3.Connection, where: str, values: list[str], kept: int) -> None:
    held.execute(
        f"DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE {where} "
        "ORDER BY id DESC LIMIT -1 OFFSET ?)",
        [*values, kept],
    )
