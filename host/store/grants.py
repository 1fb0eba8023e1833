"""What a person answered when an app asked for a right."""

from __future__ import annotations

import sqlite3

import msgspec

from bridge.errors import StoreCorrupt
from bridge.names import AppId, KeyId
from bridge.permissions import ASKED, Grant, Scope
from host.store.database import Database, utc_now
from host.store.rows import GrantRow, put_row, read_row
from host.store.seal import Seal


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

    def answer(self, app_id: AppId, publisher: KeyId, scope: Scope) -> Grant | None:
        """The remembered answer, or None. Blocks."""
        return self._database.read(lambda held: self._find(held, app_id, publisher, scope))

    async def run_answer(self, app_id: AppId, publisher: KeyId, scope: Scope) -> Grant | None:
        """As `answer`, without blocking the event loop."""
        return await self._database.run_read(
            lambda held: self._find(held, app_id, publisher, scope)
        )

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
        """Note that the right was used just now. Does not wait."""

        def act(held: sqlite3.Connection) -> None:
            held.execute(
                "UPDATE grants SET last_used_at = ? "
                "WHERE app_id = ? AND publisher = ? AND scope = ?",
                (utc_now(), app_id, publisher, scope),
            )

        self._database.post(act)

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
