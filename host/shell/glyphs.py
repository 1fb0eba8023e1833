"""The shell's own monochrome icons, drawn on a 24 × 24 grid in the colour of the text."""

from __future__ import annotations

import enum

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Glyph(enum.Enum):
    """Each value is the body of an SVG: strokes of 1.75, round caps and joins."""

    BACK = '<path d="M14.5 5.5 8 12l6.5 6.5"/>'
    HOME = '<path d="M4.5 11.5L12 5l7.5 6.5V19.5h-5v-5h-5v5h-5z"/>'
    SHARE = '<path d="M12 14.5V4M8 7.5L12 4l4 3.5M6 11.5V20h12v-8.5"/>'
    DOWN = '<path d="M6 9.5l6 6 6-6"/>'
    DOTS = (
        '<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="2"/>'
        '<circle cx="12" cy="12" r="2.6"/><circle cx="19" cy="12" r="2"/></g>'
    )
    CLOSE = '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>'
    SEARCH = '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>'
    ADD = '<path d="M12 5v14M5 12h14"/>'
    SCAN = (
        '<path d="M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15"/>'
        '<path d="M8.5 8.5h2.5v2.5H8.5zM13.5 8.5h2v2h-2zM8.5 13.5h2v2h-2zM13.5 13.5h2v2"/>'
    )
    CHART = '<path d="M4 20h16M7 20v-6M12 20V5M17 20V10"/>'
    VERIFIED = (
        '<path d="M12 3l7 2.6v5.6c0 4.4-2.9 7.8-7 9.8-4.1-2-7-5.4-7-9.8V5.6z"/>'
        '<path d="M8.8 11.8l2.3 2.3 4.2-4.4"/>'
    )
    SIDELOADED = '<path d="M12 4v10M8 10.5l4 4 4-4M5 18.5h14"/>'
    DEVELOPMENT = '<path d="M8.5 7.5L4 12l4.5 4.5M15.5 7.5L20 12l-4.5 4.5"/>'
    WARNING = '<path d="M12 4.5l8.5 15h-17zM12 10.5v4M12 17.2v.1"/>'
    RELOAD = '<path d="M19 12a7 7 0 1 1-2.1-5M19.4 4.6v4h-4"/>'
    DONE = '<path d="M5 12.8l4.6 4.6L19 7.6"/>'
    INFO = '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>'
    SHIELD = '<path d="M12 3l7 2.6v5.6c0 4.4-2.9 7.8-7 9.8-4.1-2-7-5.4-7-9.8V5.6z"/>'
    REMOVE = '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l.9 12.5h8.2L17 7M10.4 10.5v5.5M13.6 10.5v5.5"/>'
    OPEN = '<path d="M8 5.5v13l10.5-6.5z"/>'
    DROP = '<path d="M12 4v10.5M8 10.5l4 4 4-4M4.5 14.5V20h15v-5.5"/>'
    CLIPBOARD = '<path d="M8.5 5.5H6V20h12V5.5h-2.5M9 4h6v3.5H9zM9 12h6M9 15.5h4"/>'
    LOCATION = (
        '<path d="M12 21c4-4.2 6.5-7.6 6.5-11a6.5 6.5 0 0 0-13 0c0 3.4 2.5 6.8 6.5 11z"/>'
        '<circle cx="12" cy="10" r="2.3"/>'
    )
    BELL = (
        '<path d="M6 16.5c1.2-1.4 1.4-3 1.4-5.2a4.6 4.6 0 0 1 9.2 0c0 2.2.2 3.8 1.4 5.2z"/>'
        '<path d="M10.2 19.3a2 2 0 0 0 3.6 0"/>'
    )
    PIN = '<path d="M9 4h6l-.8 6 3.3 3.5h-11L9.8 10zM12 13.5V20"/>'
    SIZE = '<path d="M4.5 6h15v12h-15zM12.5 6v12"/>'
    APPS = (
        '<rect x="4.5" y="4.5" width="6" height="6" rx="1.5"/>'
        '<rect x="13.5" y="4.5" width="6" height="6" rx="1.5"/>'
        '<rect x="4.5" y="13.5" width="6" height="6" rx="1.5"/>'
        '<rect x="13.5" y="13.5" width="6" height="6" rx="1.5"/>'
    )
    FANLIGHT = (
        '<path d="M3.5 17.5a8.5 8.5 0 0 1 17 0z"/><path d="M12 17.5V9M12 17.5L6 11.5'
        'M12 17.5l6-6"/><path d="M3 20.5h18"/>'
    )


_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
    "{body}</svg>"
)


def glyph_pixmap(glyph: Glyph, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """`glyph` in `colour` (`#rrggbb`) as a square of `size_px` logical pixels.

    `ratio` is the screen's device pixels per logical pixel.
    """
    source = _FRAME.format(body=glyph.value).replace("currentColor", colour)
    pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
