"""The system view on macOS: WKWebView. What it promises, and what it is made of."""

from __future__ import annotations

from sandbox.view.outside.promise import By, Promise
from sandbox.view.port import Guarantee

_UNSEEN = "the walls around pywebview are not built for WKWebView yet"

PROMISES = {each: Promise(By.NOBODY, _UNSEEN) for each in Guarantee} | {
    Guarantee.HARD_KILL: Promise(By.FANLIGHT, "the process group is killed")
}
NO_MEDIA: str | None = _UNSEEN


def unavailable() -> str | None:
    """Why there is no system view on this machine; None: there is."""
    return "the system view has no walls on macOS yet (docs/engines.md)"
