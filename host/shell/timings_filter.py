"""Which launches the timings page shows, as a row of choices."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from bridge.marks import LaunchKind
from bridge.names import AppId, AppVersion
from host.shell.controls import ChoiceBox, TextRole, button, label
from host.shell.display_text import menu_text, plain
from host.shell.style import Appearance
from host.shell.timings_model import kind_text
from host.timings.export import ExportFormat
from host.timings.query import Selection


class Period(enum.Enum):
    """How far back; the value is in days, None: all that is kept."""

    DAY = 1
    WEEK = 7
    MONTH = 30
    ALL = None

    def since(self, now: datetime.datetime) -> str | None:
        """Its beginning as rows hold times: ISO 8601 in UTC."""
        if self.value is None:
            return None
        began = now.astimezone(datetime.UTC) - datetime.timedelta(days=self.value)
        return began.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class TimingsFilter(QWidget):
    """`changed` is emitted at each choice of a person; `selection` is what is chosen now.

    `export_requested(ExportFormat)`: the person wants what is shown as a file;
    `send_requested`: a collector is to hear of all it does not know.
    """

    changed = Signal()
    export_requested = Signal(object)
    send_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        words = appearance.texts.timings
        self.app = _box(appearance, words.app)
        self.version = _box(appearance, words.version)
        self.launch = _box(appearance, words.launch)
        self.period = _box(appearance, words.period)
        self.export = button(words.export)
        self._apps: list[AppId | None] = []
        self._versions: list[AppVersion | None] = []
        self._kinds: list[LaunchKind | None] = [None, *LaunchKind]
        self._arrange()
        self.offer((), {}, ())
        for box in (self.app, self.version, self.launch, self.period):
            box.activated.connect(lambda _: self.changed.emit())

    @property
    def selection(self) -> Selection:
        return Selection(
            self._apps[self.app.currentIndex()],
            self._kinds[self.launch.currentIndex()],
            self._versions[self.version.currentIndex()],
            self._period.since(datetime.datetime.now(datetime.UTC)),
        )

    @property
    def apps(self) -> tuple[AppId, ...]:
        """Those that can be chosen."""
        return tuple(each for each in self._apps if each is not None)

    @property
    def _period(self) -> Period:
        return tuple(Period)[self.period.currentIndex()]

    def offer(
        self, apps: Sequence[AppId], names: Mapping[AppId, str], versions: Sequence[AppVersion]
    ) -> None:
        """Offer these apps and these versions (of the chosen app); what was chosen stays so."""
        words = self._appearance.texts.timings
        app, version = (
            self._chosen(self._apps, self.app),
            self._chosen(self._versions, self.version),
        )
        self._apps = [None, *apps]
        titles = [plain(names.get(each, "")) or str(each) for each in apps]
        _fill(self.app, [words.all_apps, *titles], _place(self._apps, app))
        self._versions = [None, *versions]
        _fill(
            self.version,
            [words.all_versions, *map(str, versions)],
            _place(self._versions, version),
        )
        self.version.setEnabled(bool(versions))

    @staticmethod
    def _chosen(values: Sequence[object], box: ChoiceBox) -> object:
        return values[box.currentIndex()] if values and box.currentIndex() >= 0 else None

    def _arrange(self) -> None:
        words, texts = self._appearance.texts.timings, self._appearance.texts
        kinds = [words.all_kinds, *(kind_text(texts, kind) for kind in LaunchKind)]
        _fill(self.launch, kinds, 0)
        periods = [words.period_day, words.period_week, words.period_month, words.period_all]
        _fill(self.period, periods, len(periods) - 1)
        menu = QMenu(self)
        menu.setAccessibleName(words.export)
        for form, name in (
            (ExportFormat.JSON, words.export_json),
            (ExportFormat.CSV, words.export_csv),
            (ExportFormat.CHROME_TRACE, words.export_trace),
        ):
            action = menu.addAction(menu_text(name))
            action.triggered.connect(
                lambda _=False, wanted=form: self.export_requested.emit(wanted)
            )
        menu.addSeparator()
        send = menu.addAction(menu_text(words.send))
        send.triggered.connect(lambda _=False: self.send_requested.emit())
        self.export.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box, name, share in (
            (self.app, words.app, 3),
            (self.version, words.version, 2),
            (self.launch, words.launch, 2),
            (self.period, words.period, 2),
        ):
            named = label(name, TextRole.CAPTION)
            named.setBuddy(box)  # on Linux a combo box is named by its label
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(named)
            column.addWidget(box)
            row.addLayout(column, share)
        row.addWidget(self.export, 0, Qt.AlignmentFlag.AlignBottom)


def _box(appearance: Appearance, name: str) -> ChoiceBox:
    box = ChoiceBox(appearance)
    box.setAccessibleName(name)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    box.setMinimumWidth(104)
    return box


def _fill(box: ChoiceBox, texts: Sequence[str], chosen: int) -> None:
    box.clear()
    box.addItems(list(texts))
    box.setCurrentIndex(chosen)


def _place(values: Sequence[object], value: object) -> int:
    return values.index(value) if value in values else 0
