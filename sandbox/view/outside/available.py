"""Whether this machine has what a system view is made of, asked before anything is started."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_TYPES = ("lib*/*/girepository-1.0/", "lib*/girepository-1.0/")
_TYPE = "WebKit2-4.1.typelib"
_BINDING = "dist-packages/gi/__init__.py"
_CAIRO = "dist-packages/cairo/__init__.py"
PACKAGES = "gir1.2-webkit2-4.1 python3-gi python3-gi-cairo bubblewrap xdg-dbus-proxy"


def unavailable(platform: str, root: Path = Path("/usr")) -> str | None:
    """Why there is no system view on `platform` (sys.platform's words); None: there is.

    `root` is where a Linux system keeps its libraries.
    """
    if platform != "linux":
        return f"the system view has no walls on {platform} yet (docs/engines.md)"
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
