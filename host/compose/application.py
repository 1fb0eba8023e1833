"""The Qt application and the one asyncio loop on it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QSocketNotifier,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from host.compose.interrupts import Interrupts
from host.shell.collecting import UiThreadCollector
from host.shell.ending import delete_windows
from sandbox.view.environment import EngineSettings, prepare
from sandbox.view.workarounds import hold_constants, skip_feature_scan

log = logging.getLogger("fanlight.application")

T = TypeVar("T")

SWITCH_S = 0.001
_LEVELS = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


def run_application(
    settings: EngineSettings, main: Callable[[], Awaitable[T]], interrupts: Interrupts
) -> T:
    """Run `main` to its end on a new QApplication's loop, in this thread.

    `interrupts` cancel `main` (it sees asyncio.CancelledError and may clean up) and end in
    KeyboardInterrupt. A display must exist. Once a process.
    """
    hold_constants()
    skip_feature_scan()
    qInstallMessageHandler(_to_log)
    prepare(settings)
    # Both before QApplication; the engine itself is imported later, beside other work.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setApplicationName("Fanlight")
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)

    import qasync

    collector = UiThreadCollector()
    # Threads import and read beside this one; it must get Python's lock back soon.
    sys.setswitchinterval(SWITCH_S)
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    try:
        task = loop.create_task(_as_coroutine(main))
        interrupts.then(task.cancel)
        with _woken_by_signals():
            try:
                return loop.run_until_complete(task)
            except asyncio.CancelledError:
                raise KeyboardInterrupt from None
    finally:
        _finish(loop, application)
        collector.stop()


def _to_log(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's warnings are for who looks for them (`-v`): on a bare X server it has a dozen."""
    log.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text)


async def _as_coroutine(main: Callable[[], Awaitable[T]]) -> T:
    return await main()


def _finish(loop: asyncio.AbstractEventLoop, application: QApplication) -> None:
    rest = asyncio.all_tasks(loop)
    for task in rest:
        task.cancel()
    if rest:
        loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
    delete_windows(application)
    # Deferred deletes of views and profiles must run while the application still lives.
    QCoreApplication.sendPostedEvents(None, 0)
    QCoreApplication.processEvents()
    asyncio.set_event_loop(None)
    loop.close()


@contextmanager
def _woken_by_signals() -> Iterator[None]:
    """Python runs signal handlers only between its own instructions; the wake-up socket gives it
    some while Qt waits for events."""
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(4096))
    before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
