"""The system view on Linux: WebKitGTK. What it promises, and what it is made of."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from sandbox.view.outside.promise import By, Promise
from sandbox.view.port import Guarantee

PROMISES = {
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
NO_MEDIA: str | None = "WebKitGTK asks nobody before it fetches them, and has no network"

_TYPES = ("lib*/*/girepository-1.0/", "lib*/girepository-1.0/")
_TYPE = "WebKit2-4.1.typelib"
_BINDING = "dist-packages/gi/__init__.py"
_CAIRO = "dist-packages/cairo/__init__.py"
PACKAGES = "gir1.2-webkit2-4.1 python3-gi python3-gi-cairo bubblewrap xdg-dbus-proxy"


def unavailable(root: Path) -> str | None:
    """What is missing below `root` (`/usr`), and the packages that have it; None: nothing is."""
    lacking = []
    if not any(any(root.glob(f"{place}{_TYPE}")) for place in _TYPES):
        lacking.append("WebKitGTK 4.1")
    for name, place in (("gi", _BINDING), ("cairo", _CAIRO)):
        if importlib.util.find_spec(name) is None and not any(root.glob(f"lib/python3/{place}")):
            lacking.append(f"Python's {name}")
    if not (root / "bin" / "bwrap").exists():
        lacking.append("bubblewrap")
    if not lacking:
        return None
    return f"{', '.join(lacking)}: not here. On Debian: sudo apt-get install {PACKAGES}"
