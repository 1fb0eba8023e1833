"""Carries what the engine asks of the app's scheme to the host, and the answers back."""

from __future__ import annotations

from typing import Any

from bridge.messages import MAX_BODY_BYTES
from sandbox.view.environment import SCHEME
from sandbox.view.systemview.gi import Bindings
from sandbox.view.systemview.line import Line
from sandbox.view.systemview.wire import Asked, Served, Withheld

_PIECE_BYTES = 1024 * 1024
_OK = 200


class GtkScheme:
    """The scheme of one view's context: it decides nothing and holds no file."""

    def __init__(self, gi: Bindings, line: Line, context: Any) -> None:
        self._gi = gi
        self._line = line
        self._waiting: dict[int, Any] = {}
        self._number = 0
        context.register_uri_scheme(SCHEME, self._asked)
        security = context.get_security_manager()
        security.register_uri_scheme_as_secure(SCHEME)
        security.register_uri_scheme_as_cors_enabled(SCHEME)

    def _asked(self, request: Any) -> None:
        self._number += 1
        self._waiting[self._number] = request
        headers: list[tuple[str, str]] = []
        told = request.get_http_headers()
        if told is not None:
            told.foreach(lambda name, value: headers.append((name, value)))
        self._line.tell(
            Asked(
                self._number,
                request.get_http_method() or "GET",
                request.get_uri(),
                tuple(headers),
                _body(request.get_http_body()),
            )
        )

    def served(self, answer: Served) -> None:
        """Give the engine what the host gave."""
        request = self._waiting.pop(answer.id, None)
        if request is None:
            return
        gi = self._gi
        stream = gi.gio.MemoryInputStream.new_from_bytes(gi.glib.Bytes.new(answer.content))
        response = gi.webkit.URISchemeResponse.new(stream, len(answer.content))
        response.set_status(_OK, None)
        # The engine takes this whole text for the type; parameters in it make a style sheet none.
        response.set_content_type(answer.mime.partition(";")[0].strip())
        headers = gi.soup.MessageHeaders.new(gi.soup.MessageHeadersType.RESPONSE)
        for name, value in (("Content-Type", answer.mime), *answer.headers):
            headers.append(name, value)
        response.set_http_headers(headers)
        request.finish_with_response(response)

    def withheld(self, answer: Withheld) -> None:
        """Tell the engine that there is nothing."""
        request = self._waiting.pop(answer.id, None)
        if request is not None:
            gi = self._gi
            domain = gi.glib.quark_from_string("fanlight")
            request.finish_error(gi.glib.Error.new_literal(domain, "not served", 1))


def _body(stream: Any) -> bytes:
    """What the page sent, up to one byte more than the host takes."""
    found = bytearray()
    while stream is not None and len(found) <= MAX_BODY_BYTES:
        piece = stream.read_bytes(_PIECE_BYTES, None).get_data()
        if not piece:
            break
        found += piece
    return bytes(found[: MAX_BODY_BYTES + 1])
