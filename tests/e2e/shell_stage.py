"""Fixtures of the shell's window tests; a test file imports what it uses."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import pytest
import qasync
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from host.shell.app_icons import IconShelf
from host.shell.collecting import UiThreadCollector
from host.shell.ending import delete_windows
from host.shell.style import Appearance
from host.shell.texts import ENGLISH
from host.shell.tokens import Tone, tokens_for

T = TypeVar("T")


class Stage:
    """One appearance and one event loop on Qt's, as the host has them."""

    def __init__(self, application: QApplication, qtbot: QtBot, loop: qasync.QEventLoop) -> None:
        # No motion: a click lands where the board will stay.
        self.appearance = Appearance(tokens_for(Tone.LIGHT, moves=False), ENGLISH)
        self.appearance.dress(application)
        self.shelf = IconShelf(self.appearance)
        self.qtbot = qtbot
        self._loop = loop

    def show(self, window: QWidget) -> None:
        """Show `window`, active and laid out."""
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        self.wait(20)

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin `work` and let it reach its first wait."""
        task = self._loop.create_task(work)
        self.wait(20)
        return task

    def finish(self, task: asyncio.Task[T]) -> T:
        """The result of `task`, which the person's last act has to have brought about."""

        async def bounded() -> T:
            return await asyncio.wait_for(task, 2)

        return self._loop.run_until_complete(bounded())

    def wait(self, ms: int) -> None:
        """Let the loop turn for `ms`."""
        self._loop.run_until_complete(asyncio.sleep(ms / 1000))


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    loop = qasync.QEventLoop(qapp, already_running=False)
    asyncio.set_event_loop(loop)
    collector = UiThreadCollector()
    try:
        yield Stage(qapp, qtbot, loop)
        delete_windows(qapp)
    finally:
        loop.close()
        collector.stop()
        asyncio.set_event_loop(None)
