"""The `fanlight` program. What a desktop's icon starts, with no word behind it, is the launcher:
it comes up without the command line's library."""

from __future__ import annotations

import sys


def fanlight() -> None:
    """Do what the command line says; ends the process."""
    if len(sys.argv) > 1:
        from host.cli.root import fanlight as commands

        commands()
    else:
        from host.cli.invocation import carry_out
        from host.cli.launching import open_launcher

        carry_out(open_launcher)


if __name__ == "__main__":
    fanlight()
