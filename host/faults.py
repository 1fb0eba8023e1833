"""Faults that a tester asks for (`--fault`): real ones, at the ports where the world comes in.

A fault changes what stands behind a port when a host is put together, and nothing else: the code
that meets it is the code that meets the real one.
"""

from __future__ import annotations

import enum
import errno
import os
import time
from collections.abc import Callable

import msgspec

from bridge.errors import UsageError
from host.line import Line

DAY_MS = 24 * 3600 * 1000
SLOW_LINE = Line(latency_ms=400, bytes_per_s=50 * 1024)
"""A telephone at the edge of its cell (Chrome's "Slow 3G")."""
DISK_STEP_S = 0.05
"""What one access to a slow disk takes beyond its own time: a busy network drive."""
EXPIRED_AFTER_DAYS = 20 * 365
WRONG_BY_DAYS = -3 * 365


class Fault(enum.StrEnum):
    """What can be wrong with the world."""

    SLOW_NETWORK = "slow-network"
    OFFLINE = "offline"
    SLOW_DISK = "slow-disk"
    FULL_DISK = "full-disk"
    EXPIRED_METADATA = "expired-metadata"
    """Registries are read on a day on which all they signed has expired."""
    WRONG_CLOCK = "wrong-clock"
    """Registries are read with a clock that is years behind."""
    KILLED_RENDERER = "killed-renderer"
    """The page's process is killed once its first screen stands."""


class Disk(msgspec.Struct, frozen=True):
    """What the store's and the apps' own disk does. `wait` is called at each access."""

    step_s: float = 0.0
    is_full: bool = False

    def wait(self) -> None:
        """Take the time that one access takes more."""
        if self.step_s:
            time.sleep(self.step_s)

    def write(self) -> None:
        """As `wait`; raises the system's own error where the disk is full."""
        self.wait()
        if self.is_full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Faults(msgspec.Struct, frozen=True):
    """The faults of one run; none by default."""

    kinds: frozenset[Fault] = frozenset()

    @property
    def line(self) -> Line:
        """What requests of the host and of apps go over."""
        if Fault.OFFLINE in self.kinds:
            return Line(is_up=False)
        return SLOW_LINE if Fault.SLOW_NETWORK in self.kinds else Line()

    @property
    def disk(self) -> Disk:
        """What packages are kept on, and what apps store."""
        step_s = DISK_STEP_S if Fault.SLOW_DISK in self.kinds else 0.0
        return Disk(step_s, Fault.FULL_DISK in self.kinds)

    @property
    def now_ms(self) -> Callable[[], int] | None:
        """The clock by which registries' metadata is judged; None: this machine's."""
        days = 0
        if Fault.EXPIRED_METADATA in self.kinds:
            days += EXPIRED_AFTER_DAYS
        if Fault.WRONG_CLOCK in self.kinds:
            days += WRONG_BY_DAYS
        return (lambda: time.time_ns() // 1_000_000 + days * DAY_MS) if days else None

    @property
    def kills_renderer(self) -> bool:
        return Fault.KILLED_RENDERER in self.kinds


def parse_faults(texts: tuple[str, ...]) -> Faults:
    """Read `slow-network,full-disk`, each given once or more. Raises UsageError."""
    names = [name for text in texts for name in text.split(",") if name]
    try:
        return Faults(frozenset(Fault(name) for name in names))
    except ValueError:
        known = ", ".join(Fault)
        raise UsageError(f"--fault {','.join(names)[:200]}: there are {known}") from None
