"""Source maps (version 3): made for chunks, read for stack traces. Pure.

https://tc39.es/ecma426/ defines the format. Places inside a map count from 0; a `Place` counts from
1, as engines and editors do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

import msgspec

from sandbox.decoding import readable

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
_SEGMENT_FIELDS = 4
_STACK_PLACE = re.compile(r"(?:[a-z][a-z\d+.-]*://[^\s/()]*)?/?(weixin/[^\s:()]+\.js):(\d+):(\d+)")


class Place(msgspec.Struct, frozen=True):
    """A place in a project's file; `line` and `column` count from 1."""

    path: str
    line: int
    column: int


class MapPart(msgspec.Struct, frozen=True):
    """Where a text of `lines` lines comes from, for one source file, to be made part of a map.

    `mappings` counts from the source's line 0, column 0; `end_line` and `end_column` are the
    source place its last segment names.
    """

    mappings: str
    lines: int
    end_line: int
    end_column: int


class SourceMapInvalid(ValueError):
    """A text that is no source map of version 3."""


class _Map(msgspec.Struct):
    version: int
    sources: list[str]
    mappings: str


class SourceMap:
    """A map that was read; only asked when something went wrong, so it is decoded at the first."""

    def __init__(self, text: str | bytes) -> None:
        """Raises SourceMapInvalid."""
        try:
            read = msgspec.json.decode(text, type=readable(_Map))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise SourceMapInvalid(f"not a source map: {error}") from error
        if read.version != 3:
            raise SourceMapInvalid(f"a source map of version {read.version}; 3 is known")
        self._sources = read.sources
        self._mappings = read.mappings
        self._lines: list[list[tuple[int, int, int, int]]] | None = None

    def resolve(self, line: int, column: int) -> Place | None:
        """What stands at a place (from 1) of the made text; None where no source does.

        Raises SourceMapInvalid when the mappings are damaged.
        """
        if self._lines is None:
            self._lines = list(_decoded(self._mappings))
        if not 1 <= line <= len(self._lines):
            return None
        segments = self._lines[line - 1]
        index = bisect_right(segments, column - 1, key=lambda segment: segment[0]) - 1
        if index < 0:
            return None
        start, source, source_line, source_column = segments[index]
        if not (0 <= source < len(self._sources) and source_line >= 0):
            return None
        # A part of whole lines has one segment a line: columns are then those of the source.
        is_whole_line = len(segments) == 1 and source_column == 0
        shown = column - 1 - start if is_whole_line else source_column
        return Place(self._sources[source], source_line + 1, shown + 1)


def first_mapped(text: str, find: Callable[[str], SourceMap | None]) -> Place | None:
    """The first place of a chunk in a text that a source stands at; `find` as in `mapped`."""
    for match in _STACK_PLACE.finditer(text):
        place = _source_of(match, find)
        if place is not None:
            return place
    return None


def mapped(text: str, find: Callable[[str], SourceMap | None]) -> str:
    """A stack trace or message with the places of chunks replaced by those of the project's files.

    `find` gives the map of a chunk by its path in the package, such as `weixin/main.js`.
    """

    def replaced(match: re.Match[str]) -> str:
        place = _source_of(match, find)
        return f"{place.path}:{place.line}:{place.column}" if place is not None else match[0]

    return _STACK_PLACE.sub(replaced, text)


def _source_of(match: re.Match[str], find: Callable[[str], SourceMap | None]) -> Place | None:
    found = find(match[1])
    return found.resolve(int(match[2]), int(match[3])) if found is not None else None


def whole_lines(lines: int) -> MapPart:
    """The part for a text whose lines are those of its source."""
    return MapPart(";".join(["AAAA", *["AACA"] * (lines - 1)]), lines, lines - 1, 0)


class MapWriter:
    """Builds the map of a text that is put together from parts."""

    def __init__(self) -> None:
        self._sources: list[str] = []
        self._out: list[str] = []
        self._source = 0
        self._line = 0
        self._column = 0

    def skip(self, lines: int) -> None:
        """`lines` lines of no source follow."""
        self._out.append(";" * lines)

    def add(self, source: str, part: MapPart, *, at_column: int = 0, from_line: int = 0) -> None:
        """`part` follows; its text begins at `at_column` of the current line.

        `from_line`: the source's line (from 0) that counts as the part's line 0. The current line
        stays open: `skip(1)` ends it.
        """
        self._sources.append(source)
        missing = ";" * (part.lines - 1 - part.mappings.count(";"))
        head, first, tail = _parted(part.mappings)
        if first:
            column, _, line, source_column = _numbers(first)
            index = len(self._sources) - 1
            fields = (
                column if head else column + at_column,
                index - self._source,
                line + from_line - self._line,
                source_column - self._column,
            )
            first = "".join(_encoded(field) for field in fields)
            self._source = index
            self._line, self._column = part.end_line + from_line, part.end_column
        self._out.append(head + first + tail + missing)

    def text(self, file: str) -> str:
        """The map as JSON; `file` is the name of the text it belongs to."""
        whole = {
            "version": 3,
            "file": file,
            "sources": self._sources,
            "names": [],
            "mappings": "".join(self._out),
        }
        return msgspec.json.encode(whole).decode()


def _parted(mappings: str) -> tuple[str, str, str]:
    """The empty lines before the first segment, that segment, and the rest."""
    rest = mappings.lstrip(";")
    end = next((at for at, mark in enumerate(rest) if mark in ",;"), len(rest))
    return mappings[: len(mappings) - len(rest)], rest[:end], rest[end:]


def _decoded(mappings: str) -> Iterator[list[tuple[int, int, int, int]]]:
    """Line by line: (column, source, source line, source column), all from 0."""
    source = line = source_column = 0
    for text in mappings.split(";"):
        column = 0
        segments = []
        for segment in text.split(",") if text else ():
            fields = _numbers(segment)
            column += fields[0]
            if len(fields) < _SEGMENT_FIELDS:
                continue
            source += fields[1]
            line += fields[2]
            source_column += fields[3]
            segments.append((column, source, line, source_column))
        yield segments


def _numbers(segment: str) -> list[int]:
    """The base64 VLQ numbers of a segment. Raises SourceMapInvalid."""
    numbers = []
    value = shift = 0
    for digit in segment:
        bits = _VALUES.get(digit)
        if bits is None or shift > 60:
            raise SourceMapInvalid(f"the source map's segment {segment[:40]!r} is damaged")
        value |= (bits & 31) << shift
        if bits & 32:
            shift += 5
            continue
        numbers.append(-(value >> 1) if value & 1 else value >> 1)
        value = shift = 0
    if shift or not numbers:
        raise SourceMapInvalid(f"the source map's segment {segment[:40]!r} is damaged")
    return numbers


def _encoded(number: int) -> str:
    value = -number << 1 | 1 if number < 0 else number << 1
    digits = ""
    while True:
        bits, value = value & 31, value >> 5
        digits += _DIGITS[bits | 32 if value else bits]
        if not value:
            return digits
