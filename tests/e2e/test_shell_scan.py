"""Reading a QR code in the launcher, as a person does it."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from bridge.errors import LinkInvalid, NotInstalled
from bridge.names import AppId
from host.compose.scanning import Scanning
from host.links import Link
from host.shell.launcher import LauncherWindow
from host.shell.qr import qr_image
from host.shell.scan_button import Taken, may_be_taken, taken_from
from host.shell.texts import ENGLISH
from tests.e2e.shell_stage import Stage, stage

__all__ = ["stage"]
LINK = "fanlight://relaunch/org.example.tea/pages/cup/cup?size=2"


class Opened:
    """What would be opened, or shown of a registry, over a window."""

    def __init__(self, *, installed: bool = True, offered: bool = False) -> None:
        self.links: list[Link] = []
        self.pages: list[AppId] = []
        self.window = QWidget()
        self._installed = installed
        self._offered = offered

    async def link(self, link: Link) -> None:
        if not self._installed:
            raise NotInstalled("it is not installed")
        self.links.append(link)

    async def show_offered(self, app_id: AppId) -> bool:
        self.pages.append(app_id)
        return self._offered


def scanning(stage: Stage, opened: Opened) -> Scanning:
    stage.show(opened.window)
    return Scanning(stage.appearance, opened.window, opened, opened.link)


def told(stage: Stage, work: Awaitable[None]) -> QMessageBox | None:
    """The box that `work` opened."""

    async def waited() -> None:
        await work

    task = stage.start(waited())
    while not task.done():
        stage.wait(20)
    task.result()
    windows = QApplication.topLevelWidgets()
    boxes = [each for each in windows if isinstance(each, QMessageBox) and each.isVisible()]
    return boxes[0] if boxes else None


def test_a_picture_on_the_clipboard_opens_its_link(stage: Stage) -> None:
    window = LauncherWindow(stage.appearance, stage.shelf)
    stage.show(window)
    taken: list[Taken | None] = []
    window.scan_requested.connect(taken.append)
    QGuiApplication.clipboard().setImage(qr_image(LINK, 200))
    QTest.mouseClick(window.scan_button, Qt.MouseButton.LeftButton)
    menu = window.scan_button.menu_of_places
    assert menu.isVisible()
    assert [each.text() for each in menu.actions()] == ["From the clipboard", "From a picture…"]
    menu.actions()[0].trigger()
    menu.close()
    (picture,) = taken
    assert isinstance(picture, QImage)
    opened = Opened()
    assert told(stage, scanning(stage, opened).take(picture)) is None
    (link,) = opened.links
    assert (link.app_id, link.page) == ("org.example.tea", "pages/cup/cup")
    assert link.query == {"size": "2"}
    assert link.relaunch


def test_a_copied_link_is_one_and_other_text_is_not(stage: Stage) -> None:
    window = LauncherWindow(stage.appearance, stage.shelf)
    taken: list[Taken | None] = []
    window.scan_requested.connect(taken.append)
    for text in (f" {LINK}\n", "https://example.org/", ""):
        QGuiApplication.clipboard().setText(text)
        window.scan_button.take_from_clipboard()
    assert taken == [LINK, None, None]
    opened = Opened()
    box = told(stage, scanning(stage, opened).take(None))
    assert box is not None
    assert box.text() == ENGLISH.scan.nothing_title


def test_whatever_is_no_link_is_shown_as_it_is(stage: Stage, tmp_path: Path) -> None:
    """And can be copied. Nothing of it is opened, drawn as HTML, or looked up."""
    text = "<b>https://example.org/</b><img src='file:///etc/passwd'>"
    place = tmp_path / "code.png"
    qr_image(text, 200).save(str(place))
    opened = Opened()
    box = told(stage, scanning(stage, opened).take(place))
    assert box is not None
    assert box.informativeText() == text
    labels = [each for each in box.findChildren(QLabel) if text in each.text()]
    assert [each.textFormat() for each in labels] == [Qt.TextFormat.PlainText]
    copy = next(each for each in box.findChildren(QPushButton) if each.text() == ENGLISH.scan.copy)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    assert not opened.links


def test_an_app_that_is_not_here_is_shown_where_it_is_offered(stage: Stage) -> None:
    offered = Opened(installed=False, offered=True)
    assert told(stage, scanning(stage, offered).take(LINK)) is None
    assert offered.pages == ["org.example.tea"]
    with pytest.raises(NotInstalled):
        told(stage, scanning(stage, Opened(installed=False)).take(LINK))


def test_a_damaged_link_is_refused(stage: Stage) -> None:
    with pytest.raises(LinkInvalid):
        told(stage, scanning(stage, Opened()).take("fanlight://open/"))


class Asked(QMimeData):
    """A picture of another program, which is asked for its bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def hasFormat(self, mimetype: str, /) -> bool:
        return mimetype == "image/png"

    def retrieveData(self, mimetype: str, preferredType: object, /) -> object:
        if mimetype != "image/png":
            return super().retrieveData(mimetype, preferredType)
        self.asked.append(mimetype)
        return QByteArray(b"\x89PNG")


def test_a_picture_dropped_on_the_launcher(stage: Stage, tmp_path: Path) -> None:
    window = LauncherWindow(stage.appearance, stage.shelf)
    stage.show(window)
    place = tmp_path / "code.jpg"
    qr_image(LINK, 200).save(str(place))
    file, bare, other = QMimeData(), QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(place))])
    bare.setData("image/png", b"\x89PNG")
    other.setText("tea")
    # As a browser gives a picture: nobody asks for its bytes before it is let go.
    web = Asked()
    web.setUrls([QUrl("https://example.org/code.png")])
    assert may_be_taken(web)
    assert not web.asked
    assert taken_from(web) == b"\x89PNG"
    assert web.asked == ["image/png"]
    taken: list[Taken | None] = []
    window.scan_requested.connect(taken.append)
    for load in (file, bare, other):
        where, copy = QPointF(50, 50), Qt.DropAction.CopyAction
        left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        window.dragEnterEvent(QDragEnterEvent(where, copy, load, left, no_keys))
        words = {each.text() for each in window.findChildren(QLabel) if each.isVisible()}
        assert (ENGLISH.scan.drop_title in words) is (load is not other)
        window.dropEvent(QDropEvent(where, copy, load, left, no_keys))
    assert taken == [place, b"\x89PNG"]
