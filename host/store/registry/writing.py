"""Replacing a file so that a reader, or a crash, meets the old content or the new."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from host.store.durable import flush_file


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write `content` beside `path`, fsync it, rename it over. Makes missing folders (0700)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        flush_file(name)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
