"""The runtime of WeChat-syntax apps as an origin serves it: its scripts, and their document."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bridge.errors import NotFound
from sandbox.manifest import NetworkRules
from sandbox.mime import HTML, content_type, mime_of
from sandbox.mount import Resource
from sandbox.policy_headers import logic_headers, runtime_headers, view_headers

RUNTIME = ".fanlight/runtime/"
"""Where the runtime's scripts stand on an app's origin: a path no package file can have."""
EARLY_SCRIPT = "early.js"
VIEW_SCRIPT = "view.js"
"""These two stand in the document itself: to be asked for would take them another turn each."""
NONCE_BYTES = 16
LATE_SCRIPTS = ("codes.js", "map.js", "regions.js")
"""What the view loads when it is first needed: reading QR codes, maps, China's regions."""
LOGIC_SCRIPT = "logic.js"
DEFAULT_LANG = "zh-CN"
# An explicit compile hint (V8, Chromium 136). A launch compiles what it needs as it runs, which is
# half of what its Worker has to do; all of it takes 7 MB.
_COMPILED_AT_ONCE = b"//# allFunctionsCalledOnLoad\n"
DIST = Path(__file__).resolve().parent / "runtime" / "dist"
_ANY_MEDIA = NetworkRules(media=("https:",))


class Beginning(msgspec.Struct, frozen=True):
    """What a page's document holds of the package: what the compiler wrote for the app, the style
    sheets by their package paths, and the page's first frame."""

    config: bytes
    sheets: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    frame: bytes | None = None


class Runtime:
    """The runtime on one origin. Safe from several threads."""

    def __init__(self, origin: str, *, evaluable: bool = False, dist: Path = DIST) -> None:
        """`evaluable` lets the app's developer run text in its logic layer (`--eval`); `dist`
        holds the runtime's bundles.
        """
        self._origin = origin
        self._evaluable = evaluable
        self._dist = dist

    def script(self, name: str) -> Resource:
        """The script `name` below RUNTIME. Raises NotFound."""
        is_of_view = name in LATE_SCRIPTS
        if not is_of_view and name != LOGIC_SCRIPT:
            raise NotFound(f"the runtime has no file {name[:255]!r}", path=name[:255])
        headers = (
            runtime_headers()
            if is_of_view
            else logic_headers(self._origin, RUNTIME, evaluable=self._evaluable)
        )
        return Resource(self._built(name), content_type(mime_of(name)), headers)

    def document(self, beginning: Beginning | None, lang: str, rules: NetworkRules) -> Resource:
        """A page's document; without `beginning`, one made ahead, which waits to be told. Raises
        NotFound when the runtime is not built.
        """
        nonce = secrets.token_hex(NONCE_BYTES)
        headers = view_headers(self._origin, RUNTIME, LATE_SCRIPTS, nonce, rules)
        return Resource(self._html(beginning, lang, nonce), content_type(HTML), headers)

    def _html(self, beginning: Beginning | None, lang: str, nonce: str) -> bytes:
        evaluable = " data-evaluable" if self._evaluable else ""
        script = f'<script nonce="{nonce}">'.encode()
        head = (
            f'<!doctype html><html lang="{lang}"{evaluable}><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
        )
        parts = [head.encode(), script, self._built(EARLY_SCRIPT), b"</script>"]
        if beginning is not None:
            parts += _told("", beginning.config)
            parts += _told(" data-sheets", _as_texts(beginning.sheets))
            if beginning.frame is not None:
                parts += _told(" data-frame", beginning.frame)
        # What it prints is not the page's own; the console would name the document for it.
        name = f"\n//# sourceURL={self._origin}/{RUNTIME}{VIEW_SCRIPT}\n".encode()
        # A body for it to draw into: to wait for the end of its document would be a turn.
        parts += [b"<body>", script]
        return b"".join((*parts, self._built(VIEW_SCRIPT), name, b"</script></body></html>"))

    def _built(self, name: str) -> bytes:
        try:
            return (self._dist / name).read_bytes()
        except OSError as error:
            raise NotFound(
                f"{self._dist / name}: {error.strerror}; the runtime is not built "
                "(python3 dev.py setup)",
                path=name,
            ) from error


def _told(attribute: str, json: bytes) -> tuple[bytes, bytes, bytes]:
    """An element that holds JSON, which runs nothing. In JSON a "<" stands in strings only, where
    it may be written otherwise: no tag begins."""
    head = f'<script type="application/json"{attribute}>'.encode()
    return head, json.replace(b"<", rb"\u003c"), b"</script>"


def _as_texts(sheets: Mapping[str, bytes]) -> bytes:
    """A JSON object of those that are texts; another one is asked for, which reads it as it can."""
    texts: dict[str, str] = {}
    for path, content in sheets.items():
        with contextlib.suppress(UnicodeDecodeError):
            texts[path] = content.decode()
    return msgspec.json.encode(texts)


class RuntimeAhead:
    """What an origin serves that no app stands at yet: one document, `page`, and the scripts.

    Its policy lets media pass from anywhere, since nobody knows whose they will be; the app's own
    narrows it before its first node is drawn (`policy_headers.media_policy`), and the interceptor
    and the host refuse what is not declared whatever a policy says.
    """

    def __init__(self, origin: str, page: str) -> None:
        self._runtime = Runtime(origin)
        self._page = page

    def is_document(self, path: str) -> bool:
        """Whether `path` is the one document."""
        return path == self._page

    def at_hand(self, path: str) -> Resource | None:
        """Nothing is read ahead."""
        return None

    def resource(self, path: str) -> Resource:
        """Raises NotFound."""
        if path == self._page:
            return self._runtime.document(None, DEFAULT_LANG, _ANY_MEDIA)
        if not path.startswith(RUNTIME):
            raise NotFound(f"there is no app yet, and no {path[:255]!r}", path=path[:255])
        found = self._runtime.script(path.removeprefix(RUNTIME))
        if path != RUNTIME + LOGIC_SCRIPT:
            return found
        return Resource(_COMPILED_AT_ONCE + found.content, found.mime, found.headers)
