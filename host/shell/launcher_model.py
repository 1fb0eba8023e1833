"""The launcher's list: plain rows, a pure search over them, and the thin Qt model above."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from PySide6.QtCore import (
    QAbstractListModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from bridge.names import AppId
from host.shell.app_icons import IconReader
from host.shell.badges import Badge, badge_look
from host.shell.display_text import isolated, plain
from host.shell.texts import Texts

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class LocalName(msgspec.Struct, frozen=True):
    name: str
    description: str = ""


class AppRow(msgspec.Struct, frozen=True):
    """One installed app as the launcher shows it. Texts are the publisher's, still unsafe.

    `names` maps BCP 47 tags to translations of `name` and `description`.
    """

    app_id: AppId
    name: str
    description: str
    publisher: str
    badge: Badge
    read_icon: IconReader | None = None
    names: Mapping[str, LocalName] = msgspec.field(default_factory=dict)

    def local(self, language: str) -> LocalName:
        """Name and description for `language`: exact tag, then its primary language."""
        primary = language.split("-")[0]
        own = LocalName(self.name, self.description)
        found = self.names.get(language)
        if found is None:
            found = next(
                (entry for tag, entry in self.names.items() if tag.split("-")[0] == primary), own
            )
        return LocalName(found.name or own.name, found.description or own.description)


def folded(text: str) -> str:
    """`text` for comparing: compatibility forms, case and accents do not matter."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class SearchIndex:
    """Substring search over rows; every word of the query has to be found somewhere.

    Rows whose shown name starts with the query come first, then rows with a name that holds
    it, then the rest; within each, the order of the rows.
    """

    def __init__(self, rows: Sequence[AppRow], language: str) -> None:
        self._names = [folded(row.local(language).name) for row in rows]
        self._all = [
            folded(
                "\n".join(
                    (
                        row.name,
                        row.description,
                        row.publisher,
                        row.app_id,
                        *(f"{entry.name}\n{entry.description}" for entry in row.names.values()),
                    )
                )
            )
            for row in rows
        ]

    def find(self, query: str) -> list[int]:
        """Positions of the matching rows, best first; all rows for an empty query."""
        words = folded(query).split()
        if not words:
            return list(range(len(self._all)))
        found = [
            place for place, text in enumerate(self._all) if all(word in text for word in words)
        ]
        start = words[0]
        return sorted(
            found,
            key=lambda place: (
                not self._names[place].startswith(start),
                start not in self._names[place],
            ),
        )


class Role(enum.IntEnum):
    ROW = Qt.ItemDataRole.UserRole + 1


class LauncherModel(QAbstractListModel):
    """The rows that match the query, best first. Rows are in the order of their shown names."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: list[AppRow] = []
        self._index: SearchIndex | None = None
        self._shown: list[int] = []
        self._query = ""

    def show_rows(self, rows: Iterable[AppRow]) -> None:
        """Replace all rows; the query stays."""
        language = self._texts.language
        self.beginResetModel()
        order = QCollator(QLocale(language))
        order.setNumericMode(True)
        order.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._rows = sorted(
            rows, key=lambda row: (order.sortKey(plain(row.local(language).name)), row.app_id)
        )
        self._index = None
        self._shown = self._find()
        self.endResetModel()

    def search(self, query: str) -> None:
        self.beginResetModel()
        self._query = query
        self._shown = self._find()
        self.endResetModel()

    def _find(self) -> list[int]:
        if not self._query.strip():
            return list(range(len(self._rows)))
        if self._index is None:
            self._index = SearchIndex(self._rows, self._texts.language)
        return self._index.find(self._query)

    @property
    def total(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> AppRow:
        return self._rows[self._shown[number]]

    def place_of(self, app_id: str) -> int | None:
        """The shown row of `app_id`, or None."""
        for number, place in enumerate(self._shown):
            if self._rows[place].app_id == app_id:
                return number
        return None

    def rowCount(self, parent: AnyIndex = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == Role.ROW:
            return row
        local = row.local(self._texts.language)
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(local.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._texts.launcher.row_accessible.format(
                name=isolated(local.name),
                description=isolated(local.description, 160),
                publisher=isolated(row.publisher),
                badge=badge_look(row.badge, self._texts).name,
            )
        return None
