"""The launcher's list view: cards in columns that fill the width."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from host.shell.app_icons import IconShelf
from host.shell.launcher_delegate import AppCardDelegate
from host.shell.launcher_model import LauncherModel
from host.shell.launcher_rows import AppRow
from host.shell.style import Appearance

_MIN_CELL_PX = 296


class LauncherList(QListView):
    """Left to right, then down. `wants_search(text)` when a letter is typed on it; `painted` once
    its cards were drawn."""

    wants_search = Signal(str)

    def __init__(self, appearance: Appearance, shelf: IconShelf, model: LauncherModel) -> None:
        super().__init__()
        self.painted = False
        self._model = model
        self._hovered = -1
        self._cards = AppCardDelegate(appearance, shelf, self, self)
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setAccessibleName(appearance.texts.launcher.list_name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.entered.connect(self._note_hovered)
        self.viewportEntered.connect(self._note_hovered)
        self.setViewportMargins(24, 0, 0, 0)
        bar = self.verticalScrollBar()
        bar.setSingleStep(40)
        # Its place is kept, so that the columns stay; its handle is drawn only where it moves.
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
        bar.setEnabled(False)
        # Not its viewport now: finding that one's Python type costs 11 ms, and a start needs none.
        appearance.changed.connect(lambda: self.viewport().update())
        shelf.arrived.connect(self._redraw)

    def chosen_row(self) -> AppRow | None:
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def is_hovered(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the pointer is over the card at `index`."""
        return index.row() == self._hovered and self.underMouse()

    def is_chosen(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the card at `index` is selected, and the keyboard's."""
        return (
            self.hasFocus()
            and index == self.currentIndex()
            and self.selectionModel().isSelected(self.currentIndex())
        )

    def choose(self, number: int | None) -> None:
        """Choose a shown row, by default the first."""
        index = self._model.index(number or 0, 0)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        self.painted = True

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        width = self.maximumViewportSize().width() - 1
        columns = max(1, width // _MIN_CELL_PX)
        self._cards.fit(width // columns)
        self.setGridSize(QSize(width // columns, self._cards.cell_height_px))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        text = event.text()
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain_key and text.isprintable() and text.strip():
            self.wants_search.emit(text)
        elif _asks_for_menu(event) and self.currentIndex().isValid():
            center = self.visualRect(self.currentIndex()).center()
            self.customContextMenuRequested.emit(center)
        else:
            super().keyPressEvent(event)

    def _note_hovered(self, index: QModelIndex | None = None) -> None:
        """By Qt's signals: over a card, or over the ground between them (None)."""
        self._hovered = -1 if index is None else index.row()

    def _redraw(self, app_id: str) -> None:
        number = self._model.place_of(app_id)
        if number is not None:
            self.viewport().update(self.visualRect(self._model.index(number, 0)))


def _asks_for_menu(event: QKeyEvent) -> bool:
    """The menu key, or what stands for it on keyboards without one."""
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (shifted and event.key() == Qt.Key.Key_F10)
