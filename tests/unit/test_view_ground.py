"""A page's ground is seen where what shows the engine's pictures has none yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sandbox.view.ground import lay_ground

OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent
PLACE = QPoint(20, 20)


class Pictures(QWidget):
    """As the engine's that has no picture yet: it says that it paints all, and paints nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(OPAQUE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        return


@pytest.fixture
def view(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(40, 40)
    pictures = Pictures(made)
    pictures.resize(40, 40)
    made.setFocusProxy(pictures)
    yield made
    made.deleteLater()


def seen(view: QWidget) -> str:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#000000"))
    view.render(picture)
    return picture.pixelColor(PLACE).name()


def test_the_ground_is_seen_until_there_is_a_picture(view: QWidget) -> None:
    lay_ground(view, "#f4f5f7", for_ms=60_000)
    assert seen(view) == "#f4f5f7"
    lay_ground(view, "#1b1f24", for_ms=60_000)  # another theme
    assert seen(view) == "#1b1f24"


def test_no_style_sheet_takes_its_place(view: QWidget, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    qapp.setStyleSheet('QWidget { color: #222; } QWidget[role="window"] { background: #369; }')
    window = QWidget()
    window.resize(view.size())
    window.setProperty("role", "window")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    try:
        lay_ground(view, "#ffffff", for_ms=60_000)
        view.setParent(window)
        window.show()
        assert seen(window) == "#ffffff"
    finally:
        qapp.setStyleSheet(before)
        view.setParent(None)
        window.deleteLater()


def test_it_is_not_painted_for_good(view: QWidget) -> None:
    lay_ground(view, "#f4f5f7", for_ms=1)
    pictures = view.focusProxy()
    assert pictures is not None
    assert not pictures.testAttribute(OPAQUE)
    QTest.qWait(50)
    assert pictures.testAttribute(OPAQUE)


def test_a_view_without_pictures_yet_has_its_ground_too(qapp: QApplication) -> None:
    bare = QWidget()
    bare.resize(40, 40)
    lay_ground(bare, "#f4f5f7")
    assert seen(bare) == "#f4f5f7"
    bare.deleteLater()
