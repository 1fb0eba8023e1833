"""Memory with 1, 3 and 10 apps open, and with nine of ten in the background.

`python3 dev.py bench memory [RUNS] [--quick]`. The host and bare views show the same 200 cards,
each in its turn, alone; a figure is the proportional set size (PSS) over the whole process tree
once it is at rest. Then all windows but one are minimised; the host is read again after a minute,
the bare engine when it is at rest, since nothing in it waits for a time. Programs of the same
engine that run beside the bench share pages with both sides and make both look smaller.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import subjects
from figures import Taken, goal, options, ratio_of, row, say, table
from installed import install
from screen import Screen
from side import Side
from tree import pss_mb, wait_for_rest

RUNS, QUICK_RUNS = 3, 1
COUNTS = (1, 3, 10)
BACKGROUND_S = 60.0
PAGE = "cards"
BARE = "bare views"
STEPS = (*(f"{count} open" for count in COUNTS), "9 of 10 in the background")
MIXES = {
    "Fanlight, both kinds by turns": ("web", "weixin"),
    "Fanlight, web": ("web",),
    "Fanlight, weixin": ("weixin",),
}


def grown(side: Side, open_one: Callable[[int], None], hide: Callable[[], None]) -> list[float]:
    """MB at each of STEPS."""
    sizes: list[float] = []
    opened = 0
    for count in COUNTS:
        while opened < count:
            open_one(opened)
            opened += 1
        wait_for_rest(side.pid)
        sizes.append(pss_mb(side.pid))
    hide()
    wait_for_rest(side.pid)
    sizes.append(pss_mb(side.pid))
    return sizes


def ours(home: Path, kinds: tuple[str, ...], screen: Screen) -> list[float]:
    """The host's sizes; the kinds take turns."""
    apps = [subjects.app_id(PAGE, kinds[n % len(kinds)], n + 1) for n in range(max(COUNTS))]
    with Side("host_side.py", [str(home)], screen) as host:

        def open_one(number: int) -> None:
            host.tell("open", app=apps[number])
            host.tell("facts", app=apps[number])

        def hide() -> None:
            for app in apps[:-1]:
                host.tell("hide", app=app)
            time.sleep(BACKGROUND_S)

        return grown(host, open_one, hide)


def bare(folder: Path, screen: Screen) -> list[float]:
    """The bare engine's sizes, with as many views."""
    with Side("bare_side.py", [str(folder)], screen) as views:
        return grown(
            views,
            lambda _number: (views.tell("open", page=PAGE), wait_for_rest(views.pid))[1],
            lambda: (views.tell("hide"), None)[1],
        )


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    mixes = dict(list(MIXES.items())[:1]) if asked.quick else MIXES
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder = Path(temporary)
        home = folder / "home"
        subjects.write(folder, PAGE, "web")
        for number in range(1, max(COUNTS) + 1):
            for kind in subjects.KINDS:
                if any(kinds[(number - 1) % len(kinds)] == kind for kinds in mixes.values()):
                    install(subjects.write(folder, PAGE, kind, number), home, screen)
        sides: dict[str, Callable[[], list[float]]] = {BARE: lambda: bare(folder, screen)}
        for name, kinds in mixes.items():
            sides[name] = lambda kinds=kinds: ours(home, kinds, screen)
        taken = {name: [Taken() for _ in STEPS] for name in sides}
        for _ in range(asked.runs):
            for name in random.sample(list(sides), len(sides)):
                try:
                    sizes: list[float | None] = [*sides[name]()]
                except (RuntimeError, OSError) as error:
                    sizes = [None] * len(STEPS)
                    for each in taken[name]:
                        each.failures.append(str(error))
                for each, size in zip(taken[name], sizes, strict=True):
                    each.values.append(size)
    say(document(taken, asked.runs))


def document(taken: dict[str, list[Taken]], runs: int) -> dict[str, object]:
    """The bench's report."""
    rows = [
        row(
            name,
            taken[name][at],
            group=step,
            unit="MB",
            beside=None if name == BARE else taken[BARE][at],
        )
        for at, step in enumerate(STEPS)
        for name in taken
    ]
    ratios: dict[str, float | None] = {}
    for at, key in enumerate(("1_open", "3_open", "10_open", "background")):
        pairs = [(of[at], taken[BARE][at]) for name, of in taken.items() if name != BARE]
        ratios[f"memory_{key}"] = ratio_of(pairs)
    return {
        "bench": "memory",
        "title": "Memory",
        "about": "PSS over the whole process tree, at rest; ratios are beside as many bare views.",
        "runs": runs,
        "tables": [table("200 cards in each app", rows)],
        "ratios": {name: value for name, value in ratios.items() if value is not None},
        "goals": {
            "memory_10_open": goal("ten apps beside ten bare views", at_most=1.15),
            "memory_background": goal(
                "nine of ten in the background for a minute, beside ten bare views", at_most=0.6
            ),
        },
    }


if __name__ == "__main__":
    main()
