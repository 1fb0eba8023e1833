"""A view's process on Windows: pywebview's window, and WebView2 in it as `view` has it."""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

import webview

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.webview2.net import DotNet
from sandbox.view.systemview.webview2.profile import prepare
from sandbox.view.systemview.webview2.view import WebView2View, give_up
from sandbox.view.systemview.wire import Begin

_PER_MONITOR: Final = -4  # DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2: as Qt's, windef.h


class WebView2Room:
    """As `room.Room` says. The network is denied by the browser's own switches: Windows has no
    namespace that a process could leave by itself."""

    def close(self, environ: MutableMapping[str, str]) -> None:
        # Windows of another scale than the host's could not be taken into its own.
        ctypes.CDLL("user32").SetProcessDpiAwarenessContext(ctypes.c_void_p(_PER_MONITOR))

    def show(self, line: Line, begin: Begin) -> None:
        folder = begin.storage or begin.scratch
        if folder is None:
            give_up("the host named no folder for the browser")
        prepare(Path(folder))
        pywebview: Any = importlib.import_module("webview.platforms.edgechromium")
        # pywebview's own never comes to be: its bridge calls whatever has a dotted name, it
        # answers permissions and downloads by itself, and opens links in a browser.
        pywebview.EdgeChrome = _maker(line, begin, folder)
        webview.create_window(
            "Fanlight",
            html="&nbsp;",
            width=begin.width_px,
            height=begin.height_px,
            min_size=(1, 1),
            hidden=True,
            frameless=True,
            easy_drag=False,
            shadow=False,
            background_color=begin.background,
        )
        webview.start(gui="edgechromium", private_mode=begin.storage is None, storage_path=folder)


class Browser:
    """What pywebview's window asks of its browser: the control, and no more."""

    def __init__(self, view: WebView2View) -> None:
        self.webview = view.control
        self.js_result_semaphore = _NobodyWaits()

    def clear_user_data(self) -> None:
        """The folder is the host's."""


class _NobodyWaits:
    def release(self) -> None:
        """No script's result is waited for."""


def _maker(line: Line, begin: Begin, folder: str) -> Callable[[Any, object, object], Browser]:
    def make(form: Any, _window: object, _folder: object) -> Browser:
        return Browser(WebView2View(line, begin, DotNet(), form, folder))

    return make
