"""The thin Qt model over the launcher's rows: which section, which query, in which order."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
)

from host.shell.badges import badge_look
from host.shell.display_text import isolated, plain
from host.shell.launcher_rows import AppRow, Arranged, LocalName, arrange
from host.shell.launcher_search import SearchIndex, Spelling, load_spelling
from host.shell.launcher_words import Note, Section
from host.shell.texts import Texts
from sandbox.category import Category

__all__ = ["AppRow", "LauncherModel", "LocalName", "Role"]

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RECENT_SHOWN = 24


class Role(enum.IntEnum):
    """What a delegate may ask a row for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class _Made(QObject):
    indexed = Signal(object, object, object)


class _Indexing(QRunnable):
    def __init__(
        self, arranged: Arranged, language: str, spelling: Spelling | None, made: _Made
    ) -> None:
        super().__init__()
        self._arranged = arranged
        self._language = language
        self._spelling = spelling
        self._made = made

    def run(self) -> None:
        spelling = self._spelling or load_spelling()
        index = SearchIndex(self._arranged.rows, self._language, spelling)
        self._made.indexed.emit(self._arranged, spelling, index)


class LauncherModel(QAbstractListModel):
    """The rows of a section that match the query, best first.

    `prepare_search` brings in pinyin on a worker thread; `searchable` is emitted when it is
    there. Until then words are found as they are written.
    """

    searchable = Signal()

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._arranged = Arranged(())
        self._section = Section.ALL
        self._category: Category | None = None
        self._index: SearchIndex | None = None
        self._spelling: Spelling | None = None
        self._spelled = False
        self._shown: list[int] = []
        self._places: dict[str, int] | None = None
        self._query = ""
        self._made = _Made(self)
        self._made.indexed.connect(self._take_index)
        self._pool: QThreadPool | None = None

    def show_rows(self, rows: Iterable[AppRow]) -> None:
        """Replace all rows; section and query stay. Thousands are arranged elsewhere first."""
        self.show_arranged(arrange(rows, self._texts.language))

    def show_arranged(self, arranged: Arranged) -> None:
        """As `show_rows`, with rows that are in order already."""
        before = self._arranged
        same = bool(arranged.state) and arranged.state == before.state
        same = same and tuple(arranged.ids) == tuple(before.ids)
        self.beginResetModel()
        self._arranged = arranged
        if not same:
            self._index, self._spelled = None, False
        self._find()
        self.endResetModel()
        if self._pool is not None and not self._spelled:
            self.prepare_search()

    def show_section(self, section: Section) -> None:
        """Show the rows of this section; the query stays."""
        self.beginResetModel()
        self._section = section
        self._find()
        self.endResetModel()

    def show_category(self, category: Category | None) -> None:
        """Show the rows of this category; None: of all."""
        self.beginResetModel()
        self._category = category
        self._find()
        self.endResetModel()

    def search(self, query: str) -> None:
        """Show what matches `query`; all rows of the section when it is empty."""
        self.beginResetModel()
        self._query = query
        self._find()
        self.endResetModel()

    def prepare_search(self) -> None:
        """Make the index on a worker thread, now and whenever the rows change."""
        if self._pool is None:
            self._pool = QThreadPool(self)
            self._pool.setMaxThreadCount(1)
        language = self._texts.language
        self._pool.start(_Indexing(self._arranged, language, self._spelling, self._made))

    def _take_index(self, arranged: Arranged, spelling: Spelling, index: SearchIndex) -> None:
        self._spelling = spelling
        if arranged is not self._arranged:
            return  # of rows that were replaced meanwhile; the next index is on its way
        self._index, self._spelled = index, True
        if self._query.strip():
            self.search(self._query)
        self.searchable.emit()

    def _find(self) -> None:
        self._places = None
        rows = self._arranged.rows
        places: Iterable[int] = range(len(rows))
        if self._query.strip():
            if self._index is None:
                self._index = SearchIndex(rows, self._texts.language)
            places = self._index.find(self._query)
        if self._section is Section.ALL and self._category is None:
            self._shown = list(places)
            return
        self._shown = [place for place in places if self._belongs(rows[place])]
        if self._section is Section.RECENT and not self._query.strip():
            self._shown.sort(key=lambda place: rows[place].recent or 0)
            del self._shown[_RECENT_SHOWN:]

    def _belongs(self, row: AppRow) -> bool:
        if self._category is not None and row.category is not self._category:
            return False
        match self._section:
            case Section.PINNED:
                return row.pinned
            case Section.RECENT:
                return row.recent is not None
            case Section.UPDATES:
                return row.note is Note.UPDATE
            case _:
                return True

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._arranged.rows) + self._arranged.more

    @property
    def more(self) -> int:
        """How many of them come later."""
        return self._arranged.more

    @property
    def rows(self) -> Sequence[AppRow]:
        """All rows in their order, shown or not."""
        return self._arranged.rows

    @property
    def in_section(self) -> int:
        """How many rows the section and category have, whatever the query."""
        return sum(self._belongs(row) for row in self._arranged.rows)

    @property
    def categories(self) -> frozenset[Category]:
        """The categories that any row has."""
        return frozenset(row.category for row in self._arranged.rows if row.category is not None)

    def row(self, number: int) -> AppRow:
        """A shown row."""
        return self._arranged.rows[self._shown[number]]

    def find_row(self, app_id: str) -> AppRow | None:
        """The row of `app_id`, shown or not."""
        return next((row for row in self._arranged.rows if row.app_id == app_id), None)

    def place_of(self, app_id: str) -> int | None:
        """The shown row of `app_id`, or None."""
        if self._places is None:
            ids = self._arranged.ids
            self._places = {ids[place]: number for number, place in enumerate(self._shown)}
        return self._places.get(app_id)

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
            said = self._texts.launcher.row_accessible.format(
                name=isolated(local.name),
                description=isolated(local.description, 160),
                publisher=isolated(row.publisher),
                badge=badge_look(row.badge, self._texts).name,
            )
            words = self._texts.store
            also = [words.notes[row.note]] if row.note is not Note.NONE else []
            also += [words.pinned] if row.pinned else []
            return ", ".join((said, *also))
        return None
