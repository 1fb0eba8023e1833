"""The measured mini-programs, installed into a home as a person would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import subjects
from screen import Screen

FANLIGHT = [sys.executable, "-m", "host.cli.root"]


def install(source: Path, home: Path, screen: Screen) -> None:
    """Install a source folder by the command line. Raises SystemExit when that fails."""
    command = [*FANLIGHT, "install", str(source), "--home", str(home), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=screen.environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"{source.name} was not installed: {done.stdout}{done.stderr}")


def install_all(folder: Path, screen: Screen) -> Path:
    """Write every page in both kinds below `folder` and install them; the home."""
    home = folder / "home"
    for page in subjects.PAGES:
        for kind in subjects.KINDS:
            install(subjects.write(folder, page, kind), home, screen)
    install(subjects.write_first(folder), home, screen)
    return home
