"""Which kind of listing a registry has, and its book."""

from __future__ import annotations

from host.dev.publish.bench import Bench
from host.dev.publish.binned import BinnedBook, is_binned
from host.dev.publish.book import Book
from host.dev.publish.flat import FlatBook
from host.dev.publish.tree import Change
from host.store.registry.catalogue import Catalogue


def open_book(bench: Bench, change: Change) -> Book:
    """The book of the registry that stands there, for one change."""
    return BinnedBook(bench, change) if is_binned(bench) else FlatBook(bench, change)


def whole_catalogue(bench: Bench) -> Catalogue:
    """All that a registry lists. Raises RegistryInvalid."""
    if is_binned(bench):
        return BinnedBook(bench, Change(bench.tree, bench.now())).everything()
    return bench.catalogue()
