"""A bare Qt WebEngine, without any wall but the words that WebView2's browser is told.

`python -m tests.attack.worded FOLDER [WORD…]` plays the mini-program in FOLDER (tests/attack/apps/
ways_out) in a network of its own (tests.attack.sealed), without the WORDs that are named, and
prints `{"ended", "names", "packets"}`: how many of the page's ways have ended, and what was seen.
With `--view` it is the engine's own process.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from sandbox.mime import mime_of
from sandbox.view.systemview.webview2.switches import arguments, words_of
from tests.attack.sealed import _AS_ANYONE, NAME, Line, enclose
from tests.fanlight_child import finish, start
from tests.listening import listening

HOST = "a" * 52
_VIEW = "--view"
_SWITCHES = "QTWEBENGINE_CHROMIUM_FLAGS"
_POLL_MS = 200


def view(folder: str, where: str) -> None:
    """Show the page, have it try all its ways, print how many have ended, and end."""
    from PySide6.QtCore import QBuffer, QTimer, QUrl
    from PySide6.QtWebEngineCore import (
        QWebEnginePage,
        QWebEngineProfile,
        QWebEngineUrlRequestJob,
        QWebEngineUrlSchemeHandler,
    )
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication

    from sandbox.view.environment import SCHEME, register_scheme
    from sandbox.view.workarounds import hold_constants

    hold_constants()
    register_scheme()
    application = QApplication(sys.argv[:1])

    class Files(QWebEngineUrlSchemeHandler):
        def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
            path = Path(folder, job.requestUrl().path().removeprefix("/"))
            if not path.is_file():
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
                return
            content = QBuffer(job)
            content.setData(path.read_bytes())
            job.reply(mime_of(path.name).encode(), content)

    class StayingPage(QWebEnginePage):
        """Lets everything out but the page itself, which has more to try."""

        def acceptNavigationRequest(self, url: QUrl, type: object, isMainFrame: bool) -> bool:
            return not isMainFrame or QUrl(url).path() == "/index.html"

    profile = QWebEngineProfile(application)
    files = Files(profile)
    profile.installUrlSchemeHandler(SCHEME.encode(), files)
    page = StayingPage(profile)
    shown = QWebEngineView()
    shown.setPage(page)
    shown.show()

    def heard(found: object) -> None:
        if isinstance(found, str) and found:
            print(found, flush=True)
            application.quit()

    def probe(_loaded: bool) -> None:
        page.loadFinished.disconnect(probe)
        page.runJavaScript(
            f"probe({where}).then((all) => {{ globalThis.ended = Object.keys(all).length }}); ''"
        )
        timer = QTimer(page)
        timer.timeout.connect(lambda: page.runJavaScript("String(globalThis.ended ?? '')", heard))
        timer.start(_POLL_MS)

    page.loadFinished.connect(probe)
    shown.load(QUrl(f"{SCHEME}://{HOST}/index.html"))
    application.exec()


def main() -> None:
    if sys.argv[1] == _VIEW:
        view(*sys.argv[2:])
        return
    folder, *without = sys.argv[1:]
    told = [word for word in words_of(arguments(autoplay=True)) if word not in without]
    told += ["--disable-gpu", "--log-level=3"]
    words = " ".join(f'"{word}"' for word in told)
    line = Line()
    with tempfile.TemporaryDirectory() as scratch, listening() as ear:
        enclose(Path(scratch))
        line.watch()
        line.answer_names()
        place = str(Path(folder, "pages", "index"))
        command = [*_AS_ANYONE, sys.executable, "-m", "tests.attack.worded", _VIEW, place]
        ran = finish(start([*command, ear.where(NAME)], {_SWITCHES: words, "HOME": scratch}))
        time.sleep(0.5)
        seen = {"names": sorted(line.names), "packets": sorted(line.packets)}
    print(json.dumps({"ended": int(ran.out or 0), **seen}))


if __name__ == "__main__":
    main()
