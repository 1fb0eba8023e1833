"""What a command that a desktop started fails with: a window says it, where nobody reads."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from bridge import errors
from host.cli.unread import nobody_reads
from host.shell.failure_window import FailureWindow
from tests.e2e.shell_stage import Stage, stage
from tests.fanlight_child import (
    PAGE,
    Fanlight,
    install_signed,
    kill_group,
    needs_display,
    page,
    write_app,
)
from tests.screen_hand import ScreenHand, has_a_screen

__all__ = ["stage"]

LONGEST_S = 60.0
unix = pytest.mark.skipif(sys.platform == "win32", reason="a program has a console there, or not")
x11 = pytest.mark.skipif(
    not (sys.platform.startswith("linux") and has_a_screen()), reason="needs libX11 and libXtst"
)


def until(true: Callable[[], object]) -> None:
    given_up_s = time.monotonic() + LONGEST_S
    while not true():
        assert time.monotonic() < given_up_s
        time.sleep(0.05)


@contextmanager
def opened(place: Path, mode: int = os.O_RDWR | os.O_CREAT) -> Iterator[int]:
    descriptor = os.open(place, mode)
    yield descriptor
    os.close(descriptor)


@unix
def test_who_reads(tmp_path: Path) -> None:
    with ExitStack() as stack:
        nothing = stack.enter_context(opened(Path(os.devnull)))
        kept = stack.enter_context(opened(tmp_path / "fanlight.log"))
        session = stack.enter_context(opened(tmp_path / ".xsession-errors"))
        terminal, other_end = os.openpty()
        one, another = (stack.enter_context(closing(each)) for each in socket.socketpair())
        reading, writing = os.pipe()
        assert nobody_reads((nothing, nothing, nothing))
        for read in (kept, other_end, one.fileno(), writing):
            assert not nobody_reads((nothing, nothing, read))
            assert not nobody_reads((nothing, read, nothing))
        assert not nobody_reads((other_end, nothing, nothing)), "a person sits there"
        for each in (terminal, other_end, reading, writing):
            os.close(each)
        assert nobody_reads((nothing, writing, writing)), "closed, as by some file managers"
        assert nobody_reads((nothing, session, session)) == sys.platform.startswith("linux")
        del another


@needs_display
def test_the_window_says_why_and_offers_what_makes_sense(stage: Stage) -> None:
    busy = errors.StoreBusy("it is open elsewhere", app_id="org.example.tea")
    window = FailureWindow(stage.appearance, "org.example.tea", busy)
    stage.show(window)
    assert "org.example.tea" in window.card.title.text()
    assert window.card.action.text() == stage.appearance.texts.window.retry
    QTest.mouseClick(window.card.more, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.card.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("store.busy: it is open elsewhere")
    QTest.mouseClick(window.card.action, Qt.MouseButton.LeftButton)
    assert (window.again, window.isVisible()) == (True, False)
    window.deleteLater()

    broken = errors.ArchiveInvalid("the package is damaged", path="a.js")
    window = FailureWindow(stage.appearance, "<b>tea</b>.ma", broken)
    stage.show(window)
    assert "<b>tea</b>.ma" in window.card.title.text()
    assert window.card.title.textFormat() is Qt.TextFormat.PlainText
    assert not window.card.advice.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert (window.again, window.isVisible()) == (False, False)
    window.deleteLater()


class Desktop:
    """Starts what stands in its menu, with nobody to read what that says."""

    def __init__(self) -> None:
        self._begun: list[subprocess.Popen[bytes]] = []

    def start(self, fanlight: Fanlight, *words: str) -> subprocess.Popen[bytes]:
        program = shutil.which("fanlight", path=sysconfig.get_path("scripts"))
        assert program
        begun = subprocess.Popen(
            [program, *words, "--home", str(fanlight.home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._begun.append(begun)
        return begun

    def end(self) -> None:
        for each in self._begun:
            kill_group(each)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    made = Desktop()
    yield made
    made.end()


@x11
@needs_display
def test_an_opening_that_fails_unseen_is_shown_and_tried_again(
    tmp_path: Path, desktop: Desktop
) -> None:
    fanlight = Fanlight(tmp_path / "h")
    install_signed(fanlight, write_app(tmp_path / "tea", {PAGE: page()}, app_id="org.example.tea"))
    holder = fanlight.start("open", "org.example.tea", "--cold", "--json")
    with ScreenHand(os.environ["DISPLAY"]) as person:
        until(lambda: person.sees("Probe"))
        unseen = desktop.start(fanlight, "open", "org.example.tea", "--cold")
        until(lambda: person.sees("Fanlight"))  # its profile is the other's
        assert unseen.poll() is None
        kill_group(holder)
        # The button that has the keyboard: try again. A window may have it later than it is seen.
        until(lambda: not person.sees("Fanlight") or person.press("Return"))
        until(lambda: person.sees("Probe"))
        kill_group(unseen)

        (fanlight.home / "settings.json").write_text("{")
        unseen = desktop.start(fanlight)  # the launcher itself, by its icon
        until(lambda: person.sees("Fanlight"))
        until(lambda: not person.sees("Fanlight") or person.press("Escape"))
        assert unseen.wait(LONGEST_S) == 2
    told = fanlight.run("open", "org.example.tea")
    assert (told.code, "fanlight: " in told.err) == (2, True), "who reads gets no window"
