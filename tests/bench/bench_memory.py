"""Memory with 1, 3 and 10 apps open, and with nine of ten in the background.

`python3 dev.py bench memory [RUNS] [--quick]`. The host and bare views show the same 200 cards,
each in its turn, alone; a figure is the proportional set size (PSS) over the whole process tree
once it is at rest. Then all windows but one are minimised; the host is read again after a minute,
the bare engine when it is at rest, since nothing in it waits for a time. Programs of the same
engine that run beside the bench share files' pages with both sides and make both look smaller; the
second table is without files. The third takes both sides apart.
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
from tree import PARTS, Memory, memory, wait_for_rest

RUNS, QUICK_RUNS = 3, 1
COUNTS = (1, 3, 10)
BACKGROUND_S = 60.0
PAGE = "cards"
BARE = "bare views"
STEPS = (*(f"{count} open" for count in COUNTS), "9 of 10 in the background")
SORTS: dict[str, Callable[[Memory], float]] = {
    "Proportional set size": lambda size: size.pss_mb,
    "Of that, what is no file: other programs change nothing in it": lambda size: size.own_mb,
}
APART = (STEPS[0], STEPS[2])
"""The steps of the table that says where it lies."""
MIXES = {
    "Fanlight, both kinds by turns": ("web", "weixin"),
    "Fanlight, web": ("web",),
    "Fanlight, weixin": ("weixin",),
}


def grown(side: Side, open_one: Callable[[int], None], hide: Callable[[], None]) -> list[Memory]:
    """What it takes at each of STEPS."""
    sizes: list[Memory] = []
    opened = 0
    for count in COUNTS:
        while opened < count:
            open_one(opened)
            opened += 1
        wait_for_rest(side.pid)
        sizes.append(memory(side.pid))
    hide()
    wait_for_rest(side.pid)
    sizes.append(memory(side.pid))
    return sizes


def ours(home: Path, kinds: tuple[str, ...], screen: Screen) -> list[Memory]:
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


def bare(folder: Path, screen: Screen) -> list[Memory]:
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
        sides: dict[str, Callable[[], list[Memory]]] = {BARE: lambda: bare(folder, screen)}
        for name, kinds in mixes.items():
            sides[name] = lambda kinds=kinds: ours(home, kinds, screen)
        taken = {name: [[Taken() for _ in STEPS] for _ in (*SORTS, *PARTS)] for name in sides}
        for _ in range(asked.runs):
            for name in random.sample(list(sides), len(sides)):
                read(sides[name], taken[name])
    say(document(taken, asked.runs))


def read(side: Callable[[], list[Memory]], taken: list[list[Taken]]) -> None:
    """One run of one side, put where it belongs, or its failure."""
    try:
        sizes = side()
    except (RuntimeError, OSError) as error:
        for each in (each for sort in taken for each in sort):
            each.failures.append(str(error))
            each.values.append(None)
        return
    for at, size in enumerate(sizes):
        read_as = [of(size) for of in SORTS.values()] + [size.parts_mb[part] for part in PARTS]
        for sort, value in zip(taken, read_as, strict=True):
            sort[at].values.append(value)


def apart(taken: dict[str, list[list[Taken]]]) -> list[dict[str, object]]:
    """The rows of the proportional set size by process and sort."""
    return [
        row(name, of[number][STEPS.index(step)], group=f"{step}: {part}", unit="MB")
        for step in APART
        for number, part in enumerate(PARTS, start=len(SORTS))
        for name, of in taken.items()
    ]


def document(taken: dict[str, list[list[Taken]]], runs: int) -> dict[str, object]:
    """The bench's report."""
    tables = []
    for number, sort in enumerate(SORTS):
        rows = [
            row(
                name,
                of[number][at],
                group=step,
                unit="MB",
                beside=None if name == BARE else taken[BARE][number][at],
            )
            for at, step in enumerate(STEPS)
            for name, of in taken.items()
        ]
        tables.append(table(sort, rows))
    tables.append(table("Where it lies", apart(taken)))
    ratios: dict[str, float | None] = {}
    for at, key in enumerate(("1_open", "3_open", "10_open", "background")):
        for number, sort_key in enumerate(("memory", "memory_own")):
            pairs = [
                (of[number][at], taken[BARE][number][at])
                for name, of in taken.items()
                if name != BARE
            ]
            ratios[f"{sort_key}_{key}"] = ratio_of(pairs)
    return {
        "bench": "memory",
        "title": "Memory",
        "about": "The whole process tree, at rest, 200 cards in each app; ratios are beside as "
        "many bare views.",
        "runs": runs,
        "tables": tables,
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
