"""The system view on macOS: WKWebView. What it promises, and what it is made of."""

from __future__ import annotations

import importlib.util
import platform

from sandbox.view.outside.promise import By, Promise
from sandbox.view.port import Guarantee

PROMISES = {
    Guarantee.OWN_PROFILE: Promise(
        By.FANLIGHT,
        "one process and one data store an app; one that keeps nothing for kind weixin",
    ),
    Guarantee.NETWORK_DENIED: Promise(
        By.FANLIGHT,
        "a compiled rule list refuses every load but the app's own; peer connections, WebTransport "
        "and link hints are off and read back, else nothing is opened",
    ),
    Guarantee.NAVIGATION_REFUSED: Promise(
        By.FANLIGHT, "every decision of WKWebView is the host's; windows and downloads are refused"
    ),
    Guarantee.ONE_FUNCTION: Promise(
        By.FANLIGHT, "pywebview's view is replaced; one handler in a script world of our own"
    ),
    Guarantee.DEVICES_DENIED: Promise(By.FANLIGHT, "each request is denied, the features are off"),
    Guarantee.RENDERER_SANDBOXED: Promise(
        By.ENGINE, "the system's own, asked of the kernel before a document is given"
    ),
    Guarantee.HEADERS_HONOURED: Promise(
        By.ENGINE, "but cross-origin isolation, which no custom scheme gets"
    ),
    Guarantee.HARD_KILL: Promise(By.FANLIGHT, "the process is killed, and the renderer it has"),
}
NO_MEDIA: str | None = "WKWebView has no network to fetch them, and asks nobody to"

OLDEST = (14, 0)
"""macOS 14: data stores by identifier, and all of the engine's features by their keys."""
_MODULES = {"objc": "pyobjc-core", "WebKit": "pyobjc-framework-WebKit", "webview": "pywebview"}


def unavailable() -> str | None:
    """Why there is no system view on this machine; None: there is."""
    lacking = [package for name, package in _MODULES.items() if _is_missing(name)]
    if lacking:
        return f"{', '.join(lacking)}: not here. python -m pip install {' '.join(lacking)}"
    return too_old(platform.mac_ver()[0])


def too_old(release: str) -> str | None:
    """Why macOS `release` ("14.6.1") has not all that the walls are made of; None: it has."""
    numbers = release.split(".")[:2]
    found = tuple(int(each) if each.isdecimal() else 0 for each in numbers)
    if found >= OLDEST[: len(found)]:
        return None
    return f"macOS {release or 'unknown'} is too old for it; it needs {OLDEST[0]} or later"


def _is_missing(name: str) -> bool:
    return importlib.util.find_spec(name) is None
