"""Icons are decoded beside the window, which may be gone before they are."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from host.shell.app_icons import IconRequest, IconShelf

SIDE_PX = 32


def test_an_icon_that_comes_after_its_shelf_has_gone_is_nobodys(
    qapp: QApplication, capfd: pytest.CaptureFixture[str]
) -> None:
    asked, gone, ended = threading.Event(), threading.Event(), threading.Event()

    def read() -> None:
        asked.set()
        gone.wait(30)
        ended.set()

    shelf = IconShelf()
    shelf.pixmap(IconRequest("org.example.notes", "Notes", read), SIDE_PX, 1.0)
    assert asked.wait(30)
    # To end its threads the shelf waits for them.
    threading.Timer(0.1, gone.set).start()
    shiboken6.delete(shelf)
    assert ended.wait(30)
    qapp.processEvents()
    assert capfd.readouterr().err == ""
