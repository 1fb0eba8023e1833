"""One WKWebView in a window of pywebview's, for one mini-program, walled in."""

from __future__ import annotations

import os
import sys
import time
from typing import Any, assert_never

import msgspec

from sandbox.decoding import readable
from sandbox.view.port import ConsoleLevel
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
    Renders,
    Said,
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
from sandbox.view.systemview.wkwebview import console_text
from sandbox.view.systemview.wkwebview.cocoa import Bindings
from sandbox.view.systemview.wkwebview.delegates import ALLOW, CANCEL, Decide, make_delegate
from sandbox.view.systemview.wkwebview.engine import (
    BRIDGE,
    FRAMES,
    WORLD,
    EngineOpen,
    compile_rules,
    make_view,
)
from sandbox.view.systemview.wkwebview.scheme import MacScheme
from sandbox.view.systemview.wkwebview.walls import is_failure, is_own
from sandbox.view.systemview.wkwebview.window import MacWindow

_EVALUATING = "return JSON.stringify(await (async () => ({expression}\n))()) ?? 'null'"
_DELIVERING = "globalThis.fanlightDeliver?.(text)"
_HAS_SHARED_MEMORY = "typeof SharedArrayBuffer"
_PLAYING = 1  # WKMediaPlaybackState
_RENDERERS = ("_webProcessIdentifier", "_provisionalWebProcessIdentifier")
_PNG = 4  # NSBitmapImageFileTypePNG


class _ConsoleLine(msgspec.Struct, frozen=True):
    """What console_text posts; anything else is nobody's line."""

    level: ConsoleLevel
    text: str
    source: str
    line: int


