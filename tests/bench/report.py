"""Every bench, as one report: `python3 dev.py bench [--quick] [--out DIR] [--json FILE]`.

Runs each `bench_NAME.py` of this folder in a process of its own and makes one page (report.html)
and one JSON document (report.json; `--json` names another place for it). A bench that fails stays
in the report as failed. What a bench prints is said in figures.py; one that prints another
JSON document is shown figure by figure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from report_page import page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FIRST = ("cold", "second", "network", "bridge", "memory")
"""These come first, in this order; the others by name."""
QUICK_S = 400.0
"""A quick run begins nothing but these once so much time is over: it shall end within 8 minutes."""
LONGEST_S = 1800.0
QUICK = "--quick"
SHOWN = ("bench", "title", "about", "tables", "curves", "ratios", "goals", "runs")
LAST_LINES = 6


def scripts() -> dict[str, Path]:
    """The benches by name, in the report's order."""
    found = {path.stem.removeprefix("bench_"): path for path in HERE.glob("bench_*.py")}
    return {name: found[name] for name in sorted(found, key=_place)}


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def chapter(name: str, script: Path, *, quick: bool) -> dict[str, Any]:
    """Run one bench; its document, made whole for the page."""
    print(f"bench {name} …", file=sys.stderr, flush=True)
    # Not every bench is long enough to have a shorter form.
    shorter = quick and QUICK in script.read_text(encoding="utf-8")
    begun_s = time.monotonic()
    document: dict[str, Any] = {}
    code, printed, last = run([sys.executable, str(script), *([QUICK] if shorter else [])])
    try:
        document = read(printed)
    except ValueError as error:
        document["failed"] = f"what it printed is no JSON document: {error}"
    if code is None:
        document["failed"] = f"it did not end within {LONGEST_S:g} s"
    elif code:
        document["failed"] = last or f"it ended with {code}"
    took_s = time.monotonic() - begun_s
    print(f"bench {name}: {document.get('failed', 'done')} ({took_s:.0f} s)", file=sys.stderr)
    return whole(name, document) | {"took_s": round(took_s, 1)}


def left_out(name: str) -> dict[str, Any]:
    """The chapter of a bench that a quick run had no time for."""
    why = "Not run: the time of a quick run was over."
    return whole(name, {"absent": why}) | {"absent": why, "rest": {}, "took_s": 0.0}


def run(command: list[str]) -> tuple[int | None, str, str]:
    """Exit code (None: not within LONGEST_S), what was printed, and the last lines of stderr,
    which are passed on as they come."""
    last: deque[str] = deque(maxlen=LAST_LINES)
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as printed,
        subprocess.Popen(command, stdout=printed, stderr=subprocess.PIPE, text=True) as process,
    ):
        timer = threading.Timer(LONGEST_S, process.kill)
        timer.start()
        try:
            for line in process.stderr or ():
                last.append(line.rstrip())
                print(f"  {last[-1]}", file=sys.stderr, flush=True)
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
        finally:
            late = not timer.is_alive()
            timer.cancel()
        printed.seek(0)
        return None if late else code, printed.read(), "\n".join(last)


def read(text: str) -> dict[str, Any]:
    """The JSON document in what a bench printed, which may say other things before it.

    Raises ValueError when there is none; nothing printed is an empty document.
    """
    if not text.strip():
        return {}
    found: dict[str, Any] = json.loads(text[max(text.find("{"), 0) :])
    return found


def whole(name: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """A chapter with every member that the page needs; other members go into `rest`."""
    rest = {key: of for key, of in document.items() if key not in (*SHOWN, "failed")}
    shown = {key: of for key, of in document.items() if key not in rest}
    return {"title": name.capitalize(), "about": "", **shown, "bench": name, "rest": rest}


def judged(chapters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every goal with what was measured; `met` is None where there is no figure."""
    found = []
    for one in chapters:
        for name, goal in one.get("goals", {}).items():
            if not isinstance(goal, Mapping):
                goal = {"what": one["title"], "at_most": goal, "at_least": None}
            if goal.get("at_most") is None and goal.get("at_least") is None:
                continue
            value = one.get("ratios", {}).get(name)
            met = None
            if value is not None:
                most, least = goal.get("at_most"), goal.get("at_least")
                met = (most is None or value <= most) and (least is None or value >= least)
            limits = {"at_most": goal.get("at_most"), "at_least": goal.get("at_least")}
            found.append({"name": name, "value": value, "met": met, **goal, **limits})
    return found


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    import PySide6
    from PySide6.QtWebEngineCore import qWebEngineChromiumVersion

    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = named[0].partition(":")[2].strip() if named else cpu
    return {
        "system": platform.platform(terse=True),
        "cpu": f"{cpu}, {os.cpu_count()} cores",
        "python": f"Python {platform.python_version()}",
        "engine": f"PySide6 {PySide6.__version__}, Chromium {qWebEngineChromiumVersion()}",
    }


def load() -> str:
    """How busy the machine is, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main() -> int:
    """Returns 1 when a bench failed; a goal that is missed is no failure."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--quick", action="store_true", help="fewer runs, in a few minutes")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench", metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the JSON document's place")
    parser.add_argument("--only", default="", metavar="NAME,NAME", help="these benches alone")
    asked = parser.parse_args()
    wanted = [name for name in asked.only.split(",") if name] or list(scripts())
    if unknown := set(wanted) - set(scripts()):
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(scripts())}")
    begun_s, before = time.monotonic(), load()
    chapters = []
    for name in wanted:
        if asked.quick and name not in FIRST and time.monotonic() - begun_s > QUICK_S:
            chapters.append(left_out(name))
        else:
            chapters.append(chapter(name, scripts()[name], quick=asked.quick))
    report = {
        "made_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "quick": asked.quick,
        "machine": machine(),
        "load": [before, load()],
        "took_s": round(time.monotonic() - begun_s, 1),
        "ratios": {name: of for one in chapters for name, of in one.get("ratios", {}).items()},
        "goals": judged(chapters),
        "chapters": chapters,
    }
    asked.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    (asked.json or asked.out / "report.json").write_text(text, encoding="utf-8")
    (asked.out / "report.html").write_text(page(report), encoding="utf-8")
    for goal in report["goals"]:
        state = {True: "met", False: "missed", None: "no figure"}[goal["met"]]
        limit = goal["at_most"] if goal["at_most"] is not None else goal["at_least"]
        print(f"{goal['name']:<28}{goal['value']!s:>8}  goal {limit:g}: {state}")
    print(f"{asked.out / 'report.html'}")
    return 1 if any("failed" in one for one in chapters) else 0


if __name__ == "__main__":
    sys.exit(main())
