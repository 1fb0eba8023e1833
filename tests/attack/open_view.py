"""The mini-program `ways_out` in a bare Qt WebEngine, without any wall: the attack's control.

`python -m tests.attack.open_view WHERE`, WHERE as `Ear.where` gives it.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PySide6.QtCore import QTimer, QUrl
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
    folder = os.environ["FANLIGHT_WAYS"]
    hold_constants()
    prepare(EngineSettings(detect_rendering()))
    flags = os.environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu" if "--disable-gpu" in flags else ""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    application = QApplication(sys.argv[:1])
    profile = QWebEngineProfile()
    page = StayingPage(profile)
    view = QWebEngineView()
    view.setPage(page)
    view.show()

    def probe(loaded: bool) -> None:
        page.loadFinished.disconnect(probe)
        page.runJavaScript(
            f"globalThis.ended = false; probe({sys.argv[1]}).finally(() => ended = true); ''"
        )
        poll.start(100)

    def look() -> None:
        page.runJavaScript("globalThis.ended === true", finish)

    def finish(ended: object) -> None:
        if ended is True:
            application.quit()

    poll = QTimer()
    poll.timeout.connect(look)
    page.loadFinished.connect(probe)
    view.load(QUrl(f"http://127.0.0.1:{server.server_port}/index.html"))
    application.exec()
    # The engine's own order of ending is of no interest here.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
