"""The first window: find an installed mini-program and open it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QElapsedTimer,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from host.shell.app_icons import IconShelf
from host.shell.controls import (
    FrameRole,
    GlyphButton,
    GlyphLabel,
    TextRole,
    frame,
    label,
)
from host.shell.display_text import isolated, menu_text, plain
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.launcher_list import LauncherList
from host.shell.launcher_model import AppRow, LauncherModel
from host.shell.launcher_states import DropNotice, EmptyState
from host.shell.style import Appearance

PACKAGE_SUFFIX = ".ma"


class LauncherWindow(QWidget):
    """Shows `AppRow`s; says by signals what the person wants, and does nothing else.

    Signals with an app id: `open_requested`, `about_requested`, `permissions_requested`,
    `remove_requested`. `sideload_requested` carries the path of a `.ma` file or a folder.
    """

    open_requested = Signal(str)
    about_requested = Signal(str)
    permissions_requested = Signal(str)
    remove_requested = Signal(str)
    sideload_requested = Signal(str)
    timings_requested = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance, shelf: IconShelf) -> None:
        super().__init__()
        self._appearance = appearance
        self._texts = appearance.texts.launcher
        self.model = LauncherModel(appearance.texts, self)
        self.list = LauncherList(appearance, shelf, self.model)
        self.search = self._make_search()
        self.add_button = GlyphButton(appearance, Glyph.ADD, self._texts.add_hint)
        self.timings_button = GlyphButton(appearance, Glyph.CHART, self._texts.timings)
        self.count = label("", TextRole.MUTED)
        self.empty = EmptyState(
            appearance, self._texts.empty_title, self._texts.empty_body, self._texts.add
        )
        self.nothing_found = EmptyState(
            appearance, "", self._texts.nothing_found_body, self._texts.clear_search
        )
        self._drop = DropNotice(appearance, self)
        self._body = QStackedLayout()
        self._since_open = QElapsedTimer()
        self._arrange()
        self._connect()
        self._refresh()

    def show_rows(self, rows: Sequence[AppRow]) -> None:
        """Show these installed apps; the query and the chosen app stay where they can."""
        chosen = self.list.chosen_row()
        self.model.show_rows(rows)
        self._refresh(chosen.app_id if chosen else None)

    # -- layout

    def _arrange(self) -> None:
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self._texts.title)
        self.setWindowIcon(
            QIcon(glyph_pixmap(Glyph.FANLIGHT, self._appearance.tokens.colours.accent, 64))
        )
        self.setMinimumSize(QSize(400, 420))
        self.resize(980, 680)
        self.setAcceptDrops(True)
        for page in (self.list, self.empty, self.nothing_found):
            self._body.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addLayout(self._make_heading())
        layout.addLayout(self._body, 1)

    def _make_header(self) -> QWidget:
        header = frame(FrameRole.HEADER)
        header.setFixedHeight(64)
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(GlyphLabel(self._appearance, Glyph.FANLIGHT, 28, "accent_text"))
        row.addWidget(label(self._texts.title, TextRole.SUBTITLE))
        row.addSpacing(16)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addSpacing(8)
        row.addWidget(self.add_button)
        row.addWidget(self.timings_button)
        return header

    def _make_heading(self) -> QHBoxLayout:
        heading = QHBoxLayout()
        heading.setContentsMargins(24, 20, 24, 12)
        heading.setSpacing(12)
        heading.addWidget(label(self._texts.all_apps, TextRole.TITLE))
        heading.addStretch(1)
        heading.addWidget(self.count)
        return heading

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self._texts.search_hint)
        search.setAccessibleName(self._texts.search)
        search.setClearButtonEnabled(True)
        search.setMaxLength(120)
        search.setMinimumWidth(140)
        search.setMaximumWidth(420)
        colour = self._appearance.tokens.colours.text_muted
        icon = QIcon(glyph_pixmap(Glyph.SEARCH, colour, 18, self.devicePixelRatioF()))
        search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        return search

    # -- what the person does

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_chosen)
        self.list.clicked.connect(self._open_index)
        self.list.activated.connect(self._open_index)
        self.list.wants_search.connect(self._type_into_search)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.add_button.clicked.connect(self._choose_file)
        self.timings_button.clicked.connect(self.timings_requested)
        self.empty.action.clicked.connect(self._choose_file)
        self.nothing_found.action.clicked.connect(self.search.clear)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._focus_search)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.search.clear)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.list.setFocus)
        self.search.setFocus()

    def _search(self, query: str) -> None:
        self.model.search(query)
        self._refresh()

    def _refresh(self, chosen: str | None = None) -> None:
        shown, total = self.model.rowCount(), self.model.total
        if not total:
            self._body.setCurrentWidget(self.empty)
        elif not shown:
            self.search.setFocus()  # the list that may have had it goes away
            query = isolated(self.search.text(), 40)
            self.nothing_found.title.setText(self._texts.nothing_found_title.format(query=query))
            self._body.setCurrentWidget(self.nothing_found)
        else:
            self._body.setCurrentWidget(self.list)
            self.list.choose(self.model.place_of(chosen) if chosen else None)
        self.count.setText(self._count_text(shown, total))
        self.count.setVisible(total > 0)

    def _count_text(self, shown: int, total: int) -> str:
        if shown != total:
            return self._texts.count_found.format(found=f"{shown:,}", count=f"{total:,}")
        if total == 1:
            return self._texts.count_one
        return self._texts.count_many.format(count=f"{total:,}")

    def _open_chosen(self) -> None:
        if row := self.list.chosen_row():
            self._open(row)

    def _open_index(self, index: QModelIndex) -> None:
        self._open(self.model.row(index.row()))

    def _open(self, row: AppRow) -> None:
        # A double click arrives as click, activation and click again: one opening.
        interval_ms = QApplication.doubleClickInterval()
        if self._since_open.isValid() and self._since_open.elapsed() < interval_ms:
            return
        self._since_open.restart()
        self.open_requested.emit(str(row.app_id))

    def _type_into_search(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._texts.choose_package, "", self._texts.package_files
        )
        if chosen:
            self.sideload_requested.emit(chosen)

    def make_menu(self, row: AppRow) -> QMenu:
        """The context menu of one app."""
        menu = QMenu(self)
        menu.setAccessibleName(plain(row.local(self._appearance.texts.language).name))
        for text, signal in (
            (self._texts.open, self.open_requested),
            (self._texts.about, self.about_requested),
            (self._texts.permissions, self.permissions_requested),
            (self._texts.remove, self.remove_requested),
        ):
            if text == self._texts.remove:
                menu.addSeparator()
            action = menu.addAction(menu_text(text))
            action.triggered.connect(lambda _=False, emit=signal.emit: emit(str(row.app_id)))
        return menu

    def _show_menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, select)
        menu = self.make_menu(self.model.row(index.row()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(point))

    # -- dropping a package

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if _dropped_path(event) is not None:
            event.acceptProposedAction()
            self._drop.open()

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent, /) -> None:
        self._drop.hide()
        if (path := _dropped_path(event)) is not None:
            event.acceptProposedAction()
            self.sideload_requested.emit(str(path))

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._drop.setGeometry(self.rect())


def _dropped_path(event: QDropEvent) -> Path | None:
    """The one local `.ma` file or folder of a drop; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == PACKAGE_SUFFIX or path.is_dir() else None
