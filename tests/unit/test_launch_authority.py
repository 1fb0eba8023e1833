"""Who may what in one running app: manifest, memory, and answers for this time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.launch.authority import InstanceAuthority
from host.paths import Home
from host.store.store import Store

APP = AppId("org.example.hello")
KEY = KeyId("a" * 64)


class Person:
    """Answers every question with `answer`."""

    def __init__(self, answer: Grant) -> None:
        self.answer = answer
        self.asked = 0

    async def ask(self, scope: Scope, reason: str) -> Grant:
        self.asked += 1
        return self.answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Home(tmp_path / "home")) as one:
        yield one


def authority(
    store: Store, person: Person, granted: frozenset[Scope] = frozenset()
) -> InstanceAuthority:
    return InstanceAuthority(
        APP, KEY, {Scope.LOCATION: "To be tested."}, store.grants, person, granted=granted
    )


async def test_an_answer_for_once_holds_for_this_instance_alone(store: Store) -> None:
    first = authority(store, Person(Grant.ALLOW_ONCE))
    assert await first.grant(Scope.LOCATION) is None
    assert await first.ask(Scope.LOCATION) is Grant.ALLOW_ONCE
    assert await first.grant(Scope.LOCATION) is Grant.ALLOW_ONCE
    assert await authority(store, Person(Grant.DENY)).grant(Scope.LOCATION) is None


async def test_a_refusal_ends_what_was_allowed_once(store: Store) -> None:
    running = authority(store, Person(Grant.ALLOW_ONCE))
    await running.ask(Scope.LOCATION)
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.DENY)  # in the app's page
    assert await running.grant(Scope.LOCATION) is Grant.DENY
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    assert await running.grant(Scope.LOCATION) is Grant.ALLOW


async def test_what_a_developer_granted_is_not_asked(store: Store) -> None:
    person = Person(Grant.DENY)
    running = authority(store, person, frozenset({Scope.LOCATION}))
    assert await running.grant(Scope.LOCATION) is Grant.ALLOW_ONCE
    assert person.asked == 0


async def test_what_a_person_changes_holds_at_once(store: Store) -> None:
    running = authority(store, Person(Grant.ALLOW_ONCE), granted=frozenset({Scope.LOCATION}))
    await running.ask(Scope.LOCATION)
    await running.change(Scope.LOCATION, Grant.DENY)
    assert await running.grant(Scope.LOCATION) is Grant.DENY
    await running.change(Scope.LOCATION, Grant.ALLOW)
    assert store.grants.answer(APP, KEY, Scope.LOCATION) is Grant.ALLOW
    with pytest.raises(ValueError, match="does not declare"):
        await running.change(Scope.NOTIFICATION, Grant.ALLOW)
