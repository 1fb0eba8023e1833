"""The objects that WKWebView asks. They decide nothing: what is asked goes to a `Hears`, or is no.

Methods have Objective-C's names, where each `_` stands for a colon (PyObjC): those of
WKNavigationDelegate, WKUIDelegate, WKURLSchemeHandler and WKScriptMessageHandler. Each refuses what
it is not told to allow; one that WebKit has and this has not is what WebKit refuses by itself.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sandbox.view.systemview.wkwebview.cocoa import Bindings

CANCEL, ALLOW = 0, 1
"""WKNavigationActionPolicy and WKNavigationResponsePolicy; 2 would be a download."""
_DENIED = 2  # WKPermissionDecision
_CANCEL_CHALLENGE = 2  # NSURLSessionAuthChallengeDisposition

_PROTOCOLS = ("WKURLSchemeHandler", "WKScriptMessageHandler")
"""Those of whose methods none may be missing; of the delegates each is looked for by itself."""

Decide = Callable[[int], None]


class Hears(Protocol):
    """Who is told what the engine asks and what happened."""

    def wants(self, url: str, decide: Decide) -> None:
        """The page, or a frame in it, would go to `url`; `decide` is called with the answer."""

    def deny(self, what: str, detail: str) -> None: ...
    def committed(self) -> None: ...
    def failed(self, domain: str, code: int) -> None: ...
    def ended(self) -> None: ...
    def received(self, message: Any) -> None: ...
    def started(self, task: Any) -> None: ...
    def stopped(self, task: Any) -> None: ...


def make_delegate(cocoa: Bindings, hears: Hears) -> Any:
    """One object that is all of a view's delegates."""
    methods = {**_navigation(hears), **_person(hears), **_carrying(hears)}
    protocols = [cocoa.objc.protocolNamed(name) for name in _PROTOCOLS]
    made = make_class("FanlightDelegate", cocoa.foundation.NSObject, methods, protocols)
    return made.alloc().init()


def view_class(cocoa: Bindings) -> Any:
    """WKWebView without the menu of its own, which offers downloads, windows and the inspector."""

    def will_open(_self: Any, menu: Any, _event: Any) -> None:
        menu.removeAllItems()

    methods: dict[str, Callable[..., Any]] = {"willOpenMenu_withEvent_": will_open}
    return make_class("FanlightWebView", cocoa.webkit.WKWebView, methods)


def make_class(
    name: str, base: Any, methods: Mapping[str, Callable[..., Any]], protocols: Sequence[Any] = ()
) -> Any:
    """A class of Objective-C with `methods` under their names there, which keeps `protocols`."""

    def fill(namespace: dict[str, Any]) -> None:
        for selector, method in methods.items():
            method.__name__ = selector
            namespace[selector] = method

    return types.new_class(name, (base,), {"protocols": list(protocols)}, fill)


def _navigation(hears: Hears) -> dict[str, Callable[..., Any]]:
    def action(_self: Any, _view: Any, asked: Any, decide: Decide) -> None:
        if asked.shouldPerformDownload():
            decide(CANCEL)
            hears.deny("download", "")
        elif asked.targetFrame() is None:
            decide(CANCEL)
            hears.deny("window", "")
        else:
            hears.wants(str(asked.request().URL().absoluteString()), decide)

    def response(_self: Any, _view: Any, asked: Any, decide: Decide) -> None:
        if asked.canShowMIMEType():
            decide(ALLOW)
        else:
            decide(CANCEL)
            hears.deny("download", "")

    def downloaded(_self: Any, _view: Any, _asked: Any, download: Any) -> None:
        download.cancel_(None)
        hears.deny("download", "")

    def committed(_self: Any, _view: Any, _navigation: Any) -> None:
        hears.committed()

    def failed(_self: Any, _view: Any, _navigation: Any, error: Any) -> None:
        hears.failed(str(error.domain()), int(error.code()))

    def ended(_self: Any, _view: Any) -> None:
        hears.ended()

    def challenged(_self: Any, _view: Any, _challenge: Any, answer: Any) -> None:
        answer(_CANCEL_CHALLENGE, None)

    return {
        "webView_decidePolicyForNavigationAction_decisionHandler_": action,
        "webView_decidePolicyForNavigationResponse_decisionHandler_": response,
        "webView_navigationAction_didBecomeDownload_": downloaded,
        "webView_navigationResponse_didBecomeDownload_": _again(downloaded),
        "webView_didCommitNavigation_": committed,
        "webView_didFailProvisionalNavigation_withError_": failed,
        "webViewWebContentProcessDidTerminate_": ended,
        "webView_didReceiveAuthenticationChallenge_completionHandler_": challenged,
    }


def _person(hears: Hears) -> dict[str, Callable[..., Any]]:
    def new_view(_self: Any, _view: Any, _config: Any, _action: Any, _features: Any) -> None:
        hears.deny("window", "")

    def alert(_self: Any, _view: Any, _text: Any, _frame: Any, answer: Any) -> None:
        answer()
        hears.deny("dialog", "")

    def confirm(_self: Any, _view: Any, _text: Any, _frame: Any, answer: Any) -> None:
        answer(False)
        hears.deny("dialog", "")

    def prompt(_self: Any, _view: Any, _text: Any, _before: Any, _frame: Any, answer: Any) -> None:
        answer(None)
        hears.deny("dialog", "")

    def choose(_self: Any, _view: Any, _what: Any, _frame: Any, answer: Any) -> None:
        answer(None)
        hears.deny("file_input", "use fanlight.chooseFile")

    def capture(
        _self: Any, _view: Any, _origin: Any, _frame: Any, _what: Any, answer: Decide
    ) -> None:
        answer(_DENIED)
        hears.deny("permission", "MediaCapture")

    def motion(_self: Any, _view: Any, _origin: Any, _frame: Any, answer: Decide) -> None:
        answer(_DENIED)
        hears.deny("permission", "DeviceOrientation")

    asked = "ForOrigin_initiatedByFrame_"
    panel = "webView_runJavaScript"
    return {
        "webView_createWebViewWithConfiguration_forNavigationAction_windowFeatures_": new_view,
        f"{panel}AlertPanelWithMessage_initiatedByFrame_completionHandler_": alert,
        f"{panel}ConfirmPanelWithMessage_initiatedByFrame_completionHandler_": confirm,
        f"{panel}TextInputPanelWithPrompt_defaultText_initiatedByFrame_completionHandler_": prompt,
        "webView_runOpenPanelWithParameters_initiatedByFrame_completionHandler_": choose,
        f"webView_requestMediaCapturePermission{asked}type_decisionHandler_": capture,
        f"webView_requestDeviceOrientationAndMotionPermission{asked}decisionHandler_": motion,
    }


def _carrying(hears: Hears) -> dict[str, Callable[..., Any]]:
    def start(_self: Any, _view: Any, task: Any) -> None:
        hears.started(task)

    def stop(_self: Any, _view: Any, task: Any) -> None:
        hears.stopped(task)

    def received(_self: Any, _controller: Any, message: Any) -> None:
        hears.received(message)

    return {
        "webView_startURLSchemeTask_": start,
        "webView_stopURLSchemeTask_": stop,
        "userContentController_didReceiveScriptMessage_": received,
    }


def _again(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same under another name: a function has one."""

    def same(_self: Any, _view: Any, asked: Any, more: Any) -> None:
        method(_self, _view, asked, more)

    return same
