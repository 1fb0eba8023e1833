"""Which engines are part of this installation, asked without bringing one in."""

from __future__ import annotations

import importlib.util

from sandbox.view.port import Engine

_REFERENCE = "PySide6.QtWebEngineWidgets"


def has_web_engine() -> bool:
    """Whether Qt WebEngine is here. Its modules are looked for, not loaded; PySide6 itself is."""
    try:
        return importlib.util.find_spec(_REFERENCE) is not None
    except ImportError:  # not even PySide6
        return False


def default_engine() -> Engine:
    """What shows apps where nobody chose: the reference, or what there is in its place."""
    return Engine.QT if has_web_engine() else Engine.SYSTEM
