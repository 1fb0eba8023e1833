"""Which version a start runs where the starter is a frozen program itself: Windows.

What packaging/starter.sh does on the others, in the same files (host.release.place). The program
that the installer put there looks here before it brings anything in, and runs the newer version's
program in its stead; so nothing but Python's own modules is imported.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from host.own_program import CURRENT, PREVIOUS, TRYING, VERSIONS, starter_of

FAILED = "failed"
_MARKER = "installed.json"
_VERSION = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){1,3}")
_FROZEN = ("_PYI_", "_MEIPASS")
_RUNS = 259  # STILL_ACTIVE
_LOOK = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION


def begin_chosen() -> int | None:
    """Run the newer version with this process's words, if there is one; its exit code, None where
    this program itself is what runs."""
    folder = Path(sys.executable).parent
    if not (folder / CURRENT).exists():
        return None
    program = chosen(folder, starter_of(), is_alive, sys.stderr.write)
    if program is None:
        return None
    command = [str(program), *sys.argv[1:]]
    return subprocess.run(command, env=own_environment(os.environ), check=False).returncode


def chosen(
    place: Path, program: str, alive: Callable[[int], bool], say: Callable[[str], object]
) -> Path | None:
    """The program of the version that `place` names, or of the one before, where the first start
    of a newer one has ended without a word; None: the one in `place` itself.

    `program` is its file's name, `alive` whether a process is; `say` is told of going back.
    """
    base, version = _base(place), _named(place, CURRENT)
    if not _is_newer(version, base):
        return None
    found = place / VERSIONS / version / program
    before = _named(place, PREVIOUS)
    if before and before != version and _program_of(place, before, base, program).is_file():
        first = _first(place)
        if first is None:
            (place / TRYING).write_text(f"{os.getpid()}\n", encoding="ascii")
        elif not alive(first):
            say(f"fanlight: version {version} did not start; {before} runs again\n")
            _go_back(place, version, before)
            found = _program_of(place, before, base, program)
    # Without its program, the installer's own is better than none.
    return found if found.is_file() and found.parent != place else None


def own_environment(present: Mapping[str, str]) -> dict[str, str]:
    """`present` without what a frozen program sets for itself (PyInstaller 6, "run-time
    information")."""
    plain = {name: value for name, value in present.items() if not name.startswith(_FROZEN)}
    return plain | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def is_alive(pid: int) -> bool:
    """Whether the process `pid` runs. By Windows' own word: os.kill would end it there."""
    if sys.platform == "win32":
        return _runs_on_windows(pid)
    else:
        with suppress(ProcessLookupError, OverflowError):
            os.kill(pid, 0)
            return True
        return False


if sys.platform == "win32":

    def _runs_on_windows(pid: int) -> bool:
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        process = kernel.OpenProcess(_LOOK, False, pid)
        if not process:
            return False
        code = ctypes.c_ulong()
        told = kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.CloseHandle(process)
        return bool(told) and code.value == _RUNS


def _go_back(place: Path, version: str, before: str) -> None:
    (place / FAILED).write_text(f"{version}\n", encoding="ascii")
    arriving = place / f"{CURRENT}.{os.getpid()}"
    arriving.write_text(f"{before}\n", encoding="ascii")
    arriving.replace(place / CURRENT)
    for name in (PREVIOUS, TRYING):
        (place / name).unlink(missing_ok=True)


def _program_of(place: Path, version: str, base: str, program: str) -> Path:
    return place / program if version == base else place / VERSIONS / version / program


def _base(place: Path) -> str:
    """The version in `place` itself; empty where none says so."""
    with suppress(OSError, ValueError, AttributeError):
        told = json.loads((place / _MARKER).read_text(encoding="utf-8")).get("version")
        if isinstance(told, str) and _VERSION.fullmatch(told):
            return told
    return ""


def _named(place: Path, name: str) -> str:
    with suppress(OSError, ValueError):
        told = (place / name).read_text(encoding="ascii").strip()
        if _VERSION.fullmatch(told):
            return told
    return ""


def _first(place: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int((place / TRYING).read_text(encoding="ascii").strip() or "0") or None
    return None


def _is_newer(version: str, base: str) -> bool:
    """What the installer put there since is newer than what was taken before."""
    return bool(version) and _numbers(version) > _numbers(base)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split(".")) if version else ()
