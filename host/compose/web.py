"""The view's way to the network: the services' WebFetch behind the sandbox's Web port."""

from __future__ import annotations

from host.services.appfiles.service import AppFiles
from host.services.webfetch import WebAnswer, WebFetch
from host.services.webfetch import WebUse as FetchUse
from sandbox.view.port import WebReply, WebRequest, WebUse

_USES = {WebUse.REQUEST: FetchUse.FETCH, WebUse.MEDIA: FetchUse.MEDIA}


# Made for the engine by the services: the page reads the remote server's own words instead.
_NOT_READABLE = frozenset(
    {
        "access-control-allow-credentials",
        "access-control-allow-origin",
        "access-control-expose-headers",
        "content-security-policy",
        "cross-origin-resource-policy",
        "x-content-type-options",
        "x-fanlight-content-type",
        "vary",
    }
)
_REAL_TYPE = "x-fanlight-content-type"


def readable_headers(answer: WebAnswer) -> tuple[tuple[str, str], ...]:
    """The remote server's headers with its own content type, as a page may read them."""
    named = dict(answer.headers)
    kept = ((name, text) for name, text in answer.headers if name not in _NOT_READABLE)
    return (("content-type", named.get(_REAL_TYPE, answer.content_type)), *kept)


class WebThroughHost:
    """Answers a page's own requests by the host's rules (sandbox.view.port.Web)."""

    def __init__(self, fetch: WebFetch, files: AppFiles) -> None:
        self._fetch = fetch
        self._files = files

    async def fetch(self, request: WebRequest) -> WebReply:
        """Raises NetworkFailed."""
        answer = await self._fetch.fetch(
            request.method,
            request.url,
            tuple(request.headers.items()),
            request.body,
            _USES[request.use],
        )
        return WebReply(
            answer.status, answer.url, readable_headers(answer), answer.content_type, answer.body
        )

    async def file(self, address: str) -> tuple[str, bytes]:
        """Raises NotFound, FileRefused."""
        return await self._files.served(address)
