"""What the adapter tells WKWebView, and what it makes of what WKWebView asks.

There is no WKWebView here: these are doubles of its objects (tests/cocoa_doubles.py). They say
what our half does, and nothing of what Apple's does with it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from sandbox.view.environment import SCHEME
from sandbox.view.port import ConsoleLevel
from sandbox.view.systemview.wire import (
    Asked,
    Begin,
    Denied,
    Failed,
    Load,
    Moved,
    Place,
    Received,
    Renders,
    Said,
    Served,
    Told,
    Verdict,
    Wants,
    Withheld,
)
from sandbox.view.systemview.wkwebview.delegates import make_delegate
from sandbox.view.systemview.wkwebview.engine import EngineOpen, make_view
from sandbox.view.systemview.wkwebview.scheme import MacScheme
from sandbox.view.systemview.wkwebview.view import MacView
from sandbox.view.systemview.wkwebview.window import MacWindow
from tests.cocoa_doubles import Features, Noting, bindings

HOST = "a" * 52
BEGIN = Begin(
    host=HOST,
    storage=None,
    channel="const fanlightKey = 1;",
    page="1;",
    manners="2;",
    background="#ffffff",
    dark=None,
    autoplay=False,
    width_px=400,
    height_px=700,
)


class Listening:
    """The line's end: what was told."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def tell(self, message: Told) -> None:
        self.told.append(message)


def a_view() -> tuple[MacView, Listening, Any]:
    """A MacView that stands, its line, and the WKWebView in it."""
    view: Any = MacView.__new__(MacView)
    line: Any = Listening()
    cocoa = bindings()
    webview = Noting(
        URL=lambda: SimpleNamespace(absoluteString=lambda: f"{SCHEME}://{HOST}/index.html"),
        _webProcessIdentifier=41,
        _provisionalWebProcessIdentifier=0,
    )
    view._line, view._begin, view._cocoa = line, BEGIN, cocoa
    view._number, view._decisions, view._renderers = 0, {}, ()
    view._audible, view._view = False, webview
    view._scheme = MacScheme(cocoa, line, view._tell_renderers)
    view._window = Noting()
    return view, line, webview


def message(name: str, body: object, **origin: object) -> Any:
    frame = {"protocol": SCHEME, "host": HOST, "main": True} | origin
    return SimpleNamespace(
        name=lambda: name,
        body=lambda: body,
        frameInfo=lambda: SimpleNamespace(
            isMainFrame=lambda: frame["main"],
            securityOrigin=lambda: SimpleNamespace(
                protocol=lambda: frame["protocol"], host=lambda: frame["host"]
            ),
        ),
    )


def test_no_view_is_made_whose_walls_do_not_stand() -> None:
    for features, rule_list, why in (
        (Features(("PeerConnectionEnabled",)), None, "rules"),
        (Features(("CSSGridEnabled",)), "rules", "PeerConnection"),
        (Features(("PeerConnectionEnabled",), ("PeerConnectionEnabled",)), "rules", "PeerConn"),
        (
            Features(("PeerConnectionEnabled", "WebTransportEnabled"), ("WebTransportEnabled",)),
            "rules",
            "WebTransport",
        ),
    ):
        with pytest.raises(EngineOpen, match=why):
            make_view(bindings(features), BEGIN, rule_list, object())


def test_a_view_is_made_with_its_walls(tmp_path: Any) -> None:
    features = Features(("PeerConnectionEnabled", "WebTransportEnabled", "CSSGridEnabled"))
    cocoa = bindings(features)
    view = make_view(cocoa, BEGIN, "the rules", "the delegate")
    assert features.on == {
        "PeerConnectionEnabled": False,
        "WebTransportEnabled": False,
        "CSSGridEnabled": True,
    }
    assert cocoa.content.words("addContentRuleList_") == [("the rules",)]
    assert cocoa.config.words("setURLSchemeHandler_forURLScheme_") == [("the delegate", SCHEME)]
    assert cocoa.config.words("setWebsiteDataStore_") == [("nothing kept",)]
    assert view.words("setUIDelegate_") == view.words("setNavigationDelegate_")
    handlers = cocoa.content.words("addScriptMessageHandler_contentWorld_name_")
    assert handlers
    assert {world for _, world, _ in handlers} == {"world fanlight"}
    for ((text, _, _, world),) in cocoa.content.words("addUserScript_"):
        assert "fanlightKey" not in text or world == "world fanlight"
    kept = bindings()
    make_view(kept, msgspec.structs.replace(BEGIN, storage=str(tmp_path / "s")), "x", "x")
    ((store,),) = kept.config.words("setWebsiteDataStore_")
    assert store.startswith("store ")


