"""Cold start to the first screen's pixels: from the process' start, nothing running.

`python3 dev.py bench cold [RUNS] [--quick]`. Each page in both kinds beside the shortest PySide6
program that shows the same page with the same settings of the engine (bare_view), and beside
pywebview as it comes, on Qt and on GTK. Ratios are of paired runs, in an order that changes.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import subjects
from figures import goal, interleaved, missing_row, options, ratio_of, row, say, table
from installed import FANLIGHT, install_all
from peers import Peer, pywebviews
from screen import Screen

HERE = Path(__file__).resolve().parent
RUNS, QUICK_RUNS = 7, 3
END_S = 10.0


def launch_ms(screen: Screen, command: list[str], environment: Mapping[str, str]) -> float:
    """Milliseconds from the spawn until the marker is on the screen."""
    screen.wait_until_gone(subjects.MARKER)
    begun_s = time.monotonic()
    process = subprocess.Popen(
        command,
        env={**screen.environment, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return screen.wait_for(subjects.MARKER, begun_s)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def works(
    screen: Screen, folder: Path, home: Path, peers: list[Peer]
) -> dict[str, Callable[[], float]]:
    """What is measured, by name."""
    found: dict[str, Callable[[], float]] = {}

    def add(name: str, command: list[str], environment: Mapping[str, str]) -> None:
        found[name] = lambda: launch_ms(screen, command, environment)

    for page in subjects.PAGES:
        source = folder / f"{page}-web"
        bare = [sys.executable, str(HERE / "bare_view.py"), str(source), subjects.ROUTE]
        add(f"bare {page}", bare, {})
        for kind in subjects.KINDS:
            words = ["open", subjects.app_id(page, kind), "--home", str(home), "--size", "400x748"]
            add(f"{kind} {page}", [*FANLIGHT, *words], {})
        for peer in peers:
            if not peer.absent:
                file = str(source / f"{subjects.ROUTE}.html")
                add(f"{peer.name} {page}", peer.command(file), peer.environment)
    return found


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    peers = pywebviews()
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder = Path(temporary)
        home = install_all(folder, screen)
        # Installing has filled most caches; in a quick run the median bears the rest.
        warm = 0 if asked.quick else 1
        taken = interleaved(works(screen, folder, home, peers), asked.runs, warm=warm)
    rows, pairs, ratios = [], [], {}
    for page in subjects.PAGES:
        group, bare = subjects.TITLES[page], taken[f"bare {page}"]
        rows.append(row("bare engine", bare, group=group))
        for kind in subjects.KINDS:
            ours = taken[f"{kind} {page}"]
            rows.append(row(f"Fanlight, {kind}", ours, group=group, beside=bare))
            pairs.append((ours, bare))
            ratios[f"cold_{page}_{kind}"] = ratio_of([(ours, bare)])
        for peer in peers:
            if peer.absent:
                rows.append(missing_row(peer.name, peer.absent, group=group))
            else:
                other = taken[f"{peer.name} {page}"]
                rows.append(row(peer.name, other, group=group, beside=bare))
    ratios["cold"] = ratio_of(pairs)
    for peer in peers:
        beside = [
            (taken[f"{kind} {page}"], taken[f"{peer.name} {page}"])
            for page in subjects.PAGES
            for kind in subjects.KINDS
            if not peer.absent
        ]
        ratios[f"cold_beside_pywebview_{peer.gui}"] = ratio_of(beside)
    say(
        {
            "bench": "cold",
            "title": "Cold start",
            "about": "From the process' start to the first screen's pixels, nothing running.",
            "runs": asked.runs,
            "tables": [table("Process start → pixels", rows, "Ratios are beside the bare engine.")],
            "ratios": {name: value for name, value in ratios.items() if value is not None},
            "goals": {
                "cold": goal("cold start beside the bare engine", at_most=1.15),
                "cold_beside_pywebview_qt": goal("beside pywebview on Qt", at_most=1.0),
                "cold_beside_pywebview_gtk": goal("beside pywebview on GTK", at_most=1.0),
            },
        }
    )


if __name__ == "__main__":
    main()
