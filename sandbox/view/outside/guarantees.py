"""What the system's own WebView promises on each system, who sees to it, and what it lacks.

Plain facts, read by the host before anything is started and by the documentation.
"""

from __future__ import annotations

import sys

from sandbox.manifest import Manifest
from sandbox.view.outside import on_linux, on_macos, on_windows
from sandbox.view.outside.promise import By as By
from sandbox.view.outside.promise import Promise as Promise
from sandbox.view.port import Guarantee

_SYSTEMS = {
    "linux": on_linux.PROMISES,
    "win32": on_windows.PROMISES,
    "darwin": on_macos.PROMISES,
}
_NO_MEDIA = {
    "linux": on_linux.NO_MEDIA,
    "win32": on_windows.NO_MEDIA,
    "darwin": on_macos.NO_MEDIA,
}
_UNSEEN = Promise(By.NOBODY, "nobody has built a system view for this system")


def promises(platform: str = sys.platform) -> dict[Guarantee, Promise]:
    """Every guarantee of the system view on `platform` (sys.platform's words)."""
    return dict.fromkeys(Guarantee, _UNSEEN) | _SYSTEMS.get(platform, {})


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
    if manifest.network.media and (why := _NO_MEDIA.get(platform, _UNSEEN.how)) is not None:
        return f"it shows media of other origins, and {why}"
    return None


def needed(manifest: Manifest) -> tuple[Guarantee, ...]:
    """What `manifest`'s mini-program cannot be without: every wall there is, whatever its kind."""
    return tuple(Guarantee)
