"""How long every launch took: percentiles, the launches, and one of them as a waterfall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt
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

from bridge.names import AppId
from host.settings import FIRST_SCREEN_BUDGET_MS
from host.shell.controls import FrameRole, GlyphLabel, TextRole, frame, label
from host.shell.glyphs import Glyph
from host.shell.style import Appearance
from host.shell.timings_model import RowsModel, launch_columns, summary_columns
from host.shell.waterfall import Waterfall
from host.timings.query import RecordedLaunch, Summary

_ROW_PX = 40
_ROWS_SHOWN = 6


class TimingsPage(QWidget):
    """Shows what it is given by `show_timings`; choosing a launch shows its waterfall."""

    def __init__(self, appearance: Appearance, budget_ms: float = FIRST_SCREEN_BUDGET_MS) -> None:
        super().__init__()
        self._appearance = appearance
        self._names: Mapping[AppId, str] = {}
        self.summaries = _table(appearance.texts.timings.summary)
        self.launches = _table(appearance.texts.timings.launches)
        self.waterfall = Waterfall(appearance, budget_ms)
        self._launch_rows: RowsModel[RecordedLaunch] | None = None
        self._body = QStackedLayout()
        self._arrange()

    def show_timings(
        self,
        summaries: Sequence[Summary],
        launches: Sequence[RecordedLaunch],
        names: Mapping[AppId, str],
    ) -> None:
        """Show these, newest launch first; `names` are the apps' shown names."""
        self._names = names
        texts = self._appearance.texts
        summary_rows = RowsModel(summary_columns(texts, names), self.summaries)
        summary_rows.show_rows(summaries)
        launch_rows = RowsModel(launch_columns(texts, names), self.launches)
        launch_rows.show_rows(launches)
        self._launch_rows = launch_rows
        _give(self.summaries, summary_rows)
        _give(self.launches, launch_rows)
        self.launches.selectionModel().currentRowChanged.connect(self._choose)
        if launches:
            self.launches.selectRow(0)
        self._body.setCurrentIndex(0 if launches else 1)

    def _choose(self, index: QModelIndex) -> None:
        rows = self._launch_rows
        chosen = rows.row(index.row()) if rows is not None and index.isValid() else None
        self.waterfall.show_launch(chosen, self._names)

    def _arrange(self) -> None:
        words = self._appearance.texts.timings
        self.setProperty("role", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words.title)
        self.setMinimumSize(QSize(480, 420))
        self.resize(860, 860)
        page = QWidget()
        page.setProperty("role", "plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for title, content in (
            (words.summary, self.summaries),
            (words.launches, self.launches),
            (words.waterfall, self.waterfall),
        ):
            layout.addWidget(label(title, TextRole.SUBTITLE))
            layout.addWidget(_card(content))
            layout.addSpacing(8)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
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


def _card(content: QWidget) -> QWidget:
    card = frame(FrameRole.CARD)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 8, 12, 8)
    layout.addWidget(content)
    return card


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


def _give(table: QTableView, model: RowsModel[Summary] | RowsModel[RecordedLaunch]) -> None:
    before = table.model()
    table.setModel(model)
    if before is not None:
        before.deleteLater()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    rows = min(max(model.rowCount(), 1), _ROWS_SHOWN)
    table.setFixedHeight(rows * _ROW_PX + header.sizeHint().height() + 4)
