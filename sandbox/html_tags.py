"""The start tags of an HTML file, and what stands in elements that hold text alone.

A mini-program's author chooses the text, and Python's own parser can need time that grows with
its square (CPython's html.parser before 3.11.14 and 3.12.12, CVE-2025-6069). Here each character
is looked at a fixed number of times: no expression goes back over what it has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

# HTML Standard, "Tokenization": a tag's name, then attributes whose values may be quoted. What
# has no end reaches to the end of the file.
_TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f />]*+)")
_ATTRIBUTE = re.compile(
    r"([^\t\n\f />][^\t\n\f />=]*+)"
    r"(?:[\t\n\f ]*+=[\t\n\f ]*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\t\n\f >]*+)))?"
)
_BETWEEN_ATTRIBUTES = re.compile(r"[\t\n\f /]*+")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
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


class StartTag(msgspec.Struct, frozen=True):
    """A start tag: names in lower case, values as they are written, the first of each name.

    `inside` is the text of an element that holds text up to its own end tag; None for others,
    and where the end tag is missing.
    """

    name: str
    attributes: Mapping[str, str]
    offset: int
    inside: str | None = None


def start_tags(text: str) -> Iterator[StartTag]:
    """All start tags of an HTML file whose line ends are normalised, in their order.

    Foreign content and "double escaped" scripts (with `<!--<script>` in them) are read less
    finely than an engine does.
    """
    position = text.find("<")
    while position >= 0:
        if text.startswith("<!--", position):
            comment = _COMMENT.match(text, position)
            end = comment.end() if comment else -1
        elif tag := _TAG.match(text, position):
            end, attributes = _attributes(text, tag.end())
            name = tag[2].lower()
            if not tag[1] and end >= 0:
                start, inside = end, None
                if name in _TEXT_ONLY:
                    closing = _TEXT_ONLY[name].search(text, start)
                    end = closing.start() if closing else -1
                    inside = text[start:end] if closing else None
                yield StartTag(name, attributes, position, inside)
        elif text.startswith(("<!", "</", "<?"), position):
            end = text.find(">", position)
        else:
            end = position + 1
        if end < 0:
            return
        position = text.find("<", end)


def _attributes(text: str, position: int) -> tuple[int, dict[str, str]]:
    """Where a tag ends, -1 when it does not; and its attributes."""
    found: dict[str, str] = {}
    while True:
        between = _BETWEEN_ATTRIBUTES.match(text, position)
        position = between.end() if between else position
        if text.startswith(">", position):
            return position + 1, found
        attribute = _ATTRIBUTE.match(text, position)
        if attribute is None:
            return -1, found
        found.setdefault(attribute[1].lower(), attribute[2] or attribute[3] or attribute[4] or "")
        position = attribute.end()
