"""The bare engine for the benches: `python bare_side.py FOLDER`; see side.

Qt's own view, scheme and profile with the host's settings of the engine, and nothing of ours.
FOLDER holds the pages' folders (subjects) and gets the profiles, which are on the disk, as apps of
kind web have them.

- `open` {page}: a view made on demand; `begun_s` is on time.monotonic;
- `prepare` {page}: a view that is mapped behind another widget, its renderer and styles loaded;
  `inject` brings it to the front and puts the first screenful in, then the rest;
- `prepare` {page, blank}: the same on a blank page of its origin; `navigate` brings it to the front
  and has it load the page;
- `hide`: minimise all windows but the last; `close`: close all but those opened with `keep`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import subjects
from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QObject,
    QSocketNotifier,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget

from sandbox.view.environment import Rendering, detect_rendering
from sandbox.view.workarounds import hold_constants

TYPES = {".html": b"text/html", ".css": b"text/css", ".js": b"text/javascript"}
SIZE_PX = (400, 652)
"""What the host's window has below its bar (host.compose.shaping)."""
SHELL = "shell.html"
BLANK = "blank.html"
_SHELL = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
    f'<link rel="stylesheet" href="{subjects.ROUTE}.css"></head><body></body></html>'
)
_MADE = {SHELL: _SHELL, BLANK: '<!doctype html><meta charset="utf-8">'}


class Handler(QWebEngineUrlSchemeHandler):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # Qt's name
        path = job.requestUrl().path().lstrip("/")
        made = _MADE.get(path)
        content = (self._folder / path).read_bytes() if made is None else made.encode()
        buffer = QBuffer(job)
        buffer.setData(content)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(TYPES[Path(path).suffix], buffer)


class View:
    """One profile, page and window."""

    def __init__(self, folder: Path, page: str, number: int, document: str) -> None:
        self.name = page
        self.profile = QWebEngineProfile(f"bare{number}")
        self.profile.setPersistentStoragePath(str(folder / "profiles" / f"{number}"))
        self.profile.setCachePath(str(folder / "profiles" / f"{number}" / "cache"))
        self.profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.handler = Handler(folder / f"{page}-web")
        self.profile.installUrlSchemeHandler(b"bare", self.handler)
        self.page = QWebEnginePage(self.profile)
        self.window = QWidget()
        self.window.resize(*SIZE_PX)
        self.view = QWebEngineView(self.window)
        self.view.setPage(self.page)
        self.view.resize(*SIZE_PX)
        self.cover: QWidget | None = None
        if document in _MADE:
            self.cover = QWidget(self.window)
            self.cover.setAutoFillBackground(True)
            self.cover.resize(*SIZE_PX)
        self._origin = f"bare://{page}{number}"
        self.navigate(document)
        self.window.show()

    def navigate(self, document: str) -> None:
        """Load one of its origin's documents."""
        self.page.load(QUrl(f"{self._origin}/{document}"))

    def uncover(self) -> None:
        """Bring it to the front."""
        if self.cover is not None:
            self.cover.hide()

    def inject(self) -> None:
        """The first screenful, and what comes after it once that is painted."""
        self.uncover()
        if self.name == "app":
            script = f'const s = document.createElement("script"); s.src = "{subjects.ROUTE}.js";'
            self.page.runJavaScript(f"{script} document.body.append(s); ''")
            return
        first = json.dumps(subjects.first_screenful(self.name))
        rest = json.dumps(subjects.rest(self.name))
        self.page.runJavaScript(
            f"""document.body.innerHTML = {first};
            document.addEventListener("click", ({{ target }}) => {{
              if (target.classList.contains("marker")) target.classList.add("answered");
            }});
            requestAnimationFrame(() => setTimeout(() =>
              document.body.insertAdjacentHTML("beforeend", {rest}))); ''"""
        )

    def close(self) -> None:
        self.window.close()
        self.page.destroyed.connect(self.profile.deleteLater)
        self.page.deleteLater()
        self.window.deleteLater()


class Bench(QObject):
    """Does what the pipe says."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._views: list[View] = []
        self._closed: list[View] = []  # Qt wants a profile to outlive its page
        self._made = self._kept = 0
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._input.activated.connect(self._told)

    def _told(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._input.setEnabled(False)
            QApplication.quit()
            return
        print(json.dumps(self._do(json.loads(line))), flush=True)

    def _do(self, command: dict[str, Any]) -> dict[str, Any]:
        begun_s = time.monotonic()
        match command["do"]:
            case "open":
                self._open(command["page"], f"{subjects.ROUTE}.html")
                self._kept += command.get("keep", False)
            case "prepare":
                self._open(command["page"], BLANK if command.get("blank") else SHELL)
            case "navigate":
                self._views[-1].uncover()
                self._views[-1].navigate(f"{subjects.ROUTE}.html")
            case "inject":
                self._views[-1].inject()
            case "hide":
                for each in self._views[:-1]:
                    each.window.showMinimized()
            case "close":
                for each in self._views[self._kept :]:
                    each.close()
                self._closed += self._views[self._kept :]
                del self._views[self._kept :]
            case other:
                return {"error": f"there is no command {other!r}"}
        return {"begun_s": begun_s}

    def _open(self, page: str, document: str) -> None:
        self._made += 1
        self._views.append(View(self._folder, page, self._made, document))


def main() -> None:
    hold_constants()
    qInstallMessageHandler(lambda _kind, _context, _text: None)  # a bare X server has a dozen
    if detect_rendering() is Rendering.SOFTWARE:
        os.environ["QT_QUICK_BACKEND"] = "software"
        os.environ["QT_XCB_GL_INTEGRATION"] = "none"
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = (
            "--disable-gpu --no-unsandboxed-zygote --log-level=3"
        )
    scheme = QWebEngineUrlScheme(b"bare")
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    bench = Bench(Path(sys.argv[1]))
    application.exec()
    bench.deleteLater()


if __name__ == "__main__":
    main()
