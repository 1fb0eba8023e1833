"""Qt's own style on every system; the stylesheet dresses it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

_DRESSED = "fanlightFusion"


def make_application(program: str) -> QApplication:
    """The application, in this style from the start: making another one later takes 10 ms."""
    application = QApplication([program, "-style", "fusion"])
    application.setProperty(_DRESSED, True)
    return application


def ensure_fusion(application: QApplication) -> None:
    """Give the style to an application that others have made."""
    # Not by asking for its style: that type of the binding takes 7 ms to make.
    if not application.property(_DRESSED):
        application.setStyle("Fusion")
        application.setProperty(_DRESSED, True)
