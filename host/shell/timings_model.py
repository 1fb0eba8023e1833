"""The timings page's two tables as Qt models over plain rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from bridge.marks import LaunchKind
from bridge.names import AppId
from host.shell.display_text import plain
from host.shell.texts import Texts
from host.shell.waterfall import milliseconds
from host.timings.query import RecordedLaunch, Summary
from host.timings.spread import MarkSpread, Spread
from host.timings.wechat import names_at

AnyIndex = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
_ROOT = QModelIndex()


class Column(msgspec.Struct, Generic[R], frozen=True):
    """A heading and how a row's cell reads; numbers stand at the right."""

    heading: str
    cell: Callable[[R], str]
    is_number: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Read-only rows under typed columns."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[R, ...] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> R:
        return self._rows[number]

    def rowCount(self, parent: AnyIndex = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.cell(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.is_number)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section].is_number)
        return None


def summary_columns(texts: Texts, names: Mapping[AppId, str]) -> tuple[Column[Summary], ...]:
    """Columns of the percentiles by app and launch kind."""
    words = texts.timings
    return (
        Column(words.app, lambda row: _name(names, row.app_id)),
        Column(words.version, lambda row: row.version.name if row.version else ""),
        Column(words.launch, lambda row: kind_text(texts, row.kind)),
        Column(words.count, lambda row: f"{row.count:,}", is_number=True),
        Column(words.p50, lambda row: milliseconds(texts, row.p50_ms), is_number=True),
        Column(words.p90, lambda row: milliseconds(texts, row.p90_ms), is_number=True),
        Column(words.p99, lambda row: milliseconds(texts, row.p99_ms), is_number=True),
    )


def launch_columns(texts: Texts, names: Mapping[AppId, str]) -> tuple[Column[RecordedLaunch], ...]:
    """Columns of the launches."""
    words = texts.timings
    return (
        Column(words.app, lambda row: _name(names, row.app_id)),
        Column(words.version, lambda row: row.version.name),
        Column(words.launch, lambda row: kind_text(texts, row.kind)),
        Column(words.engine, lambda row: row.engine),
        Column(words.at, lambda row: local_time(row.at, texts.language)),
        Column(
            words.first_screen,
            lambda row: milliseconds(texts, row.first_screen_ms),
            is_number=True,
        ),
    )


def mark_columns(texts: Texts) -> tuple[Column[MarkSpread], ...]:
    """Columns of the marks, `since_start` but for the last two."""
    words = texts.timings

    def at(pick: Callable[[Spread], float]) -> Callable[[MarkSpread], str]:
        return lambda row: milliseconds(texts, pick(row.since_start))

    return (
        Column(words.mark, lambda row: row.name),
        Column(words.wechat, lambda row: ", ".join(names_at(row.name))),
        Column(words.p50, at(lambda spread: spread.p50_ms), is_number=True),
        Column(words.p90, at(lambda spread: spread.p90_ms), is_number=True),
        Column(words.p99, at(lambda spread: spread.p99_ms), is_number=True),
        Column(
            words.step, lambda row: milliseconds(texts, row.since_before.p50_ms), is_number=True
        ),
        Column(words.count, lambda row: f"{row.since_start.count:,}", is_number=True),
    )


def kind_text(texts: Texts, kind: LaunchKind) -> str:
    """What stood ready, in words."""
    words = texts.timings
    return {
        LaunchKind.COLD: words.cold,
        LaunchKind.WARM: words.warm,
        LaunchKind.PRELOADED: words.preloaded,
    }[kind]


def local_time(at: str, language: str) -> str:
    """An ISO 8601 time as a short local date and time of `language`; as it is if malformed."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return at
    return QLocale(language).toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat)


def _name(names: Mapping[AppId, str], app_id: AppId) -> str:
    return plain(names.get(app_id, "")) or str(app_id)


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
