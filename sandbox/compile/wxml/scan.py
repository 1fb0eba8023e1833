"""WXML source cut into pieces: tags with their attributes, text, comments, WXS.

Nothing is refused here. What WeChat's own compiler would refuse is cut in the likeliest way and
said by `Slip`s; every piece knows the offsets it came from, so that the source can be edited in
place (`sandbox.compile.wxml.edits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

TAG_NAME = re.compile(r"[A-Za-z_][\w.:-]*", re.ASCII)
ATTRIBUTE_NAME = re.compile(r"[^\s\u00a0\u3000\ufeff=\"'<>/]+")
STRANGE_SPACE = re.compile(r"[^\S\t-\r ]+|\ufeff+")
"""What is space here but not to glass-easel, which would not get past it."""
SPACE = re.compile(r"[\s\u00a0\u3000\ufeff]+")
OPENING = re.compile(r"<(?=[A-Za-z_/!?])|<(?=[ \t]+(?:view|text|block|image|button|input)[\s/>])")
"""WeChat takes `< view>` for a tag; of what looks like that only the likely is taken so here."""
SCRIPT_END = re.compile(r"</wxs(?![\w.-])", re.ASCII)
CLOSE_TAG_END = re.compile(r">|(?=<)")
UNQUOTED = re.compile(r"[^\s\u00a0\u3000\ufeff\"'<>]+")
BRACKETS = {"(": ")", "[": "]", "{": "}"}


class Slip(msgspec.Struct, frozen=True):
    """Something out of order at an offset."""

    kind: str
    start: int
    end: int


class Attribute(msgspec.Struct, frozen=True):
    """`name`, `name="value"`. The value's offsets leave its quotes out."""

    name: str
    start: int
    name_end: int
    end: int
    quote: str
    """`"`, `'`, or "" for a value without quotes."""
    value: tuple[int, int] | None
    """None for a bare attribute."""


class OpenTag(msgspec.Struct, frozen=True):
    """`<name …>` or `<name …/>`; `end` is behind its `>`."""

    name: str
    start: int
    name_start: int
    end: int
    attributes: tuple[Attribute, ...]
    closed: bool
    """Whether it ends in `/>`."""
    complete: bool
    """Whether it ends in `>` at all."""


class CloseTag(msgspec.Struct, frozen=True):
    """`</name>`."""

    name: str
    start: int
    end: int


class Text(msgspec.Struct, frozen=True):
    """Text with mustaches in it."""

    start: int
    end: int


class Script(msgspec.Struct, frozen=True):
    """What stands between `<wxs …>` and `</wxs>`; follows its OpenTag."""

    start: int
    end: int


class Other(msgspec.Struct, frozen=True):
    """A comment, `<!DOCTYPE …>` or `<?xml …?>`."""

    start: int
    end: int
    comment: bool


Piece = OpenTag | CloseTag | Text | Script | Other


