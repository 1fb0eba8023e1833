"""A process that changes a store and kills itself at a step: `python -m tests.store_child …`.

Arguments: home, operation, package file (or -), step (or -), how often the step is passed before.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from host.paths import Home
from host.store.steps import Step, Steps
from host.store.store import Store
from tests.store_apps import HELLO, install


class KillAt:
    """SIGKILL to this process when `step` is passed for the `nth` time."""

    def __init__(self, step: Step, nth: int) -> None:
        self._step = step
        self._left = nth

    def reached(self, step: Step) -> None:
        if step is self._step:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    place, operation, package, step, nth = sys.argv[1:]
    steps: Steps | None = KillAt(Step(step), int(nth)) if step != "-" else None
    with Store(Home(Path(place)), steps) as store:
        if operation == "install":
            install(store, Path(package).read_bytes())
        elif operation == "rollback":
            store.roll_back(HELLO)
        elif operation == "uninstall":
            store.uninstall(HELLO)
    print("done")


if __name__ == "__main__":
    main()
