"""How this very Fanlight is started again, by the system or by another program."""

from __future__ import annotations

import sys
from pathlib import Path


def own_command() -> tuple[str, ...]:
    """The words before `fanlight`'s arguments, absolute: the program beside the interpreter, a
    frozen build's own file, else the module."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    name = "fanlight.exe" if sys.platform == "win32" else "fanlight"
    program = Path(sys.executable).parent / name
    if program.exists():
        return (str(program),)
    return (sys.executable, "-m", "host.cli.root")
