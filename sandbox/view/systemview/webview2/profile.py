"""What a browser's profile says before the browser reads it: that peer connections use no UDP of
their own.

It is Chromium's own preference (webrtc.ip_handling_policy), which a switch lays over it; switches
have been renamed before.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

PLACE: Final = Path("EBWebView", "Default", "Preferences")
"""Below WebView2's user data folder."""
_GROUP: Final = "webrtc"
_POLICY: Final = {"ip_handling_policy": "disable_non_proxied_udp"}


def prepare(folder: Path) -> None:
    """Write it into the profile below `folder`, a user data folder. Raises OSError."""
    place = folder / PLACE
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        before = place.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        before = ""
    place.write_text(preferences(before), encoding="utf-8")


def preferences(before: str) -> str:
    """The preferences `before`, with ours; what is none of a browser's is left out."""
    try:
        found: Any = json.loads(before)
    except (ValueError, RecursionError):
        found = {}
    if not isinstance(found, dict):
        found = {}
    group = found.get(_GROUP)
    found[_GROUP] = (group if isinstance(group, dict) else {}) | _POLICY
    return json.dumps(found)
