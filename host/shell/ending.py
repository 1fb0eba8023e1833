"""Takes all windows down while Qt still stands."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication


def delete_windows(application: QApplication) -> None:
    """Close and delete every window now; call it before the application object goes.

    A window that Python deletes at interpreter exit, after QApplication, crashes the process.
    """
    from PySide6.QtCore import QEvent

    for window in application.topLevelWidgets():
        window.close()
        window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
