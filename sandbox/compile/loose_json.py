"""JSON as mini-program projects hold it: comments, trailing commas and a byte order mark included.

WeChat's own tools read such files, so they are read here too, each slip with a warning. A file
that is plain JSON is read by `json` alone; places are found only when something is said of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from sandbox.compile.diagnostics import Diagnostics, position

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Step: TypeAlias = str | int

MAX_DEPTH = 64

_BLANK = re.compile(r"\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
# One half of a surrogate pair without the other: a text of JavaScript's, but of no file.
_HALF_CHARACTER = re.compile(
    r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F].."
)
_SCALAR = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")


class JsonText:
    """A JSON file's value, and where in the text each part of it stands."""

    def __init__(self, path: str, text: str, value: dict[str, Json]) -> None:
        self.path = path
        self.value = value
        self._text = text
        self._tree: _Node | None = None

    def place(self, *steps: Step) -> tuple[int, int]:
        """Line and column (from 1) of the value at `steps`, or of the nearest part around it.

        A name counts, not its value, where the last step is a member that the file holds.
        """
        if self._tree is None:
            self._tree = _Reader(self._text).read()
        node = self._tree
        offset = node.offset
        for step in steps:
            found = node.parts.get(step)
            if found is None:
                break
            offset = found.offset
            node = found
        return position(self._text, offset)


def read_json(path: str, text: str, diagnostics: Diagnostics) -> JsonText | None:
    """Read a JSON file that must hold an object; None when it does not, with the error added."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _read_loosely(path, text, diagnostics)
    return _object(path, text, value, diagnostics)


def _read_loosely(path: str, text: str, diagnostics: Diagnostics) -> JsonText | None:
    if not _BLANK.sub("", text):
        diagnostics.warning("C1003", path, "is empty; read as {}", line=1, column=1)
        return JsonText(path, "{}", {})
    reader = _Reader(text)
    try:
        tree = reader.read()
    except _Malformed as error:
        line, column = position(text, error.offset)
        diagnostics.error("C1001", path, error.message, line=line, column=column)
        return None
    for offset, what in reader.slips:
        line, column = position(text, offset)
        diagnostics.warning(
            "C1002", path, f"{what} is not JSON; it is passed over", line=line, column=column
        )
    return _object(path, text, tree.value, diagnostics)


def _object(path: str, text: str, value: Json, diagnostics: Diagnostics) -> JsonText | None:
    if isinstance(value, dict):
        half = _HALF_CHARACTER.search(text)
        if half is None:
            return JsonText(path, text, value)
        line, column = position(text, half.start())
        try:
            whole = {_whole_text(name): _whole(part) for name, part in value.items()}
        except RecursionError:
            message = f"is nested deeper than {MAX_DEPTH} levels"
            diagnostics.error("C1001", path, message, line=1, column=1)
            return None
        message = "holds half a character; it is read as U+FFFD"
        diagnostics.warning("C1002", path, message, line=line, column=column)
        return JsonText(path, text, whole)
    diagnostics.error(
        "C1001", path, "does not hold a JSON object", line=1, column=1, fix="write { … }"
    )
    return None


def _whole(value: Json) -> Json:
    if isinstance(value, str):
        return _whole_text(value)
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {_whole_text(name): _whole(part) for name, part in value.items()}
    return value


def _whole_text(text: str) -> str:
    """Halves of characters become U+FFFD, as in everything that an engine writes out."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Malformed(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class _Node(msgspec.Struct):
    """A value, where it begins (a member: its name), and its parts by name or number."""

    value: Json
    offset: int
    parts: dict[Step, _Node]


class _Reader:
    """Reads loosely, keeping offsets. `slips` are what plain JSON would refuse."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.slips: list[tuple[int, str]] = []

    def read(self) -> _Node:
        """The whole text as one value. Raises _Malformed."""
        self._skip()
        node = self._value(0)
        self._skip()
        if self._at < len(self._text):
            raise _Malformed(self._at, "goes on after the end of its value")
        return node

    def _skip(self) -> None:
        found = _BLANK.match(self._text, self._at)
        if found is None:
            return
        comment = found[0].find("/")
        if comment >= 0 and (not self.slips or self.slips[-1][1] != "a comment"):
            self.slips.append((self._at + comment, "a comment"))
        self._at = found.end()

    def _value(self, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            raise _Malformed(self._at, f"is nested deeper than {MAX_DEPTH} levels")
        first = self._text[self._at : self._at + 1]
        if first == "{":
            return self._members(depth)
        if first == "[":
            return self._items(depth)
        offset = self._at
        return _Node(self._string() if first == '"' else self._scalar(), offset, {})

    def _members(self, depth: int) -> _Node:
        value: dict[str, Json] = {}
        node = _Node(value, self._at, {})
        for _ in self._separated("}"):
            offset = self._at
            if self._text[offset : offset + 1] != '"':
                raise _Malformed(offset, 'expected a member\'s name in double quotes, or "}"')
            name = self._string()
            self._skip()
            self._expect(":")
            self._skip()
            part = self._value(depth + 1)
            value[name] = part.value
            node.parts[name] = _Node(part.value, offset, part.parts)
        return node

    def _items(self, depth: int) -> _Node:
        value: list[Json] = []
        node = _Node(value, self._at, {})
        for number in self._separated("]"):
            part = self._value(depth + 1)
            value.append(part.value)
            node.parts[number] = part
        return node

    def _separated(self, end: str) -> Iterator[int]:
        """Stand at each element in turn, past the bracket in the end; a last comma is a slip."""
        self._at += 1
        self._skip()
        number = 0
        while self._text[self._at : self._at + 1] != end:
            yield number
            number += 1
            self._skip()
            comma = self._at
            if self._text[comma : comma + 1] == end:
                break
            self._expect(",")
            self._skip()
            if self._text[self._at : self._at + 1] == end:
                self.slips.append((comma, "a comma after the last element"))
        self._expect(end)

    def _expect(self, character: str) -> None:
        if self._text[self._at : self._at + 1] != character:
            found = self._text[self._at : self._at + 1]
            seen = f"found {found!r}" if found else "the file ends"
            raise _Malformed(self._at, f"expected {character!r}, but {seen}")
        self._at += 1

    def _string(self) -> str:
        found = _STRING.match(self._text, self._at)
        if found is None:
            raise _Malformed(self._at, "holds a text without its closing quote")
        try:
            value = json.loads(found[0], strict=False)
        except ValueError:
            raise _Malformed(self._at, "holds a text with a wrong escape") from None
        self._at = found.end()
        return str(value)

    def _scalar(self) -> Json:
        found = _SCALAR.match(self._text, self._at)
        if found is None:
            shown = self._text[self._at : self._at + 1]
            seen = f"found {shown!r}" if shown else "the file ends"
            raise _Malformed(self._at, f"expected a value, but {seen}")
        try:
            value: Json = json.loads(found[0])
        except ValueError:
            raise _Malformed(self._at, f"{found[0][:40]!r} is not a number") from None
        self._at = found.end()
        return value
