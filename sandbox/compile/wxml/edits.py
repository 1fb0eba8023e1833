"""A source with places replaced, and where each character of the outcome came from."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class _Edit(NamedTuple):
    start: int
    end: int
    text: str
    foreign: bool


class _Stretch(NamedTuple):
    """From `offset` in the outcome on: from `origin` in the source on, or new for that place."""

    offset: int
    origin: int
    kept: bool
    foreign: bool


class Edits:
    """Replacements in a text. They may be added in any order; they must not overlap."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._edits: list[_Edit] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` where the source has what is from `start` to `end`."""
        self._edits.append(_Edit(start, end, text, foreign=False))

    def insert(self, at: int, text: str, *, foreign: bool = False) -> None:
        """Put `text` before the character at `at`. `foreign`: it is another file's."""
        self._edits.append(_Edit(at, at, text, foreign))

    def apply(self) -> Edited:
        """The outcome."""
        parts: list[str] = []
        stretches: list[_Stretch] = []
        at = length = 0
        # Stable: what was inserted at one place stays in the order it was given.
        for edit in sorted(self._edits, key=lambda one: one[:2]):
            if edit.start < at:
                raise ValueError(f"two edits overlap at {edit.start}")
            if edit.start > at:
                parts.append(self._source[at : edit.start])
                stretches.append(_Stretch(length, at, kept=True, foreign=False))
                length += edit.start - at
            if edit.text:
                parts.append(edit.text)
                stretches.append(_Stretch(length, edit.start, kept=False, foreign=edit.foreign))
                length += len(edit.text)
            at = edit.end
        parts.append(self._source[at:])
        stretches.append(_Stretch(length, at, kept=True, foreign=False))
        return Edited("".join(parts), stretches)


class Edited:
    """An edited text."""

    def __init__(self, text: str, stretches: list[_Stretch]) -> None:
        self.text = text
        self._stretches = stretches
        self._starts = [stretch.offset for stretch in stretches]

    def origin(self, offset: int) -> int | None:
        """The offset in the source of a character of the text; new text has its place's, and
        another file's text has none."""
        stretch = self._stretches[max(bisect_right(self._starts, offset) - 1, 0)]
        if stretch.foreign:
            return None
        return stretch.origin + (offset - stretch.offset if stretch.kept else 0)
