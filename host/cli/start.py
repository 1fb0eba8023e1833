"""The `fanlight` program. What a desktop's icon starts, with no word behind it, is the launcher:
it comes up without the command line's library."""

from __future__ import annotations

import atexit
import os
import sys


class _LastOfAll:
    """Ends the process once all of it has ended in order: threads, Qt, what others registered.

    Python would take its modules apart one by one, for a tenth of a start's CPU, and the system
    takes them back at once. `code` is the exit code; None leaves the end to Python.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        atexit.register(self._leave)  # registered first, called last

    def _leave(self) -> None:
        if self.code is None:
            return
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # as where there is no console
                    stream.flush()
        except (OSError, ValueError):
            return  # nobody reads: Python says so, and has an exit code of its own for it
        os._exit(self.code)


def fanlight() -> None:
    """Do what the command line says; ends the process."""
    last = _LastOfAll()
    try:
        _carry_out()
        sys.exit(0)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            last.code = end.code or 0
        raise


def _carry_out() -> None:
    if len(sys.argv) > 1:
        from host.cli.root import fanlight as commands

        commands()
    else:
        from host.cli.invocation import carry_out
        from host.cli.launching import open_launcher

        carry_out(open_launcher)


if __name__ == "__main__":
    fanlight()
