"""`fanlight://` links: strictly parsed, data only.

Grammar: `fanlight://<verb>/<app-id>[/<page route>][?<query>][#mode=<mode>]`. A link names a
declared page of an installed app and hands it a query; it can neither install, update nor grant
anything. The verb says what becomes of an app that runs already: `open` brings it to the front,
`relaunch` has it begin anew at that page. What is said to the host stands in the verb and in the
fragment, what is said to the page in the query: neither can be taken for the other.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec

from bridge.errors import LinkInvalid, NameInvalid
from bridge.names import AppId, PageRoute

SCHEME = "fanlight"
_RELAUNCH = "relaunch"
_VERBS = frozenset({"open", _RELAUNCH})
MAX_LINK_CHARS = 2_048
MAX_QUERY_PAIRS = 64


class WindowMode(enum.StrEnum):
    """How large a window is opened, for this once: what a person chose for the app stays."""

    COMPACT = "compact"
    STANDARD = "standard"
    FULL = "full"
    """The whole screen."""


class Link(msgspec.Struct, frozen=True):
    """What a link asks for."""

    app_id: AppId
    page: PageRoute | None
    query: dict[str, str]
    relaunch: bool = False
    mode: WindowMode | None = None


def parse_link(text: str) -> Link:
    """Read a `fanlight://` link. Raises LinkInvalid for anything outside the grammar."""
    if len(text) > MAX_LINK_CHARS:
        raise LinkInvalid(f"the link is longer than {MAX_LINK_CHARS} characters")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise LinkInvalid("a link holds printable ASCII only; percent-encode the rest")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise LinkInvalid(f"not a link: {error}") from None
    if parts.scheme != SCHEME or parts.netloc not in _VERBS:
        raise LinkInvalid(f"{text[:80]!r} is not of the form fanlight://open/<app-id>/<page>?…")
    app_id, _, page = parts.path.removeprefix("/").partition("/")
    try:
        route, query = PageRoute(page) if page else None, _pairs(parts.query)
        mode = _mode(parts.fragment) if "#" in text else None
        return Link(AppId(app_id), route, query, parts.netloc == _RELAUNCH, mode)
    except (ValueError, NameInvalid) as error:
        raise LinkInvalid(f"{text[:80]!r}: {error}") from None


def parse_page(text: str) -> tuple[PageRoute, dict[str, str]]:
    """Read `pages/item/item?id=1`, a page with its query. Raises LinkInvalid."""
    page, _, query = text.removeprefix("/").partition("?")
    try:
        return PageRoute(page), _pairs(query)
    except (ValueError, NameInvalid) as error:
        raise LinkInvalid(f"{text[:80]!r}: {error}") from None


def link_to(app_id: AppId, page: PageRoute, query: Mapping[str, str]) -> str:
    """The link that `parse_link` reads as these. Raises LinkInvalid when there is none: it would
    be too long, or the page's name is not ASCII."""
    words = "&".join(f"{quote(key, safe='')}={quote(text, safe='')}" for key, text in query.items())
    link = f"{SCHEME}://open/{app_id}/{page}{'?' if words else ''}{words}"
    parse_link(link)
    return link


def _mode(fragment: str) -> WindowMode:
    """Raises ValueError."""
    name, _, value = fragment.partition("=")
    if name != "mode":
        raise ValueError(f"after # stands mode=, with one of {', '.join(WindowMode)}")
    return WindowMode(value)


def _pairs(query: str) -> dict[str, str]:
    return dict(
        parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=bool(query),
            errors="strict",
            max_num_fields=MAX_QUERY_PAIRS,
        )
    )
