"""Updates of places that end like a power cut, before their n-th change of the disk:
`python -m tests.selfupdate_child HOME N PLACE [N PLACE]…`. Each runs in a process of its own, and
one line says how it ended: minus the signal, or how many changes there were."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx  # loaded once for all
import tuf.ngclient

from host.paths import Home
from host.release import exchange
from host.release.bundle import Bundle
from host.release.index import BuildName
from host.release.installed import Installation, Installer
from host.release.place import Place
from host.release.updater import Updater
from host.release.version import ReleaseVersion
from tests.registry_kit import HASTY

LOADED = (httpx, tuf.ngclient)
CHANGES = ("mkdir", "rename", "replace", "unlink", "symlink", "chmod", "rmdir", "fsync")


def update(place: Path, home: Path, nth: int) -> int:
    """How many changes there were, where they were fewer than `nth`."""
    done = [0]

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            done[0] += 1
            if done[0] == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*given, **named)

        return step

    installation = installed(place)
    running = ReleaseVersion.parse("0.1.0")
    mine = Updater(installation, running, Home(home), HASTY, lambda _program, _version: None)
    for name in CHANGES:
        setattr(os, name, counted(getattr(os, name)))
    exchange.exchange = counted(exchange.exchange)
    mine.update()
    return done[0]


def installed(place: Path) -> Installation:
    """By what lies in `place`: a bundle, Windows' installation, an unpacked archive."""
    if place.suffix == ".app":
        return Installation(Installer.DMG, BuildName("macos-arm64-qt-app"), Bundle(place))
    if (place / "fanlight.exe").exists():
        base = Place(place, ReleaseVersion.parse("0.1.0"))
        return Installation(Installer.NSIS, BuildName("windows-amd64-qt"), base)
    return Installation(Installer.ARCHIVE, BuildName("linux-x86_64-qt"), Place(place))


def in_a_process(place: Path, home: Path, nth: int) -> int:
    """Minus the signal that ended it, or how many changes there were."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.write(writing, str(update(place, home, nth)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        answer = told.read()
    _, status = os.waitpid(pid, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else int(answer)


def main(home: Path, words: list[str]) -> None:
    for nth, place in zip(words[::2], words[1::2], strict=True):
        print(in_a_process(Path(place), home, int(nth)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
