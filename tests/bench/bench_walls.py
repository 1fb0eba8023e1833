"""The cost of the walls: the host's view beside the bare engine's, paired in one run.

`python3 dev.py bench walls [RUNS] [--quick]`. Two processes stand ready, one with the host's parts
(wall_walled), one with Qt's alone (wall_bare), and take turns:

- `launch`: from the moment the app is asked for (verifying included) until the marker of the same
  page is on the screen, engine running; and the same with pages isolated from other origins on
  both sides, for each of which the engine starts a second renderer;
- `call`: a call of 100 bytes with an answer of 100 through the gate, beside an echo over a bare
  QWebChannel; `granted` is one that needs a right, whose answer is kept while nobody writes the
  database;
- `ten`: the same in ten instances at once.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cards
from figures import Taken, goal, interleaved, options, percentile, ratio_of, row, say, table
from screen import Screen

HERE = Path(__file__).resolve().parent
RUNS, QUICK_RUNS = 9, 2
CALLS = 500
INSTANCES = 10
CALLS_OF_EACH = 200
LONGEST_S = 120.0
GOALS = {"launch": 1.15, "call_p50": 1.5, "ten_p99": 2.0}
NAMES = {
    "launch": "launch through the walls",
    "launch_isolated": "launch of an isolated page, beside one of the bare engine",
    "call_p50": "a call, median",
    "call_p99": "a call, 99th percentile",
    "granted_p50": "a call that needs a right, median",
    "granted_p99": "a call that needs a right, 99th percentile",
    "ten_p50": "a call in ten apps at once, median",
    "ten_p99": "a call in ten apps at once, 99th percentile",
}


class Side:
    """One of the two processes."""

    def __init__(self, script: str, folder: Path, screen: Screen) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / script), str(folder)],
            env=screen.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._screen = screen

    def tell(self, **command: Any) -> dict[str, Any]:
        """Its answer to one command."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the process has no pipes")
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answered, _, _ = select.select([self._process.stdout], [], [], LONGEST_S)
        line = self._process.stdout.readline() if answered else ""
        if not line:
            raise SystemExit(f"{self._process.args!r}: no answer to {command}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def launch_ms(self, *, isolated: bool = False) -> float:
        """One launch, to the marker on the screen; of a page `isolated` from other origins, or
        not."""
        self._screen.wait_until_gone(cards.MARKER)
        begun_s = float(self.tell(do="show", isolated=isolated)["begun_s"])
        took_ms = self._screen.wait_for(cards.MARKER, begun_s)
        self.tell(do="close")
        return took_ms

    def calls_ms(self, views: int, calls: int, how: str) -> list[float]:
        """Every call of every view."""
        times = self.tell(do="calls", views=views, calls=calls, how=how)["times_ms"]
        self.tell(do="close")
        return [float(each) for of_one in times for each in of_one]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def measure(walled: Side, bare: Side, runs: int) -> dict[str, tuple[Taken, Taken]]:
    """Each figure of both sides; a first run warms caches and does not count."""
    launches = interleaved(
        {
            "walled": walled.launch_ms,
            "bare": bare.launch_ms,
            "walled isolated": lambda: walled.launch_ms(isolated=True),
            "isolated": lambda: bare.launch_ms(isolated=True),
        },
        runs,
    )
    figures = {
        "launch": (launches["walled"], launches["bare"]),
        "launch_isolated": (launches["walled isolated"], launches["isolated"]),
    }
    for name, views, calls, how in (
        ("call", 1, CALLS, "plain"),
        ("granted", 1, CALLS, "granted"),
        ("ten", INSTANCES, CALLS_OF_EACH, "plain"),
    ):
        both = [
            (walled.calls_ms(views, calls, how), bare.calls_ms(views, calls, how))
            for _ in range(runs + 1)
        ][1:]
        for words, share in (("p50", 0.5), ("p99", 0.99)):
            figures[f"{name}_{words}"] = (
                Taken([percentile(one, share) for one, _ in both]),
                Taken([percentile(other, share) for _, other in both]),
            )
    return figures


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folders = [Path(temporary) / name for name in ("walled", "bare")]
        for folder in folders:
            folder.mkdir(mode=0o700)
        with (
            Side("wall_walled.py", folders[0], screen) as walled,
            Side("wall_bare.py", folders[1], screen) as bare,
        ):
            figures = measure(walled, bare, asked.runs)
    launch, peer = figures["launch"]
    ours, isolated = figures["launch_isolated"]
    launches = [
        row("bare engine", peer),
        row("Fanlight's parts", launch, beside=peer),
        row("bare engine, its page isolated by COOP and COEP", isolated, beside=peer),
        row("Fanlight's parts, an app that asks for that", ours, beside=isolated),
    ]
    calls = []
    for name, (ours, peer) in figures.items():
        if name.startswith("launch"):
            continue
        calls += [
            row("bare engine", peer, group=NAMES[name]),
            row("Fanlight's parts", ours, group=NAMES[name], beside=peer),
        ]
    say(
        {
            "bench": "walls",
            "title": "The cost of the walls",
            "about": "The host's view, policies, gate and audit beside the bare engine's, engine "
            "running: a launch with verifying to the pixels, and calls of 100 bytes.",
            "runs": asked.runs,
            "instances": INSTANCES,
            "tables": [table("Launches", launches), table("Calls", calls)],
            "ratios": {f"walls_{name}": ratio_of([pair]) for name, pair in figures.items()},
            "goals": {
                f"walls_{name}": goal(NAMES[name], at_most=most) for name, most in GOALS.items()
            },
        }
    )


if __name__ == "__main__":
    main()
