"""What in an HTML page will not work in a mini-program, said before it is packed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_REMOTE = ("http://", "https://", "//")
# Elements whose remote address the policy refuses whatever the manifest allows.
_OWN_ONLY = {"script": "src", "link": "href", "iframe": "src", "object": "data", "embed": "src"}
_SHORTEST_HANDLER = len("oncut")
_RELATIONS = ("stylesheet", "modulepreload", "preload", "icon", "manifest")


def page_faults(document: bytes) -> Iterator[tuple[int, str]]:
    """Line (from 1) and message for each thing the Content Security Policy will refuse."""
    parser = _Faults()
    parser.feed(document.decode("utf-8-sig", "replace"))
    parser.close()
    yield from parser.found


class _Faults(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, _ = self.getpos()
        given = {name: (value or "").strip() for name, value in attrs}
        for name, value in given.items():
            if len(name) >= _SHORTEST_HANDLER and name.startswith("on") and value:
                message = f"<{tag} {name}=…> will not run; use addEventListener in a script"
                self.found.append((line, message))
            if value.lower().startswith("javascript:"):
                message = f"<{tag} {name}=javascript:…> will not run; use a script"
                self.found.append((line, message))
        if tag == "base":
            self.found.append((line, "<base> has no effect: addresses stay relative to the page"))
        address = given.get(_OWN_ONLY.get(tag, ""), "")
        if address.lower().startswith(_REMOTE) and _loads(tag, given):
            message = f"<{tag}> loads {address[:120]}; put a copy of it into the package"
            self.found.append((line, message))


def _loads(tag: str, given: dict[str, str]) -> bool:
    relations = given.get("rel", "").lower().split()
    return tag != "link" or any(relation in _RELATIONS for relation in relations)
