"""Finds the inline scripts of an HTML file. By itself: a page of external scripts needs it not.

A mini-program's author chooses the text, and Python's own parser can need time that grows with
its square (CPython's html.parser before 3.11.14 and 3.12.12, CVE-2025-6069). Here each character
is looked at a fixed number of times: no expression goes back over what it has read.
"""

from __future__ import annotations

import re

# HTML Standard, "Tokenization": a tag's name, then attributes whose values may be quoted. What
# has no end reaches to the end of the file.
_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f />]*+)")
_ATTRIBUTE = re.compile(
    r"([^\t\n\f />][^\t\n\f />=]*+)"
    r"(?:[\t\n\f ]*+=[\t\n\f ]*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\t\n\f >]*+))?"
)
_BETWEEN_ATTRIBUTES = re.compile(r"[\t\n\f /]*+")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
# What stands in these elements is text up to their own end tag.
_TEXT_ONLY = {
    name: re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE)
    for name in (
        "script",
        "style",
        "title",
        "textarea",
        "iframe",
        "noscript",
        "noframes",
        "noembed",
        "xmp",
    )
}


def inline_scripts(text: str) -> list[str]:
    """The contents of script elements that have no `src`, in their order.

    `text` is an HTML file with its line ends normalised. Scripts in foreign content, and the
    "double escaped" ones with `<!--<script>` in them, are read less finely than an engine does.
    """
    found: list[str] = []
    position = text.find("<")
    while position >= 0:
        if text.startswith("<!--", position):
            comment = _COMMENT.match(text, position)
            end = comment.end() if comment else -1
        elif tag := _TAG.match(text, position):
            end, has_source = _attributes(text, tag.end())
            closing = None if tag[1] else _TEXT_ONLY.get(tag[2].lower())
            if closing and end >= 0:
                closed = closing.search(text, end)
                if closed and tag[2].lower() == "script" and not has_source:
                    found.append(text[end : closed.start()])
                end = closed.start() if closed else -1
        elif text.startswith(("<!", "</", "<?"), position):
            end = text.find(">", position)
        else:
            end = position + 1
        if end < 0:
            break
        position = text.find("<", end)
    return found


def _attributes(text: str, position: int) -> tuple[int, bool]:
    """Where a tag ends, -1 when it does not; and whether it has a `src`."""
    has_source = False
    while True:
        between = _BETWEEN_ATTRIBUTES.match(text, position)
        position = between.end() if between else position
        if text.startswith(">", position):
            return position + 1, has_source
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            return -1, has_source
        has_source = has_source or attribute[1].lower() == "src"
        position = attribute.end()
