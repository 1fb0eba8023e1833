"""Static text and attribute values, written so that glass-easel reads them as WeChat does.

Measured on WeChat's own compiler (npm miniprogram-compiler 0.2.3): entities are not decoded (the
text component does that at run time, when `decode` is set), `\\n`, `\\t` and `\\r` are characters,
and in values any other backslash is dropped. glass-easel decodes entities and keeps backslashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.compile.wxml.edits import Edits
from sandbox.compile.wxml.report import Report
from sandbox.compile.wxml.scan import Slip, mustache_end

IN_TEXT = re.compile(r"&(?=[A-Za-z#])|<|\\\\(?=[ntr])|\\[ntr]")
IN_VALUE = re.compile(r"&(?=[A-Za-z#])|\\(?:\n|.)?|[\"']")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
QUOTES = {'"': "&quot;", "'": "&#39;"}
OPEN_MUSTACHE = "&#123;&#123;"


def static_stretches(source: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """What lies outside of mustaches, as (start, end, False); a `{{` that is never closed
    comes as (start, end, True)."""
    at = start
    while at < end:
        mustache = source.find("{{", at, end)
        if mustache < 0:
            yield at, end, False
            return
        if mustache > at:
            yield at, mustache, False
        stop = mustache_end(source, mustache, end)
        if stop is None:
            yield mustache, mustache + 2, True
            at = mustache + 2
        else:
            at = stop


def is_static(source: str, start: int, end: int) -> bool:
    """Whether there is no mustache between two offsets."""
    return source.find("{{", start, end) < 0


def plain_value(source: str, start: int, end: int) -> str:
    """A static value with its escapes resolved."""
    return re.sub(r"\\(.?)", lambda found: ESCAPES.get(found[1], found[1]), source[start:end])


def repair_text(source: str, start: int, end: int, edits: Edits) -> None:
    """Text between tags. Its unclosed mustaches have been reported by the scanner."""
    for begin, stop, unclosed in static_stretches(source, start, end):
        if unclosed:
            edits.replace(begin, stop, OPEN_MUSTACHE)
            continue
        for found in IN_TEXT.finditer(source, begin, stop):
            token = found.group()
            if token == "&":
                edits.insert(found.end(), "amp;")
            elif token == "<":
                # No tag here; but it could become one with what is left of the next.
                edits.replace(found.start(), found.end(), "&lt;")
            elif token == "\\\\":
                edits.replace(found.start(), found.end(), "\\")
            else:
                edits.replace(found.start(), found.end(), ESCAPES[token[1]])


def repair_value(
    source: str, start: int, end: int, quote: str, edits: Edits, report: Report
) -> None:
    """An attribute's value. `quote` is what stands around it."""
    for begin, stop, unclosed in static_stretches(source, start, end):
        if unclosed:
            report.slip(Slip("mustache", begin, stop))
            edits.replace(begin, stop, OPEN_MUSTACHE)
            continue
        for found in IN_VALUE.finditer(source, begin, stop):
            token = found.group()
            if token == "&":
                edits.insert(found.end(), "amp;")
            elif token[0] == "\\":
                meant = ESCAPES.get(token[1:], token[1:])
                edits.replace(found.start(), found.end(), QUOTES.get(meant, meant))
            elif token == quote:
                edits.replace(found.start(), found.end(), QUOTES[token])
