"""Versions of Fanlight itself, in their order."""

from __future__ import annotations

import re
from typing import Self

import msgspec

from bridge.errors import NameInvalid

_VERSION = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){1,3}")


class ReleaseVersion(msgspec.Struct, frozen=True, order=True):
    """`1.2.3`: two to four numbers. Also a folder's name, so nothing else is one."""

    numbers: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises NameInvalid."""
        found = cls.read(text)
        if found is None:
            raise NameInvalid(
                f"{text[:80]!r} is no version of Fanlight; use numbers such as 1.2.3",
                value=text[:80],
            )
        return found

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for what is no version."""
        if not text.isascii() or not _VERSION.fullmatch(text):
            return None
        return cls(tuple(int(number) for number in text.split(".")))

    def __str__(self) -> str:
        return ".".join(str(number) for number in self.numbers)