class MacView:
    """Made from the host's first order; `run` shows it until the host hangs up."""

    def __init__(self, line: Line, begin: Begin, cocoa: Bindings) -> None:
        import webview

        self._line = line
        self._begin = begin
        self._cocoa = cocoa
        self._number = 0
        self._decisions: dict[int, Decide] = {}
        self._renderers: tuple[int, ...] = ()
        self._audible = False
        self._view: Any = None
        self._scheme = MacScheme(cocoa, line, self._tell_renderers)
        self._delegate = make_delegate(cocoa, self)
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
        import webview

        # What pywebview's own view would keep or not: it never has a page.
        webview.start(gui="cocoa", private_mode=True)

    def _furnish(self) -> None:
        """pywebview has made its window and loaded nothing yet."""
        from webview.platforms.cocoa import BrowserView

        browser: Any = BrowserView.instances[self._name]
        self._window = MacWindow(self._cocoa, browser, dark=self._begin.dark)
        compile_rules(self._cocoa, self._begin.host, self._wall_in)

    def _wall_in(self, rule_list: Any) -> None:
        """The rules are compiled; or not, and then nothing is shown."""
        try:
            view = make_view(self._cocoa, self._begin, rule_list, self._delegate)
        except (EngineOpen, OSError) as error:
            _give_up(str(error))
            return
        self._view = view
        if not self._begin.layered:
            self._stand()
            return

        # The answer of a view's first, empty document holds for the process that rendered it, and
        # so for every other that this one has made: it is the same environment's.
        def settle(found: Any, _error: Any) -> None:
            if found != "function":
                _give_up("WKWebView gives its pages no shared memory, which kind weixin waits on")
                return
            self._stand()

        view.evaluateJavaScript_completionHandler_(_HAS_SHARED_MEMORY, settle)

    def _stand(self) -> None:
        number = self._window.take(self._view, self.touched)
        self._line.tell(Standing(number))
        self._line.listen(lambda order: self._cocoa.helper.callAfter(self._obey, order))

    def _obey(self, order: Order) -> None:
        """One order of the host, on the engine's thread."""
        match order:
            case Load(url):
                foundation = self._cocoa.foundation
                address = foundation.NSURL.URLWithString_(url)
                self._view.loadRequest_(foundation.NSURLRequest.requestWithURL_(address))
            case Reload():
                self._view.reloadFromOrigin()
            case Show():
                pass  # it is shown where it is placed
            case Place():
                self._window.place(order)
            case Deliver(text):
                self._call(_DELIVERING, {"text": text}, self._private(), _nobody_minds)
            case Served():
                self._scheme.served(order)
            case Withheld():
                self._scheme.withheld(order)
            case Verdict(number, allowed):
                if (decide := self._decisions.pop(number, None)) is not None:
                    decide(ALLOW if allowed else CANCEL)
            case Ping(number):
                self._ping(number)
            case Evaluate(number, expression):
                self._evaluate(number, expression)
            case Snap(number):
                self._snap(number)
            case Begin():
                pass  # a view is bound for life
            case _:
                assert_never(order)

    def _private(self) -> Any:
        return self._cocoa.webkit.WKContentWorld.worldWithName_(WORLD)

    def _call(self, body: str, given: dict[str, str], world: Any, done: Any) -> None:
        self._view.callAsyncJavaScript_arguments_inFrame_inContentWorld_completionHandler_(
            body, given, None, world, done
        )

    def _evaluate(self, number: int, expression: str) -> None:
        def settle(found: Any, error: Any) -> None:
            if error is None:
                self._line.tell(Evaluated(number, str(found), ""))
            else:
                self._line.tell(Evaluated(number, None, str(error.localizedDescription())))

        page = self._cocoa.webkit.WKContentWorld.pageWorld()
        self._call(_EVALUATING.format(expression=expression), {}, page, settle)

    def _ping(self, number: int) -> None:
        # An error is an answer too: the page's thread has had its turn.
        self._call("", {}, self._private(), lambda *_: self._line.tell(Pong(number)))
        self._view.requestMediaPlaybackStateWithCompletionHandler_(self._playing)

    def _playing(self, state: int) -> None:
        if (state == _PLAYING) is not self._audible:
            self._audible = not self._audible
            self._line.tell(Heard(self._audible))

    def _snap(self, number: int) -> None:
        def settle(image: Any, _error: Any) -> None:
            png = b""  # nothing stands there: an empty picture says so
            if image is not None:
                kind = self._cocoa.appkit.NSBitmapImageRep
                drawn = kind.imageRepWithData_(image.TIFFRepresentation())
                png = bytes(drawn.representationUsingType_properties_(_PNG, {}))
            self._line.tell(Snapped(number, png))

        self._view.takeSnapshotWithConfiguration_completionHandler_(None, settle)

    # What the engine says (delegates.Hears).

    def wants(self, url: str, decide: Decide) -> None:
        self._number += 1
        self._decisions[self._number] = decide
        self._line.tell(Wants(self._number, url))

    def deny(self, what: str, detail: str) -> None:
        self._line.tell(Denied(what, detail))

    def committed(self) -> None:
        self._tell_renderers()
        self._line.tell(Moved(self._address()))

    def failed(self, domain: str, code: int) -> None:
        if is_failure(domain, code):
            self._line.tell(Failed(self._address()))

    def ended(self) -> None:
        self._line.tell(Gone("the renderer ended"))

    def started(self, task: Any) -> None:
        self._scheme.started(task)

    def stopped(self, task: Any) -> None:
        self._scheme.stopped(task)

    def touched(self) -> None:
        self._line.tell(Touched())

    def received(self, message: Any) -> None:
        """Text alone is read: whatever else the private world could say is nothing."""
        text, name = message.body(), str(message.name())
        if not isinstance(text, str):
            return
        if name == console_text.HANDLER:
            self._say(text)
            return
        frame = message.frameInfo()
        origin = frame.securityOrigin()
        own = is_own(str(origin.protocol()), str(origin.host()), self._begin.host)
        if not frame.isMainFrame() or not own:
            return
        if name == BRIDGE:
            self._line.tell(Received(str(text)))
        elif name == FRAMES:
            self._line.tell(Framed(time.monotonic()))

    def _say(self, text: str) -> None:
        try:
            said = msgspec.json.decode(text, type=readable(_ConsoleLine))
        except msgspec.DecodeError:
            return
        self._line.tell(Said(said.level, said.text, said.source, said.line))

    def _tell_renderers(self) -> None:
        pids = (getattr(self._view, name)() for name in _RENDERERS if hasattr(self._view, name))
        found = tuple(sorted({int(pid) for pid in pids if pid > 0}))
        if found != self._renderers:
            self._renderers = found
            self._line.tell(Renders(found))

    def _address(self) -> str:
        found = self._view.URL()
        return "" if found is None else str(found.absoluteString())


def _give_up(why: str) -> None:
    """End here, before there is a page; the host tells the last words as the reason."""
    # An exception would go into Cocoa, which called us, and come out as a crash.
    sys.stderr.write(f"{why}\n")
    sys.stderr.flush()
    os._exit(1)


def _nobody_minds(_found: Any, _error: Any) -> None:
    pass
