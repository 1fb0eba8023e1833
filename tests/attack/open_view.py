"""The mini-program `ways_out` in a bare Qt WebEngine, without any wall: the attack's control.

`python -m tests.attack.open_view FOLDER WHERE`, WHERE as `Ear.where` gives it. Runs until killed.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from sandbox.view.environment import EngineSettings, detect_rendering, prepare
from sandbox.view.workarounds import hold_constants


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class StayingPage(QWebEnginePage):
    """Lets everything out but the page itself, which has more to try."""

    def acceptNavigationRequest(self, url: Any, type: Any, isMainFrame: bool) -> bool:
        return not isMainFrame or QUrl(url).path() == "/index.html"


def main() -> None:
    folder, where = sys.argv[1:]
    hold_constants()
    prepare(EngineSettings(detect_rendering()))
    flags = os.environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu" if "--disable-gpu" in flags else ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    application = QApplication(sys.argv[:1])
    page = StayingPage(QWebEngineProfile(application))
    view = QWebEngineView()
    view.setPage(page)
    view.show()

    def probe(loaded: bool) -> None:
        page.loadFinished.disconnect(probe)
        page.runJavaScript(f"probe({where}); ''")

    page.loadFinished.connect(probe)
    view.load(QUrl(f"http://127.0.0.1:{server.server_port}/index.html"))
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
