"""What the launcher's lists are made of: plain rows, their order, and nothing of Qt's views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import overload

import msgspec
from PySide6.QtCore import QCollator, QLocale, Qt

from bridge.names import AppId
from host.shell.app_icons import IconReader
from host.shell.badges import Badge
from host.shell.display_text import plain
from host.shell.launcher_words import Note
from sandbox.category import Category


class LocalName(msgspec.Struct, frozen=True):
    """Name and description in one language."""

    name: str
    description: str = ""


class AppRow(msgspec.Struct, frozen=True):
    """One app as the launcher shows it. Texts are the publisher's, still unsafe.

    `names` maps BCP 47 tags to translations of `name` and `description`. `recent` is 0 for what
    was opened last, then 1 …; None for what was not opened lately. `registry` names where an
    offer stands; it is empty for what is installed. `version` is the newest offered, or the
    installed one, `previous` what can be gone back to; `stays`: not updated by itself;
    `updatable`: there is a registry to ask.
    """

    app_id: AppId
    name: str
    description: str
    publisher: str
    badge: Badge
    read_icon: IconReader | None = None
    names: Mapping[str, LocalName] = msgspec.field(default_factory=dict)
    pinned: bool = False
    recent: int | None = None
    note: Note = Note.NONE
    category: Category | None = None
    registry: str = ""
    version: str = ""
    previous: str = ""
    stays: bool = False
    updatable: bool = False

    def local(self, language: str) -> LocalName:
        """Name and description for `language`: exact tag, then its primary language."""
        if not self.names:
            return LocalName(self.name, self.description)
        primary = language.split("-")[0]
        own = LocalName(self.name, self.description)
        found = self.names.get(language)
        if found is None:
            found = next(
                (entry for tag, entry in self.names.items() if tag.split("-")[0] == primary), own
            )
        return LocalName(found.name or own.name, found.description or own.description)


class Arranged(msgspec.Struct, frozen=True):
    """Rows in the order of a list: pinned ones first, then by their shown names as people count.

    `ids` are the rows' app ids, `updates` how many have a newer version, `more` how many rows
    there are that come later. Two with the same ids and the same `state` other than "" have the
    same texts.

    Made by `arrange`, which for thousands of rows takes longer than a frame: on a worker thread.
    """

    rows: Sequence[AppRow]
    ids: Sequence[str] = ()
    updates: int = 0
    state: str = ""
    more: int = 0


class RowsOnDemand(Sequence[AppRow]):
    """Each row is made when it is first looked at: of ten thousand a window shows a few."""

    def __init__(self, count: int, make: Callable[[int], AppRow]) -> None:
        """`make(place)` may be called on any thread, and twice for one place."""
        self._made: list[AppRow | None] = [None] * count
        self._make = make

    @overload
    def __getitem__(self, place: int) -> AppRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[AppRow]: ...

    def __getitem__(self, place: int | slice) -> AppRow | list[AppRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        row = self._made[place]
        if row is None:
            row = self._made[place] = self._make(place)
        return row

    def __len__(self) -> int:
        return len(self._made)


def arrange(rows: Iterable[AppRow], language: str) -> Arranged:
    """Put rows in order. Safe on any thread."""
    order = QCollator(QLocale(language))
    order.setNumericMode(True)
    order.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    keyed = [
        (not row.pinned, order.sortKey(plain(row.local(language).name)), row.app_id, place, row)
        for place, row in enumerate(rows)
    ]
    arranged = tuple(each[-1] for each in sorted(keyed, key=lambda each: each[:4]))
    ids = tuple(str(row.app_id) for row in arranged)
    return Arranged(arranged, ids, sum(row.note is Note.UPDATE for row in arranged))
