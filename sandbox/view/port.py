"""What the host needs of a WebView, whatever engine is behind it. No Qt here."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from bridge.wire import Beside

RESERVED = ".fanlight/"
"""Paths under this prefix are the host's own; no package file is served there."""


class Engine(enum.StrEnum):
    QT = "qt"
    SYSTEM = "system"


class Guarantee(enum.StrEnum):
    """A wall a view promises. A view that lacks one says so; it never pretends."""

    OWN_PROFILE = "own_profile"
    NETWORK_DENIED = "network_denied"
    NAVIGATION_REFUSED = "navigation_refused"
    ONE_FUNCTION = "one_function"
    """A page reaches one function of the host's, which takes a text; nothing by any other name."""
    DEVICES_DENIED = "devices_denied"
    RENDERER_SANDBOXED = "renderer_sandboxed"
    HEADERS_HONOURED = "headers_honoured"
    HARD_KILL = "hard_kill"


class Sandboxed(enum.Enum):
    """What is known of the renderer's sandbox."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """No renderer yet, or a platform where it cannot be read."""


class Usage(msgspec.Struct, frozen=True):
    """What a process takes of the machine: resident and swapped memory, threads, and the
    processor's time since its start. `own_bytes` is what of the memory no file holds, most of
    which is free when the process ends; 0 where it is not known."""

    memory_bytes: int
    threads: int
    cpu_s: float
    own_bytes: int = 0

    @property
    def own_or_all_bytes(self) -> int:
        """What its end gives back, at most."""
        return self.own_bytes or self.memory_bytes


class Flood(enum.StrEnum):
    """What a page sent so much of that the host's own thread suffers."""

    CONSOLE = "console"
    MESSAGES = "messages"
    REQUESTS = "requests"


class ConsoleLevel(enum.StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class ConsoleLine(msgspec.Struct, frozen=True):
    """One line of a page's console; `source` is a path in the package where it is one."""

    level: ConsoleLevel
    text: str
    source: str
    line: int

    def as_json(self) -> dict[str, object]:
        """`{"level", "text", "source", "line"}`."""
        return {
            "level": self.level.value,
            "text": self.text,
            "source": self.source,
            "line": self.line,
        }


class WebUse(enum.Enum):
    """Why remote bytes are wanted: which list of the manifest decides."""

    REQUEST = "request"
    MEDIA = "media"


class WebRequest(msgspec.Struct, frozen=True):
    """A page's own fetch, XMLHttpRequest, image, media or font beyond its package."""

    use: WebUse
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


class WebReply(msgspec.Struct, frozen=True):
    """A remote server's answer after redirects. `headers` are what the page may read, names in
    lower case; `mime` is what the engine may take the content for."""

    status: int
    url: str
    headers: tuple[tuple[str, str], ...]
    mime: str
    content: bytes


class Web(Protocol):
    async def fetch(self, request: WebRequest) -> WebReply:
        """Fetch through the host. Raises bridge.errors.NetworkFailed, also for what is denied."""

    async def file(self, address: str) -> tuple[str, bytes]:
        """Content type and bytes of one of the app's own files (`wxfile://` without its scheme).

        Raises bridge.errors.NotFound.
        """


class Talk(Protocol):
    """The bridge's conversation with the current document (bridge.conversation.Conversation)."""

    def connect(self, send: Callable[[str], None], key: str) -> None: ...
    def receive(self, session: str, text: str) -> str: ...
    async def serve(self, session: str, text: bytes, beside: Beside) -> bytes: ...
    def lent(self, name: str) -> bytes | None: ...
    def end(self) -> None: ...


class Served(Protocol):
    """One resource of a mount."""

    @property
    def content(self) -> bytes: ...
    @property
    def mime(self) -> str: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...


class Resources(Protocol):
    """What a view may serve: exact keys of the signed index (sandbox.mount.Mount)."""

    def resource(self, path: str) -> Served:
        """Raises NotFound, ContentMismatch or StoreCorrupt. May read the disk."""

    def at_hand(self, path: str) -> Served | None:
        """What `resource` would give, where it was read ahead. Never waits; gives it once."""

    def is_document(self, path: str) -> bool:
        """Whether `path` is an HTML document of the package, which may be navigated to."""


class ViewListener(Protocol):
    """Whom a view tells what happens to it. All calls come on the event loop's thread."""

    def console(self, line: ConsoleLine) -> None: ...

    def denied(self, what: str, detail: str) -> None:
        """Something the page tried was refused: `what` is network, navigation, window, …"""

    def navigated(self, at_s: float) -> None:
        """A document was asked for, at `at_s` of time.monotonic."""

    def moved(self, path: str) -> None:
        """The view shows the document `path` of the mount now (encoded)."""

    def framed(self, at_s: float) -> None:
        """The window showed a frame, at `at_s` of time.monotonic."""

    def failed(self, message: str) -> None:
        """The main document did not load."""

    def refused(self, message: str) -> None:
        """The renderer is not sandboxed; nothing was served."""

    def gone(self, message: str) -> None:
        """The renderer crashed or was killed."""

    def flooded(self, flood: Flood) -> None:
        """The page floods the host; told once for each document at least."""


class ViewPort(Protocol):
    """One view, bound to one app for its whole life."""

    @property
    def guarantees(self) -> frozenset[Guarantee]: ...

    @property
    def sandboxed(self) -> Sandboxed: ...

    def load(self, path: str, query: str) -> None:
        """Navigate to the document `path` of the mount with an encoded query."""

    def reload(self) -> None: ...

    def ping(self, answered: Callable[[], None]) -> None:
        """Call `answered` once the renderer's main thread has had a turn: never, while the page
        keeps it busy."""

    def usage(self) -> Usage | None:
        """What the renderer takes; None without one, and where it cannot be read."""

    def kill(self) -> None:
        """End the renderer at once, whatever it does; the listener hears `gone`."""

    async def evaluate(self, script: str) -> str:
        """Run `script` in the page, for its developer only; returns its value as JSON text."""

    async def screenshot(self) -> bytes:
        """What the view shows now, as PNG."""

    def close(self) -> None:
        """End the view, its renderer and everything pending; may be called twice."""
