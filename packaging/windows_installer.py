"""An installer for Windows, by NSIS (`makensis`, also on Debian: apt-get install nsis)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from frozen import ROOT

SCRIPT = ROOT / "packaging" / "windows" / "fanlight.nsi"


def command(
    folder: Path, target: Path, version: str, webview2: Path | None, root: Path | None = None
) -> list[str]:
    """makensis's words. `webview2` is Microsoft's bootstrapper, carried where the system's view
    is the only one (https://learn.microsoft.com/microsoft-edge/webview2/concepts/distribution);
    `root` the TUF root of the releases, where the installation is to update itself."""
    given = {"VERSION": version, "FOLDER": str(folder), "OUT": str(target)}
    if webview2 is not None:
        given["WEBVIEW2"] = str(webview2)
    if root is not None:
        given["ROOT"] = str(root)
    words = [f"-D{name}={value}" for name, value in given.items()]
    return ["makensis", "-V2", "-WX", *words, str(SCRIPT)]


def make_installer(folder: Path, out: Path, version: str, root: Path | None = None) -> Path:
    """The installer of the frozen `folder`, in `out`. FANLIGHT_WEBVIEW2_SETUP names Microsoft's
    bootstrapper. Raises CalledProcessError."""
    target = out / f"fanlight-{version}-setup.exe"
    setup = os.environ.get("FANLIGHT_WEBVIEW2_SETUP")
    words = command(folder, target, version, Path(setup) if setup else None, root)
    subprocess.run(words, check=True)
    return target
