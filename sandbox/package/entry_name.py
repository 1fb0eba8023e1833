"""Which file names a package may hold.

W3C MiniApp Packaging, "File and Path Names", and beyond it what some system or URL reads in
another way: `.` and `..`, empty parts, trailing dots and spaces, Windows' device names.
A name is refused, never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bridge.errors import EntryNameInvalid, LimitExceeded
from sandbox.package.limits import Limits

MAX_NAME_BYTES = 255

_PLANE_ENDS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
_FORBIDDEN = (
    '["*:<>\\\\|\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    f"{_PLANE_ENDS}\U000e0001\U000e007f\U000f0000-\U0010ffff]"
)
# The usual path, recognised at once: parts of letters, digits and `_-@.+` that begin and end well.
_PLAIN = re.compile(
    r"[A-Za-z0-9_-]([A-Za-z0-9_@.+-]{0,62}[A-Za-z0-9_@+-])?"
    r"(/[A-Za-z0-9_-]([A-Za-z0-9_@.+-]{0,62}[A-Za-z0-9_@+-])?)*"
)
_WINDOWS_DEVICE = re.compile(
    r"(?:^|/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[./]|$)", re.IGNORECASE
)


def check_path(path: str, limits: Limits) -> None:
    """Refuse a path that may not stand in a package.

    Raises EntryNameInvalid (naming path and reason) and LimitExceeded (length, depth).
    """
    depth = path.count("/") + 1
    if depth > limits.path_depth:
        raise LimitExceeded(
            f"{path[:80]!r} is {depth} folders deep; at most {limits.path_depth} are allowed",
            path=_printable(path),
            limit=limits.path_depth,
        )
    reason = _fault(path)
    if reason:
        raise EntryNameInvalid(
            f"{path[:255]!r} is not allowed in a package: {reason}", path=_printable(path)
        )
    length = len(path) if path.isascii() else len(path.encode())
    if length > limits.path_bytes:
        raise LimitExceeded(
            f"{path[:80]!r}… is {length} bytes long; at most {limits.path_bytes} are allowed",
            path=_printable(path),
            limit_bytes=limits.path_bytes,
        )


def folded(path: str) -> str:
    """The path as the uniqueness rule compares it: canonical normalisation, full case folding.

    Unicode's canonical case fold normalisation (W3C CHARMOD-NORM).
    """
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def check_distinct(paths: Iterable[str]) -> None:
    """Refuse paths that some file system would take for one another.

    Covers duplicates, names equal but for case or normalisation (also of folders), and a file
    where another path needs a folder. Raises EntryNameInvalid.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    seen: set[str] = set()
    for path in paths:
        key = folded(path)
        if key in files:
            raise _collision(path, files[key])
        files[key] = path
        folder = path.rpartition("/")[0]
        if folder not in seen:
            seen.add(folder)
            _enter_folders(path, folders)
    for key in folders.keys() & files.keys():
        raise _collision(files[key], folders[key])


def _enter_folders(path: str, folders: dict[str, str]) -> None:
    end = path.rfind("/")
    while end > 0:
        folder = path[:end]
        known = folders.setdefault(folded(folder), folder)
        if known != folder:
            raise _collision(folder, known)
        end = folder.rfind("/")


def _collision(path: str, other: str) -> EntryNameInvalid:
    if path == other:
        what = "stands twice, or is both a file and a folder"
    else:
        what = f"and {other!r} differ only by case or normalisation"
    return EntryNameInvalid(f"{path!r} {what}; every name must be unique", path=path, other=other)


def _printable(path: str) -> str:
    return path[:255].encode("utf-8", "backslashreplace").decode()


def _fault(path: str) -> str | None:
    if not _PLAIN.fullmatch(path):
        for part in path.split("/"):
            if reason := _part_fault(part):
                return reason
    return "a device name of Windows" if _WINDOWS_DEVICE.search(path) else None


def _part_fault(part: str) -> str | None:
    if not part:
        return "an empty part (a leading, doubled or trailing slash)"
    if part in {".", ".."}:
        return f"the part {part!r}"
    found = re.search(_FORBIDDEN, part)  # seldom asked, and slow to compile
    if found:
        return f"the character U+{ord(found[0]):04X}"
    if part[-1] in ". ":
        return "a part that ends in a dot or space"
    if len(part.encode()) > MAX_NAME_BYTES:
        return f"a part of more than {MAX_NAME_BYTES} bytes"
    return None
