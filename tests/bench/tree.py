"""A program and all that it started, read from /proc: its memory, and whether it is at rest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
REST_LOOK_S = 0.25
REST_TICKS = 2
"""Of 10 ms each: an engine with ten views at rest uses less in REST_LOOK_S."""
REST_LOOKS = 3


def processes(pid: int) -> Iterator[int]:
    """`pid` and its descendants, as they are now."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The second field, a name in brackets, may hold anything.
                rest = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(rest[1]), []).append(int(folder.name))
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += children.get(each, [])


@dataclass(frozen=True, slots=True)
class Memory:
    """What a tree of processes takes, in MB of 1,000,000 bytes.

    `pss_mb` is its proportional set size: pages that processes share are counted once. `own_mb` is
    what of that is no file: programs outside of the tree change nothing in it. `parts_mb` has the
    whole by PARTS.
    """

    pss_mb: float
    own_mb: float
    parts_mb: Mapping[str, float] = field(default_factory=dict)


SORTS = {
    "Pss_Anon": "heaps, and libraries' data",
    "Pss_Shmem": "shared memory",
    "Pss_File": "files: code above all",
}
"""The kernel's names (proc(5), smaps_rollup) of what makes up a proportional set size."""
FIRST, OTHERS = "its first process", "the engine's other processes"
PARTS = tuple(f"{whose}, {sort}" for whose in (FIRST, OTHERS) for sort in SORTS.values())


def memory(pid: int) -> Memory:
    """Of the whole tree. Raises PermissionError where the kernel does not tell."""
    pss_mb = 0.0
    parts_mb = dict.fromkeys(PARTS, 0.0)
    for each in processes(pid):
        try:
            lines = (PROC / str(each) / "smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        for line in lines:
            name, _, rest = line.partition(":")
            if name in SORTS:
                whose = FIRST if each == pid else OTHERS
                parts_mb[f"{whose}, {SORTS[name]}"] += int(rest.split()[0]) * 1024 / 1e6
            elif name == "Pss":
                pss_mb += int(rest.split()[0]) * 1024 / 1e6
    files_mb = sum(parts_mb[f"{whose}, {SORTS['Pss_File']}"] for whose in (FIRST, OTHERS))
    return Memory(pss_mb, sum(parts_mb.values()) - files_mb, parts_mb)


def wait_for_rest(*pids: int, timeout_s: float = 20.0) -> None:
    """Wait until these trees have used next to no CPU for a while; after `timeout_s` go on all
    the same, since a busy machine is no reason not to measure."""
    end_s = time.monotonic() + timeout_s
    calm, before = 0, sum(map(_ticks, pids))
    while calm < REST_LOOKS and time.monotonic() < end_s:
        time.sleep(REST_LOOK_S)
        now = sum(map(_ticks, pids))
        calm = calm + 1 if now - before <= REST_TICKS else 0
        before = now


def _ticks(pid: int) -> int:
    used = 0
    for each in processes(pid):
        try:
            rest = (PROC / str(each) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += int(rest[11]) + int(rest[12])
    return used
