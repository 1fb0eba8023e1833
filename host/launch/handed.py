"""What the system hands a program: the link that a person followed, the package they opened. No Qt.

Such words stand where a command would, as a desktop entry and a registered scheme give them
(Desktop Entry 1.5, %U: files may come as `file://` addresses).
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bridge.errors import UsageError
from host.links import SCHEME

PACKAGE_SUFFIX = ".ma"
MOST_HANDED = 16
_FILE = "file:"
_HERE = frozenset({"", "localhost"})


def is_link(word: str) -> bool:
    """Whether it is meant as a `fanlight:` link; `host.links` says whether it is a sound one."""
    return word.startswith(f"{SCHEME}:")


def is_handed(word: str) -> bool:
    """Whether a word is a link or names a package's file, and so no command."""
    return is_link(word) or word.endswith(PACKAGE_SUFFIX)


def taken_over(word: str) -> str:
    """A link as it stands, a package by its absolute path. Raises UsageError for all else."""
    if is_link(word):
        return word
    if word.endswith(PACKAGE_SUFFIX):
        if not word.startswith(_FILE):
            return str(Path(word).absolute())
        address = urlsplit(word)
        if address.netloc in _HERE:
            # Of file:///C:/tea.ma the drive is what comes first.
            path = unquote(address.path)
            return str(Path(path.lstrip("/") if os.name == "nt" else path).absolute())
    raise UsageError(
        f"{word[:120]!r} is no command, {SCHEME}:// link or {PACKAGE_SUFFIX} file of this machine; "
        f"`fanlight --help` lists the commands",
        target=word[:120],
    )
