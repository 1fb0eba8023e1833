"""The store and the registries of a home, under the faults that a tester asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from host.faults import Disk, Faults
from host.paths import Home
from host.store.store import Store

if TYPE_CHECKING:
    from host.store.registry import RegistryBook


def store_under(home: Home, faults: Faults) -> Store:
    """As `Store(home)`, on the disk that `faults` say. Raises what Store raises."""
    disk = faults.disk
    if disk == Disk():
        return Store(home)
    from host.store.poor_disk import PoorBlobs, PoorSteps

    return Store(home, PoorSteps(disk), partial(PoorBlobs, disk))


def book_under(home: Home, store: Store, faults: Faults) -> RegistryBook:
    """The registries of `home`, over the line and by the clock that `faults` say."""
    from host.store.registry import RegistryBook

    fetch = None
    if not faults.line.is_plain:
        from host.store.fetch import FetchSettings

        fetch = FetchSettings(line=faults.line)
    return RegistryBook(home, store.floors, fetch, faults.now_ms)
