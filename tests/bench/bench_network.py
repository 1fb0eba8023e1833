"""Apps that were never installed, and updates, over a slow line.

`python3 dev.py bench network [RUNS] [--quick]`. A registry is served behind a line of 20 Mbit/s and
50 ms there and back, made in user space on loopback (tests/bench/link.py): no slow start, no loss.
Packages of 8 MB are opened by hosts that trust the registry and have nothing of it, not even its
metadata. Early: the first screen stands before the rest has come. Peer: the same host installs the
whole package, then opens it. In a running host, and from the start of a process. An update of a
20 MB package in which 3 of 2,000 files changed counts bytes on the line, TCP's own not among them.
"""

from __future__ import annotations

import itertools
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import subjects
from bench_install import make_files
from figures import Taken, goal, interleaved, options, ratio_of, row, say, short, table
from installed import FANLIGHT
from offered import KEY, LINE, PREFIX, Offered, write_heavy
from screen import Screen
from side import Side
from tree import wait_for_rest

from host.paths import Home
from host.store.keys import KeyStore
from sandbox.package.layout import entry_bytes
from sandbox.package.pack import pack
from sandbox.package.source import FileSource
from sandbox.package.verify import open_package

RUNS, QUICK_RUNS = 7, 2
PACKAGE_BYTES = 8_000_000
PAGES = (("cards", "web"), ("cards", "weixin"), ("app", "web"))
UPDATED = f"{PREFIX}.large"
UPDATED_FILES, UPDATED_BYTES, CHANGED_FILES = 2_000, 20_000_000, 3
END_S = 60.0


