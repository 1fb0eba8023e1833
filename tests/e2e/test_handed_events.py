"""Links and packages as macOS hands them to a running program: as events."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from host.compose.handed_events import HandedEvents

LINK = "fanlight://open/org.example.tea/pages/index/index?tea=%E8%8C%B6"


def hand_over(url: QUrl) -> None:
    QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(url))


def test_what_comes_early_waits_and_what_comes_later_is_given_at_once(
    qapp: QApplication, tmp_path: Path
) -> None:
    events = HandedEvents(qapp)
    given: list[tuple[str, ...]] = []
    package = tmp_path / "green tea.ma"
    try:
        hand_over(QUrl(LINK))
        events.give_to(lambda words: given.append(tuple(words)))
        assert given == [(LINK,)]
        hand_over(QUrl.fromLocalFile(str(package)))
        assert given[1:] == [(str(package),)]
    finally:
        qapp.removeEventFilter(events)


@pytest.mark.parametrize("url", ["https://example.org/", "file:///etc/passwd", "other:thing"])
def test_what_nobody_registered_is_let_go(qapp: QApplication, url: str) -> None:
    events = HandedEvents(qapp)
    given: list[object] = []
    events.give_to(given.append)
    try:
        hand_over(QUrl(url))
        assert given == []
    finally:
        qapp.removeEventFilter(events)
