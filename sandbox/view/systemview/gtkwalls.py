"""What the engine itself refuses in a system view on WebKitGTK, whatever a page does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.view.systemview.gi import Bindings

_OFF = (
    "allow-file-access-from-file-urls",
    "allow-modal-dialogs",
    "allow-universal-access-from-file-urls",
    "enable-developer-extras",
    "enable-dns-prefetching",
    "enable-encrypted-media",
    "enable-fullscreen",
    "enable-hyperlink-auditing",
    "enable-media-stream",
    "enable-mediasource",
    "enable-page-cache",
    "enable-webrtc",
    "javascript-can-access-clipboard",
    "javascript-can-open-windows-automatically",
)

Deny = Callable[[str, str], None]


def close_pywebview(browser: Any) -> None:
    """Take pywebview's own bridge out before any page is there: its calls reach whatever has a
    dotted name (`_window.gui.os.system`), and its errors tell tracebacks. Nothing of it is ever
    in a page: no handler, no object, no event."""
    browser.manager.disconnect_by_func(browser.on_js_bridge_call)
    browser.manager.unregister_script_message_handler("jsBridge")
    # The one injects `window.pywebview`; the other opens links in a browser.
    browser.webview.disconnect_by_func(browser.on_load_finish)
    browser.webview.disconnect_by_func(browser.on_navigation)
    browser.webview.disconnect_by_func(browser.on_request)
    browser.webview.disconnect_by_func(browser.on_drag_data)


def close_engine(gi: Bindings, view: Any, context: Any, deny: Deny, *, autoplay: bool) -> None:
    """Switch off what no page may have, and refuse what it may ask for."""
    settings = view.get_settings()
    for name in _OFF:
        settings.set_property(name, False)
    settings.set_property("media-playback-requires-user-gesture", not autoplay)
    settings.set_property("enable-write-console-messages-to-stdout", True)

    def refuse(what: str, *, answer: bool = True) -> Callable[..., bool]:
        def refused(_source: object, *_details: object) -> bool:
            deny(what, "")
            return answer

        return refused

    def permission(_view: object, request: Any) -> bool:
        request.deny()
        deny("permission", type(request).__name__.removesuffix("PermissionRequest"))
        return True

    def query(_view: object, asked: Any) -> bool:
        asked.finish(gi.webkit.PermissionState.DENIED)
        return True

    def file_chooser(_view: object, request: Any) -> bool:
        request.cancel()
        deny("file_input", "use fanlight.chooseFile")
        return True

    def authenticate(_view: object, request: Any) -> bool:
        request.cancel()
        return True

    def download(_context: object, started: Any) -> None:
        started.cancel()
        deny("download", "")

    def new_window(_view: object, _action: object) -> None:
        deny("window", "")

    view.connect("permission-request", permission)
    view.connect("query-permission-state", query)
    view.connect("run-file-chooser", file_chooser)
    view.connect("authenticate", authenticate)
    view.connect("create", new_window)
    view.connect("script-dialog", refuse("dialog"))
    view.connect("enter-fullscreen", refuse("full_screen"))
    view.connect("print", refuse("print"))
    view.connect("show-notification", refuse("notification"))
    context.connect("download-started", download)
