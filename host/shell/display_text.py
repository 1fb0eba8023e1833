"""Makes text from a mini-program safe to stand beside the host's own words. No Qt."""

from __future__ import annotations

import unicodedata

MAX_NAME_CHARS = 80
MAX_SENTENCE_CHARS = 400

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_COMBINING_LIMIT = 4
_VIRAMA = 9
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe0e\ufe0f"
# Letters and marks that are drawn as nothing (Default_Ignorable_Code_Point beyond category C).
# A set: to compile a pattern of them takes 4 ms of a start.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code)
    for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0D), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
}
_UPRIGHT = str.maketrans("i1", "ll")
"""A capital i is a small l to the eye."""
# Letters of Cyrillic, Greek, Armenian and phonetics that are drawn as these, and digits.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u03b1\u0251\u0501\u0435\u0192\u0261\u0581\u04bb\u0570\u0456\u0131\u03b9\u04cf\u01c0|!"
    "\u043e\u03bf\u0585\u0440\u03c1\u0441\u03f2\u0443\u03b3\u0445\u0455\u0442\u03c4\u0578\u057c\u03b7\u043f09",
    "aaadefgghhiiilllloooppccyyxsttnnnnog",
)


def plain(text: str, limit_chars: int = MAX_NAME_CHARS) -> str:
    """`text` on one line, in normal form (NFC), at most `limit_chars`, with nothing unseen in it.

    Removed: controls, bidirectional and other format characters, what is drawn as nothing, private
    use, surrogates, unassigned; joiners where no script and no emoji needs them; marks without a
    letter under them, and of a stack of more than four the rest.
    """
    kept: list[str] = []
    marks = 0
    text = text[: limit_chars * 8]
    if text.isascii() and text.isprintable():  # nothing to remove but spaces: most texts
        kept, text = [text], ""
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in {"Zl", "Zp", "Zs"} or char in "\t\n\r\v\f\u2800":
            kept.append(" ")
            marks = 0
        elif char in _UNSEEN:
            continue
        elif char in _JOINERS or char in _SELECTORS:
            if kept and _may_join(kept[-1], char):
                kept.append(char)
        elif category in {"Mn", "Me"}:
            marks += 1
            if marks <= _COMBINING_LIMIT and kept and kept[-1] != " ":
                kept.append(char)
        elif category[0] != "C":
            kept.append(char)
            marks = 0
    line = " ".join(word for word in "".join(kept).split(" ") if word).strip()
    return line if len(line) <= limit_chars else line[: limit_chars - 1].rstrip() + "…"


def _may_join(before: str, char: str) -> bool:
    """Whether a joiner or selector does anything after `before`: after a virama or in a joining
    script (RFC 5892, A.1 and A.2, which are stricter), in an emoji."""
    category = unicodedata.category(before)
    if category in {"So", "Sk", "Sm"} or before in _SELECTORS:
        return True
    if char in _SELECTORS:
        return before in "0123456789#*"
    return unicodedata.combining(before) == _VIRAMA or unicodedata.bidirectional(before) == "AL"


def imitates(text: str, name: str) -> bool:
    """Whether somebody may read `name`, an ASCII word, in `text` (as Unicode UTS #39 does it)."""
    return _skeleton(name) in _skeleton(text)


def _skeleton(text: str) -> str:
    """What is left of `text` to the eye: no case, no marks, no punctuation, no look-alikes."""
    folded = unicodedata.normalize("NFKD", plain(text)).casefold().translate(_LOOK_ALIKES)
    letters = "".join(char for char in folded if char.isalnum())
    return letters.replace("rn", "m").translate(_UPRIGHT)


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
