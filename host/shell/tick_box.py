"""A check box whose box can be seen: the style's own has next to no outline on dark grounds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from host.shell.controls import painting
from host.shell.style import Appearance

_RADIUS_PX = 4
_TICK = ((0.24, 0.52), (0.43, 0.7), (0.77, 0.32))
"""Where the tick's strokes meet, in parts of the box."""


class TickBox(QCheckBox):
    """As Qt's, with outline and tick in the tokens' colours."""

    def __init__(self, appearance: Appearance, text: str) -> None:
        super().__init__(text)
        self._appearance = appearance
        appearance.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(place, option, self)).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        colours, colour = self._appearance.tokens.colours, self._appearance.colour
        checked, usable = self.isChecked(), self.isEnabled()
        ground = (colours.accent if usable else colours.outline) if checked else colours.surface
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(colour(ground))
            painter.setPen(QPen(colour(colours.outline if usable else colours.border), 1))
            painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)
            if checked:
                width, height = box.width(), box.height()
                ends = [QPointF(box.x() + x * width, box.y() + y * height) for x, y in _TICK]
                pen = QPen(colour(colours.on_accent), 1.75)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF(ends))
