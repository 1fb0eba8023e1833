"""The timings page, used as a person uses it."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bridge.marks import LaunchKind
from bridge.names import AppVersion
from host.shell.timings_filter import Period
from host.shell.timings_page import TimingsPage
from host.timings.export import ExportFormat
from host.timings.query import Selection
from host.timings.spread import by_mark
from tests.e2e import shell_samples as samples
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]

NAMES = samples.NAMES["en"]


def shown(stage: Stage) -> TimingsPage:
    page = TimingsPage(stage.appearance)
    page.offer(tuple(NAMES), NAMES, (AppVersion(3, "1.2.0"),))
    launches = samples.launches()
    page.show_timings(samples.summaries(), launches, NAMES, samples.days(), by_mark(launches))
    stage.show(page)
    return page


def test_a_choice_by_keyboard_asks_for_other_launches(stage: Stage) -> None:
    page = shown(stage)
    seen: list[Selection] = []
    page.wanted.connect(seen.append)
    page.filter.app.setFocus()
    QTest.keyClick(page.filter.app, Qt.Key.Key_Down)
    assert seen[-1] == Selection(app_id=next(iter(NAMES)))
    QTest.keyClick(page.filter.launch, Qt.Key.Key_End)
    assert seen[-1].kind is LaunchKind.PRELOADED
    QTest.keyClick(page.filter.version, Qt.Key.Key_Down)
    assert seen[-1].version == AppVersion(3, "1.2.0")
    QTest.keyClick(page.filter.period, Qt.Key.Key_Home)
    assert seen[-1].since is not None
    # What is offered anew keeps what was chosen.
    page.offer(tuple(reversed(NAMES)), NAMES, (AppVersion(4, "2"), AppVersion(3, "1.2.0")))
    assert page.filter.selection.app_id == next(iter(NAMES))
    assert page.filter.selection.version == AppVersion(3, "1.2.0")


def test_a_period_begins_as_rows_write_times() -> None:
    now = datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    assert Period.DAY.since(now) == "2026-02-28T00:00:00.000Z"
    assert Period.ALL.since(now) is None


def test_what_is_shown_is_exported_from_the_menu(stage: Stage) -> None:
    page = shown(stage)
    wanted: list[ExportFormat] = []
    page.export_requested.connect(wanted.append)
    for action in page.filter.export.menu().actions():
        action.trigger()
    assert wanted == [ExportFormat.JSON, ExportFormat.CSV, ExportFormat.CHROME_TRACE]
    page.say("3 launches were written")
    stage.wait(10)
    page.filter.changed.emit()
    assert not [label for label in page.findChildren(QWidget) if _says(label, "were written")]


def test_marks_and_days_are_told(stage: Stage) -> None:
    page = shown(stage)
    model = page.marks.model()
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    assert model.index(rows["fetch.done"], 1).data() == "downloadPackage"
    assert model.index(rows["page.ready"], 1).data() == "appLaunch, firstRender"
    assert model.index(rows["first.screen"], 6).data() == "7"
    said = page.trend.accessibleDescription()
    assert said.count("p99") == 9
    assert "40 launches, p50 210 ms" in said


def test_no_launch_that_matches_is_not_an_empty_page(stage: Stage) -> None:
    page = shown(stage)
    page.show_timings([], [], NAMES)
    assert page.filter.isVisible()
    assert not page.launches.isVisible()
    words = stage.appearance.texts.timings
    assert any(_says(each, words.none_match) for each in page.findChildren(QWidget))
    page.offer((), {}, ())
    page.show_timings([], [], {})
    assert not page.filter.isVisible()


def test_every_control_has_a_name_and_a_role(stage: Stage) -> None:
    page = shown(stage)
    boxes = [page.filter.app, page.filter.version, page.filter.launch, page.filter.period]
    expected = {
        **dict.fromkeys(boxes, QAccessible.Role.ComboBox),
        page.filter.export: QAccessible.Role.ButtonMenu,
        page.summaries: QAccessible.Role.Table,
        page.marks: QAccessible.Role.Table,
        page.launches: QAccessible.Role.Table,
    }
    names = set()
    for control, role in expected.items():
        face = QAccessible.queryAccessibleInterface(control)
        assert face.role() is role
        names.add(face.text(QAccessible.Text.Name))
    assert len(names) == len(expected)
    assert all(names)


def _says(widget: QWidget, text: str) -> bool:
    shown_text = getattr(widget, "text", None)
    return widget.isVisible() and callable(shown_text) and text in str(shown_text())
