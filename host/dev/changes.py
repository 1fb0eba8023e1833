"""What a developer's save changed, and so how little of the running app has to begin anew."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import msgspec

from sandbox.manifest import MANIFEST_PATH, Kind
from sandbox.package.verify import VerifiedBundle

_SHEET = ".css"
_COMPILED_SHEETS = "weixin/style/"
_FOR_TOOLS = ".map"


class Reach(enum.IntEnum):
    """How far a change goes; the larger ones take in the smaller."""

    NOTHING = 0
    STYLES = 1
    """Style sheets: they are exchanged in the page that stands."""
    CONTENT = 2
    """The page is loaded anew, where it is."""
    IDENTITY = 3
    """The manifest: rights, network, pages. The app is opened anew."""


class Change(msgspec.Struct, frozen=True):
    """`paths` are the files that were changed, came or went."""

    reach: Reach
    paths: tuple[str, ...]


def change_between(old: VerifiedBundle, new: VerifiedBundle) -> Change:
    """What happened between two builds of one folder, by the hashes of their indexes."""
    paths = tuple(sorted(_changed(old, new)))
    kind = new.manifest.kind
    reach = max((_reach(kind, path) for path in paths), default=Reach.NOTHING)
    if reach is Reach.STYLES and set(old.paths) != set(new.paths):
        reach = Reach.CONTENT  # a sheet that came or went is named somewhere
    return Change(reach, paths)


def _changed(old: VerifiedBundle, new: VerifiedBundle) -> Iterator[str]:
    before = {path: old.file(path).sha256 for path in old.paths}
    after = {path: new.file(path).sha256 for path in new.paths}
    yield from (
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


def _reach(kind: Kind, path: str) -> Reach:
    if path == MANIFEST_PATH:
        return Reach.IDENTITY
    if path.endswith(_FOR_TOOLS):
        return Reach.NOTHING
    if path.endswith(_SHEET) and (kind is Kind.WEB or path.startswith(_COMPILED_SHEETS)):
        return Reach.STYLES
    return Reach.CONTENT