class Scanner:
    """Cuts one source. `slips` is whole once `pieces` has been used up."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.slips: list[Slip] = []

    def pieces(self) -> Iterator[Piece]:
        """All pieces in order; together they cover the source."""
        source, at = self._source, 0
        while at < len(source):
            opening = self._next_opening(at)
            if opening > at:
                yield Text(at, opening)
                at = opening
                continue
            piece: Piece = self._markup(at)
            yield piece
            at = piece.end
            if isinstance(piece, OpenTag) and piece.name == "wxs" and not piece.closed:
                stop = self.script_end(source, at)
                yield Script(at, stop)
                at = stop

    @staticmethod
    def script_end(source: str, start: int) -> int:
        """Where WXS that begins at `start` ends: before `</wxs`, or with the source."""
        end = SCRIPT_END.search(source, start)
        return end.start() if end else len(source)

    def _next_opening(self, at: int) -> int:
        """Where the next tag or comment begins, which `<` in a mustache does not."""
        source = self._source
        while True:
            found = OPENING.search(source, at)
            stop = found.start() if found else len(source)
            mustache = source.find("{{", at, stop)
            if mustache < 0:
                return stop
            end = mustache_end(source, mustache, len(source))
            if end is None:
                self.slips.append(Slip("mustache", mustache, mustache + 2))
                return stop
            at = end

    def _markup(self, at: int) -> OpenTag | CloseTag | Other:
        source = self._source
        if source.startswith("<!--", at):
            end = source.find("-->", at + 4)
            return Other(at, len(source) if end < 0 else end + 3, comment=True)
        if source[at + 1] in "!?":
            end = source.find(">", at)
            stop = len(source) if end < 0 else end + 1
            self.slips.append(Slip("meta", at, stop))
            return Other(at, stop, comment=False)
        if source[at + 1] == "/":
            return self._close_tag(at)
        return self._open_tag(at)

    def _close_tag(self, at: int) -> CloseTag:
        source = self._source
        name = TAG_NAME.match(source, self._skip(at + 2))
        end = self._skip(name.end() if name else at + 2)
        if source.startswith(">", end):
            return CloseTag(name.group() if name else "", at, end + 1)
        found = CLOSE_TAG_END.search(source, end)
        stop = found.end() if found else len(source)
        self.slips.append(Slip("close", at, stop))
        return CloseTag(name.group() if name else "", at, stop)

    def _open_tag(self, at: int) -> OpenTag:
        source = self._source
        name = TAG_NAME.match(source, self._skip(at + 1))
        if name is None:  # OPENING has seen one
            raise AssertionError(f"no tag at {at}")
        attributes: list[Attribute] = []
        position = name.end()

        def tag(end: int, *, closed: bool = False, complete: bool = True) -> OpenTag:
            return OpenTag(name.group(), at, name.start(), end, tuple(attributes), closed, complete)

        while True:
            position = self._skip_gap(position)
            if source.startswith("<!--", position):
                end = source.find("-->", position)
                stop = len(source) if end < 0 else end + 3
                self.slips.append(Slip("comment", position, stop))
                position = stop
                continue
            if position >= len(source) or source[position] == "<":
                self.slips.append(Slip("tag", at, name.end()))
                return tag(position, complete=False)
            if source[position] == ">":
                return tag(position + 1)
            if source[position] == "/":
                close = self._skip(position + 1)
                if source.startswith(">", close):
                    return tag(close + 1, closed=True)
                self.slips.append(Slip("character", position, position + 1))
                position += 1
                continue
            found = ATTRIBUTE_NAME.match(source, position)
            if found is None:
                self.slips.append(Slip("character", position, position + 1))
                position += 1
                continue
            attribute = self._attribute(found)
            attributes.append(attribute)
            position = attribute.end

    def _attribute(self, name: re.Match[str]) -> Attribute:
        source, start, name_end = self._source, name.start(), name.end()
        equals = self._skip(name_end)
        if not source.startswith("=", equals):
            return Attribute(name.group(), start, name_end, name_end, "", None)
        at = self._skip(equals + 1)
        quote = source[at : at + 1]
        if quote and quote in "\"'":
            stop = self._quoted_end(at + 1, quote)
            end = stop + 1 if source.startswith(quote, stop) else stop
            return Attribute(name.group(), start, name_end, end, quote, (at + 1, stop))
        if source.startswith("{{", at):
            bare_end = mustache_end(source, at, len(source))
            if bare_end is not None:
                self.slips.append(Slip("unquoted", at, bare_end))
                return Attribute(name.group(), start, name_end, bare_end, "", (at, bare_end))
        unquoted = UNQUOTED.match(source, at)
        if unquoted is None or source.startswith("/>", at):
            self.slips.append(Slip("value", equals, equals + 1))
            return Attribute(name.group(), start, name_end, equals + 1, "", None)
        stop = unquoted.end()
        if source.startswith("/>", stop - 1):
            stop -= 1
        self.slips.append(Slip("unquoted", at, stop))
        return Attribute(name.group(), start, name_end, stop, "", (at, stop))

    def _quoted_end(self, at: int, quote: str) -> int:
        """Where the closing quote of a value is; a backslash hides a quote from this.

        WeChat ends a value at its first quote. `a="{{b["c"]}}"` is an error there, but its
        meaning is plain, and glass-easel takes it: a quote within a mustache ends nothing if
        the mustache is whole without that.
        """
        source = self._source
        plain = _plain_end(source, at, quote)
        if plain is None:
            self.slips.append(Slip("quote", at - 1, at))
            line = source.find("\n", at)
            return len(source) if line < 0 else line
        if unclosed_mustache(source, at, plain) is None:
            return plain
        nested = _nested_end(source, at, quote)
        return plain if nested is None else nested

    def _skip_gap(self, at: int) -> int:
        end = self._skip(at)
        for found in STRANGE_SPACE.finditer(self._source, at, end):
            self.slips.append(Slip("space", found.start(), found.end()))
        return end

    def _skip(self, at: int) -> int:
        space = SPACE.match(self._source, at)
        return space.end() if space else at


def mustache_end(source: str, start: int, limit: int) -> int | None:
    """Behind the `}}` that belongs to the `{{` at `start`; None when there is none.

    Strings and brackets within count, so that `{{ {a: {b: 1}} }}` is whole. Where a `[` or `(`
    is not closed, the first `}}` behind it is taken; and where a tag seems to begin behind a
    `}}`, that one, as glass-easel does with what it cannot read.
    """
    waiting: list[str] = []
    likely: int | None = None
    first: int | None = None
    at = start + 2
    while at < limit:
        character = source[at]
        if character in "\"'":
            end = _string_end(source, at, limit)
            if end is None:
                return likely
            at = end
            continue
        if character == "/" and source.startswith("/*", at):
            end = source.find("*/", at + 2, limit)
            if end < 0:
                return likely
            at = end + 2
            continue
        if character == "}" and source.startswith("}}", at) and at + 2 <= limit:
            if not waiting:
                return at + 2
            first = first or at + 2
            if likely is None and waiting[-1] != "}":
                likely = at + 2
        if character in BRACKETS:
            waiting.append(BRACKETS[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
        elif character == "<" and source.startswith(("</", "<!--"), at):
            return first or likely
        elif character == "<" and first is not None and OPENING.match(source, at):
            return first
        at += 1
    return likely


def unclosed_mustache(source: str, start: int, end: int) -> int | None:
    """Offset of the first `{{` between two offsets that is not closed there; None if all are."""
    at = source.find("{{", start, end)
    while at >= 0:
        stop = mustache_end(source, at, end)
        if stop is None:
            return at
        at = source.find("{{", stop, end)
    return None


def _string_end(source: str, start: int, limit: int) -> int | None:
    quote, at = source[start], start + 1
    while at < limit:
        if source[at] == "\\":
            at += 1
        elif source[at] == quote:
            return at + 1
        elif source[at] == "\n":
            return None
        at += 1
    return None


def _plain_end(source: str, at: int, quote: str) -> int | None:
    while True:
        at = source.find(quote, at)
        if at < 0:
            return None
        slashes = at
        while source[slashes - 1] == "\\":
            slashes -= 1
        if (at - slashes) % 2 == 0:
            return at
        at += 1


def _nested_end(source: str, at: int, quote: str) -> int | None:
    """The closing quote when quotes within mustaches do not count; None when that is no value."""
    while at < len(source):
        if source.startswith("{{", at):
            end = mustache_end(source, at, len(source))
            if end is None:
                return None
            at = end
        elif source[at] == "\\":
            at += 2
        elif source[at] == quote:
            after = source[at + 1 : at + 2]
            return at if not after or after in "/>" or SPACE.match(after) else None
        else:
            at += 1
    return None
