"""Which members of one object a script's text calls: `fanlight.getLocation(…)`, `wx.login(…)`.

A scan of the text, not a reading of the program: comments and strings are passed over, and an
object that goes by another name is not seen. An author chooses the text, so each character is
looked at a fixed number of times.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec


class MemberUse(msgspec.Struct, frozen=True, array_like=True):
    """`line` counts from 1; `called`: a parenthesis follows."""

    name: str
    line: int
    called: bool


def member_uses(text: str, of: str) -> Iterator[MemberUse]:
    """Each `OF.name` of a script's text, in order. `of` is an identifier."""
    line, counted = 1, 0
    for found in _pattern(of).finditer(text):
        if found["name"] is not None:
            line, counted = line + text.count("\n", counted, found.start()), found.start()
            yield MemberUse(found["name"], line, found["call"] is not None)


@functools.cache
def _pattern(of: str) -> re.Pattern[str]:
    return re.compile(
        r"//[^\n]*+|/\*.*?(?:\*/|\Z)"
        r"|\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?"
        rf"|(?<![\w$.])(?:(?:window|globalThis|self)\.)?{re.escape(of)}\s*+\??\.\s*+"
        r"(?P<name>[A-Za-z_$][\w$]*+)(?P<call>\s*+\()?",
        re.DOTALL,
    )
