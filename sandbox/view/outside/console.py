"""The lines of a page's console, out of what WebKitGTK writes to its standard error.

`miniapp://host/index.html:2:12: CONSOLE LOG text` (PageConsoleClient.cpp); of a text of
several lines the first counts. Whatever else is written there is nobody's line.
"""

from __future__ import annotations

import re

from sandbox.view import lines
from sandbox.view.port import ConsoleLevel, ConsoleLine

_LINE = re.compile(
    r"(?:(?P<source>\S*?)(?::(?P<line>\d+))?(?::\d+)?: )?CONSOLE (?P<kind>[A-Z ]*?)"
    r"(?P<level>LOG|INFO|WARN|ERROR|DEBUG)(?: (?P<text>.*))?$",
    re.DOTALL,
)
_LEVELS = {"WARN": ConsoleLevel.WARNING, "ERROR": ConsoleLevel.ERROR}


def console_line(text: str, host: str) -> ConsoleLine | None:
    """`text` as a line of the console of the app at `miniapp://<host>`; None when it is none."""
    found = _LINE.match(text)
    if found is None:
        return None
    level = _LEVELS.get(found["level"], ConsoleLevel.INFO)
    source, line = found["source"] or "", int(found["line"] or 0)
    return lines.console_line(level, found["text"] or "", source, line, host)
