"""What the kernel says of a renderer: is it in Chromium's sandbox, what does it take, end it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sandbox.view.port import Sandboxed, Usage

_PROC = Path("/proc")
_ENGINE_PROCESS = "QtWebEngineProc"  # its name as the kernel cuts it
_CPU_FIELDS = slice(11, 13)  # utime and stime, behind the name (proc_pid_stat(5))
_KIB = 1024
_ENDS = {"Crashed": "crashed", "Killed": "was killed", "Abnormal": "ended in an error"}


def end_in_words(status: str, exit_code: int) -> str:
    """How a page's process ended, for a person. `status`: the name of Qt's
    RenderProcessTerminationStatus, whose members would be made for keys."""
    how = _ENDS.get(status.removesuffix("TerminationStatus"), "ended")
    return f"its page's process {how} (exit code {exit_code})"


def renderer_sandbox(pid: int) -> Sandboxed:
    """Whether the process `pid` runs under Chromium's Linux sandbox.

    It must have a seccomp filter (`Seccomp: 2`), no new privileges, and its own network or
    user namespace (Chromium documentation, linux/sandboxing.md: layer 1 and layer 2).
    UNKNOWN without a process, and on systems where Chromium's sandbox cannot be switched off
    from outside and is not readable here (Windows, macOS).
    """
    if pid <= 0 or not sys.platform.startswith("linux"):
        return Sandboxed.UNKNOWN
    try:
        facts = _status(pid)
    except OSError:
        return Sandboxed.UNKNOWN
    filtered = facts.get("Seccomp", "").strip() == "2"
    bound = facts.get("NoNewPrivs", "").strip() == "1"
    return Sandboxed.YES if filtered and bound and _walled(pid) else Sandboxed.NO


def process_usage(pid: int) -> Usage | None:
    """What the process `pid` takes; None without a process, and where /proc is not."""
    if pid <= 0 or not sys.platform.startswith("linux"):
        return None
    try:
        facts = _status(pid)
        times = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[_CPU_FIELDS]
    except OSError:
        return None
    if "VmRSS" not in facts:  # it is ending
        return None
    memory_kib = _kib(facts, "VmRSS", "VmSwap")
    cpu_s = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    own_kib = _kib(facts, "RssAnon", "RssShmem", "VmSwap")
    return Usage(memory_kib * _KIB, int(facts["Threads"]), cpu_s, own_kib * _KIB)


def engine_processes() -> frozenset[int]:
    """The engine's processes of this host, renderers of shared workers among them.

    Empty where /proc does not say (kernels without CONFIG_PROC_CHILDREN, other systems).
    """
    return frozenset(pid for pid in descendants(os.getpid()) if _is_engine(pid))


def end_process(pid: int) -> None:
    """Kill the process `pid`; one that has gone already is no error."""
    if pid > 0:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)


def descendants(pid: int) -> Iterator[int]:
    """All processes below `pid`, as the kernel has them now."""
    # A hundred files a look, and looks are many: pathlib takes twice as long.
    tasks = f"/proc/{pid}/task"
    try:
        threads = os.listdir(tasks)
    except OSError:
        return
    for thread in threads:
        try:
            with open(f"{tasks}/{thread}/children", "rb", buffering=0) as file:
                children = file.readall().split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from descendants(child)


def _is_engine(pid: int) -> bool:
    try:
        return (_PROC / str(pid) / "comm").read_text().startswith(_ENGINE_PROCESS)
    except OSError:
        return False


def _status(pid: int) -> dict[str, str]:
    """Raises OSError when there is no such process."""
    status = (_PROC / str(pid) / "status").read_text()
    return dict(line.split(":", 1) for line in status.splitlines() if ":" in line)


def _kib(facts: dict[str, str], *names: str) -> int:
    return sum(int(facts.get(name, "0 kB").split()[0]) for name in names)


def _walled(pid: int) -> bool:
    for space in ("net", "user"):
        try:
            theirs = (_PROC / str(pid) / "ns" / space).readlink()
            ours = (_PROC / "self" / "ns" / space).readlink()
        except PermissionError:
            # The kernel hides a process of another user namespace from us: that is the wall.
            return True
        except OSError:
            return False
        if theirs != ours:
            return True
    return False
