"""One WebKitGTK view in a window of pywebview's, for one mini-program, walled in."""

from __future__ import annotations

import io
import json
import time
from typing import Any, assert_never

import webview

from sandbox.view.environment import SCHEME, Rendering, detect_rendering
from sandbox.view.systemview.gi import Bindings
from sandbox.view.systemview.gtkscheme import GtkScheme
from sandbox.view.systemview.gtkwalls import close_engine, close_pywebview
from sandbox.view.systemview.line import Line
from sandbox.view.systemview.wire import (
    Begin,
    Deliver,
    Denied,
    Evaluate,
    Evaluated,
    Failed,
    Framed,
    Gone,
    Heard,
    Load,
    Moved,
    Order,
    Ping,
    Place,
    Pong,
    Received,
    Reload,
    Served,
    Show,
    Snap,
    Snapped,
    Standing,
    Touched,
    Verdict,
    Wants,
    Withheld,
)

_WORLD = "fanlight"
"""The private script world: a page's scripts have no name for it, and no handler is in theirs."""
_HANDLER = "fanlight"
_EVALUATING = "return JSON.stringify(await (async () => ({expression}\n))()) ?? 'null'"


class GtkView:
    """Made from the host's first order; `run` shows it until the host hangs up."""

    def __init__(self, line: Line, begin: Begin) -> None:
        self._line = line
        self._begin = begin
        self._gi = Bindings()
        self._number = 0
        self._decisions: dict[int, Any] = {}
        window: Any = webview.create_window(
            "Fanlight",
            html="&nbsp;",
            width=begin.width_px,
            height=begin.height_px,
            min_size=(1, 1),
            hidden=True,
            background_color=begin.background,
        )
        window.events.before_show += self._furnish
        self._name = window.uid

    def run(self) -> None:
        """The engine's loop; never returns while the host is there."""
        storage = self._begin.storage
        webview.start(gui="gtk", private_mode=storage is None, storage_path=storage)

    def _furnish(self) -> None:
        """pywebview has made its window and loaded nothing yet."""
        from webview.platforms.gtk import BrowserView

        gi, begin = self._gi, self._begin
        browser: Any = BrowserView.instances[self._name]
        browser.show = lambda: None  # the host says when, and where
        self._top, self._view = browser.window, browser.webview
        view = self._view
        close_pywebview(browser)
        context = self._view.get_context()
        close_engine(gi, self._view, context, self._deny, autoplay=begin.autoplay)
        if detect_rendering() is Rendering.SOFTWARE:
            # Mesa would make its shaders on the CPU at every start, as the sandbox keeps none of
            # them: 0.7 s of a first screen and 55 MB (measured).
            policy = gi.webkit.HardwareAccelerationPolicy.NEVER
            view.get_settings().set_hardware_acceleration_policy(policy)
        if begin.dark is not None:
            gi.gtk.Settings.get_default().set_property(
                "gtk-application-prefer-dark-theme", begin.dark
            )
        self._scheme = GtkScheme(gi, self._line, context)
        self._connect_bridge(browser.manager)
        view.connect("decide-policy", self._decide)
        view.connect("load-changed", self._changed)
        view.connect("load-failed", self._failed)
        view.connect("web-process-terminated", self._ended)
        view.connect("notify::is-playing-audio", self._audible)
        for press in ("button-press-event", "key-press-event", "touch-event"):
            view.connect(press, self._touched)
        view.connect_after("draw", self._drawn)
        view.set_opacity(1.0)
        self._top.set_decorated(False)
        self._top.realize()
        surface = self._top.get_window()
        surface.set_override_redirect(True)  # the host's window takes it in: it is nobody's else
        self._line.tell(Standing(surface.get_xid()))
        self._line.listen(lambda order: gi.glib.idle_add(self._obey, order))

    def _connect_bridge(self, manager: Any) -> None:
        webkit = self._gi.webkit
        manager.register_script_message_handler_in_world(_HANDLER, _WORLD)
        manager.connect(f"script-message-received::{_HANDLER}", self._received)
        top, every = (
            webkit.UserContentInjectedFrames.TOP_FRAME,
            webkit.UserContentInjectedFrames.ALL_FRAMES,
        )
        start = webkit.UserScriptInjectionTime.START
        own = [f"{SCHEME}://{self._begin.host}/*"]
        private = webkit.UserScript.new_for_world
        manager.add_script(private(self._begin.channel, top, start, _WORLD, own, None))
        manager.add_script(private(self._begin.manners, every, start, _WORLD, None, None))
        manager.add_script(webkit.UserScript.new(self._begin.page, top, start, own, None))

    def _obey(self, order: Order) -> bool:
        """One order of the host, on the engine's thread; False: not to be called again."""
        match order:
            case Load(url):
                self._view.load_uri(url)
            case Reload():
                self._view.reload_bypass_cache()
            case Show():
                self._top.move(0, 0)
                self._top.show_all()
            case Deliver(text):
                self._deliver(text)
            case Served():
                self._scheme.served(order)
            case Withheld():
                self._scheme.withheld(order)
            case Verdict(number, allowed):
                if (decision := self._decisions.pop(number, None)) is not None:
                    (decision.use if allowed else decision.ignore)()
            case Ping(number):
                self._ping(number)
            case Evaluate(number, expression):
                self._evaluate(number, expression)
            case Snap(number):
                self._snap(number)
            case Begin() | Place():
                pass  # a view is bound for life; the host's window holds this one
            case _:
                assert_never(order)
        return False

    def _received(self, _manager: object, result: Any) -> None:
        # Text alone is read: whatever else the private world could say is nothing.
        value = result.get_js_value()
        if value.is_string():
            self._line.tell(Received(value.to_string()))

    def _deliver(self, text: str) -> None:
        script = f"globalThis.fanlightDeliver?.({json.dumps(text)})"
        self._view.evaluate_javascript(script, -1, _WORLD, None, None, None)

    def _evaluate(self, number: int, expression: str) -> None:
        def settle(view: Any, result: Any) -> None:
            try:
                found = view.call_async_javascript_function_finish(result)
                told = Evaluated(number, found.to_string(), "")
            except self._gi.glib.Error as error:
                told = Evaluated(number, None, str(error.message))
            self._line.tell(told)

        body = _EVALUATING.format(expression=expression)
        self._view.call_async_javascript_function(body, -1, None, None, None, None, settle)

    def _ping(self, number: int) -> None:
        # An error is an answer too: the page's thread has had its turn.
        self._view.evaluate_javascript(
            "0", -1, _WORLD, None, None, lambda *_: self._line.tell(Pong(number))
        )

    def _snap(self, number: int) -> None:
        def settle(view: Any, result: Any) -> None:
            png = io.BytesIO()
            try:
                view.get_snapshot_finish(result).write_to_png(png)
            except self._gi.glib.Error:
                png = io.BytesIO()  # nothing stands there: an empty picture says so
            self._line.tell(Snapped(number, png.getvalue()))

        webkit = self._gi.webkit
        region, options = webkit.SnapshotRegion.VISIBLE, webkit.SnapshotOptions.NONE
        self._view.get_snapshot(region, options, None, settle)

    def _decide(self, _view: object, decision: Any, kind: Any) -> bool:
        kinds = self._gi.webkit.PolicyDecisionType
        if kind == kinds.NAVIGATION_ACTION:
            number = self._count()
            self._decisions[number] = decision
            url = decision.get_navigation_action().get_request().get_uri()
            self._line.tell(Wants(number, url))
        elif kind == kinds.NEW_WINDOW_ACTION:
            decision.ignore()
            self._deny("window", "")
        elif decision.is_mime_type_supported():
            decision.use()
        else:
            decision.ignore()
            self._deny("download", "")
        return True

    def _changed(self, view: Any, event: Any) -> None:
        if event == self._gi.webkit.LoadEvent.COMMITTED:
            self._line.tell(Moved(view.get_uri() or ""))

    def _failed(self, _view: object, _event: object, url: str, _error: object) -> bool:
        self._line.tell(Failed(url))
        return True  # no page of the engine's own takes its place

    def _ended(self, _view: object, reason: Any) -> None:
        self._line.tell(Gone(reason.value_nick))

    def _audible(self, view: Any, _name: object) -> None:
        self._line.tell(Heard(view.is_playing_audio()))

    def _touched(self, _view: object, _event: object) -> bool:
        self._line.tell(Touched())
        return False

    def _drawn(self, _view: object, _cairo: object) -> bool:
        self._line.tell(Framed(time.monotonic()))
        return False

    def _deny(self, what: str, detail: str) -> None:
        self._line.tell(Denied(what, detail))

    def _count(self) -> int:
        self._number += 1
        return self._number