def test_nothing_of_pywebviews_is_left() -> None:
    content = Noting()
    browser = SimpleNamespace(
        app=Noting(),
        window=Noting(),
        webview=Noting(configuration=lambda: Noting(userContentController=lambda: content)),
        load_html="loads",
        load_url="loads",
        show="shows",
    )
    info: dict[str, Any] = {"NSAppTransportSecurity": {"NSAllowsArbitraryLoads": True}}
    cocoa = bindings()
    bundle = Noting(localizedInfoDictionary=None, infoDictionary=lambda: info)
    cocoa.appkit = SimpleNamespace(NSBundle=Noting(mainBundle=lambda: bundle))
    MacWindow(cocoa, browser, dark=None)
    removed = {name for (name,) in content.words("removeScriptMessageHandlerForName_")}
    assert removed == {"jsBridge", "browserDelegate"}
    assert browser.webview.words("setNavigationDelegate_") == [(None,)]
    assert browser.webview.words("setUIDelegate_") == [(None,)]
    assert not {"loads", "shows"} & {browser.load_html, browser.load_url, browser.show}
    assert info["NSAppTransportSecurity"] == {"NSAllowsArbitraryLoads": False}


def delegate() -> tuple[Any, Noting]:
    hears = Noting()
    told: Any = hears
    return make_delegate(bindings(), told), hears


def asked(url: str = "", *, download: bool = False, frame: object = object()) -> Any:
    request = SimpleNamespace(URL=lambda: SimpleNamespace(absoluteString=lambda: url))
    return SimpleNamespace(
        shouldPerformDownload=lambda: download,
        targetFrame=lambda: frame,
        request=lambda: request,
        canShowMIMEType=lambda: not download,
    )


def test_the_engine_decides_nothing_itself() -> None:
    made, hears = delegate()
    answers: list[int] = []
    decide = made.webView_decidePolicyForNavigationAction_decisionHandler_
    decide(None, asked(download=True), answers.append)
    decide(None, asked("https://example.org/", frame=None), answers.append)
    assert answers == [0, 0]
    assert hears.words("deny") == [("download", ""), ("window", "")]
    decide(None, asked("https://example.org/"), answers.append)
    assert answers == [0, 0]
    assert hears.words("wants") == [("https://example.org/", answers.append)]
    made.webView_decidePolicyForNavigationResponse_decisionHandler_(
        None, asked(download=True), answers.append
    )
    assert answers[2:] == [0]


def test_what_a_page_may_not_ask_a_person_is_refused() -> None:
    made, hears = delegate()
    answers: list[Any] = []
    java, by = "webView_runJavaScript", "_initiatedByFrame_completionHandler_"
    getattr(made, f"{java}AlertPanelWithMessage{by}")(0, "x", 0, lambda: answers.append("shut"))
    getattr(made, f"{java}ConfirmPanelWithMessage{by}")(0, "x", 0, answers.append)
    getattr(made, f"{java}TextInputPanelWithPrompt_defaultText{by}")(0, "x", "", 0, answers.append)
    getattr(made, f"webView_runOpenPanelWithParameters{by}")(0, 0, 0, answers.append)
    assert answers == ["shut", False, None, None]
    whom = "ForOrigin_initiatedByFrame_"
    media = f"webView_requestMediaCapturePermission{whom}type_decisionHandler_"
    getattr(made, media)(0, 0, 0, 0, answers.append)
    motion = f"webView_requestDeviceOrientationAndMotionPermission{whom}decisionHandler_"
    getattr(made, motion)(0, 0, 0, answers.append)
    assert answers[4:] == [2, 2]
    create = "webView_createWebViewWithConfiguration_forNavigationAction_windowFeatures_"
    assert getattr(made, create)(0, 0, 0, 0) is None
    kinds = [what for what, _ in hears.words("deny")]
    assert kinds == ["dialog"] * 3 + ["file_input", "permission", "permission", "window"]


def test_a_verdict_is_the_hosts() -> None:
    view, line, _ = a_view()
    answers: list[int] = []
    for url in ("https://example.org/", f"{SCHEME}://{HOST}/b.html"):
        view.wants(url, answers.append)
    assert line.told == [Wants(1, "https://example.org/"), Wants(2, f"{SCHEME}://{HOST}/b.html")]
    view._obey(Verdict(2, True))
    view._obey(Verdict(1, False))
    view._obey(Verdict(1, True))  # asked once, answered once
    assert answers == [1, 0]


def test_the_bridge_takes_text_of_the_apps_own_document_alone() -> None:
    view, line, _ = a_view()
    for other in (
        message("fanlight", {"not": "text"}),
        message("fanlight", "s\nx", main=False),
        message("fanlight", "s\nx", protocol="https", host="example.org"),
        message("fanlight", "s\nx", host="b" * 52),
        message("jsBridge", '{"funcName": "_window.gui.os.system"}'),
    ):
        view.received(other)
    assert line.told == []
    view.received(message("fanlight", "s\nx"))
    assert line.told == [Received("s\nx")]


