"""The view's way to the network: the services' WebFetch behind the sandbox's Web port."""

from __future__ import annotations

from host.services.webfetch import WebFetch
from host.services.webfetch import WebUse as FetchUse
from sandbox.view.port import WebReply, WebRequest, WebUse

_USES = {WebUse.REQUEST: FetchUse.FETCH, WebUse.MEDIA: FetchUse.MEDIA}


class WebThroughHost:
    """Answers a page's own requests by the host's rules (sandbox.view.port.Web)."""

    def __init__(self, fetch: WebFetch) -> None:
        self._fetch = fetch

    async def fetch(self, request: WebRequest) -> WebReply:
        """Raises NetworkFailed."""
        answer = await self._fetch.fetch(
            request.method,
            request.url,
            tuple(request.headers.items()),
            request.body,
            _USES[request.use],
        )
        return WebReply(answer.status, answer.headers, answer.content_type, answer.body)
