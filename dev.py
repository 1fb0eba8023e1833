#!/usr/bin/env python3
"""Work on Fanlight: `python3 dev.py run` and `python3 dev.py test` are the two that matter.

Each command first sets up what is missing or stale (virtual environment in .venv, locked
dependencies, bundled TypeScript, system libraries), and starts at once when nothing is.
This file keeps to old syntax, so that an old Python can say that it is too old; the rest is in
packaging/commands.py and packaging/set_up.py, which use the standard library alone.
"""

import os
import sys


def main():
    # type: () -> int
    """Returns the exit code, unless the real command takes this process over."""
    if sys.version_info < (3, 11):
        have = "{}.{} ({})".format(sys.version_info[0], sys.version_info[1], sys.executable)
        print("Fanlight needs Python 3.11 or newer; this is Python " + have)
        print("Run dev.py with a newer one, such as: python3.13 dev.py run")
        return 1
    root = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, os.path.join(root, "packaging"))
    import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
