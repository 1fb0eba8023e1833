"""What the system's own WebView promises on each system, who sees to it, and what it lacks.

Plain facts, read by the host before anything is started and by the documentation.
"""

from __future__ import annotations

import enum
import sys

import msgspec

from sandbox.manifest import Manifest
from sandbox.view.port import Guarantee


class By(enum.StrEnum):
    """Who sees to a guarantee."""

    ENGINE = "engine"
    """The WebView itself."""
    FANLIGHT = "fanlight"
    """What we add around it."""
    NOBODY = "nobody"


class Promise(msgspec.Struct, frozen=True):
    """One guarantee on one system: who sees to it, and by what, or why nobody does."""

    by: By
    how: str


_LINUX = {
    Guarantee.OWN_PROFILE: Promise(
        By.FANLIGHT, "one process and one storage folder an app; a private context for kind weixin"
    ),
    Guarantee.NETWORK_DENIED: Promise(
        By.FANLIGHT, "the process and all of the engine's stand in a network namespace of their own"
    ),
    Guarantee.NAVIGATION_REFUSED: Promise(
        By.FANLIGHT, "every decision of WebKitGTK is the host's; windows and downloads are refused"
    ),
    Guarantee.ONE_FUNCTION: Promise(
        By.FANLIGHT, "pywebview's bridge is taken out; one handler in a script world of our own"
    ),
    Guarantee.DEVICES_DENIED: Promise(By.FANLIGHT, "each request is denied, media streams are off"),
    Guarantee.RENDERER_SANDBOXED: Promise(
        By.ENGINE, "bubblewrap and seccomp, looked up in /proc before a document is given"
    ),
    Guarantee.HEADERS_HONOURED: Promise(By.ENGINE, "WebKitGTK 2.36 and later"),
    Guarantee.HARD_KILL: Promise(By.FANLIGHT, "the process group is killed"),
}
_UNSEEN = "the walls around pywebview are built for WebKitGTK alone; nobody has seen them here"


def promises(platform: str = sys.platform) -> dict[Guarantee, Promise]:
    """Every guarantee of the system view on `platform` (sys.platform's words)."""
    if platform == "linux":
        return dict(_LINUX)
    lacking = {each: Promise(By.NOBODY, _UNSEEN) for each in Guarantee}
    if platform in {"win32", "darwin"}:
        lacking[Guarantee.HARD_KILL] = _LINUX[Guarantee.HARD_KILL]
    return lacking


def given(platform: str = sys.platform) -> frozenset[Guarantee]:
    """What the system view keeps on `platform`."""
    return frozenset(
        each for each, promise in promises(platform).items() if promise.by is not By.NOBODY
    )


def refusal(manifest: Manifest, platform: str = sys.platform) -> str | None:
    """Why this mini-program is not opened in a system view on `platform`; None: it is."""
    lacking = [each for each in needed(manifest) if each not in given(platform)]
    if lacking:
        what = promises(platform)[lacking[0]]
        return f"the system view on {platform} lacks {lacking[0]}: {what.how}"
    if manifest.network.media:
        # WebKitGTK asks nobody before it fetches a picture; it has no network, so none comes.
        return "it shows media of other origins, which the system view cannot fetch for it"
    return None


def needed(manifest: Manifest) -> tuple[Guarantee, ...]:
    """What `manifest`'s mini-program cannot be without: every wall there is, whatever its kind."""
    return tuple(Guarantee)
