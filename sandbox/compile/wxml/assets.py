"""Files of the package that a template names."""

from __future__ import annotations

import re

from sandbox.compile.files import join_path
from sandbox.compile.wxml.attributes import dashed, value_of
from sandbox.compile.wxml.names import ASSETS
from sandbox.compile.wxml.scan import OpenTag

STYLE_URL = re.compile(r"url\(\s*(['\"]?)([^'\"()]+)\1\s*\)")
SCHEME = re.compile(r"(?:[A-Za-z][\w+.-]*:|//|#)")


def package_path(using: str, address: str) -> str | None:
    """The package path that an address in the file `using` means; None when it is elsewhere
    (https:, data:, wxfile:, cloud: …), or nowhere. What follows `?` or `#` is left out."""
    plain = re.split(r"[?#]", address.strip(), maxsplit=1)[0]
    if not plain or SCHEME.match(address.strip()):
        return None
    return join_path(using, plain) or None


class Assets:
    """Collects the files named by one template's built-in tags."""

    def __init__(self, path: str, *, rewrite: bool) -> None:
        """`rewrite`: relative addresses become absolute package paths. That is right only where
        a template's own component uses it: elsewhere the user's folder counts."""
        self.found: set[str] = set()
        self._path = path
        self._rewrite = rewrite

    def values(self, tag: OpenTag, source: str) -> dict[str, str]:
        """New values of a tag's attributes, by their dashed names."""
        changed: dict[str, str] = {}
        for name in ASSETS.get(tag.name, ()):
            for attribute in tag.attributes:
                if dashed(attribute.name) != name:
                    continue
                address = value_of(tag, attribute.name, source)
                path = package_path(self._path, address) if address else None
                if path is None or address is None:
                    continue
                self.found.add(path)
                if self._rewrite and not address.startswith("/"):
                    changed[name] = f"/{path}"
        style = value_of(tag, "style", source)
        if style and "url(" in style:
            absolute = STYLE_URL.sub(self._style_url, style)
            if absolute != style:
                changed["style"] = absolute
        return changed

    def _style_url(self, found: re.Match[str]) -> str:
        path = package_path(self._path, found[2])
        if path is None:
            return found.group()
        self.found.add(path)
        if not self._rewrite or found[2].strip().startswith("/"):
            return found.group()
        return f"url({found[1]}/{path}{found[1]})"
