"""One launch as a waterfall: which stretch of time led to each mark."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bridge.marks import LaunchKind, Mark
from bridge.names import AppId
from host.settings import FIRST_SCREEN_BUDGET_MS
from host.shell.controls import paint_focus, painting
from host.shell.display_text import isolated
from host.shell.style import Appearance
from host.shell.texts import Texts
from host.timings.query import RecordedLaunch

_ROW_PX = 28
_AXIS_PX = 28
_TICKS = 5
_STEPS_MS = (1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000)


class Bar(msgspec.Struct, frozen=True):
    """The stretch from the mark before to this one."""

    name: str
    start_ms: float
    end_ms: float


def bars_of(launch: RecordedLaunch) -> tuple[Bar, ...]:
    """One bar a mark after the first; marks at the same moment get bars of no length."""
    bars: list[Bar] = []
    before_ms = 0.0
    for mark in launch.marks:
        if mark.name != Mark.OPEN_REQUEST:
            bars.append(Bar(mark.name, before_ms, max(before_ms, mark.at_ms)))
            before_ms = max(before_ms, mark.at_ms)
    return tuple(bars)


def tick_step_ms(end_ms: float) -> int:
    """The distance of the axis' ticks, a round number that gives at most about five."""
    return next((step for step in _STEPS_MS if end_ms / step <= _TICKS), _STEPS_MS[-1])


def milliseconds(texts: Texts, ms: float | None) -> str:
    """A time in the words of the timings page, without false precision."""
    if ms is None:
        return texts.timings.incomplete
    return texts.timings.milliseconds.format(ms=f"{ms:,.0f}" if ms >= 10 else f"{ms:.1f}")


class Waterfall(QWidget):
    """Painted; its accessible description says every mark and time."""

    def __init__(self, appearance: Appearance, budget_ms: float = FIRST_SCREEN_BUDGET_MS) -> None:
        """`budget_ms` is where the line stands that a first screen should not pass."""
        super().__init__()
        self._budget_ms = budget_ms
        self._appearance = appearance
        self._bars: tuple[Bar, ...] = ()
        self._end_ms = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(appearance.texts.timings.waterfall)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a screen reader says what it shows
        appearance.changed.connect(self.update)

    def show_launch(self, launch: RecordedLaunch | None, names: Mapping[AppId, str]) -> None:
        """Show `launch`; nothing for None."""
        self._bars = bars_of(launch) if launch else ()
        last_ms = max((bar.end_ms for bar in self._bars), default=0.0)
        self._end_ms = max(last_ms, self._budget_ms) * 1.08
        self.setAccessibleDescription(self._description(launch, names) if launch else "")
        self.setFixedHeight(_AXIS_PX + _ROW_PX * len(self._bars) + 8)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, self.height())

    def _description(self, launch: RecordedLaunch, names: Mapping[AppId, str]) -> str:
        texts = self._appearance.texts
        kinds = {
            LaunchKind.COLD: texts.timings.cold,
            LaunchKind.WARM: texts.timings.warm,
            LaunchKind.PRELOADED: texts.timings.preloaded,
        }
        return texts.timings.waterfall_accessible.format(
            app=isolated(names.get(launch.app_id, launch.app_id)),
            launch=kinds[launch.kind],
            first_screen=milliseconds(texts, launch.first_screen_ms),
            marks="; ".join(f"{b.name}: {milliseconds(texts, b.end_ms)}" for b in self._bars),
        )

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self._bars:
            return
        scale = self._appearance.tokens.type
        font = self._appearance.font(scale.caption)
        metrics = QFontMetrics(font)
        names_px = max(metrics.horizontalAdvance(bar.name) for bar in self._bars) + 16
        times_px = metrics.horizontalAdvance("00,000 ms") + 8
        chart = QRectF(
            names_px, _AXIS_PX, self.width() - names_px - times_px, _ROW_PX * len(self._bars)
        )
        with painting(self) as painter:
            painter.setFont(font)
            self._paint_axis(painter, chart)
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, chart, number, bar)
            self._paint_budget(painter, chart)
            paint_focus(painter, self, self._appearance)

    def _x(self, chart: QRectF, ms: float) -> float:
        return chart.left() + chart.width() * ms / self._end_ms

    def _paint_axis(self, painter: QPainter, chart: QRectF) -> None:
        colours = self._appearance.tokens.colours
        step = tick_step_ms(self._end_ms)
        for tick in range(0, int(self._end_ms) + 1, step):
            x = self._x(chart, tick)
            painter.setPen(self._appearance.colour(colours.border))
            painter.drawLine(round(x), round(chart.top()), round(x), round(chart.bottom()))
            painter.setPen(self._appearance.colour(colours.text_muted))
            near_budget = abs(tick - self._budget_ms) < step * 0.6
            if not near_budget:
                area = QRectF(x - 40, 0, 80, _AXIS_PX - 8)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{tick:,}")

    def _paint_bar(self, painter: QPainter, chart: QRectF, number: int, bar: Bar) -> None:
        colours = self._appearance.tokens.colours
        top = chart.top() + number * _ROW_PX
        left_centre = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right_centre = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._appearance.colour(colours.text))
        painter.drawText(QRectF(0, top, chart.left() - 8, _ROW_PX), left_centre, bar.name)
        start, end = self._x(chart, bar.start_ms), self._x(chart, bar.end_ms)
        over = bar.end_ms > self._budget_ms
        last = bar.name == Mark.FIRST_SCREEN
        painter.setPen(Qt.PenStyle.NoPen)
        fill = colours.danger if over else colours.accent
        painter.setBrush(self._appearance.colour(fill))
        if not last and not over:
            painter.setOpacity(0.55)
        painter.drawRoundedRect(QRectF(start, top + 8, max(end - start, 3), _ROW_PX - 16), 3, 3)
        painter.setOpacity(1.0)
        painter.setPen(self._appearance.colour(colours.text_muted))
        time = milliseconds(self._appearance.texts, bar.end_ms)
        area = QRectF(chart.right() + 8, top, self.width() - chart.right() - 8, _ROW_PX)
        painter.drawText(area, right_centre, time)

    def _paint_budget(self, painter: QPainter, chart: QRectF) -> None:
        colours = self._appearance.tokens.colours
        x = self._x(chart, self._budget_ms)
        pen = QPen(self._appearance.colour(colours.danger_text), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(round(x), round(chart.top() - 4), round(x), round(chart.bottom()))
        text = self._appearance.texts.timings.budget.format(ms=f"{self._budget_ms:,.0f}")
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        left = min(x - width / 2, self.width() - width)
        area = QRectF(left, 0, width, _AXIS_PX - 8)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
