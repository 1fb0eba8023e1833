"""The developer's window: the engine's inspector, and what the host knows of the app."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from host.shell.controls import TextRole, label
from host.shell.display_text import window_title
from host.shell.rows_table import RowsModel, rows_table
from host.shell.style import Appearance
from host.shell.texts.tools import ToolTexts
from host.shell.tick_box import TickBox

SIZE = QSize(1180, 640)
FRESH_MS = 500
"""How often what is seen is asked for anew."""


class Panel(enum.Enum):
    """A table of the window; its value is its place behind the inspector."""

    CALLS = 1
    NETWORK = 2
    STORAGE = 3


class _Table(QWidget):
    """A table, or the words that stand for an empty one."""

    def __init__(
        self,
        name: str,
        columns: Mapping[str, int],
        numbers: frozenset[int],
        empty: str,
    ) -> None:
        """`columns` are their titles and widths, 0 for the one that takes the rest."""
        super().__init__()
        self.model = RowsModel(tuple(columns), numbers, self)
        self.table = rows_table(self.model, name, tuple(columns.values()))
        self._layers = QStackedLayout(self)
        words = QWidget()
        inside = QVBoxLayout(words)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.addWidget(label(empty, TextRole.MUTED, wraps=True))
        inside.addStretch(1)
        self._layers.addWidget(words)
        self._layers.addWidget(self.table)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.model.show(rows)
        self._layers.setCurrentIndex(1 if rows else 0)


class ToolsWindow(QWidget):
    """`wanted(Panel | None)` asks, while the window is seen, for what its front tab shows; None is
    the page data. `closed` is emitted once."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, appearance: Appearance, words: ToolTexts, name: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "window")
        self.setWindowTitle(window_title(words.title.format(name=name)))
        self.resize(SIZE)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(words.menu)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.search)
        self.search.setAccessibleName(words.search)
        self.search.setClearButtonEnabled(True)
        self.only_refused = TickBox(appearance, words.only_refused)
        counts = {words.took: 60, words.sent: 96, words.received: 120}
        calls = {words.at: 76, words.call: 140, words.right: 110, words.decision: 160}
        calls |= {words.outcome: 170, **counts, words.reason: 0}
        network = {words.at: 76, words.method: 76, words.address: 0, words.status: 70}
        network |= {**counts, words.reason: 220}
        storage = {words.key: 200, words.value: 0, words.size: 90}
        late, early = frozenset({5, 6, 7}), frozenset({4, 5, 6})
        self._tables = {
            Panel.CALLS: _Table(words.calls, calls, late, words.no_calls),
            Panel.NETWORK: _Table(words.network, network, early, words.no_network),
            Panel.STORAGE: _Table(words.storage, storage, frozenset({2}), words.no_storage),
        }
        self.page_data = QPlainTextEdit()
        self.page_data.setReadOnly(True)
        self.page_data.setAccessibleName(words.page_data)
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setInterval(FRESH_MS)
        self._timer.timeout.connect(self._ask)
        self.tabs.currentChanged.connect(lambda _: self._ask())
        self.search.textChanged.connect(lambda _: self._ask())
        self.only_refused.toggled.connect(lambda _: self._ask())
        self._closed = False

    def set_inspector(self, widget: QWidget) -> None:
        """The engine's own tools, as the first tab."""
        self.tabs.insertTab(0, widget, self._words.inspector)
        self.tabs.setCurrentIndex(0)

    def say_no_inspector(self) -> None:
        """In its place, as the last tab: what is seen first is what there is."""
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.addWidget(label(self._words.inspector_missing, TextRole.MUTED, wraps=True))
        inside.addStretch(1)
        self.tabs.addTab(page, self._words.inspector)

    @property
    def front(self) -> Panel | None:
        """The table in front; None for the inspector and the page data."""
        found = self.tabs.currentWidget()
        return next((panel for panel, table in self._tables.items() if table is found), None)

    @property
    def shows_page_data(self) -> bool:
        return self.tabs.currentWidget() is self.page_data

    def bring(self, panel: Panel) -> None:
        """Put a table in front."""
        self.tabs.setCurrentWidget(self._tables[panel])

    def show_rows(self, panel: Panel, rows: Sequence[tuple[str, ...]]) -> None:
        """Rows for a table, newest first; those that the search leaves out are not shown."""
        wanted = self.search.text().strip().lower()
        self._tables[panel].show_rows(
            [row for row in rows if not wanted or wanted in "\n".join(row).lower()]
        )

    def rows(self, panel: Panel) -> Sequence[tuple[str, ...]]:
        """What a table shows."""
        return self._tables[panel].model.rows

    def show_page_data(self, text: str) -> None:
        """`text` is JSON; empty where there is none. The place that is read stays."""
        shown = text or self._words.no_page_data
        if self.page_data.toPlainText() != shown:
            place = self.page_data.verticalScrollBar().value()
            self.page_data.setPlainText(shown)
            self.page_data.verticalScrollBar().setValue(place)

    def _arrange(self) -> None:
        names: Mapping[Panel, str] = {
            Panel.CALLS: self._words.calls,
            Panel.NETWORK: self._words.network,
            Panel.STORAGE: self._words.storage,
        }
        for panel, table in self._tables.items():
            self.tabs.addTab(table, names[panel])
        self.tabs.addTab(self.page_data, self._words.page_data)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.only_refused)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.tabs, 1)

    def _ask(self) -> None:
        front = self.front
        self.search.setEnabled(front is not None)
        self.only_refused.setEnabled(front is Panel.CALLS)
        if front is not None or self.shows_page_data:
            self.wanted.emit(front)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._timer.start()
        self._ask()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        if event.isAccepted() and not self._closed:
            self._closed = True
            self.closed.emit()
