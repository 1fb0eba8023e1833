"""How time, memory and bytes grow with installed apps, recorded launches and a registry's apps.

    python3 dev.py bench scale [RUNS] [--quick]

Each question is asked in a process of its own (scale_side.py). All times are the processor's own,
without imports: so waiting for the disk or the network is not in them, nor is another load.
A home of N apps has N packages installed by the installer. A library of N days has 1,000 launches
of each. A registry of N apps has hash bins for N, and is served on loopback.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from figures import Options, curve, goal, options, row, say, short, table
from scale_registry import Large, kept, probe_package

from bridge.marks import LaunchKind, Mark, Trace
from bridge.names import AppId, AppVersion, KeyId, PageRoute
from host.paths import Home
from host.store.database import Database
from host.store.origin import FromFile
from host.store.registry.bins import SEARCH_PATH
from host.store.store import Store
from host.store.trust import TrustPolicy
from host.timings.history import fold, months
from host.timings.query import Timings
from host.timings.record import KEPT_LAUNCHES, Launched, Recorder
from sandbox.package.signing import SigningKey
from sandbox.package.source import BytesSource

APPS = {True: (100, 1_000), False: (100, 1_000, 10_000)}
DAYS = {True: (10, 100), False: (10, 100, 365)}
LISTED = {True: (100, 1_000, 4_000), False: (100, 1_000, 10_000, 100_000)}
FLAT_UP_TO = 10_000
LAUNCHES_A_DAY = 1_000
ONE_APP, EXTRA_APP = AppId("org.example.a1"), AppId("org.example.a1000000")
RESOLVE = "resolve, never asked before"
SIDE = Path(__file__).with_name("scale_side.py")
FLOOR_MS, FLOOR_MB, FLOOR_BYTES = 2.0, 8.0, 20_000.0
"""Below these a figure is taken for nothing: what it grows from is the machine's noise."""

Points = list[tuple[float, float]]


class Grown:
    """Figures by their name and by how many there were."""

    def __init__(self, floor: float) -> None:
        self._floor = floor
        self.lines: dict[str, Points] = {}
        self.rows: list[dict[str, Any]] = []
        self._runs: dict[str, list[float]] = {}
        self._shown_only: set[str] = set()

    def add(self, name: str, count: int, values: Sequence[float], unit: str, of: str) -> None:
        self.lines.setdefault(name, []).append((count, statistics.median(values)))
        self.rows.append(row(f"{count:,} {of}", list(values), group=name, unit=unit))
        print(f"{name}, {count}: {statistics.median(values):.4g} {unit}", file=sys.stderr)

    def add_run(self, name: str, value: float) -> None:
        """One run of a figure; `settle` makes a line of all."""
        self._runs.setdefault(name, []).append(value)

    def compare(self, name: str, count: int, value: float) -> None:
        """A line that is shown, and judged by nothing."""
        self._shown_only.add(name)
        self.add(name, count, [value], "bytes", "apps")

    def settle(self, count: int, unit: str, of: str) -> None:
        """Add what the runs since the last time have measured."""
        runs, self._runs = self._runs, {}
        for name, values in runs.items():
            self.add(name, count, values, unit, of)

    def steepest(self) -> float:
        """The growth over the last step, as a share of what n·log n would be; of all lines.

        A figure counts from the floor up.
        """
        found = [0.0]
        for name, points in self.lines.items():
            if len(points) < 2 or name in self._shown_only:
                continue
            (n1, one), (n2, two) = points[-2:]
            allowed = n2 * math.log(n2) / (n1 * math.log(n1))
            found.append(max(two, self._floor) / max(one, self._floor) / allowed)
        return short(max(found))


