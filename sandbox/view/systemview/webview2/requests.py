"""Carries what the engine asks for to the host, and the answers back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from sandbox.view.systemview.webview2.net import Deferral, Environment, Net, ResourceRequested
from sandbox.view.systemview.webview2.rules import Refuse, Rules, Serve, header_lines, lent
from sandbox.view.systemview.wire import Asked, Denied, Served, Told, Withheld

_OK: Final = (200, "OK")
_NOT_FOUND: Final = (404, "Not Found")
_FORBIDDEN: Final = (403, "Forbidden")
_NOTHING: Final = header_lines(
    (
        ("Content-Type", "text/plain"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    )
)


class _Waiting(msgspec.Struct, frozen=True):
    args: ResourceRequested
    deferral: Deferral
    foreign: bool


class Requests:
    """Those of one view. It holds no file, and lets nothing through to a network: each request
    that WebView2 tells of has an answer of ours."""

    def __init__(
        self, net: Net, environment: Environment, rules: Rules, tell: Callable[[Told], None]
    ) -> None:
        self._net = net
        self._environment = environment
        self._rules = rules
        self._tell = tell
        self._waiting: dict[int, _Waiting] = {}
        self._number = 0

    def asked(self, _sender: object, args: ResourceRequested) -> None:
        """CoreWebView2.WebResourceRequested."""
        self._answer(args, b"", _FORBIDDEN, _NOTHING)  # whatever may yet fail
        request = args.Request
        match self._rules.decide(request.Uri, str(args.ResourceContext)):
            case Refuse(what, detail):
                self._tell(Denied(what, detail))
            case Serve(url, document, foreign):
                headers = tuple((each.Key, each.Value) for each in request.Headers.GetEnumerator())
                content = request.Content
                body = b"" if content is None else self._net.body(content)
                self._number += 1
                self._waiting[self._number] = _Waiting(args, args.GetDeferral(), foreign)
                self._tell(Asked(self._number, request.Method, url, headers, body, document))

    def served(self, answer: Served) -> None:
        """Give the engine what the host gave."""
        if (waiting := self._waiting.pop(answer.id, None)) is None:
            return
        try:
            headers = lent(answer.headers) if waiting.foreign else answer.headers
            lines = header_lines((("Content-Type", answer.mime), *headers))
        except ValueError:
            self._answer(waiting.args, b"", _NOT_FOUND, _NOTHING)
        else:
            self._answer(waiting.args, answer.content, _OK, lines)
        waiting.deferral.Complete()

    def withheld(self, answer: Withheld) -> None:
        """Tell the engine that there is nothing."""
        if (waiting := self._waiting.pop(answer.id, None)) is not None:
            self._answer(waiting.args, b"", _NOT_FOUND, _NOTHING)
            waiting.deferral.Complete()

    def _answer(
        self, args: ResourceRequested, content: bytes, status: tuple[int, str], lines: str
    ) -> None:
        stream = self._net.memory(content)
        args.Response = self._environment.CreateWebResourceResponse(stream, *status, lines)
