"""The slow half of a host's start, in threads: its modules, its store, the app that was named."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from host.compose.choices import HostChoices
from host.compose.engine import EngineRoom
from host.paths import Home
from sandbox.view.workarounds import hold_constants, import_beside, undisturbed

if TYPE_CHECKING:
    from host.compose.claim import Claim
    from host.launch.installed_source import InstalledSource
    from host.store.beginning import Beginning
    from host.store.store import Store

T = TypeVar("T")

# In the order in which they are needed; all else comes with them.
_LOOP = ("asyncio", "qasync", "host.compose.looks", "host.compose.spare")
_HOST = ("host.compose.host", "host.compose.opening")


class Bringing:
    """The work of two threads at the start of a host.

    When it is left, they are over, the store is closed, and a claim that nobody took is gone.
    """

    def __init__(self, home: Home, room: EngineRoom, choices: HostChoices) -> None:
        self._home = home
        self._room = room
        self._choices = choices
        self._store: Future[Store] = Future()
        self._source: Future[InstalledSource | None] = Future()
        self._claim: Future[Claim | None] = Future()
        self._taken = False
        self._here = threading.Event()
        self._beginning: Beginning | None = None
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin. Qt's binding must be there, and with `at_once` the engine's library too."""
        with undisturbed():
            for work in (self._bring, self._lock):
                thread = threading.Thread(target=_alone, args=(work,), name="fanlight-start")
                thread.start()
                self._threads.append(thread)

    def wait(self) -> None:
        """On Qt's thread, before it makes types itself: until the modules are here, and with them
        what is known of the app that was foreseen. Side by side with what this thread does next,
        that took longer than both in turn (measured: 35 ms of a start)."""
        self._here.wait()

    async def claim(self) -> Claim | None:
        """The profile of the app that was foreseen, now the caller's. Raises StoreBusy."""
        claim = await _now_or_later(self._claim)
        self._taken = True
        return claim

    async def done(self) -> tuple[Store, InstalledSource | None]:
        """The store, and the app that was foreseen, looked at ahead.

        Raises StoreBusy, StoreCorrupt, EngineUnavailable.
        """
        return await _now_or_later(self._store), await _now_or_later(self._source)

    def _bring(self) -> None:
        try:
            self._bring_all()
        finally:
            self._here.set()

    def _bring_all(self) -> None:
        hold_constants()
        if self._choices.brings and self._is_absent():
            # What is waited for longest begins first: the network.
            self._begin()
            _settle(self._store, self._make_store)
            _settle(self._source, self._import_and_look)
            return
        _settle(self._store, self._import_and_store)
        _settle(self._source, self._look_ahead)

    def _is_absent(self) -> bool:
        """Whether the foreseen app is not installed, by a look past the library's checks."""
        from host.compose.claim import foresee

        app_id = self._choices.foreseen
        return app_id is not None and foresee(self._home, app_id) is None

    def _begin(self) -> None:
        from host.store.beginning import Beginning

        if self._choices.foreseen is not None:
            self._beginning = Beginning(self._home, self._store.result, self._choices.faults)
            self._beginning.begin_ahead(self._choices.foreseen)

    def _import_and_look(self) -> InstalledSource | None:
        self._import()
        return self._look_ahead()

    def _import_and_store(self) -> Store:
        self._import()
        return self._make_store()

    def _import(self) -> None:
        if self._choices.at_once:
            import_beside(*_LOOP)
            self._room.furnish()
        import_beside(*_HOST)
        if self._choices.foreseen is None:
            self._here.set()

    def _make_store(self) -> Store:
        from host.store.under_faults import store_under

        return store_under(self._home, self._choices.faults)

    def _look_ahead(self) -> InstalledSource | None:
        store = _held(self._store)
        if self._choices.foreseen is None or store is None:
            return None
        from host.launch.installed_source import InstalledSource

        source = InstalledSource(store.library, self._choices.foreseen)
        source.look_ahead()
        source.beginning = self._beginning
        return source

    def _lock(self) -> None:
        _settle(self._claim, self._make_claim)

    def _make_claim(self) -> Claim | None:
        if self._choices.foreseen is None:
            return None
        from host.compose.claim import Claim, foresee

        host = foresee(self._home, self._choices.foreseen)
        return Claim(self._home, host) if host else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for thread in self._threads:
            thread.join()
        if (claim := _held(self._claim)) is not None and not self._taken:
            claim.end()
        if self._beginning is not None:
            self._beginning.close()
        if (store := _held(self._store)) is not None:
            store.close()


def _alone(work: Callable[[], None]) -> None:
    """Qt's thread is not stopped by this one, from its first step to its last."""
    with undisturbed():
        work()


def _settle(future: Future[T], work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as error:  # it belongs to whoever waits for it
        future.set_exception(error)


def _held(future: Future[T]) -> T | None:
    if not future.done() or future.cancelled() or future.exception() is not None:
        return None
    return future.result()


async def _now_or_later(future: Future[T]) -> T:
    """Its result; where it is there already, nobody else gets a turn before the caller."""
    if future.done():
        return future.result()
    import asyncio

    return await asyncio.wrap_future(future)
