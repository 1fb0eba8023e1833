"""A right's answer is kept in memory for as long as nobody writes the database, and no longer."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge.begun import Begun
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.paths import Home
from host.store import grants as grants_file
from host.store.store import Store

APP = AppId("org.example.hello")
KEY = KeyId("a" * 64)
WAIT_S = 60.0

ELSEWHERE = f"""
import sys
from pathlib import Path
from bridge.names import AppId, KeyId
from bridge.permissions import Grant, Scope
from host.paths import Home
from host.store.store import Store
with Store(Home(Path(sys.argv[1]))) as store:
    store.grants.remember(AppId("{APP}"), KeyId("{KEY}"), Scope.LOCATION, Grant(sys.argv[2]))
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(Home(tmp_path / "home")) as one:
        yield one


def answer(store: Store) -> Begun[Grant | None]:
    return Begun(store.grants.run_answer(APP, KEY, Scope.LOCATION))


async def known(store: Store, expected: Grant | None) -> None:
    """Ask until the answer is there without waiting; it is `expected` each time."""
    until_s = time.monotonic() + WAIT_S
    while (begun := answer(store)).outcome is None:
        assert await begun is expected
        assert time.monotonic() < until_s, "it is read anew for ever"
    assert begun.outcome == (expected,)


def taken_back_elsewhere(store: Store) -> None:
    command = [sys.executable, "-c", ELSEWHERE, str(store.home.root), Grant.DENY.value]
    subprocess.run(command, check=True, timeout=WAIT_S)


def taken_back_here(store: Store) -> None:
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.DENY)


def edited(store: Store) -> None:
    """By somebody without the key of the seals: then nothing is granted, and it is asked again."""
    with sqlite3.connect(store.home.database) as other:
        other.execute("UPDATE grants SET at = 'long ago'")
    other.close()


@pytest.mark.parametrize(
    ("change", "expected"),
    [(taken_back_elsewhere, Grant.DENY), (taken_back_here, Grant.DENY), (edited, None)],
)
async def test_what_was_changed_counts_at_the_next_call(
    store: Store, change: Callable[[Store], None], expected: Grant | None
) -> None:
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    await known(store, Grant.ALLOW)
    for _ in range(2):  # a watching transaction that stayed open would see only the first change
        await asyncio.to_thread(change, store)
        begun = answer(store)
        assert begun.outcome is None, "it was known before the change"
        assert await begun is expected
        store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
        await known(store, Grant.ALLOW)


async def test_a_change_while_the_answer_is_read_is_not_missed(store: Store) -> None:
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    await known(store, Grant.ALLOW)
    taken_back_here(store)
    before = answer(store)
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    assert await before is Grant.DENY, "it was read before the second change"
    assert await answer(store) is Grant.ALLOW


def last(store: Store) -> str | None:
    (found,) = store.grants.all(APP, KEY)
    return found.last_used_at


def use(store: Store) -> None:
    time.sleep(0.002)  # times are told in ms
    store.grants.used(APP, KEY, Scope.LOCATION)


async def test_uses_are_noted_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants_file, "NOTED_EVERY_S", 1e6)
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    use(store)
    first = last(store)
    assert first is not None
    await known(store, Grant.ALLOW)
    use(store)
    assert last(store) == first
    assert answer(store).outcome == (Grant.ALLOW,), "no use is written, nothing is read anew"


async def test_a_use_is_written_soon(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants_file, "NOTED_EVERY_S", 0.05)
    store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
    for _ in range(2):
        before = last(store)
        use(store)
        until_s = time.monotonic() + WAIT_S
        while last(store) == before:
            assert time.monotonic() < until_s, "it was never written"
            await asyncio.sleep(0.01)


async def test_no_use_is_lost_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants_file, "NOTED_EVERY_S", 1e6)
    home = Home(tmp_path / "home")
    with Store(home) as store:
        store.grants.remember(APP, KEY, Scope.LOCATION, Grant.ALLOW)
        use(store)
        before = last(store)
        use(store)
    with Store(home) as store:
        after = last(store)
    assert before is not None and after is not None and after > before
