"""A call over the bridge and back, beside other ways between a page and its host.

`python3 dev.py bench bridge [RUNS] [--quick]`. In each run, one after the other and in an order
that changes: 500 calls of 100 bytes with answers of 100, and 1 MB of bytes there and back, through
the host's gate (parameters, rights, limits and the audit's row included; wall_walled), over a raw
QWebChannel, a WebSocket on loopback and a custom scheme (wall_bare), and over pywebview's `js_api`.
Bytes cross QWebChannel and `js_api` as base64, and through the gate in two calls, a file written
and read, since no call of it only echoes: beside it stands a custom scheme to which they are
posted and that is asked for them. A mini-program has no way to a socket, so the scheme's row is
what the gate can come to.
"""

from __future__ import annotations

import json
import random
import select
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import wall_pages
from figures import (
    Taken,
    curve,
    goal,
    missing_row,
    options,
    percentile,
    ratio_of,
    row,
    say,
    table,
)
from peers import Peer, pywebviews
from screen import Screen
from side import LONGEST_S, Side

RUNS, QUICK_RUNS = 5, 2
CALLS, PAYLOADS = 500, 10
GATE, CHANNEL, SOCKET = "through the gate", "raw QWebChannel", "WebSocket on loopback"
SCHEME = "POST to a raw custom scheme"
KEPT = "POST to it, then GET"
FIGURES = ("median of 500", "99th of 500", "1 MB there and back")

Times = tuple[list[float], list[float]]
"""Of the short calls, and of the payloads; ms."""


def by_side(side: Side, plain: str, payload: str) -> Times:
    """One run in a process that stands ready."""
    found = []
    for how, count in ((plain, CALLS), (payload, PAYLOADS)):
        found.append(side.tell("calls", views=1, calls=count, how=how)["times_ms"][0])
        side.tell("close")
    return found[0], found[1]


def by_pywebview(peer: Peer, folder: Path, screen: Screen) -> Times:
    """One run in a process of its own. Raises RuntimeError when it never answers."""
    file = wall_pages.pywebview(folder, CALLS, PAYLOADS)
    process = subprocess.Popen(
        peer.command(str(file), "calls"),
        env={**screen.environment, **peer.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        answered = select.select([process.stdout], [], [], LONGEST_S)[0]
        line = process.stdout.readline() if answered and process.stdout else b""
    finally:
        process.kill()
        process.wait()
    if not line:
        raise RuntimeError(f"{peer.name} told no times within {LONGEST_S:g} s")
    found = json.loads(line)
    return found["plain"], found["payload"]


def measured(
    works: dict[str, Callable[[], Times]], runs: int
) -> tuple[dict[str, list[Taken]], dict[str, list[float]]]:
    """For each way its FIGURES run by run, and all its short calls; a first run warms caches."""
    taken = {name: [Taken() for _ in FIGURES] for name in works}
    calls: dict[str, list[float]] = {name: [] for name in works}
    for number in range(runs + 1):
        for name in random.sample(list(works), len(works)):
            try:
                short, long = works[name]()
            except (RuntimeError, OSError, ValueError) as error:
                for each in taken[name]:
                    each.failures.append(str(error))
                    each.values.append(None)
                continue
            if number:
                figures = (percentile(short, 0.5), percentile(short, 0.99), percentile(long, 0.5))
                for each, value in zip(taken[name], figures, strict=True):
                    each.values.append(value)
                calls[name] += short
    return taken, calls


def document(
    taken: dict[str, list[Taken]], calls: dict[str, list[float]], absent: list[Peer], runs: int
) -> dict[str, object]:
    """The bench's report."""
    tables = []
    for at, figure in enumerate(FIGURES):
        rows = [
            row(name, of[at], group=figure, beside=None if name == CHANNEL else taken[CHANNEL][at])
            for name, of in taken.items()
        ]
        rows += [missing_row(peer.name, peer.absent, group=figure) for peer in absent]
        tables.append(table(f"Bridge: {figure}", rows, "Ratios are beside the raw QWebChannel."))
    gate = taken[GATE]
    ratios = {
        "bridge_p50": ratio_of([(gate[0], taken[CHANNEL][0])]),
        "bridge_p99": ratio_of([(gate[1], taken[CHANNEL][1])]),
    }
    others = [of[2] for name, of in taken.items() if name != GATE and of[2].measured]
    if others and gate[2].measured:
        quickest = min(others, key=lambda each: statistics.median(each.measured))
        ratios["bridge_1mb"] = ratio_of([(gate[2], quickest)])
    if taken[KEPT][2].measured and gate[2].measured:
        ratios["bridge_1mb_scheme"] = ratio_of([(gate[2], taken[KEPT][2])])
    return {
        "bench": "bridge",
        "title": "The bridge",
        "about": "A call and its answer, as the page's own clock sees it (GTK's WebKit: whole ms).",
        "runs": runs,
        "tables": tables,
        "curves": [
            curve(
                "How many calls of 100 bytes took at most so long",
                {
                    name: [(percentile(times, n / 100), n) for n in range(1, 96, 2)]
                    for name, times in calls.items()
                    if times
                },
                x="ms",
                y="% of calls",
            )
        ],
        "ratios": {name: value for name, value in ratios.items() if value is not None},
        "goals": {
            "bridge_p50": goal("a call through the gate beside a raw QWebChannel", at_most=1.5),
            "bridge_1mb": goal("1 MB of bytes there and back, beside the quickest", at_most=1.2),
        },
    }


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    peers = pywebviews()
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folders = [Path(temporary) / name for name in ("walled", "bare", "page")]
        for folder in folders:
            folder.mkdir(mode=0o700)
        with (
            Side("wall_walled.py", [str(folders[0])], screen) as walled,
            Side("wall_bare.py", [str(folders[1])], screen) as bare,
        ):
            works: dict[str, Callable[[], Times]] = {
                GATE: lambda: by_side(walled, "plain", "payload"),
                CHANNEL: lambda: by_side(bare, "plain", "payload"),
                SOCKET: lambda: by_side(bare, "socket", "socket_payload"),
                SCHEME: lambda: by_side(bare, "scheme", "scheme_payload"),
                KEPT: lambda: by_side(bare, "kept", "kept_payload"),
            }
            for peer in peers:
                if not peer.absent:
                    works[peer.name] = lambda peer=peer: by_pywebview(peer, folders[2], screen)
            taken, calls = measured(works, asked.runs)
    say(document(taken, calls, [peer for peer in peers if peer.absent], asked.runs))


if __name__ == "__main__":
    main()
