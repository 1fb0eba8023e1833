"""A picture that waits is shown when the loop has nothing else to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer, QTimerEvent
from PySide6.QtQuickWidgets import QQuickWidget
from PySide6.QtWidgets import QApplication, QWidget

from sandbox.view.frames_at_once import WAIT_MS, FramesAtOnce

HOUR_MS = 3_600_000


class Waiting(QWidget):
    """As a QQuickWidget that was given a picture: it shows it when its timer ends, here never."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: list[int] = []
        self.others: list[int] = []
        self.picture = self.startTimer(HOUR_MS)
        self.startTimer(2 * HOUR_MS)

    def timerEvent(self, event: QTimerEvent) -> None:  # Qt's name
        known = event.timerId() == self.picture
        (self.shown if known else self.others).append(event.timerId())
        self.killTimer(event.timerId())


@pytest.fixture
def view(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.setFocusProxy(Waiting(made))
    yield made
    made.deleteLater()


def waiting(view: QWidget) -> Waiting:
    shown = view.focusProxy()
    assert isinstance(shown, Waiting)
    return shown


def one_rest() -> None:
    """Qt's loop goes to sleep once, and is woken."""
    slept: list[None] = []
    dispatcher = QAbstractEventDispatcher.instance()
    seen = dispatcher.aboutToBlock.connect(lambda: slept.append(None))
    QTimer.singleShot(1, lambda: None)
    while not slept:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    dispatcher.aboutToBlock.disconnect(seen)


def test_a_picture_is_shown_before_the_loop_sleeps(view: QWidget) -> None:
    at_once = FramesAtOnce(view, HOUR_MS)
    one_rest()
    assert waiting(view).shown == []
    at_once.begin()
    at_once.begin()
    one_rest()
    assert waiting(view).shown == [waiting(view).picture]
    assert waiting(view).others == []
    at_once.end()
    at_once.end()


def test_nobody_waits_after_the_end(view: QWidget) -> None:
    at_once = FramesAtOnce(view, HOUR_MS)
    at_once.begin()
    assert at_once.is_on
    at_once.end()
    assert not at_once.is_on
    one_rest()
    assert waiting(view).shown == []


def test_it_ends_by_itself(view: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.view.frames_at_once.FOR_MS", 1)
    at_once = FramesAtOnce(view, HOUR_MS)
    at_once.begin()
    while at_once.is_on:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    view.setFocusProxy(Waiting(view))
    one_rest()
    assert waiting(view).shown == []


def test_a_view_without_a_page_has_no_pictures(qapp: QApplication) -> None:
    view = QWidget()
    at_once = FramesAtOnce(view)
    at_once.begin()
    one_rest()
    assert at_once.is_on
    at_once.end()
    view.deleteLater()


def test_qt_lets_a_picture_wait_as_long_as_it_is_taken_to(qapp: QApplication) -> None:
    """Another length would make FramesAtOnce do nothing, and none would make it needless."""
    widget = QQuickWidget()
    dispatcher = QAbstractEventDispatcher.instance()
    widget.quickWindow().update()
    assert [timer.interval for timer in dispatcher.registeredTimers(widget)] == [WAIT_MS]
    widget.deleteLater()
