"""One writer on one store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bridge.errors import StoreBusy


@contextmanager
def writing(lock: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the store's lock while installing, removing or collecting.

    Reading needs no lock: versions are switched in one transaction and blobs appear whole. The
    operating system lets go of the lock when a process dies.
    Raises StoreBusy when another process, or another thread, holds it for longer than `wait_s`.
    """
    import filelock  # 40 ms, which the launch path does not need

    held = filelock.FileLock(lock, timeout=wait_s, mode=0o600, thread_local=False)
    try:
        held.acquire()
    except filelock.Timeout as error:
        raise StoreBusy(
            "another Fanlight is installing or removing an app; try again when it is done",
            lock=str(lock),
        ) from error
    try:
        yield
    finally:
        held.release()
