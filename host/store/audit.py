"""What apps called and what was refused: rows a person can read, the oldest dropped."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque

import msgspec

from bridge.dispatch import AuditRow
from bridge.errors import FanlightError
from bridge.names import AppId, InstanceId
from host.store.database import Database, utc_now

KEPT_ROWS_PER_APP = 10_000
MOST_WAITING_ROWS = 10_000
PRUNED_EVERY_ROWS = 512

_INSERT = (
    "INSERT INTO audit (app_id, instance, method, scope, decision, outcome, took_ms, call_bytes, "
    "answer_bytes, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class AuditEntry(msgspec.Struct, frozen=True):
    """One row. `instance` is None for what the host itself did; `outcome` an error code or ok."""

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

    def as_json(self) -> dict[str, object]:
        """The members by their names, `number` as `id`."""
        return {
            "id": self.number,
            "app_id": self.app_id,
            "instance": self.instance,
            "call": self.method,
            "scope": self.scope,
            "decision": self.decision,
            "outcome": self.outcome,
            "ms": round(self.took_ms, 3),
            "call_bytes": self.call_bytes,
            "answer_bytes": self.answer_bytes,
            "at": self.at,
        }


class AuditLog:
    """Takes rows without waiting and writes them in the database's thread, many at a time.

    A flood cannot fill the memory or the disk: rows beyond MOST_WAITING_ROWS that were not
    written yet push out the oldest of them, and an app keeps its last KEPT_ROWS_PER_APP.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[tuple[object, ...]] = deque(maxlen=MOST_WAITING_ROWS)
        self._posted = threading.Event()

    def sink(self, app_id: AppId, instance: InstanceId) -> InstanceAudit:
        """The sink of one running app's gate (bridge.dispatch.AuditSink)."""
        return InstanceAudit(self, app_id, instance)

    def add(self, app_id: AppId, instance: InstanceId | None, row: AuditRow) -> None:
        """Keep a row; does not wait."""
        self._waiting.append(
            (
                app_id,
                instance,
                row.method,
                row.scope.value if row.scope else None,
                row.decision.value if row.decision else None,
                row.outcome,
                row.took_ms,
                row.call_bytes,
                row.answer_bytes,
                utc_now(),
            )
        )
        if not self._posted.is_set():
            self._posted.set()
            self._database.post(self._write)

    def note_refusal(self, app_id: AppId, method: str, error: FanlightError) -> None:
        """Note that the host refused `method` (such as `install`) for this app."""
        self.add(app_id, None, AuditRow(method, None, None, error.code, 0.0, 0, 0))

    def recent(self, app_id: AppId | None = None, last: int = 100) -> tuple[AuditEntry, ...]:
        """The newest rows, newest first. Blocks until those added before are in."""
        where, values = ("app_id = ?", [app_id]) if app_id else ("1", [])

        def act(held: sqlite3.Connection) -> list[sqlite3.Row]:
            return held.execute(
                f"SELECT * FROM audit WHERE {where} ORDER BY id DESC LIMIT ?", [*values, last]
            ).fetchall()

        return tuple(AuditEntry(*tuple(row)) for row in self._database.read(act))

    def _write(self, held: sqlite3.Connection) -> None:
        self._posted.clear()
        rows = []
        while self._waiting:
            rows.append(self._waiting.popleft())
        held.executemany(_INSERT, rows)
        newest = held.execute("SELECT max(id) AS id FROM audit").fetchone()["id"] or 0
        if newest % PRUNED_EVERY_ROWS < len(rows):
            for app_id in {row[0] for row in rows}:
                held.execute(
                    "DELETE FROM audit WHERE app_id = ? AND id <= (SELECT id FROM audit "
                    "WHERE app_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
                    (app_id, app_id, KEPT_ROWS_PER_APP),
                )


class InstanceAudit:
    """The audit of one running app: its id comes from the host, never from a message."""

    def __init__(self, log: AuditLog, app_id: AppId, instance: InstanceId) -> None:
        self._log = log
        self._app_id = app_id
        self._instance = instance

    def record(self, row: AuditRow) -> None:
        """Keep the row; does not wait."""
        self._log.add(self._app_id, self._instance, row)
