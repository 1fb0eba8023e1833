"""What a command that a desktop started has to say: nobody reads its stderr."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bridge.errors import FanlightError
from host.display import has_display
from host.own_program import own_command
from host.paths import Home

_JOURNAL = "/run/systemd/journal/"
_SESSION_LOGS = (".xsession-errors", "xorg-session.log", "wayland-session.log")
"""What display managers let a session's programs write to."""


def nobody_reads(descriptors: tuple[int, int, int] = (0, 1, 2)) -> bool:
    """Whether no terminal, program or file of the person's own takes in what this process says,
    so that a window has to. `descriptors` are stdin, stdout and stderr."""
    if sys.platform == "win32":  # a program without a console
        return sys.stderr is None
    stdin, *said = descriptors
    return not os.isatty(stdin) and all(map(_is_unread, said))


def _is_unread(descriptor: int) -> bool:
    try:
        facts = os.fstat(descriptor)
    except OSError:  # it was closed
        return True
    if stat.S_ISCHR(facts.st_mode):
        return facts.st_rdev == os.stat(os.devnull).st_rdev
    if stat.S_ISSOCK(facts.st_mode):
        return _leads_to_the_journal(descriptor)
    if stat.S_ISREG(facts.st_mode):
        return _is_a_sessions_log(descriptor)
    return False


def _leads_to_the_journal(descriptor: int) -> bool:
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as line:
        return str(line.getpeername()).startswith(_JOURNAL)
    return False


def _is_a_sessions_log(descriptor: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/self/fd/{descriptor}").readlink().name.startswith(_SESSION_LOGS)
    return False


def explained(home: Home, name: str, error: FanlightError) -> bool:
    """Show a window that says it, until a person closes it; whether they want to try again.

    In a process of its own: this one's engine and application have had their time. `name` is what
    was to be opened.
    """
    if not has_display():
        return False
    told = json.dumps({"name": name, "error": error.as_json()}).encode()
    command = [*own_command(), "explain", "--json", "--home", str(home.root)]
    done = subprocess.run(command, input=told, stdout=subprocess.PIPE, check=False)
    with suppress(ValueError):
        answer = json.loads(done.stdout)
        return isinstance(answer, Mapping) and answer.get("again") is True
    return False


def begun_again() -> int:
    """This command once more, to its end; its exit code."""
    return subprocess.run([*own_command(), *sys.argv[1:]], check=False).returncode
