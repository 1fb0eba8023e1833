"""A window that says why something could not be opened, in a process that does nothing else."""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import QCoreApplication

from bridge.errors import FanlightError, UsageError
from host.compose.looks import Looks
from host.display import Display
from host.paths import Home
from host.settings import read_settings
from host.shell.failure_window import FailureWindow
from host.shell.fusion import make_application
from host.shell.style import Appearance


def shown(home: Home, name: str, error: FanlightError) -> bool:
    """Show it until a person closes it; whether they want `name` opened again. Raises
    DisplayUnavailable."""
    try:
        language = read_settings(home.settings).language
    except UsageError:  # which may be what is to be said
        language = None
    with Display():
        # No Python runs while Qt waits: a signal ends the window at once.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        QCoreApplication.setApplicationName("Fanlight")
        application = make_application(sys.argv[0])
        appearance = Appearance.of_system(application, Looks(language, None).tag())
        window = FailureWindow(appearance, name, error)
        window.show()
        window.raise_()
        window.activateWindow()
        application.exec()
        return window.again
