"""Whether this machine has what a system view is made of, asked before anything is started."""

from __future__ import annotations

from pathlib import Path

from sandbox.view.outside import on_linux, on_macos, on_windows


def unavailable(platform: str, root: Path = Path("/usr")) -> str | None:
    """Why there is no system view on `platform` (sys.platform's words); None: there is.

    `root` is where a Linux system keeps its libraries.
    """
    if platform == "linux":
        return on_linux.unavailable(root)
    if platform == "win32":
        return on_windows.unavailable()
    if platform == "darwin":
        return on_macos.unavailable()
    return f"nobody has built a system view for {platform} (docs/engines.md)"
