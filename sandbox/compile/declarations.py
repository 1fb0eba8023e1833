"""The JSONs of pages and components, each parsed again only when it has changed."""

from __future__ import annotations

import msgspec

from sandbox.compile.config.component import ComponentJson, read_component
from sandbox.compile.contents import Contents
from sandbox.compile.diagnostics import Diagnostics


class _Read(msgspec.Struct, frozen=True):
    digest: bytes | None
    declared: ComponentJson
    found: Diagnostics


class Declarations:
    """What the JSON of each page and component says, by its path without suffix."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[str, _Read] = {}

    def read(self, path: str, found: Diagnostics) -> ComponentJson:
        """The JSON's content as it is now; what is wrong in it is added to `found`."""
        name = f"{path}.json"
        digest = self._contents.digest(name)
        known = self._known.get(path)
        if known is None or known.digest != digest:
            own = Diagnostics()
            declared = read_component(path, self._contents.text(name), own)
            known = self._known[path] = _Read(digest, declared, own)
        found.extend(known.found)
        return known.declared
