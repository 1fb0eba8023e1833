"""A package of kind `weixin` as read-only resources.

Every page's document is the same empty one; its only script is the host's own runtime, which
reads what the compiler wrote and starts the app's code in a Worker.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from msgspec.structs import replace

from bridge.errors import NotFound
from sandbox.compile.script.source_map import SourceMap, SourceMapInvalid, mapped
from sandbox.mime import HTML, content_type, mime_of
from sandbox.mount import Mount, Resource
from sandbox.package.verify import VerifiedBundle
from sandbox.policy_headers import (
    inert_headers,
    logic_headers,
    runtime_headers,
    view_headers,
)
from sandbox.view.port import ConsoleLine

RUNTIME = ".fanlight/runtime/"
"""Where the runtime's scripts stand on the app's origin: a path no package file can have."""
EARLY_SCRIPT = "early.js"
VIEW_SCRIPT = "view.js"
"""These two stand in the document itself: to be asked for would take them another turn each."""
NONCE_BYTES = 16
LATE_SCRIPTS = ("codes.js", "map.js", "regions.js")
"""What the view loads when it is first needed: reading QR codes, maps, China's regions."""
LOGIC_SCRIPT = "logic.js"
CONFIG = "weixin/app.json"
CHUNKS = "weixin/"
"""Where the compiler's scripts stand in the package."""
DIST = Path(__file__).resolve().parent / "runtime" / "dist"
_SCRIPTS = frozenset({"text/javascript", "application/wasm"})


class WeixinMount(Mount):
    """What the origin of one WeChat-syntax mini-program serves. Safe from several threads."""

    def __init__(
        self,
        bundle: VerifiedBundle,
        origin: str,
        *,
        evaluable: bool = False,
        dist: Path = DIST,
    ) -> None:
        """`origin` is the app's own (`miniapp://…`).

        `evaluable` lets the app's developer run text in its logic layer (`--eval`); `dist` holds
        the runtime's bundles.
        """
        super().__init__(bundle)
        self._origin = origin
        self._evaluable = evaluable
        self._dist = dist
        self._maps: dict[str, SourceMap | None] = {}

    def is_document(self, path: str) -> bool:
        """Whether `path` is a page's document; HTML files of the package are none."""
        return self._route(path) is not None

    def resource(self, path: str) -> Resource:
        """As Mount's, with the pages' document and the runtime's scripts. Raises NotFound,
        ContentMismatch, or what the bundle's source raises.
        """
        encoded = path.removeprefix("/")
        if encoded.startswith(RUNTIME):
            return self._runtime(encoded.removeprefix(RUNTIME))
        if self._route(encoded) is not None:
            nonce = secrets.token_hex(NONCE_BYTES)
            headers = view_headers(
                self._origin, RUNTIME, LATE_SCRIPTS, nonce, self.manifest.network
            )
            return Resource(self._document(nonce), content_type(HTML), headers)
        key = self.key_of(encoded)
        if key is None:
            raise NotFound(f"{self.manifest.app_id} holds no file {path[:255]!r}", path=path[:255])
        mime = mime_of(key)
        headers = logic_headers(self._origin) if mime in _SCRIPTS else inert_headers()
        return Resource(self.bundle.read(key), content_type(mime), headers)

    def explained(self, line: ConsoleLine) -> ConsoleLine:
        """Places in the compiler's chunks become those in the developer's own files."""
        text = mapped(line.text, self._map)
        if not line.source.startswith(CHUNKS):
            return replace(line, text=text)
        found = self._map(line.source)
        place = found.resolve(line.line, 1) if found is not None else None
        if place is None:
            return replace(line, text=text)
        return replace(line, text=text, source=place.path, line=place.line)

    def _map(self, chunk: str) -> SourceMap | None:
        if chunk not in self._maps:
            try:
                self._maps[chunk] = SourceMap(self.bundle.read(f"{chunk}.map"))
            except (NotFound, SourceMapInvalid):
                self._maps[chunk] = None
        return self._maps[chunk]

    def _route(self, path: str) -> str | None:
        key = self.decoded(path)
        route = key.removesuffix(".html") if key is not None else None
        return route if route in self.manifest.pages else None

    def _runtime(self, name: str) -> Resource:
        is_of_view = name in LATE_SCRIPTS
        if not is_of_view and name != LOGIC_SCRIPT:
            raise NotFound(f"the runtime has no file {name[:255]!r}", path=name[:255])
        headers = (
            runtime_headers()
            if is_of_view
            else logic_headers(self._origin, RUNTIME, evaluable=self._evaluable)
        )
        return Resource(self._built(name), content_type(mime_of(name)), headers)

    def _built(self, name: str) -> bytes:
        try:
            return (self._dist / name).read_bytes()
        except OSError as error:
            raise NotFound(
                f"{self._dist / name}: {error.strerror}; the runtime is not built "
                "(python3 dev.py setup)",
                path=name,
            ) from error

    def _document(self, nonce: str) -> bytes:
        evaluable = " data-evaluable" if self._evaluable else ""
        lang = self.manifest.lang or "zh-CN"
        head = (
            f'<!doctype html><html lang="{lang}"{evaluable}><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<script nonce="{nonce}">'
        )
        # In JSON a "<" stands in strings only, where it may be written thus: no tag can begin.
        config = self.bundle.read(CONFIG).replace(b"<", rb"\u003c")
        parts = (
            head.encode(),
            self._built(EARLY_SCRIPT),
            b'</script><script type="application/json">',
            config,
            f'</script><script nonce="{nonce}">'.encode(),
            self._built(VIEW_SCRIPT),
            b"</script></html>",
        )
        return b"".join(parts)
