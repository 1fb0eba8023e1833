"""Cold start to the first screen's pixels, beside the bare engine showing the same page.

`python3 dev.py bench cold [RUNS]`. Prints one JSON document: medians in ms over interleaved
runs, their spread, and the ratio (median of the paired ratios).
"""

from __future__ import annotations

import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cards
from screen import Screen

HERE = Path(__file__).resolve().parent
DEFAULT_RUNS = 9
FANLIGHT = [sys.executable, "-m", "host.cli.root"]


def measure(screen: Screen, command: list[str]) -> float:
    """Milliseconds from the spawn until the marker is on the screen."""
    screen.wait_until_gone(cards.MARKER)
    begun_s = time.monotonic()
    process = subprocess.Popen(
        command,
        env=screen.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return screen.wait_for(cards.MARKER, begun_s)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def spread(values: list[float]) -> dict[str, float]:
    """Median, least and most, in ms."""
    return {
        "median_ms": round(statistics.median(values), 1),
        "min_ms": round(min(values), 1),
        "max_ms": round(max(values), 1),
    }


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_RUNS
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder, home = Path(temporary) / "app", Path(temporary) / "home"
        cards.write(folder)
        install = [*FANLIGHT, "install", str(folder), "--home", str(home), "--json"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, env=screen.environment)
        bare = [sys.executable, str(HERE / "bare_view.py"), str(folder), cards.PAGE]
        ours = [*FANLIGHT, "open", cards.APP_ID, "--home", str(home), "--size", "400x748"]
        times: dict[str, list[float]] = {"bare": [], "fanlight": []}
        for number in range(runs + 1):
            for name, command in (("bare", bare), ("fanlight", ours)):
                took_ms = measure(screen, command)
                if number:  # the first pair warms caches
                    times[name].append(took_ms)
    ratios = [ours / bare for ours, bare in zip(times["fanlight"], times["bare"], strict=True)]
    print(
        json.dumps(
            {
                "bench": "cold",
                "runs": runs,
                **{name: spread(values) for name, values in times.items()},
                "ratios": {"cold": round(statistics.median(ratios), 3)},
                "ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
