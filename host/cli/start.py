"""The `fanlight` program. What a desktop's icon starts, with no word behind it, is the launcher:
it comes up without the command line's library. What opens a window at once has
Qt's libraries loaded beside its own modules."""

from __future__ import annotations

import atexit
import importlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from host.kept_modules import KeptModules

_SHOWING = ("open", "dev")
_WITH_C = ("dis", "secrets", "shutil")
"""Modules of Python's own that stand on libraries, and come in with every start."""
_COMMANDS_TOO = ("subprocess",)
"""Which a launcher's first paint needs nothing of."""


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
    importlib.import_module("host.cli.began")  # it tells the time as it comes in
    last = _LastOfAll()
    kept = prepare()
    try:
        _carry_out()
        sys.exit(0)
    except SystemExit as end:
        kept.keep()
        if end.code is None or isinstance(end.code, int):
            last.code = end.code or 0
        raise


def prepare() -> KeptModules:
    """What each module that comes in from here on is the quicker for."""
    from host.kept_modules import keep_modules

    kept = keep_modules()
    from host.cli.serialiser import bring_serialiser

    bring_serialiser()
    return kept


def shows_an_app(words: Sequence[str]) -> bool:
    """Whether the command of these words will need QtWebEngine at once, as far as can be told
    before they are read: a wrong guess costs another processor 40 ms, or wins nothing."""
    return words[0] in _SHOWING and not {"system", "--engine=system", "--help"} & {*words}


def load_ahead(words: Sequence[str]) -> None:
    """Have the libraries that the command of these words needs loaded beside its modules."""
    if words and not shows_an_app(words):
        return
    # The loader takes one library at a time: these first, or they would wait for it.
    for module in (*_WITH_C, *(_COMMANDS_TOO if words else ())):
        importlib.import_module(module)
    from sandbox.view.library import ENGINE, WIDGETS, load_beside

    load_beside(ENGINE if words else WIDGETS)


def _carry_out() -> None:
    load_ahead(sys.argv[1:])
    if sys.argv[1:2] == ["open"]:
        from host.cli.opened import opened_plainly

        if opened_plainly(sys.argv[2:]):
            return
    if len(sys.argv) > 1:
        from host.cli.root import fanlight as commands

        commands()
    else:
        from host.cli.invocation import carry_out
        from host.cli.launching import open_launcher

        carry_out(open_launcher)


if __name__ == "__main__":
    fanlight()
