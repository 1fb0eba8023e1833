"""Paints one card of the launcher; no widget per app."""

from __future__ import annotations

from typing import Protocol

import msgspec
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from host.shell.app_icons import IconRequest, IconShelf
from host.shell.badges import Tint, badge_look
from host.shell.display_text import plain
from host.shell.glyphs import Glyph, glyph_pixmap
from host.shell.launcher_model import Role
from host.shell.launcher_rows import AppRow
from host.shell.launcher_words import Note
from host.shell.style import Appearance
from host.shell.tokens import Colours, TypeStyle

CARD_HEIGHT_PX = 104
ICON_PX = 48
_GAP_PX = 12
_PIN_PX = 14


class Line(msgspec.Struct, frozen=True):
    text: str
    style: TypeStyle
    colour: str


class CardList(Protocol):
    """What a card asks the list that it stands in."""

    def is_hovered(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the pointer is over it."""

    def is_chosen(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether it is selected, and the keyboard's."""


class AppCardDelegate(QStyledItemDelegate):
    """A card: icon, name, one or two lines of description, publisher and badge."""

    def __init__(
        self, appearance: Appearance, shelf: IconShelf, cards: CardList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._list = cards
        self._appearance = appearance
        self._shelf = shelf
        self._card_size = QSize(300, CARD_HEIGHT_PX + _GAP_PX)

    def fit(self, width_px: int) -> None:
        """Use cells of this width from now on."""
        self._card_size = QSize(width_px, CARD_HEIGHT_PX + _GAP_PX)

    @property
    def cell_height_px(self) -> int:
        return self._card_size.height()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        return self._card_size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        row = index.data(Role.ROW)
        if not isinstance(row, AppRow):
            return
        cell = option.rect
        card = cell.adjusted(0, 0, -_GAP_PX, -_GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, card, index)
        self._paint_row(painter, card.adjusted(16, 14, -16, -14), row)
        painter.restore()

    def _paint_card(
        self, painter: QPainter, card: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = self._appearance.tokens.colours
        # Not the option's state: looking at it makes all of QStyle's enums, 4 ms of a start.
        hovered, chosen = self._list.is_hovered(index), self._list.is_chosen(index)
        painter.setBrush(self._ink(colours.surface_hover if hovered else colours.surface))
        line_px = 2 if chosen else 1
        pen = QPen(self._ink(colours.accent if chosen else colours.border))
        pen.setWidth(line_px)
        painter.setPen(pen)
        corner = self._appearance.tokens.radius.card_px
        inset = line_px / 2
        area = QRectF(card).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, corner, corner)

    def _paint_row(self, painter: QPainter, area: QRect, row: AppRow) -> None:
        texts, scale = self._appearance.texts, self._appearance.tokens.type
        colours = self._appearance.tokens.colours
        local = row.local(texts.language)
        name = plain(local.name) or str(row.app_id)
        ratio = painter.device().devicePixelRatio()
        icon = self._shelf.pixmap(IconRequest(row.app_id, name, row.read_icon), ICON_PX, ratio)
        painter.drawPixmap(area.left(), area.top() + 2, icon)
        left = area.left() + ICON_PX + 14
        width = area.right() - left + 1
        top = area.top() - 1
        if row.pinned:
            pin = glyph_pixmap(Glyph.PIN, colours.accent_text, _PIN_PX, ratio)
            painter.drawPixmap(area.right() - _PIN_PX + 1, area.top() + 3, pin)
            width -= _PIN_PX + 6
        self._line(painter, QRect(left, top, width, 24), Line(name, scale.strong, colours.text))
        description = plain(local.description, 160)
        width = area.right() - left + 1
        self._line(
            painter,
            QRect(left, top + 24, width, 20),
            Line(description, scale.caption, colours.text_muted),
        )
        self._foot(painter, QRect(left, area.bottom() - 19, width, 20), row)

    def _foot(self, painter: QPainter, area: QRect, row: AppRow) -> None:
        scale, colours = self._appearance.tokens.type, self._appearance.tokens.colours
        look = badge_look(row.badge, self._appearance.texts)
        font = self._appearance.font(scale.caption)
        pill_width = QFontMetrics(font).horizontalAdvance(look.name) + 16
        soft, ink = _tint_colours(colours, look.tint)
        pill = QRect(area.left(), area.top(), pill_width, area.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink(soft))
        painter.drawRoundedRect(QRectF(pill), 10, 10)
        painter.setFont(font)
        painter.setPen(self._ink(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, look.name)
        rest = area.adjusted(pill_width + 8, 0, 0, 0)
        if row.note is not Note.NONE:
            note = self._appearance.texts.store.notes[row.note]
            note_width = QFontMetrics(font).horizontalAdvance(note) + 2
            place = QRect(area.right() - note_width + 1, area.top(), note_width, area.height())
            withdrawn = row.note is Note.WITHDRAWN
            ink = colours.danger_text if withdrawn else colours.accent_text
            self._line(painter, place, Line(note, scale.caption, ink))
            rest.setRight(place.left() - 8)
        self._line(painter, rest, Line(plain(row.publisher), scale.caption, colours.text_muted))

    def _line(self, painter: QPainter, area: QRect, line: Line) -> None:
        font = self._appearance.font(line.style)
        painter.setFont(font)
        painter.setPen(self._ink(line.colour))
        shown = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, area.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.TextFlag.TextSingleLine, shown)

    def _ink(self, name: str) -> QColor:
        return self._appearance.colour(name)


def _tint_colours(colours: Colours, tint: Tint) -> tuple[str, str]:
    return {
        Tint.SUCCESS: (colours.success_soft, colours.success_text),
        Tint.WARNING: (colours.warning_soft, colours.warning_text),
        Tint.ACCENT: (colours.accent_soft, colours.accent_text),
        Tint.DANGER: (colours.danger_soft, colours.danger_text),
    }[tint]
