"""First screens day by day: three percentiles as lines, the budget across them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from host.settings import FIRST_SCREEN_BUDGET_MS
from host.shell.controls import paint_focus, painting
from host.shell.style import Appearance
from host.shell.waterfall import milliseconds, tick_step_ms
from host.timings.spread import DaySpread, Spread

_HEIGHT_PX = 208
_TOP_PX = 28
_BOTTOM_PX = 24
_MARK_PX = 4.0
_LINES: tuple[tuple[Callable[[Spread], float], Qt.PenStyle], ...] = (
    (lambda spread: spread.p50_ms, Qt.PenStyle.SolidLine),
    (lambda spread: spread.p90_ms, Qt.PenStyle.DashLine),
    (lambda spread: spread.p99_ms, Qt.PenStyle.DotLine),
)


class TrendChart(QWidget):
    """Painted; its accessible description says every day. Lines differ in kind, not in colour
    alone, and each has its own shape of points."""

    def __init__(self, appearance: Appearance, budget_ms: float = FIRST_SCREEN_BUDGET_MS) -> None:
        super().__init__()
        self._appearance = appearance
        self._budget_ms = budget_ms
        self._days: tuple[DaySpread, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT_PX)
        self.setAccessibleName(appearance.texts.timings.over_time)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a screen reader says what it shows
        appearance.changed.connect(self.update)

    def show_days(self, days: Sequence[DaySpread]) -> None:
        """Show these, oldest first."""
        self._days = tuple(days)
        self.setAccessibleDescription(self._description())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, _HEIGHT_PX)

    def _description(self) -> str:
        texts = self._appearance.texts
        return " ".join(
            texts.timings.trend_accessible.format(
                day=self._day_text(day.day),
                count=day.first_screen.count,
                p50=milliseconds(texts, day.first_screen.p50_ms),
                p90=milliseconds(texts, day.first_screen.p90_ms),
                p99=milliseconds(texts, day.first_screen.p99_ms),
            )
            for day in self._days
        )

    def _day_text(self, day: datetime.date) -> str:
        locale = QLocale(self._appearance.texts.language)
        return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self._days:
            return
        font = self._appearance.font(self._appearance.tokens.type.caption)
        metrics = QFontMetrics(font)
        top_ms = 1.08 * max(self._budget_ms, *(day.first_screen.p99_ms for day in self._days))
        left = metrics.horizontalAdvance("00,000") + 8
        chart = QRectF(left, _TOP_PX, self.width() - left - 12, _HEIGHT_PX - _TOP_PX - _BOTTOM_PX)
        with painting(self) as painter:
            painter.setFont(font)
            self._paint_scale(painter, chart, top_ms)
            self._paint_days(painter, chart)
            for number in range(len(_LINES)):
                self._paint_line(painter, chart, top_ms, number)
            self._paint_legend(painter)
            paint_focus(painter, self, self._appearance)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        colours, look = self._appearance.tokens.colours, self._appearance
        return look.colour(colours.accent), look.colour(colours.text), look.colour(colours.outline)

    def _paint_scale(self, painter: QPainter, chart: QRectF, top_ms: float) -> None:
        colours, look = self._appearance.tokens.colours, self._appearance
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick in range(0, int(top_ms) + 1, tick_step_ms(top_ms)):
            y = _y(chart, tick, top_ms)
            painter.setPen(look.colour(colours.border))
            painter.drawLine(QPointF(chart.left(), y), QPointF(chart.right(), y))
            painter.setPen(look.colour(colours.text_muted))
            painter.drawText(QRectF(0, y - 10, chart.left() - 8, 20), right, f"{tick:,}")
        y = _y(chart, self._budget_ms, top_ms)
        painter.setPen(QPen(look.colour(colours.danger_text), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(chart.left(), y), QPointF(chart.right(), y))
        text = look.texts.timings.budget.format(ms=f"{self._budget_ms:,.0f}")
        painter.drawText(QRectF(chart.left(), y - 20, chart.width(), 18), right, text)

    def _paint_days(self, painter: QPainter, chart: QRectF) -> None:
        colours = self._appearance.tokens.colours
        painter.setPen(self._appearance.colour(colours.text_muted))
        widest = max(
            painter.fontMetrics().horizontalAdvance(self._day_text(d.day)) for d in self._days
        )
        room = max(1, int(chart.width() // (widest + 16)))
        every = -(-len(self._days) // room)
        for number, day in enumerate(self._days):
            if number % every:
                continue
            x = self._x(chart, number)
            left = min(max(x - widest / 2, 0), self.width() - widest)
            area = QRectF(left, chart.bottom() + 4, widest, _BOTTOM_PX - 4)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._day_text(day.day))

    def _paint_line(self, painter: QPainter, chart: QRectF, top_ms: float, number: int) -> None:
        value, style = _LINES[number]
        ink = self._colours()[number]
        points = [
            QPointF(self._x(chart, place), _y(chart, value(day.first_screen), top_ms))
            for place, day in enumerate(self._days)
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2, style))
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            _paint_point(painter, point, ink, number)

    def _paint_legend(self, painter: QPainter) -> None:
        words = self._appearance.texts.timings
        x = 4.0
        names = (words.p50, words.p90, words.p99)
        for number, (name, ink) in enumerate(zip(names, self._colours(), strict=True)):
            painter.setPen(QPen(ink, 2, _LINES[number][1]))
            painter.drawLine(QPointF(x, 9), QPointF(x + 28, 9))
            _paint_point(painter, QPointF(x + 14, 9), ink, number)
            painter.setPen(self._appearance.colour(self._appearance.tokens.colours.text_muted))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + 34, 0, width + 2, 18), Qt.AlignmentFlag.AlignVCenter, name)
            x += 34 + width + 20

    def _x(self, chart: QRectF, place: int) -> float:
        """Days stand at equal distances, a single one in the middle."""
        return chart.left() + chart.width() * (place + 0.5) / len(self._days)


def _y(chart: QRectF, ms: float, top_ms: float) -> float:
    return chart.bottom() - chart.height() * ms / top_ms


def _paint_point(painter: QPainter, at: QPointF, ink: QColor, number: int) -> None:
    """A circle, a square, a diamond."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    side = _MARK_PX
    if number == 0:
        painter.drawEllipse(at, side, side)
    elif number == 1:
        painter.drawRect(
            QRectF(at.x() - side + 0.5, at.y() - side + 0.5, 2 * side - 1, 2 * side - 1)
        )
    else:
        corners = ((0, -side), (side, 0), (0, side), (-side, 0))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
