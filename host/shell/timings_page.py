"""How long launches took: percentiles, days, marks, the launches, and one as a waterfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bridge.names import AppId, AppVersion
from host.settings import FIRST_SCREEN_BUDGET_MS
from host.shell.controls import FrameRole, GlyphLabel, TextRole, frame, label
from host.shell.glyphs import Glyph
from host.shell.style import Appearance
from host.shell.timings_filter import TimingsFilter
from host.shell.timings_model import (
    Column,
    RowsModel,
    launch_columns,
    mark_columns,
    summary_columns,
)
from host.shell.trend_chart import TrendChart
from host.shell.waterfall import Waterfall
from host.timings.query import RecordedLaunch, Summary
from host.timings.spread import DaySpread, MarkSpread

R = TypeVar("R")
_ROW_PX = 40
_ROWS_SHOWN = 6


class TimingsPage(QWidget):
    """Shows what it is given by `show_timings`; choosing a launch shows its waterfall.

    `wanted(Selection)`: the person chose other launches. `export_requested(ExportFormat)`: they
    want what is shown as a file. `send_requested`: a collector is to hear of what it does not know.
    """

    wanted = Signal(object)
    export_requested = Signal(object)
    send_requested = Signal()

    def __init__(self, appearance: Appearance, budget_ms: float = FIRST_SCREEN_BUDGET_MS) -> None:
        super().__init__()
        self._appearance = appearance
        self._names: Mapping[AppId, str] = {}
        words = appearance.texts.timings
        self.filter = TimingsFilter(appearance)
        self.summaries = _table(words.summary)
        self.trend = TrendChart(appearance, budget_ms)
        self.marks = _table(words.marks)
        self.launches = _table(words.launches)
        self.waterfall = Waterfall(appearance, budget_ms)
        self._none_match = label(words.none_match, TextRole.MUTED, wraps=True)
        self._said = label("", TextRole.CAPTION, wraps=True)
        self._said.hide()
        self._sections: list[QWidget] = []
        self._launch_rows: RowsModel[RecordedLaunch] | None = None
        self._body = QStackedLayout()
        self.filter.changed.connect(self._change)
        self.filter.export_requested.connect(lambda form: self.export_requested.emit(form))
        self.filter.send_requested.connect(self.send_requested)
        self._arrange()

    def offer(
        self, apps: Sequence[AppId], names: Mapping[AppId, str], versions: Sequence[AppVersion]
    ) -> None:
        """What can be chosen: apps that were launched, versions of the chosen one."""
        self.filter.offer(apps, names, versions)

    def show_timings(
        self,
        summaries: Sequence[Summary],
        launches: Sequence[RecordedLaunch],
        names: Mapping[AppId, str],
        days: Sequence[DaySpread] = (),
        marks: Sequence[MarkSpread] = (),
    ) -> None:
        """Show these, newest launch first; `names` are the apps' shown names."""
        self._names = names
        texts = self._appearance.texts
        _give(self.summaries, summary_columns(texts, names), summaries)
        self.summaries.setColumnHidden(1, all(row.version is None for row in summaries))
        _give(self.marks, mark_columns(texts), marks, len(marks))
        self._launch_rows = _give(self.launches, launch_columns(texts, names), launches)
        self.trend.show_days(days)
        self.launches.selectionModel().currentRowChanged.connect(self._choose)
        if launches:
            self.launches.selectRow(0)
        self._none_match.setVisible(not launches)
        for section in self._sections:
            section.setVisible(bool(launches))
        whole = bool(launches) or len(self.filter.apps) > 0
        self._body.setCurrentIndex(0 if whole else 1)

    def say(self, text: str) -> None:
        """Say under the choices what was done."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _change(self) -> None:
        self.say("")
        self.wanted.emit(self.filter.selection)

    def _choose(self, index: QModelIndex) -> None:
        rows = self._launch_rows
        chosen = rows.row(index.row()) if rows is not None and index.isValid() else None
        self.waterfall.show_launch(chosen, self._names)

    def _arrange(self) -> None:
        words = self._appearance.texts.timings
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words.title)
        self.setMinimumSize(QSize(680, 420))
        self.resize(920, 720)
        page = QWidget()
        page.setProperty("role", "plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(self.filter)
        layout.addWidget(self._said)
        layout.addSpacing(8)
        layout.addWidget(self._none_match)
        for title, content in (
            (words.summary, self.summaries),
            (words.over_time, self.trend),
            (words.marks, self.marks),
            (words.launches, self.launches),
            (words.waterfall, self.waterfall),
        ):
            section = _section(title, content)
            self._sections.append(section)
            layout.addWidget(section)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self._body.addWidget(scroll)
        self._body.addWidget(self._empty())
        self._body.setCurrentIndex(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._body)

    def _empty(self) -> QWidget:
        words = self._appearance.texts.timings
        page = QWidget()
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(page)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(GlyphLabel(self._appearance, Glyph.CHART, 48, "text_muted"), 0, centre)
        layout.addWidget(label(words.empty_title, TextRole.SUBTITLE), 0, centre)
        layout.addWidget(label(words.empty_body, TextRole.MUTED), 0, centre)
        layout.addStretch(3)
        return page


def _section(title: str, content: QWidget) -> QWidget:
    section = QWidget()
    layout = QVBoxLayout(section)
    layout.setContentsMargins(0, 0, 0, 8)
    layout.setSpacing(12)
    layout.addWidget(label(title, TextRole.SUBTITLE))
    card = frame(FrameRole.CARD)
    inner = QVBoxLayout(card)
    inner.setContentsMargins(12, 8, 12, 8)
    inner.addWidget(content)
    layout.addWidget(card)
    return section


def _table(name: str) -> QTableView:
    table = QTableView()
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_PX)
    table.horizontalHeader().setSectionsClickable(False)
    table.horizontalHeader().setHighlightSections(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


def _give(
    table: QTableView,
    columns: Sequence[Column[R]],
    rows: Sequence[R],
    shown_rows: int = _ROWS_SHOWN,
) -> RowsModel[R]:
    """Show `rows`; `shown_rows` at most without scrolling."""
    before = table.model()
    model = RowsModel(columns, table)
    model.show_rows(rows)
    table.setModel(model)
    if before is not None:
        before.deleteLater()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    count = min(max(len(rows), 1), shown_rows)
    table.setFixedHeight(count * _ROW_PX + header.sizeHint().height() + 4)
    return model
