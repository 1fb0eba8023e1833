"""The script of `manners_text` for Qt WebEngine."""

from __future__ import annotations

from PySide6.QtWebEngineCore import QWebEngineScript

from sandbox.view.manners_text import MANNERS


def manners() -> QWebEngineScript:
    """The script that sees to it, for every frame of every document."""
    script = QWebEngineScript()
    script.setName("manners")
    script.setSourceCode(MANNERS)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
    script.setRunsOnSubFrames(True)
    return script
