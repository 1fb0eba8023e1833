"""`wxfile://` addresses: which of the app's folders, and the names below it. No file is touched."""

from __future__ import annotations

import enum
import unicodedata

import msgspec

from bridge.errors import FileRefused

SCHEME = "wxfile://"
MAX_NAME_BYTES = 255
MAX_DEPTH = 32
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_UNUSABLE = frozenset('\\:*?"<>|')


class Root(enum.StrEnum):
    """A folder of the app; its value stands in addresses."""

    USR = "usr"
    """Kept: WeChat's USER_DATA_PATH."""
    STORE = "store"
    """Kept: what saveFile saves."""
    TMP = "tmp"
    """Emptied when the app starts anew."""


class Address(msgspec.Struct, frozen=True):
    """A place below a root; no parts are the root itself."""

    root: Root
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return SCHEME + "/".join((self.root.value, *self.parts))


def parse_address(text: str, verb: str) -> Address:
    """The place that `text` names; `verb` is for the refusal.

    The same names are refused on every system, so that an app's files can move between them:
    `..`, controls, what Windows cannot store, and more than MAX_DEPTH levels.
    Raises FileRefused.
    """
    if not text.startswith(SCHEME):
        raise FileRefused(f'permission denied, {verb} "{text[:200]}"')
    first, _, rest = text.removeprefix(SCHEME).partition("/")
    try:
        root = Root(first)
    except ValueError:
        raise FileRefused(f'permission denied, {verb} "{text[:200]}"') from None
    parts = tuple(unicodedata.normalize("NFC", part) for part in rest.split("/") if part)
    if len(parts) > MAX_DEPTH or not all(_usable(part) for part in parts):
        raise FileRefused(f'permission denied, {verb} "{text[:200]}": no such name is allowed')
    return Address(root, parts)


def _usable(name: str) -> bool:
    return not (
        name in {".", ".."}
        or any(char in _UNUSABLE or unicodedata.category(char) in {"Cc", "Cs"} for char in name)
        or name != name.rstrip(" .")
        or name.partition(".")[0].rstrip().lower() in _RESERVED
        or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES
    )
