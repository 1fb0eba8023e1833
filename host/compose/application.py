"""The Qt application and the one asyncio loop on it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from host.shell.collecting import UiThreadCollector
from host.shell.ending import delete_windows
from host.shell.fusion import make_application
from sandbox.view.environment import EngineSettings, Rendering, prepare

if TYPE_CHECKING:
    import asyncio

    from PySide6.QtCore import QMessageLogContext

    from host.compose.interrupts import Interrupts

log = logging.getLogger("fanlight.application")

T = TypeVar("T")

SWITCH_S = 0.001
_NO_WINDOWS = "no Qt platform plugin could be initialized"
_LEVELS = {QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


def run_application(
    settings: EngineSettings,
    ahead: Callable[[], None],
    main: Callable[[], Awaitable[T]],
    interrupts: Interrupts,
) -> T:
    """Run `main` to its end on a new QApplication's loop, in this thread.

    `ahead` is called before that loop is made: asyncio may come in while it waits for others.
    `interrupts` cancel `main` (it sees asyncio.CancelledError and may clean up) and end in
    KeyboardInterrupt. A display must exist. Once a process.
    """
    qInstallMessageHandler(_to_log)
    prepare(settings)
    if settings.rendering is not Rendering.SOFTWARE:
        # The engine shares OpenGL with Qt, where there is any; to be said before QApplication is
        # made. Only here, for Qt's hundred enums take 10 ms to make.
        from PySide6.QtCore import Qt

        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setApplicationName("Fanlight")
    application = make_application(sys.argv[0])
    application.setQuitOnLastWindowClosed(False)
    collector: UiThreadCollector | None = None
    # Threads import and read beside this one; it must get Python's lock back soon.
    sys.setswitchinterval(SWITCH_S)
    try:
        ahead()
        # Not before: its first turn would come while the launcher is painted first.
        collector = UiThreadCollector()
        return _run_loop(application, main, interrupts)
    finally:
        _clear(application)
        (collector or UiThreadCollector()).stop()


def _run_loop(
    application: QApplication, main: Callable[[], Awaitable[T]], interrupts: Interrupts
) -> T:
    import asyncio

    import qasync

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
        _clear(application)
        asyncio.set_event_loop(None)
        loop.close()


def _to_log(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's warnings are for who looks for them (`-v`): on a bare X server it has a dozen.

    After its fatal ones it aborts the process, whatever runs in it.
    """
    if kind is QtMsgType.QtFatalMsg and _NO_WINDOWS in text:
        from host.display import unusable

        log.critical("%s", text, exc_info=unusable())  # which the command answers with
    log.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text)


async def _as_coroutine(main: Callable[[], Awaitable[T]]) -> T:
    """`main`, and then the end of every task that it leaves behind.

    In this run of the loop: Qt tells the engine that the application ends when `exec` returns,
    and a second run would crash in it (SIGSEGV, seen with Qt 6.12).
    """
    import asyncio

    try:
        return await main()
    finally:
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


def _clear(application: QApplication) -> None:
    delete_windows(application)
    # Deferred deletes of views and profiles must run while the application still lives.
    QCoreApplication.sendPostedEvents(None, 0)
    QCoreApplication.processEvents()


@contextmanager
def _woken_by_signals() -> Iterator[None]:
    """Python runs signal handlers only between its own instructions; the wake-up socket gives it
    some while Qt waits for events."""
    import socket

    from PySide6.QtCore import QSocketNotifier

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
