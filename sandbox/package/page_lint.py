"""What in an HTML page will not work in a mini-program, said before it is packed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from sandbox.html_tags import start_tags

_REMOTE = ("http://", "https://", "//")
# Elements whose remote address the policy refuses whatever the manifest allows.
_OWN_ONLY = {"script": "src", "link": "href", "iframe": "src", "object": "data", "embed": "src"}
_SHORTEST_HANDLER = len("oncut")
_RELATIONS = ("stylesheet", "modulepreload", "preload", "icon", "manifest")


def page_faults(document: bytes) -> Iterator[tuple[int, str]]:
    """Line (from 1) and message for each thing the Content Security Policy will refuse."""
    text = re.sub("\r\n?", "\n", document.decode("utf-8-sig", "replace"))
    line, counted = 1, 0
    for tag in start_tags(text):
        given = {name: unescape(value).strip() for name, value in tag.attributes.items()}
        messages = list(_faults(tag.name, given))
        if messages:
            line, counted = line + text.count("\n", counted, tag.offset), tag.offset
        for message in messages:
            yield line, message


def _faults(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    for name, value in given.items():
        if len(name) >= _SHORTEST_HANDLER and name.startswith("on") and value:
            yield f"<{tag} {name[:40]}=…> will not run; use addEventListener in a script"
        if value.lower().startswith("javascript:"):
            yield f"<{tag} {name[:40]}=javascript:…> will not run; use a script"
    if tag == "base":
        yield "<base> has no effect: addresses stay relative to the page"
    address = given.get(_OWN_ONLY.get(tag, ""), "")
    if address.lower().startswith(_REMOTE) and _loads(tag, given):
        yield f"<{tag}> loads {address[:120]}; put a copy of it into the package"


def _loads(tag: str, given: Mapping[str, str]) -> bool:
    relations = given.get("rel", "").lower().split()
    return tag != "link" or any(relation in _RELATIONS for relation in relations)
