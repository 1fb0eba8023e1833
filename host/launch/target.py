"""What `fanlight open` was asked for, read strictly. No Qt."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bridge.errors import NameInvalid, UsageError
from bridge.names import AppId, PageRoute
from bridge.permissions import Scope
from host.launch.request import Scene
from host.links import SCHEME as LINK_SCHEME
from host.links import WindowMode, parse_link

if TYPE_CHECKING:
    from host.store.trust import TrustPolicy


class Until(enum.StrEnum):
    """How far a launch is waited for."""

    FIRST_SCREEN = "first-screen"
    READY = "ready"
    CLOSE = "close"


class InstalledTarget(msgspec.Struct, frozen=True):
    app_id: AppId


class PackageTarget(msgspec.Struct, frozen=True):
    file: Path


class FolderTarget(msgspec.Struct, frozen=True):
    folder: Path


Target = InstalledTarget | PackageTarget | FolderTarget


class Permissions(msgspec.Struct, frozen=True):
    """`--permissions`: ask, refuse all, or grant these to a development identity."""

    prompts: bool
    granted: frozenset[Scope]


class Opening(msgspec.Struct, frozen=True):
    """Everything `fanlight open` was asked for; times in seconds. `trust` is for packages, `base`
    the folder that a relative `screenshot` is meant in, `window_px` (width, height) of a new
    window, else `mode`; `relaunch` has a running app begin anew, `driven` lets another program
    drive it."""

    target: Target
    asked_s: float
    trust: TrustPolicy | None = None
    until: Until = Until.CLOSE
    timeout_s: float = 30.0
    linger_s: float = 0.0
    page: PageRoute | None = None
    query: Mapping[str, str] = msgspec.field(default_factory=dict)
    screenshot: Path | None = None
    visits: tuple[PageRoute, ...] = ()
    expression: str | None = None
    scene: Scene = Scene.COMMAND_LINE
    base: Path = Path()
    window_px: tuple[int, int] | None = None
    relaunch: bool = False
    mode: WindowMode | None = None
    driven: bool = False


def parse_target(
    text: str, page: PageRoute | None, query: Mapping[str, str]
) -> tuple[Target, PageRoute | None, dict[str, str], Scene]:
    """What TARGET means: a link, a `.ma` file, a source folder or an app id, in this order.

    Raises UsageError, LinkInvalid.
    """
    if text.startswith(f"{LINK_SCHEME}:"):
        link = parse_link(text)
        found = {**link.query, **query}
        return InstalledTarget(link.app_id), page or link.page, found, Scene.LINK
    place = Path(text)
    if place.suffix == ".ma" or place.is_file():
        return PackageTarget(place.absolute()), page, dict(query), Scene.COMMAND_LINE
    if text and place.is_dir():
        return FolderTarget(place.absolute()), page, dict(query), Scene.COMMAND_LINE
    try:
        return InstalledTarget(AppId(text)), page, dict(query), Scene.COMMAND_LINE
    except NameInvalid:
        raise UsageError(
            f"{text[:120]!r} is no app id, .ma file, source folder or {LINK_SCHEME}:// link",
            target=text[:120],
        ) from None


def is_relaunch(text: str) -> bool:
    """Whether TARGET is a link that has a running app begin anew. Raises LinkInvalid."""
    return text.startswith(f"{LINK_SCHEME}:") and parse_link(text).relaunch


def mode_of(text: str) -> WindowMode | None:
    """How large a window TARGET asks for, if it is a link that does. Raises LinkInvalid."""
    return parse_link(text).mode if text.startswith(f"{LINK_SCHEME}:") else None


def parse_permissions(text: str) -> Permissions:
    """Read `prompt`, `deny` or `grant:SCOPE,…`. Raises UsageError."""
    if text in {"prompt", "deny"}:
        return Permissions(prompts=text == "prompt", granted=frozenset())
    if text.startswith("grant:"):
        try:
            scopes = frozenset(Scope(name) for name in text.removeprefix("grant:").split(","))
        except ValueError:
            known = ", ".join(Scope)
            raise UsageError(f"{text!r} names an unknown scope; there are {known}") from None
        return Permissions(prompts=False, granted=scopes)
    raise UsageError(f"{text!r} is not prompt, deny or grant:SCOPE,…")


def parse_size(text: str) -> tuple[int, int]:
    """Read `400x700`. Raises UsageError."""
    found = re.fullmatch(r"([0-9]{2,5})x([0-9]{2,5})", text)
    if found is None:
        raise UsageError(f"{text!r} is not a size such as 400x700")
    return int(found[1]), int(found[2])
