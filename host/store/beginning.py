"""Where a host's apps arrive from: its registries, asked by one thread at a time."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING

from bridge.errors import RegistryUnreachable, TargetNotFound
from bridge.names import AppId
from host.faults import Faults
from host.paths import Home

if TYPE_CHECKING:
    from host.store.arrive import Arrival
    from host.store.install import InstallReport
    from host.store.registry import RegistryBook
    from host.store.store import Store

_MODULES = ("tuf.ngclient.updater", "host.store.fetch", "host.store.arrive")


class Beginning:
    """Begins arrivals. `close()` it, when nothing is fetched any more."""

    def __init__(self, home: Home, store: Callable[[], Store], faults: Faults) -> None:
        """`store` gives the host's store, and may wait for it."""
        self._home = home
        self._store = store
        self._faults = faults
        self._book: RegistryBook | None = None
        self._turn = threading.Lock()
        self._ahead: tuple[AppId, Future[Arrival | InstallReport | None]] | None = None
        self._waiting: set[Future[Arrival | InstallReport | None]] = set()
        self._ended = False

    def begin_ahead(self, app_id: AppId) -> None:
        """Begin now what `begin` will be asked for in a moment: in a thread, beside all else."""
        self._ahead = app_id, self._coming(app_id)

    def begin(self, app_id: AppId) -> Arrival | InstallReport | None:
        """Blocks, until `end` at most. None when no registry has the app.

        Raises what begin_arrival raises.
        """
        if self._ended:
            raise _broken_off()
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0] == app_id:
            return ahead[1].result()
        return self._coming(app_id).result()

    def end(self) -> None:
        """Whoever waits in `begin` is told so now: a server may take its time to answer."""
        self._ended = True
        for coming in tuple(self._waiting):
            with suppress(InvalidStateError):  # it has just come
                coming.set_exception(_broken_off())

    def close(self) -> None:
        """As `end`; close the connections, and what was begun for nobody. May be called twice."""
        self.end()
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[1].exception() is None:
            _let_go(ahead[1].result())
        if self._book is not None:
            self._book.close()

    def _coming(self, app_id: AppId) -> Future[Arrival | InstallReport | None]:
        coming: Future[Arrival | InstallReport | None] = Future()
        self._waiting.add(coming)

        def work() -> None:
            begun = None
            try:
                begun = self._begin(app_id)
                coming.set_result(begun)
            except InvalidStateError:
                _let_go(begun)
            except BaseException as error:  # it belongs to whoever waits for it
                with suppress(InvalidStateError):
                    coming.set_exception(error)
            self._waiting.discard(coming)

        # Not waited for at the end: it may sit in a read that nothing wakes.
        threading.Thread(target=work, name="fanlight-begin", daemon=True).start()
        return coming

    def _begin(self, app_id: AppId) -> Arrival | InstallReport | None:
        for name in _MODULES:  # they take their time: before the store is waited for
            importlib.import_module(name)
        from host.store.arrive import begin_arrival
        from host.store.under_faults import book_under

        with self._turn:
            store = self._store()
            if self._book is None:
                self._book = book_under(self._home, store, self._faults)
            if not self._book.list():
                return None
            try:
                return begin_arrival(store, self._book, app_id)
            except TargetNotFound:
                return None


def _let_go(begun: Arrival | InstallReport | None) -> None:
    from host.store.arrive import Arrival

    if isinstance(begun, Arrival):
        begun.close()


def _broken_off() -> RegistryUnreachable:
    return RegistryUnreachable("fetching the app was broken off; open it again")
