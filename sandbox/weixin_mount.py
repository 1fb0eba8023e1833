"""A package of kind `weixin` as read-only resources.

Every page's document is the same empty one; its only script is the host's own runtime, which
reads what the compiler wrote and starts the app's code in a Worker.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from bridge.errors import NotFound
from bridge.names import PageRoute
from sandbox.compile.script.source_map import (
    SourceMap,
    SourceMapInvalid,
    first_mapped,
    mapped,
)
from sandbox.mime import content_type, mime_of
from sandbox.mount import Mount, Resource
from sandbox.package.verify import VerifiedBundle
from sandbox.package.weixin import first_sheets, frame_path
from sandbox.policy_headers import inert_headers, logic_headers
from sandbox.view.port import ConsoleLine, Resources
from sandbox.weixin_runtime import DEFAULT_LANG, DIST, LOGIC_SCRIPT, RUNTIME, Beginning, Runtime

CONFIG = "weixin/app.json"
STYLES = "weixin/style/"
LAST_FRAMES = "weixin/last/"
"""Where frames are asked for that pages made of themselves; files of a package are not served
there."""
CHUNKS = "weixin/"
"""Where the compiler's scripts stand in the package."""
MAX_SHEETS_BYTES = 1024 * 1024
"""Of the style sheets that a document holds. The page asks for what goes beyond."""
SCRIPT_TYPES = frozenset({"text/javascript", "application/wasm"})


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

        `evaluable` and `dist` are Runtime's.
        """
        super().__init__(bundle)
        self._evaluable = evaluable
        self._dist = dist
        self.stand_at(origin)
        self._maps: dict[str, SourceMap | None] = {}
        self._last: Callable[[str], bytes | None] = _none_was_made

    @property
    def is_preloadable(self) -> bool:
        # Its developer's own document can be evaluated in, which one made ahead cannot.
        return not self._evaluable

    @property
    def lang(self) -> str:
        return self.manifest.lang or DEFAULT_LANG

    def stand_at(self, origin: str) -> None:
        self._origin = origin
        self._runtime = Runtime(origin, evaluable=self._evaluable, dist=self._dist)

    def draw_last(self, find: Callable[[str], bytes | None]) -> None:
        self._last = find

    def beginning(self, resources: Resources, route: PageRoute) -> str:
        from sandbox.weixin_beginning import beginning_of

        return beginning_of(self, resources, route)

    def _first_of(self, route: PageRoute, *, has_page: bool) -> tuple[str, ...]:
        script = f"{CHUNKS}main.js"
        if has_page:  # it is told the rest, and its Worker stands
            return (script,)
        style = (f"{STYLES}app.css", f"{STYLES}{route}.css")
        return (self.document_of(route), RUNTIME + LOGIC_SCRIPT, script, CONFIG, *style)

    def is_document(self, path: str) -> bool:
        """Whether `path` is a page's document; HTML files of the package are none."""
        return self._route(path) is not None

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(
            name for route in self.manifest.pages for name in (str(route), f"{route}.html")
        )

    def resource(self, path: str) -> Resource:
        """As Mount's, with the pages' document and the runtime's scripts. Raises NotFound,
        ContentMismatch, or what the bundle's source raises.
        """
        encoded = path.removeprefix("/")
        if encoded.startswith(LAST_FRAMES):
            return self._last_frame(encoded)
        if encoded.startswith(RUNTIME):
            return self._runtime.script(encoded.removeprefix(RUNTIME))
        if (route := self._route(encoded)) is not None:
            beginning = self._beginning(route)
            return self._runtime.document(beginning, self.lang, self.manifest.network)
        key = self.key_of(encoded)
        if key is None:
            raise NotFound(f"{self.manifest.app_id} holds no file {path[:255]!r}", path=path[:255])
        mime = mime_of(key)
        headers = logic_headers(self._origin) if mime in SCRIPT_TYPES else inert_headers()
        return Resource(self.bundle.read(key), content_type(mime), headers)

    def explained(self, line: ConsoleLine) -> ConsoleLine:
        """Places in the compiler's chunks become those in the developer's own files.

        A line of the runtime's is of the place that it names first: an error's, where it arose.
        """
        text = mapped(line.text, self._map)
        if line.source.startswith(RUNTIME):
            first = first_mapped(line.text, self._map)
            if first is not None:
                return replace(line, text=text, source=first.path, line=first.line)
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

    def _beginning(self, route: str) -> Beginning:
        """What a page's document holds of the package, so that nothing of it is asked for before
        the first screen is drawn."""
        config = self.bundle.read(CONFIG)
        frame = self._frame(route)
        sheets: dict[str, bytes] = {}
        room_bytes = MAX_SHEETS_BYTES
        for path in first_sheets(route, frame):
            with contextlib.suppress(NotFound):
                text = self.bundle.read(path)
                room_bytes -= len(text)
                if room_bytes < 0:
                    break
                sheets[path] = text
        return Beginning(config, sheets, frame)

    def _frame(self, route: str) -> bytes | None:
        """What is drawn first of a page: what it made itself, else what the package holds."""
        if (last := self._last(route)) is not None:
            return last
        try:
            return self.bundle.read(frame_path(route))
        except NotFound:
            return None

    def _last_frame(self, path: str) -> Resource:
        """For a page that was made before its app was known, whose document has none. Empty where
        the app's page made none."""
        key = self.decoded(path) or ""
        route = key.removeprefix(LAST_FRAMES).removesuffix(".json")
        content = self._last(route) if route in self.manifest.pages else None
        return Resource(content or b"", content_type(mime_of(key)), inert_headers())

    def _route(self, path: str) -> str | None:
        key = self.decoded(path)
        route = key.removesuffix(".html") if key is not None else None
        return route if route in self.manifest.pages else None


def _none_was_made(_route: str) -> bytes | None:
    return None
