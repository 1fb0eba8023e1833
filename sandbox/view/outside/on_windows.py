"""The system view on Windows: WebView2. What it promises, and what it is made of."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable

from sandbox.view.outside.promise import By, Promise
from sandbox.view.port import Guarantee

PROMISES = {
    Guarantee.OWN_PROFILE: Promise(
        By.FANLIGHT, "one process, browser and user data folder an app; InPrivate for kind weixin"
    ),
    Guarantee.NETWORK_DENIED: Promise(
        By.FANLIGHT,
        "each request is answered by the host, and the browser resolves no name and uses no "
        "proxy: looked up in its command line before a document is given",
    ),
    Guarantee.NAVIGATION_REFUSED: Promise(
        By.FANLIGHT,
        "pages and frames go to the app's own documents alone; windows, downloads and other "
        "programs are refused",
    ),
    Guarantee.ONE_FUNCTION: Promise(
        By.FANLIGHT,
        "pywebview's browser never comes to be; web messages and host objects are off, one "
        "function in a script world of our own",
    ),
    Guarantee.DEVICES_DENIED: Promise(By.FANLIGHT, "each permission and screen capture is denied"),
    Guarantee.RENDERER_SANDBOXED: Promise(
        By.ENGINE,
        "Chromium's own; its token and the browser's command line are looked up before a document "
        "is given",
    ),
    Guarantee.HEADERS_HONOURED: Promise(By.ENGINE, "Chromium, on a registered scheme"),
    Guarantee.HARD_KILL: Promise(By.FANLIGHT, "the job object is ended"),
}
NO_MEDIA: str | None = None
"""Requests for media have an answer of the host's, as all others."""

OLDEST = (131, 0, 2903, 40)
"""The first runtime that has each event which is refused (ScreenCaptureStarting was the last)."""
WHERE = "https://developer.microsoft.com/microsoft-edge/webview2/"
_BINDING = "clr"
_CLIENT = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
_VALUE = "pv"


def unavailable() -> str | None:
    """What is missing on this machine, and where it is had; None: nothing is."""
    lacking = [] if importlib.util.find_spec(_BINDING) else ["Python's pythonnet"]
    why = runtime_lack(registered())
    if why is not None:
        lacking.append(why)
    return "; ".join(lacking) if lacking else None


def runtime_lack(versions: Iterable[str]) -> str | None:
    """What speaks against the installed runtimes of WebView2 (`pv` in the registry); None: one is
    new enough. `0.0.0.0` and texts that are no version are none."""
    found = [version for text in versions if (version := _version(text)) is not None]
    best = max(found, default=(0,))
    if best >= OLDEST:
        return None
    if best == (0,):
        return f"the WebView2 Runtime is not installed; install it from {WHERE}"
    return (
        f"the WebView2 Runtime {'.'.join(map(str, best))} is older than "
        f"{'.'.join(map(str, OLDEST))}; update it from {WHERE}"
    )


def registered() -> list[str]:
    """Where installed runtimes say their version, for the machine and for the person; on Windows.

    https://learn.microsoft.com/microsoft-edge/webview2/concepts/distribution, "Detect if a
    WebView2 Runtime is already installed".
    """
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        for root, place in (
            (winreg.HKEY_LOCAL_MACHINE, rf"SOFTWARE\WOW6432Node\{_CLIENT}"),
            (winreg.HKEY_LOCAL_MACHINE, rf"SOFTWARE\{_CLIENT}"),
            (winreg.HKEY_CURRENT_USER, rf"Software\{_CLIENT}"),
        ):
            try:
                with winreg.OpenKey(root, place) as key:
                    found.append(str(winreg.QueryValueEx(key, _VALUE)[0]))
            except OSError:
                continue
    return found


def _version(text: str) -> tuple[int, ...] | None:
    try:
        found = tuple(map(int, text.split(".")))
    except ValueError:
        return None
    return found if any(found) else None
