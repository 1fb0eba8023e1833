"""What an origin serves on which the first frame of an app is drawn that nobody has opened yet."""

from __future__ import annotations

import msgspec

from bridge.errors import NotFound
from sandbox.decoding import readable
from sandbox.mime import content_type
from sandbox.mount import Resource
from sandbox.package.weixin import MAX_FRAME_BYTES, STYLE_FOLDER, frame_path
from sandbox.weixin_mount import SCRIPT_TYPES, WeixinMount
from sandbox.weixin_runtime import RUNTIME, RuntimeAhead

_ELSEWHERE = b"//"
"""Of an address beyond the package."""
_SCRIPTS = frozenset(map(content_type, SCRIPT_TYPES))


class _Frame(msgspec.Struct, frozen=True):
    quiet: bool = False


def is_foreseeable(mount: WeixinMount, route: str) -> bool:
    """Whether a page has a first frame that may be drawn before the app is opened: it names
    nothing beyond the package, and neither do the package's sheets. One that the packer would not
    have made so large may not: nobody asked for the work. Reads files.

    Raises ContentMismatch, or what the bundle's source raises.
    """
    path = frame_path(route)
    try:
        if mount.bundle.file(path).size_bytes > MAX_FRAME_BYTES:
            return False
        frame = msgspec.json.decode(mount.bundle.read(path), type=readable(_Frame))
    except (NotFound, msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
    return mount.is_preloadable and frame.quiet and not _styles_reach_out(mount)


def _styles_reach_out(mount: WeixinMount) -> bool:
    sheets = (path for path in mount.bundle.paths if path.startswith(STYLE_FOLDER))
    return any(_ELSEWHERE in mount.bundle.read(path) for path in sheets)


class ForeseenResources:
    """A document made ahead, and of the app what is no script: its sheets, pictures, the frame."""

    def __init__(self, ahead: RuntimeAhead, mount: WeixinMount) -> None:
        self._ahead = ahead
        self._mount = mount

    def is_document(self, path: str) -> bool:
        """Whether `path` is the one document."""
        return self._ahead.is_document(path)

    def at_hand(self, path: str) -> Resource | None:
        """Nothing is read ahead."""
        return None

    def resource(self, path: str) -> Resource:
        """Raises NotFound for what would be code of the app's, or a page; ContentMismatch, or what
        the bundle's source raises."""
        if self._ahead.is_document(path) or path.startswith(RUNTIME):
            return self._ahead.resource(path)
        found = None if self._mount.is_document(path) else self._mount.resource(path)
        if found is None or found.mime in _SCRIPTS:
            raise NotFound(f"{path[:255]!r} is not served before the app is opened")
        return found
