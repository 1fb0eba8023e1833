"""Changes to a store, killed at random moments: `python -m tests.store_rounds FOLDER ROUNDS SEED`.

FOLDER holds `home` and the packages `1.ma` and `2.ma`. Each round forks a host that installs,
updates, goes back, uses and removes in any order until it is killed; then this process opens the
home, as the next host would, and it has to be sound. What a round leaves is the next one's start.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bridge.errors import FanlightError
from bridge.names import AppId
from host.diag.contents import flaws, left_over
from host.paths import Home
from host.store.steps import Step
from host.store.store import Store
from host.store.uninstall import data_folders
from tests.store_apps import HELLO, install, read_all

OTHER = AppId("org.example.other")
LONGEST_LIFE_S = 0.08
CHANGES_BESIDE = 60
CHANGES = (1, 2, 3, 4, 6)
"""Those that a kill has to meet, by their numbers; a collection finds little to do."""
MOST_TIMES = 4
_STEPS = list(Step)


class ShownSteps:
    """Writes the last step into memory that outlives the process."""

    def __init__(self, shown: mmap.mmap) -> None:
        self._shown = shown

    def reached(self, step: Step) -> None:
        self._shown[1] = _STEPS.index(step) + 1


def change_for_ever(home: Home, folder: Path, shown: mmap.mmap, rng: random.Random) -> None:
    """Change the store until the process ends; `shown` says what is being done."""
    packages = [(folder / name).read_bytes() for name in ("1.ma", "2.ma")]
    with Store(home, ShownSteps(shown)) as store:
        acts: list[Callable[[], object]] = [
            lambda: install(store, packages[0]),
            lambda: install(store, packages[1]),
            lambda: store.roll_back(HELLO),
            lambda: _use(store),
            store.collect,
            lambda: store.uninstall(HELLO),
        ]
        while True:
            act = rng.randrange(len(acts))
            shown[0], shown[1] = act + 1, 0
            with suppress(FanlightError):
                acts[act]()


def _use(store: Store) -> None:
    for folder in data_folders(store.home, store.library.get(HELLO).host):
        (folder / "browser").mkdir(parents=True, exist_ok=True)
        (folder / "browser" / "cookies").write_bytes(b"secret")


def check_sound(home: Home) -> int | None:
    """What holds after any kill; the version of HELLO that is there. Raises AssertionError."""
    assert not (found_flaws := list(flaws(home))), found_flaws
    with Store(home) as store:
        found = store.library.find(HELLO)
        assert read_all(store, OTHER) == 1
        if found is None:
            assert not list(home.profiles.iterdir())
            assert not list(home.root.rglob("cookies"))
        else:
            assert read_all(store) == found.version.code
        assert store.library.damaged() == ()
    assert not (waiting := list(left_over(home))), waiting
    return found.version.code if found else None


def change_beside(home: Home, folder: Path, changes: int, rng: random.Random) -> dict[str, int]:
    """So many changes beside another host that makes some too; how often which answer came."""
    packages = [(folder / name).read_bytes() for name in ("1.ma", "2.ma")]
    answers: Counter[str] = Counter()
    for _ in range(changes):
        try:
            with Store(home) as store:
                act = rng.randrange(5)
                if act < 2:
                    install(store, packages[act])
                elif act == 2:
                    store.roll_back(HELLO)
                elif act == 3:
                    store.uninstall(HELLO)
                else:
                    assert read_all(store, OTHER) == 1
                    store.collect()
            answers["done"] += 1
        except FanlightError as error:
            answers[error.code] += 1
    return dict(answers)


def main() -> None:
    if sys.argv[1] == "beside":
        folder, seed = Path(sys.argv[2]), int(sys.argv[3])
        home = Home(folder / "home")
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps(change_beside(home, folder, CHANGES_BESIDE, random.Random(seed))))
        return
    folder, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    home, rng = Home(folder / "home"), random.Random(seed)
    moments: Counter[str] = Counter()
    versions: Counter[str] = Counter()
    check_sound(home)
    number, missed = 0, set(CHANGES)
    # The shortest of changes is seldom met: it goes on for it, within bounds.
    while number < rounds or (missed and number < rounds * MOST_TIMES):
        number += 1
        shown = mmap.mmap(-1, 2)
        child = os.fork()
        if child == 0:
            try:
                change_for_ever(home, folder, shown, random.Random(rng.random()))
            finally:
                os._exit(1)
        time.sleep(rng.uniform(0.0, LONGEST_LIFE_S))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"round {number}: the host ended by itself"
        step = _STEPS[shown[1] - 1].value if shown[1] else "begun"
        moments[f"{shown[0]}:{step}"] += 1
        missed.discard(shown[0])
        try:
            versions[str(check_sound(home))] += 1
        except Exception as error:
            raise AssertionError(f"round {number}, killed at {shown[0]}:{step}") from error
    print(json.dumps({"rounds": number, "moments": moments, "versions": versions}))


if __name__ == "__main__":
    main()