def ask(folder: Path, *words: str) -> dict[str, float]:
    """`ms` and `rss_mb` of one question in its own process."""
    command = [sys.executable, str(SIDE), str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of the processor, of all threads of this process."""
    begun_s = time.process_time()
    act()
    return (time.process_time() - begun_s) * 1000


class Library:
    """A home that grows, and the changes that are timed in it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._key = SigningKey.generate()
        self._trust = TrustPolicy(frozenset({self._key.key_id}))
        self._have = 0
        self._code = 1

    def grow(self, count: int) -> None:
        with Store(self.home) as store:
            for number in range(self._have, count):
                self._install(store, number, 1)
        self._have = count

    def changes(self, runs: int) -> dict[str, list[float]]:
        """Milliseconds of each run; what is installed stays as it was."""
        found: dict[str, list[float]] = {"install one": [], "update one": [], "remove one": []}
        with Store(self.home) as store:
            store.library.installed()
            for _ in range(runs):
                self._code += 1
                found["install one"].append(timed(lambda: self._install(store, 10**6, 1)))
                found["update one"].append(timed(lambda: self._install(store, 5, self._code)))
                found["remove one"].append(timed(lambda: store.uninstall(EXTRA_APP)))
        return found

    def _install(self, store: Store, number: int, code: int) -> None:
        package = probe_package(self._key, AppId(f"org.example.a{number}"), code)
        store.installer.install(BytesSource(package), FromFile(Path("a.ma")), self._trust)


def of_home(folder: Path, asked: Options, ms: Grown, mb: Grown) -> None:
    """One home that grows; questions and changes at each size."""
    library = Library(Home(folder / "home"))
    for count in APPS[asked.quick]:
        library.grow(count)
        for name, values in library.changes(asked.runs).items():
            ms.add(name, count, values, "ms", "apps")
        for question, name in (("open", "open one"), ("list", "list all")):
            app = f"org.example.a{count // 2}"
            answers = [ask(library.home.root, question, app) for _ in range(asked.runs)]
            ms.add(name, count, [one["ms"] for one in answers], "ms", "apps")
            mb.add(name, count, [one["rss_mb"] for one in answers], "MB", "apps")


def of_launches(folder: Path, asked: Options, ms: Grown, size: Grown) -> None:
    """Libraries of so many days; recording one more, and every report."""
    for days in DAYS[asked.quick]:
        path = folder / f"{days}.db"
        with Database(path) as database:
            Recorder(database).keep(*a_launch())
            database.write(lambda held, days=days: fill_launches(held, days))
            for name, act in reports(database).items():
                values = [timed(act) for _ in range(asked.runs + 1)][1:]
                ms.add(name, days, values, "ms", "days")
        there = sum(one.stat().st_size for one in folder.glob(f"{path.name}*"))
        size.add("library.db", days, [there / 1e6], "MB", "days")


def a_launch() -> tuple[Launched, Trace]:
    """One with every mark."""
    trace = Trace(lambda: 100.0)
    for number, mark in enumerate(Mark):
        trace.mark(mark, 100.0 + number / 50)
    version, page = AppVersion(1, "1.0.0"), PageRoute("pages/index/index")
    return Launched(ONE_APP, KeyId("a" * 64), version, LaunchKind.WARM, "qt", page), trace


def reports(database: Database) -> dict[str, Callable[[], object]]:
    """What is timed."""
    recorder, query = Recorder(database), Timings(database)
    return {
        "record one": lambda: recorder.keep(*a_launch()),
        "percentiles of all apps": query.summary,
        "percentiles of one app": lambda: query.summary(ONE_APP),
        "newest launches": query.launches,
        "months": lambda: months(database),
    }


def fill_launches(held: sqlite3.Connection, days: int) -> None:
    """LAUNCHES_A_DAY launches on each of so many days, most of them of few apps; the host's own
    step moves those that are no longer kept whole."""
    one = "SELECT publisher, version_code, version_name, engine, page, marks, facts FROM launches"
    rest = tuple(held.execute(f"{one} LIMIT 1").fetchone())
    rng = random.Random(1)
    today = datetime.now(UTC)
    for day in range(days):
        at = (today - timedelta(days=days - day)).isoformat(timespec="milliseconds")
        rows = []
        for _ in range(LAUNCHES_A_DAY):
            app = f"org.example.a{min(9_999, int(rng.paretovariate(0.6)))}"
            kind = rng.choice(list(LaunchKind)).value
            rows.append((app, kind, rng.lognormvariate(6, 0.5), at.replace("+00:00", "Z"), *rest))
        held.executemany(
            "INSERT INTO launches (app_id, launch, first_screen_ms, at, publisher, version_code, "
            "version_name, engine, page, marks, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        (newest,) = held.execute("SELECT max(id) FROM launches").fetchone()
        fold(held, newest - KEPT_LAUNCHES)


def of_registry(folder: Path, asked: Options, ms: Grown, mb: Grown, size: Grown) -> None:
    """Registries of so many apps; what a host asks, and one more publication."""
    for count in LISTED[asked.quick]:
        large = Large(folder / f"r{count}", count)
        for run in range(asked.runs if count < 100_000 else 3):
            ms.add_run("publish one", timed(large.publish))
            with large.served_to(folder / f"h{count}-{run}") as home:
                as_asked(large, home, ms, mb, size)
        for grown, unit in ((ms, "ms"), (mb, "MB"), (size, "bytes")):
            grown.settle(count, unit, "apps")
        if count <= FLAT_UP_TO:
            flat = Large(folder / f"f{count}", count, binned=False)
            with flat.served_to(folder / f"fh{count}") as home:
                ask(home.root, "resolve", flat.probe)
                size.compare("(one catalogue: resolve)", count, bytes_of(kept(home)))
        shutil.rmtree(folder / f"r{count}")


def as_asked(large: Large, home: Home, ms: Grown, mb: Grown, size: Grown) -> None:
    """One host's questions to it, from the first on."""
    answer = ask(home.root, "resolve", large.probe)
    first = kept(home)
    ms.add_run("resolve, never asked before", answer["ms"])
    mb.add_run("resolve", answer["rss_mb"])
    size.add_run(RESOLVE, bytes_of(first))
    large.publish()
    ms.add_run("resolve after a publication", ask(home.root, "resolve", large.probe)["ms"])
    new = {name: of for name, of in kept(home).items() if first.get(name) != of}
    size.add_run("resolve after a publication", bytes_of(new))
    answer = ask(home.root, "search", "ferry")
    ms.add_run("search, never asked before", answer["ms"])
    mb.add_run("search", answer["rss_mb"])
    size.add_run("search", kept(home)[SEARCH_PATH][0])
    ms.add_run("search again", ask(home.root, "search", "ferry")["ms"])


def bytes_of(files: Mapping[str, tuple[int, int]]) -> float:
    """All sizes together."""
    return float(sum(length for length, _ in files.values()))


def main() -> None:
    """Print the document."""
    asked = options(runs=5, quick_runs=2)
    home_ms, launches_ms, registry_ms = (Grown(FLOOR_MS) for _ in range(3))
    home_mb, registry_mb, library_mb = (Grown(FLOOR_MB) for _ in range(3))
    fetched = Grown(FLOOR_BYTES)
    with tempfile.TemporaryDirectory(prefix="fanlight-scale-") as temporary:
        folder = Path(temporary)
        (folder / "launches").mkdir()
        bare = [ask(folder, "nothing")["rss_mb"] for _ in range(asked.runs)]
        of_home(folder, asked, home_ms, home_mb)
        of_launches(folder / "launches", asked, launches_ms, library_mb)
        of_registry(folder, asked, registry_ms, registry_mb, fetched)
    shown = (
        ("Installed apps: time", home_ms, "apps installed", "ms"),
        ("Installed apps: memory of the process", home_mb, "apps installed", "MB"),
        ("Recorded launches: time", launches_ms, "days of 1,000 launches", "ms"),
        ("Recorded launches: the library's file", library_mb, "days of 1,000 launches", "MB"),
        ("Apps in a registry: time", registry_ms, "apps listed", "ms"),
        ("Apps in a registry: memory of the process", registry_mb, "apps listed", "MB"),
        ("Apps in a registry: what a host fetches", fetched, "apps listed", "bytes"),
    )
    most = fetched.lines[RESOLVE][-1]
    say(
        {
            "title": "Scale",
            "about": (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2].replace("\n", " ")
            + f"The process itself, with its libraries, has {statistics.median(bare):.0f} MB.",
            "runs": asked.runs,
            "tables": [table(title, grown.rows) for title, grown, _, _ in shown],
            "curves": [
                curve(title, grown.lines, x=x, y=y, logarithmic=True)
                for title, grown, x, y in shown
            ],
            "ratios": {
                "scale_time": max(g.steepest() for g in (home_ms, launches_ms, registry_ms)),
                "scale_memory": max(g.steepest() for g in (home_mb, registry_mb, library_mb)),
                "scale_bytes": fetched.steepest(),
                "scale_resolve_kb": short(most[1] / 1000),
            },
            "goals": {
                "scale_time": goal("of n·log n over the last step, the steepest line", at_most=1.0),
                "scale_memory": goal("of n·log n, memory and files", at_most=1.0),
                "scale_bytes": goal("of n·log n, what a host fetches", at_most=1.0),
                "scale_resolve_kb": {
                    **goal(f"kB to learn of one app among {most[0]:,.0f}", at_most=300),
                    "unit": " kB",
                },
            },
        }
    )


if __name__ == "__main__":
    main()