class Desk:
    """One host that stays, homes that are new, one screen."""

    def __init__(self, screen: Screen, offered: Offered, host: Side, folder: Path) -> None:
        self._screen = screen
        self._offered = offered
        self._host = host
        self._folder = folder
        self._numbers = itertools.count()
        self.first_bytes: dict[str, list[float]] = {}
        self.line_bytes: dict[str, list[float]] = {}

    def running(self, page: str, kind: str, way: str) -> float:
        """Milliseconds to the marker in the host that runs."""
        app = subjects.app_id(page, kind)
        self._at_rest()
        self._offered.count()
        begun_s = float(self._host.tell(way, app=app)["begun_s"])
        try:
            took_ms = self._screen.wait_for(subjects.MARKER, begun_s)
            came = self._offered.count()["down_bytes"]
            facts = self._host.tell("facts", app=app)
        finally:
            self._host.tell("forget", app=app)
        self.line_bytes.setdefault(f"{way} {page} {kind}", []).append(came)
        if facts["first_screen_bytes"]:
            self.first_bytes.setdefault(f"{page} {kind}", []).append(facts["first_screen_bytes"])
        return took_ms

    def starting(self, page: str, kind: str, way: str) -> float:
        """Milliseconds from the start of the process, or of the first of two, to the marker."""
        home = self._offered.home(f"home-{next(self._numbers)}")
        app = subjects.app_id(page, kind)
        self._at_rest()
        begun_s = time.monotonic()
        if way == "whole":
            self._offered.run("install", app, home=home)
        words = ["open", app, "--home", str(home), "--size", "400x748"]
        process = subprocess.Popen(
            [*FANLIGHT, *words],
            env=self._screen.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return self._screen.wait_for(subjects.MARKER, begun_s)
        finally:
            process.terminate()
            process.wait(END_S)
            shutil.rmtree(home, ignore_errors=True)

    def _at_rest(self) -> None:
        self._screen.wait_until_gone(subjects.MARKER)
        wait_for_rest(self._host.pid)


def measure(desk: Desk, runs: int) -> dict[str, Taken]:
    """Every cell, interleaved."""
    works: dict[str, Callable[[], float]] = {}
    for page, kind in PAGES:
        for way in ("early", "whole"):
            works[f"running {way} {page} {kind}"] = lambda page=page, kind=kind, way=way: (
                desk.running(page, kind, way)
            )
    for way in ("early", "whole"):
        works[f"starting {way} cards web"] = lambda way=way: desk.starting("cards", "web", way)
    return interleaved(works, runs)


def update(offered: Offered, folder: Path) -> dict[str, float]:
    """What an update by difference brings over the line, in bytes."""
    key = KeyStore(Home(folder / "operator").keys).load(KEY)
    files = make_files(UPDATED_FILES, UPDATED_BYTES)
    changed = random.Random(3).sample([one for one in files if one.endswith(".js")], CHANGED_FILES)
    packages = []
    for code in (1, 2):
        manifest = json.loads(files["manifest.json"])
        manifest |= {"app_id": UPDATED, "version": {"name": f"{code}.0.0", "code": code}}
        files["manifest.json"] = json.dumps(manifest).encode()
        if code == 2:
            files |= {path: files[path][:-1] + b"/" for path in changed}
        packages.append(folder / f"large-{code}.ma")
        packages[-1].write_bytes(pack(files, key))
    offered.offer(packages[0])
    home = offered.home("updated")
    offered.run("install", UPDATED, home=home)
    offered.offer(packages[1])
    offered.count()
    report = offered.run("update", UPDATED, home=home)["updated"][0]
    line = offered.count()
    with FileSource(packages[1]) as source:
        index = open_package(source).index
        wanted = [one for one in index.files if one.path in {*changed, "manifest.json"}]
        files_bytes = sum(map(entry_bytes, wanted))
        end_bytes = source.size_bytes - index.files[-1].offset - entry_bytes(index.files[-1])
    cache = home / "registries"
    known = [path for path in cache.rglob("*") if "cache" in path.parts and path.is_file()]
    metadata = sum(path.stat().st_size for path in {path.resolve() for path in known})
    catalogue = sum(path.stat().st_size for path in cache.rglob("catalogue.json"))
    return {
        "whole_bytes": packages[1].stat().st_size,
        "files_bytes": files_bytes,
        "index_bytes": end_bytes,
        "metadata_bytes": metadata + catalogue,
        "down_bytes": line["down_bytes"],
        "up_bytes": line["up_bytes"],
        "reported_bytes": report["bytes_downloaded"],
        "reused_bytes": report["bytes_reused"],
    }


def document(desk: Desk, taken: dict[str, Taken], updated: dict[str, float], runs: int) -> object:
    """The bench's report."""
    rows, pairs, counts = [], [], []
    cells = [("running", page, kind) for page, kind in PAGES] + [("starting", "cards", "web")]
    for where, page, kind in cells:
        early, whole = (taken[f"{where} {way} {page} {kind}"] for way in ("early", "whole"))
        said = "running host" if where == "running" else "process start"
        group = f"{subjects.TITLES[page]}, {kind}, {said}"
        rows.append(row("download, then open", whole, group=group))
        rows.append(row("open while it arrives", early, group=group, beside=whole))
        pairs.append((whole, early))
        if where == "running":
            cell = f"{page} {kind}"
            first = desk.first_bytes.get(cell, [])
            counts.append(row("of the package", first, group=group, unit="B"))
            line = desk.line_bytes.get(f"early {cell}", [])
            counts.append(row("over the line, all told", line, group=group, unit="B"))
    needed = updated["files_bytes"] + updated["index_bytes"] + updated["metadata_bytes"]
    ratios = {
        "never_installed_quicker": ratio_of(pairs[:-1]),
        "never_installed_cold_quicker": ratio_of(pairs[-1:]),
        "update_bytes": short((updated["down_bytes"] + updated["up_bytes"]) / needed),
    }
    for where, page, kind in cells:
        values = taken[f"{where} early {page} {kind}"].measured
        if values:
            name = "never_installed_s" if where == "running" else "never_installed_cold_s"
            middle = sorted(values)[len(values) // 2] / 1000
            ratios[name] = short(max(ratios.get(name) or 0.0, middle))
    told = [row(name.replace("_", " "), [value], unit="B") for name, value in updated.items()]
    return {
        "bench": "network",
        "title": "Over the network",
        "about": __doc__.partition("\n\n")[2].replace("\n", " "),
        "runs": runs,
        "line": LINE,
        "tables": [
            table("Never installed: open → pixels", rows),
            table("What had come when the first screen stood", counts),
            table(
                "An update of 20 MB in which 3 of 2,000 files changed",
                told,
                "files: the entries that are new, the manifest's among them; index: signing block, "
                "directory and end; metadata: what TUF reads, and the catalogue.",
            ),
        ],
        "ratios": {name: value for name, value in ratios.items() if value is not None},
        "goals": {
            "never_installed_s": goal("first screen of a running host, in s", at_most=1.5),
            "never_installed_quicker": goal("download-then-open beside it", at_least=3.0),
            "update_bytes": goal("bytes of an update beside what is needed", at_most=1.1),
        },
    }


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    with tempfile.TemporaryDirectory() as temporary, Screen() as screen:
        folder = Path(temporary)
        with Offered(folder, screen) as offered:
            for page, kind in PAGES:
                offered.build(write_heavy(folder, page, kind, PACKAGE_BYTES))
            with Side("network_side.py", [str(offered.home("home"))], screen) as host:
                desk = Desk(screen, offered, host, folder)
                taken = measure(desk, asked.runs)
            updated = update(offered, folder)
    say(document(desk, taken, updated, asked.runs))


if __name__ == "__main__":
    main()
