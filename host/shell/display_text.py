"""Makes text from a mini-program safe to stand beside the host's own words. No Qt."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_CHARS = 80
MAX_SENTENCE_CHARS = 400

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_COMBINING_LIMIT = 4


def plain(text: str, limit_chars: int = MAX_NAME_CHARS) -> str:
    """`text` on one line, at most `limit_chars`, without characters that draw outside it.

    Removed: controls, bidirectional and other format characters (except the joiners that emoji
    and Indic scripts need), private use, surrogates, unassigned; stacks of more than four
    combining marks are cut.
    """
    kept: list[str] = []
    marks = 0
    for char in text[: limit_chars * 8]:
        category = unicodedata.category(char)
        if category in {"Zl", "Zp", "Zs"} or char in "\t\n\r\v\f":
            kept.append(" ")
            marks = 0
        elif category in {"Mn", "Me"}:
            marks += 1
            if marks <= _COMBINING_LIMIT:
                kept.append(char)
        elif char in "\u200c\u200d" or category[0] != "C":
            kept.append(char)
            marks = 0
    line = re.sub(" +", " ", "".join(kept)).strip()
    return line if len(line) <= limit_chars else line[: limit_chars - 1].rstrip() + "…"


def isolated(text: str, limit_chars: int = MAX_NAME_CHARS) -> str:
    """`plain` text in a bidirectional isolate (Unicode UAX #9), for use inside a sentence.

    A right-to-left name then cannot reorder the host's words around it.
    """
    return f"{_FIRST_STRONG_ISOLATE}{plain(text, limit_chars)}{_POP_ISOLATE}"


def wrapped_plain(text: str, limit_chars: int = MAX_SENTENCE_CHARS, limit_lines: int = 8) -> str:
    """Like `plain`, line by line: for messages that may have paragraphs."""
    lines = [plain(line, limit_chars) for line in text[: limit_chars * 8].splitlines()]
    joined = "\n".join(lines[:limit_lines]).strip()
    return joined if len(joined) <= limit_chars else joined[: limit_chars - 1].rstrip() + "…"


def menu_text(text: str) -> str:
    """`text` for a Qt menu or button, where a single `&` would name a shortcut."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """`text` for QWidget.setWindowTitle, where `[*]` stands for "modified" unless doubled."""
    return text.replace("[*]", "[*][*]")
