"""Both engines, side by side: cold start and memory of the hello page.

`python3 dev.py bench engines [RUNS] [--quick]`. Fanlight on Qt WebEngine and on the system's own
WebView, beside the shortest pywebview program that shows the same page with the same WebView.
"""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import subjects
from bench_cold import END_S, launch_ms
from figures import goal, interleaved, missing_row, options, ratio_of, row, say, table
from installed import FANLIGHT, install
from peers import Peer, pywebviews
from screen import Screen
from tree import memory, wait_for_rest

RUNS, QUICK_RUNS = 7, 3
PAGE, KIND = "hello", "web"
QT, SYSTEM, PLAIN = "Fanlight, qt", "Fanlight, system", "plain pywebview"
Command = tuple[list[str], Mapping[str, str]]


def taken_mb(screen: Screen, command: list[str], environment: Mapping[str, str]) -> float:
    """MB of the whole tree (proportional set size), once the page stands and nothing moves."""
    screen.wait_until_gone(subjects.MARKER)
    process = subprocess.Popen(
        command,
        env={**screen.environment, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        screen.wait_for(subjects.MARKER, time.monotonic())
        wait_for_rest(process.pid)
        return memory(process.pid).pss_mb
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def commands(folder: Path, home: Path, peer: Peer) -> dict[str, Command]:
    """What is started, by name."""
    app = subjects.app_id(PAGE, KIND)
    words = ["open", app, "--home", str(home), "--size", "400x748", "--cold"]
    found: dict[str, Command] = {
        QT: ([*FANLIGHT, *words, "--engine", "qt"], {}),
        SYSTEM: ([*FANLIGHT, *words, "--engine", "system"], {}),
    }
    if not peer.absent:
        file = str(folder / f"{PAGE}-{KIND}" / f"{subjects.ROUTE}.html")
        found[PLAIN] = (peer.command(file), peer.environment)
    return found


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    peer = next(each for each in pywebviews() if each.gui == "gtk")
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder = Path(temporary)
        home = folder / "home"
        install(subjects.write(folder, PAGE, KIND), home, screen)
        works: dict[str, Callable[[], float]] = {}
        for name, (command, environment) in commands(folder, home, peer).items():

            def cold(command: list[str] = command, env: Mapping[str, str] = environment) -> float:
                return launch_ms(screen, command, env)

            def held(command: list[str] = command, env: Mapping[str, str] = environment) -> float:
                return taken_mb(screen, command, env)

            works[f"cold {name}"], works[f"memory {name}"] = cold, held
        taken = interleaved(works, asked.runs, warm=1)
    tables, ratios = [], {}
    for what, title, unit in (("cold", "Process start → pixels", "ms"), ("memory", "Memory", "MB")):
        beside = taken.get(f"{what} {PLAIN}")
        rows = [
            row(name, taken[f"{what} {name}"], unit=unit, beside=beside) for name in (QT, SYSTEM)
        ]
        if beside is None:
            rows.append(missing_row(PLAIN, peer.absent))
        else:
            rows.append(row(PLAIN, beside, unit=unit))
            ratios[f"engines_{what}"] = ratio_of([(taken[f"{what} {SYSTEM}"], beside)])
        tables.append(table(title, rows, "Ratios are beside plain pywebview on WebKitGTK."))
    say(
        {
            "bench": "engines",
            "title": "Two engines",
            "about": "One hello page on each engine, and in plain pywebview.",
            "runs": asked.runs,
            "tables": tables,
            "ratios": {name: value for name, value in ratios.items() if value is not None},
            "goals": {
                "engines_cold": goal("cold start beside plain pywebview", at_most=1.3),
                "engines_memory": goal("memory beside plain pywebview", at_most=1.3),
            },
        }
    )


if __name__ == "__main__":
    main()
