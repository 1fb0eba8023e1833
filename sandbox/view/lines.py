"""Lines of a page's console, as engines hand them over."""

from __future__ import annotations

import re

from sandbox.view.environment import SCHEME
from sandbox.view.port import RESERVED, ConsoleLevel, ConsoleLine

MAX_CONSOLE_CHARS = 4_000
PLACED = " \N{LEFTWARDS ARROW} "
"""Between a text of a WeChat-syntax app in its developer's folder and the place that printed it:
what the app prints is printed by the runtime, of which an engine would say that it was there
(sandbox/runtime/src/shared/placed.ts)."""
_PLACE = re.compile(r"(?P<path>[^\n]{1,300}):(?P<line>\d{1,7}):\d{1,7}")


def console_line(level: ConsoleLevel, text: str, source: str, line: int, host: str) -> ConsoleLine:
    """A line of the app at `miniapp://<host>`; `source` is the address that printed it.

    What is too long is cut; the place that the runtime told of is the line's then.
    """
    source = source.removeprefix(f"{SCHEME}://{host}/").split("?", 1)[0]
    if source.startswith(RESERVED):
        printed, mark, place = text.rpartition(PLACED)
        found = _PLACE.fullmatch(place) if mark else None
        if found is not None:
            text, source, line = printed, found["path"], int(found["line"])
    return ConsoleLine(level, text[:MAX_CONSOLE_CHARS], source[:300], line)
