"""The launcher's first paint with 10 and with 10,000 apps, and how long its event loop is away.

`python3 dev.py bench launcher [RUNS] [--quick]`. Making the large home takes some minutes; it is
made in memory (/dev/shm) where there is such a place.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figures import Taken, goal, interleaved, options, ratio_of, row, say, table
from many_apps import BenchRegistry, install_many, trust
from screen import Screen

HERE = Path(__file__).resolve().parent
RUNS, QUICK_RUNS = 15, 3
GAP_RUNS, QUICK_GAP_RUNS = 5, 1
FEW, MANY, QUICK_MANY = 10, 10_000, 1_000
LONGEST_S = 300.0
REST_S = 5.0
MEMORY = Path("/dev/shm")
TIMES = {"started_ms": "from the process's start", "window_ms": "from asking for the window"}
GAPS = {
    "rest": "at rest",
    "installing": "installing 20 MB in 500 files from a registry",
    "starting": "five apps start",
    "running": "five apps run",
}


def ran(screen: Screen, script: str, *words: str) -> dict[str, Any]:
    """What a side prints."""
    done = subprocess.run(
        [sys.executable, str(HERE / script), *words],
        env=screen.environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr[-600:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def painted(screen: Screen, script: str, what: str) -> dict[str, Any]:
    """One start of one side; `what` is a home or a number of cards."""
    return ran(screen, script, "paint", what, str(time.monotonic()))


def paints(
    screen: Screen, homes: dict[int, Path], runs: int
) -> tuple[dict[str, dict[str, Taken]], dict[int, int]]:
    """By time and side, as figures.interleaved has them; and how many cards were in sight."""
    visible = {
        count: int(painted(screen, "launcher_side.py", str(home))["visible"])
        for count, home in homes.items()
    }
    other: dict[str, Taken] = {}

    def once(name: str, script: str, what: str) -> Callable[[], float]:
        def work() -> float:
            took = painted(screen, script, what)
            other.setdefault(name, Taken()).values.append(took["window_ms"])
            return float(took["started_ms"])

        return work

    works: dict[str, Callable[[], float]] = {}
    for count, home in homes.items():
        works[f"fanlight {count}"] = once(f"fanlight {count}", "launcher_side.py", str(home))
        cards = str(visible[count])
        works[f"bare {count}"] = once(f"bare {count}", "launcher_bare.py", cards)
    started = interleaved(works, runs)
    for taken in other.values():
        del taken.values[: len(taken.values) - runs]
    return {"started_ms": started, "window_ms": other}, visible


def gaps(screen: Screen, folder: Path, runs: int) -> dict[str, Taken]:
    """The longest gap of each run, by what was done; and of a bare loop at rest."""
    registry = BenchRegistry(folder)
    found: dict[str, Taken] = {name: Taken() for name in (*GAPS, "bare")}
    with registry.serving() as url:
        for number in range(runs):
            print(f"gaps {number + 1} of {runs}", file=sys.stderr, flush=True)
            home = folder / f"gaps-{number}"
            trust(home, url, registry.root_sha256)
            took = ran(screen, "launcher_side.py", "gaps", str(home), "0")
            for name in GAPS:
                found[name].values.append(took[name])
            bare = ran(screen, "launcher_bare.py", "gaps", str(REST_S))
            found["bare"].values.append(bare["rest"])
    return found


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    many = QUICK_MANY if asked.quick else MANY
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as temporary, Screen() as screen:
        folder = Path(temporary)
        folder.chmod(0o700)
        homes = {count: install_many(folder, count).root for count in (FEW, many)}
        took, visible = paints(screen, homes, asked.runs)
        away = gaps(screen, folder, QUICK_GAP_RUNS if asked.quick else GAP_RUNS)
    tables, ratios, goals = [], {}, {}
    for time_name, words in TIMES.items():
        sides = took[time_name]
        rows = []
        for count in homes:
            ours, bare = sides[f"fanlight {count}"], sides[f"bare {count}"]
            group = f"{count:,} apps, {visible[count]} cards in sight"
            rows += [row("Fanlight", ours, group=group, beside=bare)]
            rows += [row("bare Qt Widgets", bare, group=group)]
            name = f"{time_name.removesuffix('_ms')}_{count}"
            ratios[name] = ratio_of([(ours, bare)])
            goals[name] = goal(f"first paint {words}, {count:,} apps", at_most=1.2)
        tables.append(table(f"First paint of the cards, {words}", rows))
    rows = [row(words, away[name], group="Fanlight") for name, words in GAPS.items()]
    rows.append(row(GAPS["rest"], away["bare"], group="bare Qt Widgets"))
    tables.append(table("The longest time the event loop is away", rows))
    for name in ("installing", "running"):
        ratios[f"gap_{name}_ms"] = max(away[name].measured, default=None)
        goals[f"gap_{name}_ms"] = goal(f"longest gap: {GAPS[name]}, ms", at_most=50)
    say(
        {
            "bench": "launcher",
            "title": "The launcher",
            "about": "First paint beside a bare Qt Widgets window with as many cards in sight, "
            "and the longest gap of the event loop.",
            "runs": asked.runs,
            "tables": tables,
            "ratios": ratios,
            "goals": goals,
        }
    )


if __name__ == "__main__":
    main()
