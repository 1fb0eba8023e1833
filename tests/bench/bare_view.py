"""The bare engine: the shortest PySide6 program that shows a folder's page by a custom scheme.

`python bare_view.py FOLDER PAGE`. Same engine settings as the host, none of its work.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QT_XCB_GL_INTEGRATION"] = "none"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu --no-unsandboxed-zygote"

from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

TYPES = {".html": b"text/html", ".css": b"text/css", ".js": b"text/javascript"}


class Handler(QWebEngineUrlSchemeHandler):
    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        path = Path(sys.argv[1]) / job.requestUrl().path().lstrip("/")
        buffer = QBuffer(job)
        buffer.setData(path.read_bytes())
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(TYPES[path.suffix], buffer)


scheme = QWebEngineUrlScheme(b"bare")
scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
QWebEngineUrlScheme.registerScheme(scheme)
application = QApplication(sys.argv[:1])
profile = QWebEngineProfile("bare")
handler = Handler()
profile.installUrlSchemeHandler(b"bare", handler)
page = QWebEnginePage(profile)
view = QWebEngineView()
view.setPage(page)
view.resize(400, 700)
view.show()
page.load(QUrl(f"bare://app/{sys.argv[2]}.html"))
sys.exit(application.exec())
