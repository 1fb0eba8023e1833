"""A VerifiedBundle as read-only resources: bytes, content type, headers. No Qt, no file system.

A request names an exact key of the signed index, or nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from urllib.parse import quote, unquote_to_bytes

import msgspec

from bridge.errors import FanlightError, NotFound, PageNotFound
from bridge.names import PageRoute
from sandbox.inline_scripts import guarded, inline_script_hashes
from sandbox.manifest import Manifest
from sandbox.mime import HTML, content_type, mime_of
from sandbox.package.verify import VerifiedBundle
from sandbox.policy_headers import (
    inert_headers,
    page_headers,
    script_headers,
)
from sandbox.view.port import ConsoleLine, Resources

_SCRIPTS = frozenset({"text/javascript", "application/wasm"})
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What a URL must not smuggle into a name in its encoded form: `/`, `\`, NUL.
_SMUGGLED = re.compile(r"%(2f|5c|00)", re.IGNORECASE)


class Resource(msgspec.Struct, frozen=True):
    """One file as it is served. `mime` is the whole Content-Type.

    `content` is the signed file; a page with inline scripts has one `<meta>` element more.
    """

    content: bytes
    mime: str
    headers: tuple[tuple[str, str], ...]


class Mount:
    """What one mini-program's origin serves. Safe from several threads."""

    def __init__(self, bundle: VerifiedBundle) -> None:
        self._bundle = bundle
        self._keys = frozenset(bundle.paths)
        self._ahead: dict[str, Resource] = {}
        self._script_hashes: dict[str, tuple[str, ...]] = {}

    @property
    def bundle(self) -> VerifiedBundle:
        """Where the files come from."""
        return self._bundle

    @property
    def manifest(self) -> Manifest:
        """The bundle's manifest."""
        return self._bundle.manifest

    @property
    def lang(self) -> str:
        """The language of its documents, a BCP 47 tag; empty when they say it themselves."""
        return ""

    @property
    def is_preloadable(self) -> bool:
        """Whether a page that was made ahead, for no app yet, can become this app's."""
        return False

    def stand_at(self, origin: str) -> None:
        """Be served from `origin` (`miniapp://…`), before anything is."""

    def draw_last(self, find: Callable[[str], bytes | None]) -> None:
        """`find` gives the frame that a page made of itself for its next launch, by its route; it
        is asked for each document, in a thread. Kind `weixin` alone has such frames."""

    def beginning(self, resources: Resources, route: PageRoute) -> str:
        """What a page that was made ahead is told when it becomes this app's, at `route`: JSON.
        Reads files by `resources`, which serves this mount."""
        return "null"

    def document_of(self, route: PageRoute) -> str:
        """The URL path (encoded, no leading slash) of a declared page's document.

        Raises PageNotFound when the manifest does not declare `route`.
        """
        if route not in self.manifest.pages:
            raise PageNotFound(
                f"{self.manifest.app_id} declares no page {route!r}; its first is "
                f"{self.manifest.entry!r}",
                page=route,
            )
        return url_path(f"{route}.html")

    def read_ahead(self, route: PageRoute, *, has_page: bool = False) -> None:
        """Read what opening `route` will ask for, so that it is at hand; with `has_page`, in a page
        that was made ahead. In a thread, beside the engine, which takes its time before it asks.
        What cannot be read is left to be asked for, and refused then."""
        for path in self._first_of(route, has_page=has_page):
            with contextlib.suppress(FanlightError):
                self._ahead[path] = self.resource(path)

    def at_hand(self, path: str) -> Resource | None:
        """What `resource` would give, where it was read ahead. Never waits; gives it once."""
        return self._ahead.pop(path.removeprefix("/"), None)

    def _first_of(self, route: PageRoute, *, has_page: bool) -> tuple[str, ...]:
        """URL paths that a launch at `route` surely asks for."""
        return (self.document_of(route),)

    def is_document(self, path: str) -> bool:
        """Whether `path` (as in `resource`) is an HTML file of the package: only such a file may
        be navigated to.
        """
        key = self._key(path)
        return key is not None and mime_of(key) == HTML

    @property
    def documents(self) -> tuple[str, ...]:
        """The names for which `is_document` is true: HTML files, and pages by their routes."""
        pages = (str(route) for route in self.manifest.pages if self.is_document(url_path(route)))
        return (*(key for key in self._keys if mime_of(key) == HTML), *pages)

    def resource(self, path: str) -> Resource:
        """The file at an encoded URL path, with or without its leading slash.

        `path` must decode to an exact key of the index, or be a declared page's route. Nothing
        is normalised: `..`, empty parts, encoded slashes and every other spelling are not found.
        Raises NotFound, ContentMismatch, or what the bundle's source raises.
        """
        key = self._key(path)
        if key is None:
            raise NotFound(f"{self.manifest.app_id} holds no file {path[:255]!r}", path=path[:255])
        content = self._bundle.read(key)
        mime = mime_of(key)
        if mime == HTML:
            return self._page(key, content)
        headers = script_headers(self.manifest.network) if mime in _SCRIPTS else inert_headers()
        return Resource(content, content_type(mime), headers)

    def explained(self, line: ConsoleLine) -> ConsoleLine:
        """A line of the console as the app's developer knows its places. May take a while."""
        return line

    def key_of(self, path: str) -> str | None:
        """The file of the index that an encoded URL path (no leading slash) names exactly."""
        key = self.decoded(path)
        return key if key in self._keys else None

    def decoded(self, path: str) -> str | None:
        """An encoded URL path as a name in a package; None when it can be none."""
        encoded = path.removeprefix("/")
        if _PERCENT.search(encoded) or _SMUGGLED.search(encoded) or "?" in encoded:
            return None
        try:
            return unquote_to_bytes(encoded).decode() if "%" in encoded else encoded
        except UnicodeDecodeError:
            return None

    def _key(self, path: str) -> str | None:
        key = self.decoded(path)
        if key is None or key in self._keys:
            return key
        page = f"{key}.html"
        return page if key in self.manifest.pages and page in self._keys else None

    def _page(self, key: str, content: bytes) -> Resource:
        hashes = self._script_hashes.get(key)
        if hashes is None:
            allowed = self.manifest.csp.inline_scripts
            hashes = inline_script_hashes(content) if allowed else ()
            self._script_hashes[key] = hashes
        return Resource(
            guarded(content, hashes) if hashes else content,
            content_type(HTML),
            page_headers(
                self.manifest.network,
                inline_scripts=bool(hashes),
                cross_origin_isolated=self._bundle.index.cross_origin_isolated,
            ),
        )


def url_path(key: str) -> str:
    """The encoded URL path of a file of the package, without a leading slash."""
    return quote(key, safe="/!$&'()*+,;=@~-._")
