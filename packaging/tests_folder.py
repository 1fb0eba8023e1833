"""The folder of one run of the tests: in memory while it runs, on the disk when it is kept."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "fanlight-tests-"
MEMORY = Path("/dev/shm")
MEMORY_FACTS = Path("/proc/meminfo")
ROOM_BYTES = 6 * 1024**3
"""Free in memory, else the disk is taken: what runs at one time has a few hundred MB of files."""


def make_folder() -> Path:
    """A new folder. In memory, where there is plenty: the tests' homes are flushed to the disk
    some ten thousand times and none of them is to last, and three processes flush by turns.

    Not pytest's own /tmp/pytest-of-USER: root's runs, which are uid 1000 in their namespace,
    would take that from the person who is uid 1000 outside it.
    """
    place = MEMORY if free_memory_bytes() >= ROOM_BYTES else None
    try:
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    except OSError:  # such memory is not for everybody
        return Path(tempfile.mkdtemp(prefix=PREFIX))


def keep_folder(folder: Path) -> Path:
    """Where its files are found from now on: memory is no place to keep them."""
    if MEMORY not in folder.parents:
        return folder
    kept = Path(tempfile.mkdtemp(prefix=PREFIX))
    with suppress(shutil.Error):  # sockets are no files
        shutil.copytree(folder, kept, symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    return kept


def free_memory_bytes(facts: Path = MEMORY_FACTS, memory: Path = MEMORY) -> int:
    """What files in memory may take without making others wait; 0 where nobody says (proc(5))."""
    try:
        lines = dict(line.split(":", 1) for line in facts.read_text().splitlines())
        available = int(lines["MemAvailable"].split()[0]) * 1024
        return min(available, shutil.disk_usage(memory).free)
    except (OSError, ValueError, KeyError):
        return 0
