"""App icons: a letter tile at once, the real icon when a worker thread has decoded it."""

from __future__ import annotations

import unicodedata
import zlib
from collections import OrderedDict
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QRectF, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from host.shell.controls import painting
from host.shell.display_text import plain
from host.shell.icon_decode import decode_icon
from host.shell.style import base_font
from host.shell.tokens import Tone, channels, tokens_for

IconReader = Callable[[], bytes | None]
"""Gives an icon's bytes, or None; called on a worker thread, so it may read from disk."""

TILE_COLOURS = (
    "#0f6e66",
    "#2b5fb0",
    "#7a3fa0",
    "#a83a62",
    "#a8451f",
    "#7a5a00",
    "#3d6b22",
    "#4a5568",
)
"""White is read on each at ≥ 4.5:1."""

_KEPT_ICONS = 600
_ROUNDING = 0.22


class IconRequest(msgspec.Struct, frozen=True):
    """Which icon: `key` is the app id; `name` gives the tile its letter."""

    key: str
    name: str
    read: IconReader | None


class _Arrival(QObject):
    decoded = Signal(str, int, QImage)


class _Decoding(QRunnable):
    def __init__(self, request: IconRequest, side_px: int, arrival: _Arrival) -> None:
        super().__init__()
        self._request = request
        self._side_px = side_px
        self._arrival = arrival

    def run(self) -> None:
        content = self._request.read() if self._request.read else None
        image = decode_icon(content, self._side_px) if content else None
        self._arrival.decoded.emit(self._request.key, self._side_px, image or QImage())


class IconShelf(QObject):
    """Keeps the icons last shown. Ask it in paint events; it never waits.

    `arrived(key)` is emitted when a tile has become the real icon.
    """

    arrived = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        # Tiles of what nobody could read an icon of then, as an offer's before it is installed.
        self._unread: set[tuple[str, int]] = set()
        # Nobody's child: what is still being decoded tells it, when the shelf has gone as well.
        self._arrival = _Arrival()
        self._arrival.decoded.connect(self._keep)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)

    def pixmap(self, request: IconRequest, size_px: int, ratio: float) -> QPixmap:
        """The icon as a rounded square of `size_px` logical pixels at `ratio`."""
        side_px = round(size_px * ratio)
        place = (request.key, side_px)
        found = self._kept.get(place)
        if found is None:
            found = letter_tile(request.key, request.name, side_px)
            self._put(place, found)
            self._unread.add(place)
        else:
            self._kept.move_to_end(place)
        if request.read is not None and place in self._unread:
            self._unread.remove(place)
            self._pool.start(_Decoding(request, side_px, self._arrival))
        shown = QPixmap(found)
        shown.setDevicePixelRatio(ratio)
        return shown

    def forget(self, key: str) -> None:
        """Decode `key` afresh next time: its version changed."""
        for place in [place for place in self._kept if place[0] == key]:
            del self._kept[place]
            self._unread.discard(place)

    def _keep(self, key: str, side_px: int, image: QImage) -> None:
        if not image.isNull():
            self._put((key, side_px), _rounded(image))
            self.arrived.emit(key)

    def _put(self, place: tuple[str, int], pixmap: QPixmap) -> None:
        self._kept[place] = pixmap
        self._kept.move_to_end(place)
        while len(self._kept) > _KEPT_ICONS:
            gone, _ = self._kept.popitem(last=False)
            self._unread.discard(gone)


class AppIcon(QWidget):
    """One app's icon as a widget."""

    def __init__(self, shelf: IconShelf, request: IconRequest, size_px: int) -> None:
        super().__init__()
        self._shelf = shelf
        self._request = request
        self._size_px = size_px
        self.setFixedSize(size_px, size_px)
        shelf.arrived.connect(self._redraw)

    def _redraw(self, key: str) -> None:
        if key == self._request.key:
            self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        with painting(self) as painter:
            pixmap = self._shelf.pixmap(self._request, self._size_px, self.devicePixelRatioF())
            painter.drawPixmap(0, 0, pixmap)


def tile_letter(name: str) -> str:
    """The letter on the tile: the first letter or digit of the name, in upper case."""
    for char in plain(name):
        if unicodedata.category(char)[0] in "LN":
            return char.upper()[0]
    return "·"


def letter_tile(key: str, name: str, side_px: int) -> QPixmap:
    """A rounded square of `side_px` device pixels; the colour depends on `key` alone."""
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = TILE_COLOURS[zlib.crc32(key.encode()) % len(TILE_COLOURS)]
    painter.setBrush(QColor(*channels(colour)))
    painter.setPen(Qt.PenStyle.NoPen)
    area = QRectF(0, 0, side_px, side_px)
    painter.drawRoundedRect(area, side_px * _ROUNDING, side_px * _ROUNDING)
    font = base_font(tokens_for(Tone.LIGHT), chinese=True)
    font.setPixelSize(max(1, round(side_px * 0.46)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tile_letter(name))
    painter.end()
    return pixmap


def _rounded(image: QImage) -> QPixmap:
    """The image clipped to the tile's shape, so that all icons of a list share one outline."""
    pixmap = QPixmap(image.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(image)
    painter.setPen(Qt.PenStyle.NoPen)
    corner = image.width() * _ROUNDING
    painter.drawRoundedRect(QRectF(image.rect()), corner, corner)
    painter.end()
    return pixmap
