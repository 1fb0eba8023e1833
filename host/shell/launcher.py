"""The first window: find a mini-program, installed or offered, and open it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
    QHBoxLayout,
    QLineEdit,
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
from host.shell.display_text import isolated
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.launcher_list import LauncherList
from host.shell.launcher_model import LauncherModel
from host.shell.launcher_rows import AppRow, Arranged, arrange
from host.shell.launcher_states import DropNotice, EmptyState
from host.shell.launcher_words import Section
from host.shell.scan_button import ScanButton, may_be_taken, taken_from
from host.shell.section_bar import SectionBar
from host.shell.style import Appearance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from host.shell.store_detail import DetailPage
    from host.shell.store_page import StorePage

PACKAGE_SUFFIX = ".ma"
_NAMED_FROM_PX = 480
"""In a narrower window the search has the room of the name, which the title bar has as well, and
the sections have the count's."""


class LauncherWindow(QWidget):
    """Shows `AppRow`s; says by signals what the person wants, and does nothing else.

    Signals with an app id: `open_requested`, `about_requested`, `permissions_requested`,
    `remove_requested`, `update_requested`, `roll_back_requested`; with the wish beside it,
    `pin_requested` and `stay_requested`. `sideload_requested` carries the path of a `.ma` file or
    a folder, `section_shown` a Section, `scan_requested` a `Taken` or None; `closed` says that
    this window is, `quit_requested` that all shall end. The pages of the registries are made when
    they are first looked at.
    """

    open_requested = Signal(str)
    about_requested = Signal(str)
    permissions_requested = Signal(str)
    remove_requested = Signal(str)
    update_requested = Signal(str)
    roll_back_requested = Signal(str)
    pin_requested = Signal(str, bool)
    stay_requested = Signal(str, bool)
    sideload_requested = Signal(str)
    section_shown = Signal(object)
    scan_requested = Signal(object)
    timings_requested = Signal()
    closed = Signal()
    quit_requested = Signal()

    def __init__(self, appearance: Appearance, shelf: IconShelf) -> None:
        super().__init__()
        self._appearance = appearance
        self._asked: tuple[str, str] | None = None
        self._texts = appearance.texts.launcher
        self._shelf = shelf
        self.model = LauncherModel(appearance.texts, self)
        self.list = LauncherList(appearance, shelf, self.model)
        self.sections = SectionBar(appearance.texts)
        self.search = self._make_search()
        self.add_button = GlyphButton(appearance, Glyph.ADD, self._texts.add_hint)
        self.scan_button = ScanButton(appearance)
        self.timings_button = GlyphButton(appearance, Glyph.CHART, self._texts.timings)
        self.count = label("", TextRole.MUTED)
        self._name = label(self._texts.title, TextRole.SUBTITLE)
        self.empty = EmptyState(
            appearance, self._texts.empty_title, self._texts.empty_body, self._texts.add
        )
        self.nothing_found = EmptyState(
            appearance, "", self._texts.nothing_found_body, self._texts.clear_search
        )
        discover = appearance.texts.store.sections[Section.DISCOVER]
        self.section_empty = EmptyState(appearance, "", "", discover)
        self._store: StorePage | None = None
        self._detail: DetailPage | None = None
        self._drop = DropNotice(appearance, self)
        self._heading = QWidget()
        self._body = QStackedLayout()
        self._since_open = QElapsedTimer()
        self._arrange()
        self._connect()
        self._refresh()

    def show_rows(self, rows: Sequence[AppRow]) -> None:
        """Show these installed apps; the query and the chosen app stay where they can."""
        self.show_arranged(arrange(rows, self._appearance.texts.language))

    def show_arranged(self, arranged: Arranged) -> None:
        """As `show_rows`, with rows that were put in order on another thread."""
        chosen = self.list.chosen_row()
        self.model.show_arranged(arranged)
        self.sections.count_updates(arranged.updates)
        self._refresh(chosen.app_id if chosen else None)

    @property
    def store(self) -> StorePage:
        """What the registries offer."""
        if self._store is None:
            from host.shell.store_page import StorePage

            self._store = StorePage(self._appearance, self._shelf)
            self._store.model.search(self.search.text())
            self._store.list.wants_search.connect(self._type_into_search)
            self._store.shown_changed.connect(self._refresh)
            self._body.addWidget(self._store)
        return self._store

    @property
    def detail(self) -> DetailPage:
        """One app of a registry."""
        if self._detail is None:
            from host.shell.store_detail import DetailPage

            self._detail = DetailPage(self._appearance, self._shelf)
            self._detail.left.connect(self._leave_detail)
            self._body.addWidget(self._detail)
        return self._detail

    def show_detail(self) -> None:
        """Put the page of one app in the place of the list."""
        self._heading.hide()
        self._body.setCurrentWidget(self.detail)
        self.detail.back.setFocus()

    def _leave_detail(self) -> None:
        self._heading.show()
        self._body.setCurrentWidget(self.list)  # whatever it was, it is not the detail any more
        self._refresh()
        self._into_list()

    # -- layout

    def _arrange(self) -> None:
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self._texts.title)
        QApplication.setWindowIcon(  # on every window that has no other
            QIcon(glyph_pixmap(Glyph.FANLIGHT, self._appearance.tokens.colours.accent, 64))
        )
        self.setMinimumSize(QSize(400, 420))
        self.resize(980, 680)
        self.setAcceptDrops(True)
        for page in (self.list, self.empty, self.nothing_found, self.section_empty):
            self._body.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(self._make_heading())
        layout.addLayout(self._body, 1)

    def _make_header(self) -> QWidget:
        header = frame(FrameRole.HEADER)
        header.setFixedHeight(64)
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(GlyphLabel(self._appearance, Glyph.FANLIGHT, 28, "accent_text"))
        self._name.setContentsMargins(0, 0, 16, 0)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self.search, 40)  # in a narrow window nearly all
        row.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(4)
        for each in (self.add_button, self.scan_button, self.timings_button):
            acts.addWidget(each)
        row.addLayout(acts)
        return header

    def _make_heading(self) -> QWidget:
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(24, 16, 24, 12)
        heading.setSpacing(12)
        heading.addWidget(self.sections, 1)
        heading.addWidget(self.count)
        return self._heading

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self._texts.search_hint)
        search.setAccessibleName(self._texts.search)
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
        self.sections.chosen.connect(self._show_section)
        self.section_empty.action.clicked.connect(lambda: self.sections.choose(Section.DISCOVER))
        self.model.searchable.connect(self._refresh_if_searching)
        self.add_button.clicked.connect(self._choose_file)
        self.scan_button.taken.connect(self.scan_requested)
        self.timings_button.clicked.connect(self.timings_requested)
        self.empty.action.clicked.connect(self._choose_file)
        self.nothing_found.action.clicked.connect(self.search.clear)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._focus_search)
        # Its key by name: Windows has no key that its programs quit by.
        leave = QShortcut(QKeySequence("Ctrl+Q"), self)
        leave.activated.connect(self.quit_requested)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._escape)
        slash = QShortcut(QKeySequence(Qt.Key.Key_Slash), self.sections)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash.activated.connect(self._focus_search)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._into_list)
        self.search.setFocus()

    def _show_section(self, section: Section) -> None:
        if section is Section.DISCOVER:
            self.store.model.search(self.search.text())
        else:
            self.model.show_section(section)
        self._refresh()
        self.section_shown.emit(section)

    def _escape(self) -> None:
        if self._detail is not None and self._body.currentWidget() is self._detail:
            self._detail.left.emit()
        else:
            self.search.clear()

    def _search(self, query: str) -> None:
        # Made with the first letter: it is a tenth of what the window takes to be made.
        self.search.setClearButtonEnabled(True)
        if self._detail is not None and self._body.currentWidget() is self._detail:
            self._leave_detail()
            self.search.setFocus()
        if self.sections.section is Section.DISCOVER:
            self.store.model.search(query)
        else:
            self.model.search(query)
        self._refresh()

    def _refresh_if_searching(self) -> None:
        if self.search.text().strip():
            self._refresh()

    def _refresh(self, chosen: str | None = None) -> None:
        if self._detail is not None and self._body.currentWidget() is self._detail:
            return
        if self.sections.section is Section.DISCOVER:
            self._body.setCurrentWidget(self.store)
            self.store.refresh(self.search.text())
            self._say_count(self.store.count_text() if self.store.model.total else "")
            return
        model, section = self.model, self.sections.section
        shown, total = model.rowCount(), model.total if section is Section.ALL else model.in_section
        if section is Section.ALL and not self.search.text().strip():
            shown += model.more
        if not model.total and section is Section.ALL:
            self._body.setCurrentWidget(self.empty)
        elif not total:
            words = self._appearance.texts.store
            said = words.empty_titles[section], words.empty_bodies[section]
            self.section_empty.say(*(self._asked if section is Section.UPDATES else said) or said)
            self._body.setCurrentWidget(self.section_empty)
        elif not shown:
            self.search.setFocus()  # the list that may have had it goes away
            query = isolated(self.search.text(), 40)
            self.nothing_found.title.setText(self._texts.nothing_found_title.format(query=query))
            self._body.setCurrentWidget(self.nothing_found)
        else:
            self._body.setCurrentWidget(self.list)
            self.list.choose(model.place_of(chosen) if chosen else None)
        self._say_count(self._count_text(shown, total) if total else "")

    def show_asked(self, *, asking: bool = False, unreachable: Sequence[str] = ()) -> None:
        """What stands in the section "Updates" while none is known: that the registries are being
        asked, or which could not be."""
        words = self._appearance.texts.store
        lines = [words.offline_notice.format(registry=isolated(name)) for name in unreachable]
        self._asked = None
        if asking or lines:
            title = words.looking if asking else words.empty_titles[Section.DISCOVER]
            self._asked = title, "\n".join(lines)
        if self.sections.section is Section.UPDATES:
            self._refresh()

    def _say_count(self, text: str) -> None:
        """In a narrow window the sections need its room."""
        self.count.setText(text)
        self.count.setVisible(bool(text) and self.width() >= _NAMED_FROM_PX)

    def _count_text(self, shown: int, total: int) -> str:
        if shown != total:
            return self._texts.count_found.format(found=f"{shown:,}", count=f"{total:,}")
        one, many = self._texts.count_one, self._texts.count_many
        if self.sections.section is not Section.ALL:  # some of what is installed
            words = self._appearance.texts.store
            one, many = words.offers_one, words.offers_many
        return one if total == 1 else many.format(count=f"{total:,}")

    def _open_chosen(self) -> None:
        if self.sections.section is Section.DISCOVER:
            self.store.open_chosen()
        elif row := self.list.chosen_row():
            self._open(row)

    def _open_index(self, index: QModelIndex) -> None:
        self._open(self.model.row(index.row()))

    def _open(self, row: AppRow) -> None:
        # A double click arrives as click, activation and click again: one opening.
        interval_ms = QApplication.doubleClickInterval()
        if self._since_open.isValid() and self._since_open.elapsed() < interval_ms:
            return
        self._since_open.restart()
        # Who looks at updates wants them; the page they stand on opens the app too.
        updates = self.sections.section is Section.UPDATES
        (self.update_requested if updates else self.open_requested).emit(str(row.app_id))

    def _type_into_search(self, text: str) -> None:
        self.search.setFocus()
        if text != "/":  # which asks for the search itself, as on many pages
            self.search.setText(self.search.text() + text)

    def _into_list(self) -> None:
        discover = self.sections.section is Section.DISCOVER
        (self.store.list if discover else self.list).setFocus()

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _choose_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(
            self, self._texts.choose_package, "", self._texts.package_files
        )
        if chosen:
            self.sideload_requested.emit(chosen)

    def make_menu(self, row: AppRow) -> QMenu:
        """The context menu of one app."""
        from host.shell.launcher_menu import LauncherActs, app_menu

        acts = LauncherActs(
            self.open_requested.emit,
            self.about_requested.emit,
            self.permissions_requested.emit,
            self.remove_requested.emit,
            self.pin_requested.emit,
            self.update_requested.emit,
            self.stay_requested.emit,
            self.roll_back_requested.emit,
        )
        return app_menu(self, self._appearance.texts, row, acts)

    def _show_menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if not index.isValid():
            return
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, select)
        menu = self.make_menu(self.model.row(index.row()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(point))

    # -- dropping a package, or a picture of a code

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        package = _dropped_path(event) is not None
        if package or may_be_taken(event.mimeData()):
            event.acceptProposedAction()
            self._drop.open(picture=not package)

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent, /) -> None:
        self._drop.hide()
        if (path := _dropped_path(event)) is not None:
            event.acceptProposedAction()
            self.sideload_requested.emit(str(path))
        elif (taken := taken_from(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.scan_requested.emit(taken)

    def closeEvent(self, event: QCloseEvent, /) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._drop.setGeometry(self.rect())
        narrow = self.width() < _NAMED_FROM_PX
        self._name.setHidden(narrow)
        words = self._texts
        self.search.setPlaceholderText(words.search if narrow else words.search_hint)
        self._say_count(self.count.text())
        self.sections.make_narrow(narrow)


def _dropped_path(event: QDropEvent) -> Path | None:
    """The one local `.ma` file or folder of a drop; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == PACKAGE_SUFFIX or path.is_dir() else None
