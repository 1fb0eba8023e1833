"""`python -m sandbox.view.systemview END…`: the walls first, then the engine."""

from __future__ import annotations

import os
import sys

from sandbox.view.systemview.line import Line
from sandbox.view.systemview.room import own_room


def main() -> None:
    """Show what the host at the other end says, until it hangs up."""
    room = own_room(sys.platform)
    room.close(os.environ)
    line = Line(sys.argv[1:])
    room.show(line, line.begin())


if __name__ == "__main__":
    main()