def test_a_line_of_the_console_is_one_or_nothing() -> None:
    view, line, _ = a_view()
    for text in ("", "{}", '{"level": "root", "text": "", "source": "", "line": 1}', "[" * 9000):
        view.received(message("fanlightConsole", text))
    assert line.told == []
    said = '{"level": "error", "text": "no", "source": "a.js", "line": 3}'
    view.received(message("fanlightConsole", said, main=False))
    assert line.told == [Said(ConsoleLevel.ERROR, "no", "a.js", 3)]


def test_who_renders_is_told_before_what_is_asked() -> None:
    view, line, _ = a_view()
    view.started(task("GET", f"{SCHEME}://{HOST}/index.html"))
    view.started(task("GET", f"{SCHEME}://{HOST}/a.js"))
    kinds = [type(each) for each in line.told]
    assert kinds == [Renders, Asked, Asked]
    assert line.told[0] == Renders((41,))
    view.committed()
    assert line.told[-1] == Moved(f"{SCHEME}://{HOST}/index.html")


def task(
    method: str,
    url: str,
    body: bytes | None = None,
    pieces: tuple[bytes, ...] = (),
    part: str | None = None,
) -> Any:
    waiting = list(pieces)

    def read(_into: None, most: int) -> tuple[int, bytes]:
        piece = waiting.pop(0)[:most] if waiting else b""
        return len(piece), piece

    request = SimpleNamespace(
        HTTPMethod=lambda: method,
        URL=lambda: SimpleNamespace(absoluteString=lambda: url),
        allHTTPHeaderFields=lambda: {"Accept": "*/*"},
        valueForHTTPHeaderField_={"Range": part}.get,
        HTTPBody=lambda: body,
        HTTPBodyStream=lambda: Noting(read_maxLength_=read) if pieces else None,
    )
    return Noting(request=lambda: request)


def test_the_scheme_carries_and_decides_nothing() -> None:
    line: Any = Listening()
    scheme = MacScheme(bindings(), line, lambda: None)
    whole, streamed, gone, refused = (
        task("POST", "miniapp://x/.fanlight/call", b"s\n{}"),
        task("POST", "miniapp://x/.fanlight/call", None, (b"s\n", b"{}")),
        task("GET", "miniapp://x/a.js"),
        task("GET", "miniapp://x/b.js"),
    )
    for each in (whole, streamed, gone, refused):
        scheme.started(each)
    assert [told.body for told in line.told] == [b"s\n{}", b"s\n{}", b"", b""]
    assert line.told[0].headers == (("Accept", "*/*"),)
    policy = (("Content-Security-Policy", "default-src 'self'"), ("X", "1"), ("X", "2"))
    scheme.served(Served(1, "text/html", policy, b"<p>"))
    ((response,),) = whole.words("didReceiveResponse_")
    assert response[1] == 200
    assert response[3] == {
        "Content-Type": "text/html",
        "Accept-Ranges": "bytes",
        "Content-Length": "3",
        "Content-Security-Policy": "default-src 'self'",
        "X": "1, 2",
    }
    assert whole.words("didReceiveData_") == [(b"<p>",)]
    assert whole.words("didFinish") == [()]
    scheme.stopped(gone)
    scheme.served(Served(3, "text/javascript", (), b"1"))
    assert gone.said == [("request", ())]  # an answer would end the process
    scheme.withheld(Withheld(4))
    assert refused.words("didFailWithError_") == [("refused",)]
    assert refused.words("didFinish") == []


def test_a_film_is_given_in_parts() -> None:
    line: Any = Listening()
    scheme = MacScheme(bindings(), line, lambda: None)
    film = task("GET", "miniapp://x/a.mp4", part="bytes=2-4")
    scheme.started(film)
    scheme.served(Served(1, "video/mp4", (), b"0123456789"))
    ((response,),) = film.words("didReceiveResponse_")
    assert (response[1], response[3]["Content-Range"]) == (206, "bytes 2-4/10")
    assert film.words("didReceiveData_") == [(b"234",)]


def test_what_was_refused_has_not_failed() -> None:
    view, line, _ = a_view()
    view.failed("WebKitErrorDomain", 102)
    view.failed("NSURLErrorDomain", -999)
    assert line.told == []
    view.failed("fanlight", 1)
    assert line.told == [Failed(f"{SCHEME}://{HOST}/index.html")]


def test_orders_reach_the_view_and_its_window() -> None:
    view, line, webview = a_view()
    view._cocoa.foundation.NSURL = Noting(URLWithString_=lambda url: url)
    view._cocoa.foundation.NSURLRequest = Noting(requestWithURL_=lambda url: url)
    view._obey(Load(f"{SCHEME}://{HOST}/index.html"))
    assert webview.words("loadRequest_") == [(f"{SCHEME}://{HOST}/index.html",)]
    place = Place(1, 2, 3, 4, True, 5)
    view._obey(place)
    assert view._window.words("place") == [(place,)]
    view.deny("window", "")
    assert line.told == [Denied("window", "")]
