"""What a person answered when an app asked for a right."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from typing import Final

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import AppId, KeyId
from bridge.permissions import ASKED, Grant, Scope
from host.store.database import Database, utc_now
from host.store.rows import GrantRow, put_row, read_row
from host.store.seal import Seal

NOTED_EVERY_S: Final = 1.0
"""A transaction for each use would keep the disk busy, and every answer would be read anew."""

_Key = tuple[AppId, KeyId, Scope]


class RememberedGrant(msgspec.Struct, frozen=True):
    """One answer; times are ISO 8601 in UTC."""

    scope: Scope
    answer: Grant
    at: str
    last_used_at: str | None

    def as_json(self) -> dict[str, object]:
        """`{"scope", "answer", "at", "last_used_at"}`."""
        return {
            "scope": self.scope.value,
            "answer": self.answer.value,
            "at": self.at,
            "last_used_at": self.last_used_at,
        }


class AnsweredApp(msgspec.Struct, frozen=True):
    """An answer and whose it is."""

    app_id: AppId
    publisher: KeyId
    grant: RememberedGrant


class Grants:
    """Answers by app, publisher and scope.

    A row that was edited from outside never widens: a scope that is asked about is asked again,
    any other is refused until the person resets it.
    """

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal
        self._known: dict[_Key, Grant | None] = {}
        """What `run_answer` found while the database was in `_known_in`."""
        self._known_in: int | None = None
        self._uses: set[_Key] = set()
        self._is_noted = False

    def answer(self, app_id: AppId, publisher: KeyId, scope: Scope) -> Grant | None:
        """The remembered answer, or None. Blocks."""
        return self._database.read(lambda held: self._find(held, app_id, publisher, scope))

    async def run_answer(self, app_id: AppId, publisher: KeyId, scope: Scope) -> Grant | None:
        """As `answer`, without blocking the event loop, on whose thread alone it may be asked.

        Read anew once anybody has written the database: what was taken back in another process
        counts at the next call. Else it does not wait.
        """
        key = (app_id, publisher, scope)
        # Asked before the row is read: a write in between is then seen by the next call.
        state = self._database.state()
        if state is not None and state == self._known_in:
            if key in self._known:
                return self._known[key]
        else:
            self._known.clear()
            self._known_in = state
        found = await self._database.run_read(
            lambda held: self._find(held, app_id, publisher, scope)
        )
        if state is not None and state == self._known_in:
            self._known[key] = found
        return found

    def remember(self, app_id: AppId, publisher: KeyId, scope: Scope, answer: Grant) -> None:
        """Keep an answer durably. ALLOW_ONCE is of one instance: it only forgets what was."""
        self._database.write(lambda held: self._set(held, app_id, publisher, scope, answer))

    async def run_remember(
        self, app_id: AppId, publisher: KeyId, scope: Scope, answer: Grant
    ) -> None:
        """As `remember`, without blocking the event loop."""
        await self._database.run_write(
            lambda held: self._set(held, app_id, publisher, scope, answer)
        )

    def forget(self, app_id: AppId, publisher: KeyId, scope: Scope | None = None) -> None:
        """Forget the answer about one scope, or all of the app's: it will be asked again."""

        def act(held: sqlite3.Connection) -> None:
            held.execute(
                "DELETE FROM grants WHERE app_id = ? AND publisher = ? AND ifnull(? = scope, 1)",
                (app_id, publisher, scope),
            )

        self._database.write(act)

    def used(self, app_id: AppId, publisher: KeyId, scope: Scope) -> None:
        """Note that the right was used just now: at once, or with others of the same
        NOTED_EVERY_S. Does not wait."""
        self._uses.add((app_id, publisher, scope))
        if self._is_noted:
            return
        self.note_uses()
        with suppress(RuntimeError):  # a thread, or a command without a loop
            asyncio.get_running_loop().call_later(NOTED_EVERY_S, self._note_again)
            self._is_noted = True

    def note_uses(self) -> None:
        """Have the uses written that wait for it; does not wait."""
        if not self._uses:
            return
        at, uses = utc_now(), self._uses
        self._uses = set()
        rows = [(at, *use) for use in uses]

        def act(held: sqlite3.Connection) -> None:
            held.executemany(
                "UPDATE grants SET last_used_at = ? "
                "WHERE app_id = ? AND publisher = ? AND scope = ?",
                rows,
            )

        self._database.post(act)

    def _note_again(self) -> None:
        self._is_noted = False
        self.note_uses()

    def all(self, app_id: AppId, publisher: KeyId) -> tuple[RememberedGrant, ...]:
        """Every answer of the app that holds, in the order of the scopes' names."""

        def act(held: sqlite3.Connection) -> list[sqlite3.Row]:
            return held.execute(
                "SELECT * FROM grants WHERE app_id = ? AND publisher = ? ORDER BY scope",
                (app_id, publisher),
            ).fetchall()

        known = {scope.value for scope in Scope}
        found = []
        for raw in self._database.read(act):
            row = self._intact(raw)
            if row is not None and row.scope in known:
                found.append(
                    RememberedGrant(Scope(row.scope), row.answer, row.at, row.last_used_at)
                )
        return tuple(found)

    def every(self, scope: Scope) -> tuple[AnsweredApp, ...]:
        """Every answer about one right that holds, in the order of the apps' ids."""

        def act(held: sqlite3.Connection) -> list[sqlite3.Row]:
            return held.execute(
                "SELECT * FROM grants WHERE scope = ? ORDER BY app_id, publisher", (scope,)
            ).fetchall()

        rows = [row for raw in self._database.read(act) if (row := self._intact(raw)) is not None]
        return tuple(
            AnsweredApp(
                row.app_id,
                row.publisher,
                RememberedGrant(scope, row.answer, row.at, row.last_used_at),
            )
            for row in rows
        )

    def forget_every(self, scope: Scope) -> None:
        """Forget what was answered about one right, for every app: each asks again."""
        self._database.write(
            lambda held: held.execute("DELETE FROM grants WHERE scope = ?", (scope,))
        )

    def _find(
        self, held: sqlite3.Connection, app_id: AppId, publisher: KeyId, scope: Scope
    ) -> Grant | None:
        raw = held.execute(
            "SELECT * FROM grants WHERE app_id = ? AND publisher = ? AND scope = ?",
            (app_id, publisher, scope),
        ).fetchone()
        if raw is None:
            return None
        row = self._intact(raw)
        if row is not None:
            return row.answer
        return None if scope in ASKED else Grant.DENY

    def _intact(self, raw: sqlite3.Row) -> GrantRow | None:
        try:
            row = read_row(GrantRow, raw)
        except StoreCorrupt:
            return None
        return row if row.intact(self._seal) else None

    def _set(
        self,
        held: sqlite3.Connection,
        app_id: AppId,
        publisher: KeyId,
        scope: Scope,
        answer: Grant,
    ) -> None:
        held.execute(
            "DELETE FROM grants WHERE app_id = ? AND publisher = ? AND scope = ?",
            (app_id, publisher, scope),
        )
        if answer is Grant.ALLOW_ONCE:
            return
        row = GrantRow(
            app_id=app_id, publisher=publisher, scope=scope.value, answer=answer, at=utc_now()
        )
        put_row(held, row.sealed(self._seal))
