"""How this very Fanlight is started again, by the system or by another program."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

STARTER = "fanlight"
"""The program that a person starts, and a frozen one's name in its folder; see starter_of."""
VERSIONS = "versions"
CURRENT = "current"
PREVIOUS = "previous"
TRYING = "trying"


def starter_of(platform: str = sys.platform) -> str:
    """STARTER as `platform` (sys.platform's words) spells a program."""
    return f"{STARTER}.exe" if platform == "win32" else STARTER


def own_command() -> tuple[str, ...]:
    """The words before `fanlight`'s arguments, absolute: the program beside the interpreter, a
    frozen build's own file, or its starter where versions replace each other; else the module."""
    if getattr(sys, "frozen", False):
        place = own_place()
        return (str(place / starter_of()) if place is not None else sys.executable,)
    program = Path(sys.executable).parent / starter_of()
    if program.exists():
        return (str(program),)
    return (sys.executable, "-m", "host.cli.start")


def own_place() -> Path | None:
    """The folder in which this frozen build is one of several versions (host.release.place);
    None where it stands alone."""
    if not getattr(sys, "frozen", False):
        return None
    versions = Path(sys.executable).parent.parent
    place = versions.parent
    whole = versions.name == VERSIONS and (place / CURRENT).is_file()
    return place if whole and (place / starter_of()).is_file() else None


def takes_releases() -> bool:
    """Whether this frozen build knows whose newer versions to take, wherever it keeps that
    (host.release.place, host.release.bundle)."""
    if not getattr(sys, "frozen", False):
        return False
    folder = Path(sys.executable).parent
    kept = (folder / "updates" / "root.json", folder.parent / "Resources" / "update-root.json")
    return own_place() is not None or any(each.is_file() for each in kept)


def stands() -> None:
    """Say that this version has started: the starter need not go back to the one before.

    Nothing happens where nothing is on trial, or another version is.
    """
    place = own_place()
    if place is None or not (place / PREVIOUS).exists():
        return
    own = Path(sys.executable).parent.name
    with suppress(OSError):  # a disk that is full: it stays on trial
        if (place / CURRENT).read_text(encoding="utf-8").strip() == own:
            (place / PREVIOUS).unlink()
            (place / TRYING).unlink(missing_ok=True)
