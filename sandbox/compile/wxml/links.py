"""What the `src` of import, include and wxs means, and the files read to find out."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.compile.files import join_path

Read = Callable[[str], str | None]
"""A file of the project as text; None when it is not there."""


class Links:
    """Reads for one compilation, and remembers what was read (or was not there)."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.files: dict[str, str | None] = {}

    def text(self, path: str) -> str | None:
        """A file's text; None when it is not there."""
        if path not in self.files:
            self.files[path] = self._read(path)
        return self.files[path]

    def find(self, using: str, src: str, suffix: str) -> tuple[str, bool]:
        """The path without suffix that `src` means in the file `using`, and whether it is there.

        `src` may lack the suffix. WeChat looks from the using file's folder, or from the root
        where a slash leads; what is only at the root is taken too.
        """
        plain = src.strip().removesuffix(suffix)
        near = join_path(using, plain)
        for path in (near, join_path("", plain)):
            if path is not None and self.text(path + suffix) is not None:
                return path, True
        return near if near is not None else plain.strip("/"), False
