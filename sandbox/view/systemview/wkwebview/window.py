"""The window of a system view on macOS, where no window can hold one of another process: it has no
frame, and stands above the host's window where the host says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.view.systemview.wire import Place
from sandbox.view.systemview.wkwebview.cocoa import Bindings
from sandbox.view.systemview.wkwebview.walls import upturned

_BORDERLESS = 0  # NSWindowStyleMask
_ABOVE = 1  # NSWindowOrderingMode
_NO_APP, _ACCESSORY = 2, 1  # NSApplicationActivationPolicy: not in the Dock, and never by itself
_PRESSES = 1 << 1 | 1 << 3 | 1 << 10  # NSEventMask: left and right button, key
# NSWindowCollectionBehavior: goes where the host's goes, and into no list of windows.
_BESIDE = 1 << 3 | 1 << 6 | 1 << 8
_LOOKS = {True: "NSAppearanceNameDarkAqua", False: "NSAppearanceNameAqua"}


class MacWindow:
    """pywebview's window, of which nothing of pywebview's is left."""

    def __init__(self, cocoa: Bindings, browser: Any, *, dark: bool | None) -> None:
        self._cocoa = cocoa
        self._app = browser.app
        self._app.setActivationPolicy_(_NO_APP)
        if dark is not None:
            look = cocoa.appkit.NSAppearance.appearanceNamed_(_LOOKS[dark])
            self._app.setAppearance_(look)
        self._window = browser.window
        self._close_pywebview(browser)
        self._monitor: Any = None

    def take(self, view: Any, touched: Callable[[], None]) -> int:
        """Hold `view` alone; returns the window's number. `touched` is called when a person
        presses something in it."""

        def pressed(event: Any) -> Any:
            touched()
            return event

        window, events = self._window, self._cocoa.appkit.NSEvent
        window.setStyleMask_(_BORDERLESS)
        window.setCollectionBehavior_(_BESIDE)
        window.setContentView_(view)
        window.makeFirstResponder_(view)
        self._monitor = events.addLocalMonitorForEventsMatchingMask_handler_(_PRESSES, pressed)
        self._app.setActivationPolicy_(_ACCESSORY)
        return int(window.windowNumber())

    def place(self, order: Place) -> None:
        """Stand where the host says, above its window; or nowhere."""
        if not order.shown:
            self._window.orderOut_(None)
            return
        screens = self._cocoa.appkit.NSScreen.screens()
        y_px = upturned(order.y_px, order.height_px, screens[0].frame().size.height)
        make = self._cocoa.foundation.NSMakeRect
        rect = make(order.x_px, y_px, order.width_px, order.height_px)
        self._window.setFrame_display_(rect, True)
        self._window.orderWindow_relativeTo_(_ABOVE, order.above)

    def _close_pywebview(self, browser: Any) -> None:
        """Take pywebview's own view out before it has a page, its bridge with it: that one's calls
        reach whatever has a dotted name (`_window.gui.os.system`)."""
        content = browser.webview.configuration().userContentController()
        for name in ("jsBridge", "browserDelegate"):
            content.removeScriptMessageHandlerForName_(name)
        browser.webview.setNavigationDelegate_(None)
        browser.webview.setUIDelegate_(None)
        browser.webview.stopLoading()
        browser.webview.removeFromSuperview()
        browser.load_html = _nothing
        browser.load_url = _nothing
        browser.show = _nothing
        # pywebview lets every page of this process go to hosts without TLS.
        bundle = self._cocoa.appkit.NSBundle.mainBundle()
        info = bundle.localizedInfoDictionary() or bundle.infoDictionary()
        info["NSAppTransportSecurity"] = {"NSAllowsArbitraryLoads": False}


def _nothing(*_words: object) -> None:
    pass
