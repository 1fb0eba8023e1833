"""`python -m sandbox.view.systemview FD`: the walls first, then the engine."""

from __future__ import annotations

import os
import sys

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.walls import deny_network, forget_bundle


def main() -> None:
    """Show what the host at the other end of descriptor FD says, until it hangs up."""
    forget_bundle(os.environ)
    deny_network()
    line = Line(int(sys.argv[1]))
    begin = line.begin()
    from sandbox.view.systemview.gtkview import GtkView

    GtkView(line, begin).run()


if __name__ == "__main__":
    main()
