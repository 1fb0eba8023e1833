"""Other programs that show the same pages, and why one of them is not here."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"
"""Distributions build GTK's binding (PyGObject) for their own Python."""
_GTK = """
import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
import webview
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """`python` runs peer_pywebview.py for it; `absent` says why it cannot be measured here."""

    name: str
    gui: str
    python: str
    environment: Mapping[str, str] = field(default_factory=dict)
    absent: str = ""

    def command(self, *words: str) -> list[str]:
        """What starts it."""
        return [self.python, str(HERE / "peer_pywebview.py"), self.gui, *words]


def pywebviews() -> list[Peer]:
    """pywebview as it comes, on Qt and on GTK."""
    return [_qt(), _gtk()]


def _qt() -> Peer:
    lacking = [name for name in ("webview", "qtpy") if importlib.util.find_spec(name) is None]
    absent = f"{', '.join(lacking)}: not installed (python3 dev.py setup)" if lacking else ""
    return Peer("pywebview on Qt", "qt", sys.executable, {}, absent)


def _gtk() -> Peer:
    # Only pure Python is taken from our environment: pywebview and the little it needs.
    environment = {"PYTHONPATH": sysconfig.get_path("purelib")}
    absent = ""
    try:
        tried = subprocess.run(
            [SYSTEM_PYTHON, "-c", _GTK],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if tried.returncode:
            why = tried.stderr.strip().splitlines()[-1:] or ["no reason given"]
            absent = f"{why[0]} (Debian: gir1.2-webkit2-4.1 and python3-gi)"
    except OSError as error:
        absent = f"{SYSTEM_PYTHON}: {error.strerror}"
    return Peer("pywebview on GTK", "gtk", SYSTEM_PYTHON, environment, absent)
