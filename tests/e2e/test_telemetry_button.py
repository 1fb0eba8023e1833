"""Launches sent to a collector from the timings page, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from bridge.errors import TelemetryUnreachable, UsageError
from host.compose import telling
from host.compose.telling import Telling, send_launches
from host.paths import Home
from host.settings import Collector, Settings, write_settings
from host.shell.texts import ENGLISH
from host.shell.timings_page import TimingsPage
from tests.contract.test_telemetry import Receiver, home, launch, receiver
from tests.e2e.shell_stage import Stage, stage

__all__ = ["home", "receiver", "stage"]
WORDS = ENGLISH.timings


def box_of(stage: Stage) -> QMessageBox:
    def boxes() -> list[QMessageBox]:
        windows = QApplication.topLevelWidgets()
        return [each for each in windows if isinstance(each, QMessageBox) and each.isVisible()]

    while not boxes():
        stage.wait(10)
    (box,) = boxes()
    return box


def press(box: QMessageBox, text: str) -> None:
    (button,) = [each for each in box.findChildren(QPushButton) if each.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_menu_asks_for_it(stage: Stage) -> None:
    page = TimingsPage(stage.appearance)
    asked: list[bool] = []
    page.send_requested.connect(lambda: asked.append(True))
    page.filter.export.menu().actions()[-1].trigger()
    assert asked == [True]


def test_a_person_agrees_and_the_collector_has_them(
    stage: Stage, home: Home, receiver: Receiver
) -> None:
    launch(home)
    launch(home, 500.0)
    write_settings(home.settings, Settings(telemetry=Collector(receiver.endpoint)))
    page = TimingsPage(stage.appearance)
    stage.show(page)
    task = stage.start(Telling(stage.appearance, page, home).tell())
    box = box_of(stage)
    said = [each.text() for each in box.findChildren(QLabel)]
    assert any(receiver.endpoint in text for text in said)
    assert WORDS.send_body in said
    assert not receiver.requests  # nothing before the person agrees
    press(box, WORDS.send_confirm)
    while not task.done():
        stage.wait(20)
    assert task.result().startswith("2 launches were sent to ")
    assert len(receiver.launches()) == 2
    assert send_launches(home) == 0


def test_a_person_who_does_not_agree_sends_nothing(
    stage: Stage, home: Home, receiver: Receiver
) -> None:
    launch(home)
    write_settings(home.settings, Settings(telemetry=Collector(receiver.endpoint)))
    page = TimingsPage(stage.appearance)
    stage.show(page)
    task = stage.start(Telling(stage.appearance, page, home).tell())
    QTest.keyClick(box_of(stage), Qt.Key.Key_Escape)
    assert stage.finish(task) == ""
    assert not receiver.requests


def test_a_page_that_is_closed_meanwhile_sends_nothing(
    stage: Stage, home: Home, receiver: Receiver
) -> None:
    launch(home)
    write_settings(home.settings, Settings(telemetry=Collector(receiver.endpoint)))
    page = TimingsPage(stage.appearance)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    stage.show(page)
    task = stage.start(Telling(stage.appearance, page, home).tell())
    box_of(stage)
    page.close()
    assert stage.finish(task) == ""
    assert not receiver.requests


def test_without_a_collector_it_says_where_one_is_named(stage: Stage, home: Home) -> None:
    page = TimingsPage(stage.appearance)
    stage.show(page)
    task = stage.start(Telling(stage.appearance, page, home).tell())
    box = box_of(stage)
    assert box.text() == WORDS.send_unset_title
    assert str(home.settings) in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert stage.finish(task) == ""


def test_what_went_wrong_is_told(
    home: Home, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch(home)
    write_settings(home.settings, Settings(telemetry=Collector(receiver.endpoint)))
    receiver.status = 400
    with pytest.raises(TelemetryUnreachable):
        send_launches(home)
    # An installation without the extra: there is no such package to import.
    (tmp_path / "opentelemetry").mkdir()
    (tmp_path / "opentelemetry" / "__init__.py").write_text("raise ImportError('none')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(UsageError) as missing:
        send_launches(home)
    assert missing.value.detail["extra"] == "fanlight[otlp]"
    monkeypatch.setattr(telling, "own_command", lambda: ("false",))
    with pytest.raises(TelemetryUnreachable):
        send_launches(home)
