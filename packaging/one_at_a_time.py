"""One set-up of a checkout at a time; standard library alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOOK_AGAIN_S = 0.2


@contextmanager
def alone(place: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file `place`; `waits` is called once when another process has it first.

    The system lets it go with the process, however that ends.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a+b") as file:
        told = False
        while not _is_taken(file):
            if not told:
                waits()
                told = True
            time.sleep(LOOK_AGAIN_S)
        yield


def _is_taken(file: IO[bytes]) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
