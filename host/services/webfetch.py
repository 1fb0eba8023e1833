"""What a page fetches by itself: fetch and XMLHttpRequest, images, media and fonts.

The view has no network: it hands such requests to WebFetch and serves the answers on the app's
own scheme. So that a fetched answer can never become code of the app, types that a document could
run arrive as plain text, and media are answered only with types of media.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from bridge.errors import NetworkFailed
from host.services.origins import OriginRules
from host.services.outbound import FAILED_TEXT, Headers, Incoming, Outbound, Outgoing

MEDIA_SLICE_BYTES = 8 * 1024 * 1024
"""How much of an open-ended range is fetched at once; players ask for the rest."""
TIMEOUT_S = 60.0


class WebUse(enum.Enum):
    """What the page wants the answer for; the view knows it from the request's destination."""

    FETCH = enum.auto()
    """fetch and XMLHttpRequest: `network.request` of the manifest."""
    MEDIA = enum.auto()
    """Images, audio, video and fonts: `network.media`."""


class WebAnswer(msgspec.Struct, frozen=True):
    """`headers` are all to send, but for the content type, which stands apart.

    `url` is the address that answered, after redirects; empty for a preflight.
    """

    status: int
    headers: Headers
    content_type: str
    body: bytes
    url: str = ""


_DROPPED = frozenset(
    {
        "alt-svc",
        "clear-site-data",
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-security-policy-report-only",
        "content-type",
        "keep-alive",
        "link",
        "nel",
        "origin-agent-cluster",
        "permissions-policy",
        "proxy-authenticate",
        "refresh",
        "report-to",
        "reporting-endpoints",
        "service-worker-allowed",
        "set-cookie",
        "set-cookie2",
        "sourcemap",
        "speculation-rules",
        "strict-transport-security",
        "te",
        "timing-allow-origin",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "x-content-type-options",
        "x-frame-options",
        "x-sourcemap",
    }
)
_DROPPED_PREFIXES = ("access-control-", "cross-origin-", "x-fanlight-")
_MEDIA_TYPES = re.compile(
    r"(image|audio|video|font)/[\w.+-]+|application/(font-[\w-]+|x-font-[\w-]+|ogg"
    r"|vnd\.ms-fontobject|octet-stream)"
)
_PASSIVE_TYPES = re.compile(
    r"application/(json|[\w.-]+\+json|octet-stream|x-ndjson|x-www-form-urlencoded|protobuf|zip)"
    r"|text/(plain|csv|event-stream|markdown)|multipart/form-data"
    r"|(audio|video|font)/[\w.+-]+|image/(?!svg)[\w.+-]+"
)
"""Types no document runs, styles itself with, or opens as a document."""
_OPEN_RANGE = re.compile(r"bytes=(\d{1,15})-")


class WebFetch:
    """The page's own requests of one app."""

    def __init__(
        self, outbound: Outbound, request: OriginRules, media: OriginRules, page_origin: str
    ) -> None:
        """`page_origin` is the app's, such as `miniapp://…`; answers are readable by it alone."""
        self._outbound = outbound
        self._rules = {WebUse.FETCH: request, WebUse.MEDIA: media}
        self._page_origin = page_origin

    async def fetch(
        self,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]],
        body: bytes,
        use: WebUse = WebUse.FETCH,
    ) -> WebAnswer:
        """Fetch for the page. Raises NetworkFailed (serve it as a network error), InvalidParams."""
        given = tuple((name.lower(), value) for name, value in headers)
        if method == "OPTIONS" and any(n == "access-control-request-method" for n, _ in given):
            return self._preflight(given)
        outgoing = Outgoing(method, url, given, body, TIMEOUT_S)
        if use is WebUse.MEDIA:
            if method not in ("GET", "HEAD"):
                raise NetworkFailed(FAILED_TEXT)
            outgoing = replace(outgoing, headers=_sliced(given), body=b"")
        incoming = await self._outbound.fetch(outgoing, self._rules[use])
        return self._answer(incoming, use)

    def _answer(self, incoming: Incoming, use: WebUse) -> WebAnswer:
        kind = incoming.header("content-type") or "application/octet-stream"
        essence = kind.partition(";")[0].strip().lower()
        kept = tuple(
            (name, value)
            for name, value in incoming.headers
            if name not in _DROPPED and not name.startswith(_DROPPED_PREFIXES)
        )
        added: list[tuple[str, str]] = []
        if use is WebUse.MEDIA:
            if not _MEDIA_TYPES.fullmatch(essence):
                raise NetworkFailed(FAILED_TEXT)
        elif not _PASSIVE_TYPES.fullmatch(essence):
            added.append(("x-fanlight-content-type", kind))
            charset = re.search(r";\s*charset=[\w\"-]{1,40}", kind, re.IGNORECASE)
            kind = "text/plain" + (charset.group() if charset else "")
        names = sorted({name for name, _ in (*kept, *added)})
        added += [
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("access-control-allow-origin", self._page_origin),
            ("access-control-allow-credentials", "true"),
            ("access-control-expose-headers", ", ".join(names)),
            ("vary", "Origin"),
        ]
        return WebAnswer(incoming.status, (*kept, *added), kind, incoming.body, incoming.url)

    def _preflight(self, headers: Headers) -> WebAnswer:
        """The host asks no server's leave for the page: the manifest is the leave."""
        wanted = dict(headers)
        return WebAnswer(
            204,
            (
                ("access-control-allow-origin", self._page_origin),
                ("access-control-allow-credentials", "true"),
                ("access-control-allow-methods", wanted["access-control-request-method"]),
                (
                    "access-control-allow-headers",
                    wanted.get("access-control-request-headers", ""),
                ),
                ("access-control-max-age", "600"),
            ),
            "text/plain",
            b"",
        )


def _sliced(headers: Headers) -> Headers:
    """The headers, an open-ended range cut to what is fetched at once."""
    return tuple(
        (name, _slice(value)) if name == "range" else (name, value) for name, value in headers
    )


def _slice(value: str) -> str:
    found = _OPEN_RANGE.fullmatch(value.strip())
    if found is None:
        return value
    first = int(found.group(1))
    return f"bytes={first}-{first + MEDIA_SLICE_BYTES - 1}"
