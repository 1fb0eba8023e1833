"""The bare side of `bench walls`: Qt's own view, scheme and channel, and nothing of ours.

`python tests/bench/wall_bare.py FOLDER`; see wall_pages. The profile is of the host's kind: on the
disk in FOLDER, without an HTTP cache.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, cast

import cards
import wall_pages
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEventLoop,
    QFile,
    QIODevice,
    QObject,
    QSocketNotifier,
    QTimer,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication
from websockets.asyncio.server import ServerConnection, serve

from sandbox.view.environment import Rendering, detect_rendering
from sandbox.view.workarounds import hold_constants

TYPES = {".html": b"text/html", ".css": b"text/css", ".js": b"text/javascript"}
FILES = wall_pages.files(walled=False)
# Of pages that call for their clock alone: that of a page that is not isolated has 0.1 ms.
ISOLATED = {
    b"Cross-Origin-Opener-Policy": b"same-origin",
    b"Cross-Origin-Embedder-Policy": b"require-corp",
    b"Cross-Origin-Resource-Policy": b"same-origin",
}


class Handler(QWebEngineUrlSchemeHandler):
    def __init__(self, port: int, isolated: bool) -> None:
        super().__init__()
        self._port = port
        self._isolated = isolated
        self._kept = QByteArray()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # Qt's name
        path = job.requestUrl().path().lstrip("/")
        if job.requestMethod() == b"POST":
            self._echo(job, is_kept=path == "keep")
            return
        if path == "kept":
            self._give(job, self._kept)
            return
        if self._isolated:
            grouped = {QByteArray(k): [QByteArray(v)] for k, v in ISOLATED.items()}
            job.setAdditionalResponseHeaders(cast("dict[QByteArray, QByteArray]", grouped))
        buffer = QBuffer(job)
        buffer.setData(FILES[path].replace(wall_pages.PORT.encode(), f"{self._port}".encode()))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(TYPES[Path(path).suffix], buffer)

    def _echo(self, job: QWebEngineUrlRequestJob, *, is_kept: bool) -> None:
        """Give the body back, at once or at the next request."""
        device = job.requestBody()
        if not device.isOpen():
            device.open(QIODevice.OpenModeFlag.ReadOnly)
        content = device.read(2 * wall_pages.PAYLOAD_BYTES)
        if is_kept:
            self._kept, content = content, QByteArray()
        self._give(job, content)

    def _give(self, job: QWebEngineUrlRequestJob, content: QByteArray) -> None:
        buffer = QBuffer(job)
        buffer.setData(content)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(b"application/octet-stream", buffer)


class Socket:
    """A WebSocket on loopback that echoes, in a thread with a loop of its own."""

    def __init__(self) -> None:
        made: Future[int] = Future()
        Thread(target=lambda: asyncio.run(self._serve(made)), daemon=True).start()
        self.port = made.result()

    async def _serve(self, made: Future[int]) -> None:
        async with serve(self._echo, "127.0.0.1", 0, max_size=None, compression=None) as server:
            made.set_result(next(iter(server.sockets)).getsockname()[1])
            await server.serve_forever()

    async def _echo(self, connection: ServerConnection) -> None:
        async for message in connection:
            await connection.send(message)


class Echo(QObject):
    @Slot(str, result=str)
    def echo(self, text: str) -> str:
        return text


class View:
    """One profile, page and view, as a program that trusts its pages makes them."""

    def __init__(self, folder: Path, number: int, route: str, port: int, *, isolated: bool) -> None:
        self.profile = QWebEngineProfile(f"bare{number}")
        self.profile.setPersistentStoragePath(str(folder / f"{number}"))
        self.profile.setCachePath(str(folder / f"{number}" / "cache"))
        self.profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.handler = Handler(port, isolated)
        self.profile.installUrlSchemeHandler(b"bare", self.handler)
        self.page = QWebEnginePage(self.profile)
        if route == wall_pages.CALLS_PAGE:
            self.echo = Echo()
            self.channel = QWebChannel(self.page)
            self.channel.registerObject("echo", self.echo)
            self.page.setWebChannel(self.channel)
            self.page.scripts().insert(_client())
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(400, 700)
        self.page.load(QUrl(f"bare://app{number}/{route}.html"))
        self.view.show()

    def close(self) -> None:
        self.view.close()
        self.page.destroyed.connect(self.profile.deleteLater)
        self.page.deleteLater()
        self.view.deleteLater()


def _client() -> QWebEngineScript:
    file = QFile(":/qtwebchannel/qwebchannel.js")
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    script = QWebEngineScript()
    script.setSourceCode(bytes(file.readAll().data()).decode())
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld.value)
    file.close()
    return script


class Bench(QObject):
    """Does what the pipe says."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._views: list[View] = []
        self._closed: list[View] = []  # Qt wants a profile to outlive its page
        self._made = 0
        self._socket = Socket()
        self._input = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._input.activated.connect(self._told)

    def _told(self) -> None:
        self._input.setEnabled(False)
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        print(json.dumps(self._do(json.loads(line))), flush=True)
        self._input.setEnabled(True)

    def _do(self, command: dict[str, Any]) -> dict[str, Any]:
        begun_s = time.monotonic()
        if command["do"] == "show":
            self._open(cards.PAGE, isolated=command["isolated"])
            return {"begun_s": begun_s}
        if command["do"] == "calls":
            for _ in range(command["views"]):
                self._open(wall_pages.CALLS_PAGE, isolated=True)
            self._all("able")
            script = wall_pages.start(command["calls"], command["how"])
            for each in self._views:
                each.page.runJavaScript(script)
            return {"times_ms": self._all("times")}
        for each in self._views:
            each.close()
        self._closed += self._views
        self._views.clear()
        return {}

    def _open(self, route: str, *, isolated: bool) -> None:
        self._made += 1
        port = self._socket.port
        self._views.append(View(self._folder, self._made, route, port, isolated=isolated))

    def _all(self, member: str) -> list[Any]:
        """That member of each page's answer, once all have it."""
        while True:
            loop = QEventLoop()
            found: list[Any] = []

            def take(text: object, found: list[Any] = found, loop: QEventLoop = loop) -> None:
                found.append(json.loads(str(text))[member] if text else None)
                if len(found) == len(self._views):
                    loop.quit()

            for each in self._views:
                each.page.runJavaScript(wall_pages.PROBE, 0, take)
            loop.exec()
            if all(found):
                return found
            QTimer.singleShot(wall_pages.POLL_MS, loop.quit)
            loop.exec()


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
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    bench = Bench(Path(sys.argv[1]))
    application.exec()
    bench.deleteLater()


if __name__ == "__main__":
    main()
