"""The measured mini-programs, built to be published and installed as a person would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import subjects
from screen import Screen

FANLIGHT = [sys.executable, "-m", "host.cli.start"]


def install(source: Path, home: Path, screen: Screen) -> None:
    """Build a source folder's package and install that. Raises SystemExit when it fails."""
    package = source.with_suffix(".ma")
    built = _told(["build", str(source), "--out", str(package)], home, screen)
    _told(["install", str(package), "--trust", built["publisher"]], home, screen)


def install_all(folder: Path, screen: Screen) -> Path:
    """Write every page in both kinds below `folder` and install them; the home."""
    home = folder / "home"
    for page in subjects.PAGES:
        for kind in subjects.KINDS:
            install(subjects.write(folder, page, kind), home, screen)
    install(subjects.write_first(folder), home, screen)
    return home


def _told(words: list[str], home: Path, screen: Screen) -> dict[str, Any]:
    command = [*FANLIGHT, *words, "--home", str(home), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=screen.environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
