"""The mutation loop: bent corpus inputs, one after another, with a limit on time and memory.

It knows nothing of what is covered; `tests.fuzz.guided` does, where atheris is installed.
"""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import Target

MOST_SECONDS_AN_INPUT = 20
MOST_LINE_CHARS = 300
MOST_MEMORY_BYTES = 1024 * 1024 * 1024


class Defect(Exception):
    """An input that a reader did not survive, kept in the corpus."""

    def __init__(self, target: str, place: Path, story: str) -> None:
        super().__init__(f"{target}: {story}\nkept as {place}")
        self.place = place


class TookTooLong(Exception):
    """One input kept a reader busy for MOST_SECONDS_AN_INPUT."""


@dataclass(frozen=True)
class Round:
    """How many inputs were tried, and how many of them were taken."""

    inputs: int
    taken: int


def try_one(target: Target, content: bytes) -> bool:
    """Read one input; whether it was taken. Raises Defect, having kept the input."""
    try:
        return target.read(content)
    except Exception:
        story = "\n".join(line[:MOST_LINE_CHARS] for line in traceback.format_exc().splitlines())
        raise Defect(target.name, target.keep(content), story) from None


def run_round(target: Target, source: random.Random, seconds: float) -> Round:
    """Try the corpus as it is, then bend it until the time is over. Raises Defect."""

    def read(content: bytes) -> bool:
        with _time_limit():
            return target.read(content)

    limited = replace(target, read=read)
    seeds = list(target.inputs().values()) or [b""]
    inputs, taken, end = 0, 0, time.monotonic() + seconds
    while inputs < len(seeds) or time.monotonic() < end:
        content = seeds[inputs] if inputs < len(seeds) else mutated(source, seeds)
        taken += try_one(limited, content)
        inputs += 1
    return Round(inputs, taken)


def limit_memory() -> None:
    """Make an input that wants far too much memory fail in this process (Linux only)."""
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def _time_limit() -> Iterator[None]:
    """Interrupt Python code, and regular expressions, that go on for too long (not on Windows)."""
    if sys.platform == "win32":
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise TookTooLong(f"busy for more than {MOST_SECONDS_AN_INPUT} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS_AN_INPUT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
