"""What the pages of rights read: answers over all apps, and last uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.dispatch import AuditRow
from bridge.names import AppId, InstanceId, KeyId
from bridge.permissions import Grant, Reason, Scope
from host.paths import Home
from host.store.store import Store

NOTES, WEATHER = AppId("org.example.notes"), AppId("org.example.weather")
KEY = KeyId("a" * 64)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Home(tmp_path))


def test_answers_of_every_app_and_only_of_one_right(store: Store) -> None:
    with store:
        grants = store.grants
        grants.remember(WEATHER, KEY, Scope.LOCATION, Grant.ALLOW)
        grants.remember(NOTES, KEY, Scope.LOCATION, Grant.DENY)
        grants.remember(NOTES, KEY, Scope.NOTIFICATION, Grant.ALLOW)
        found = grants.every(Scope.LOCATION)
        assert [(each.app_id, each.grant.answer) for each in found] == [
            (NOTES, Grant.DENY),
            (WEATHER, Grant.ALLOW),
        ]
        # A row that was edited from outside is no answer.
        store.database.write(
            lambda held: held.execute(
                "UPDATE grants SET answer = 'allow' WHERE app_id = ?", (NOTES,)
            )
        )
        assert [each.app_id for each in grants.every(Scope.LOCATION)] == [WEATHER]
        grants.forget_every(Scope.LOCATION)
        assert grants.every(Scope.LOCATION) == ()
        assert grants.answer(WEATHER, KEY, Scope.LOCATION) is None


def test_last_uses_are_of_calls_that_went_well(store: Store) -> None:
    with store:
        audit, instance = store.audit, InstanceId("a" * 16)

        def call(app_id: AppId, scope: Scope | None, outcome: str) -> None:
            row = AuditRow("m", scope, Reason.GRANTED, outcome, 1.0, 0, 0, None)
            audit.sink(app_id, instance).record(row)

        call(NOTES, Scope.LOCATION, "ok")
        call(NOTES, Scope.NOTIFICATION, "call.refused")
        call(NOTES, None, "ok")
        call(WEATHER, Scope.CLIPBOARD_WRITE, "ok")
        assert set(audit.last_uses(NOTES)) == {Scope.LOCATION}
        assert set(audit.users(Scope.CLIPBOARD_WRITE)) == {WEATHER}
        assert audit.users(Scope.NOTIFICATION) == {}
