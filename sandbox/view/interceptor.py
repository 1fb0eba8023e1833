"""The engine's request interceptor: asks the policy, fails closed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from sandbox.view.environment import SCHEME
from sandbox.view.policy import Allow, Asked, Block, Redirect, decide_request

log = logging.getLogger("fanlight.view")

_Type = QWebEngineUrlRequestInfo.ResourceType
_ASKED = {
    _Type.ResourceTypeMainFrame: Asked.MAIN_FRAME,
    _Type.ResourceTypeNavigationPreloadMainFrame: Asked.MAIN_FRAME,
    _Type.ResourceTypeSubFrame: Asked.SUB_FRAME,
    _Type.ResourceTypeNavigationPreloadSubFrame: Asked.SUB_FRAME,
    _Type.ResourceTypeImage: Asked.MEDIA,
    _Type.ResourceTypeMedia: Asked.MEDIA,
    _Type.ResourceTypeFontResource: Asked.MEDIA,
    _Type.ResourceTypeXhr: Asked.FETCH,
}


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Every request of one profile passes here before the engine acts on it."""

    def __init__(
        self,
        host: str,
        denied: Callable[[str, str], None],
        may_ask: Callable[[], bool],
        passed: Callable[[], None],
    ) -> None:
        """`may_ask` says of each request whether it is looked at: else it is blocked unseen.
        `passed` is told of each that goes on to the app's own origin."""
        super().__init__()
        self._may_ask = may_ask
        self._passed = passed
        self._host = host
        self._denied = denied

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # Qt's name
        """Allow, redirect to the app's own origin, or block. Whatever goes wrong blocks."""
        # Blocked from the start: also what is no Exception (Ctrl-C in here) must not open it.
        info.block(True)
        try:
            if not self._may_ask():
                return
            url = info.requestUrl().toString(QUrl.ComponentFormattingOption.FullyEncoded)
            answer = decide_request(self._host, url, _ASKED.get(info.resourceType(), Asked.OTHER))
            match answer:
                case Allow():
                    info.block(False)
                    if url.startswith(f"{SCHEME}:"):
                        self._passed()
                case Redirect(path=path):
                    info.redirect(QUrl(f"{SCHEME}://{self._host}{path}"))
                    info.block(False)
                    self._passed()
                case Block(what=what, detail=detail):
                    self._denied(what, detail)
        except Exception:
            log.exception("the interceptor failed; the request was blocked")
