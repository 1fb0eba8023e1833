"""Lists in WeChat syntax beside the same template on glass-easel straight on the DOM.

`python3 dev.py bench rows [RUNS] [--quick]`. Each run opens both apps in the same WebView, one
after the other, and runs create 1,000, update every 10th, swap two, remove one, append 1,000 five
times each (after js-framework-benchmark), from setData to painted, each once the frames of the one
before are over, and an update right behind a paint; and counts what the setData of one operation
sends from the logic layer to the view (a run of its own, which is not timed).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import rows
from figures import Taken, options, ratio_of, row, say, table

import build_js
from sandbox.compile.wxml.engine import TemplateEngine

RUNS, QUICK_RUNS = 3, 1
FANLIGHT = [sys.executable, "-m", "host.cli.start"]
TOOLS = build_js.ROOT / "sandbox" / "compile" / "tools" / "dist"


def taken(folder: Path, home: Path, script: str) -> dict[str, list[float]]:
    """Milliseconds of each round, by operation."""
    words = ["open", str(folder), "--home", str(home), "--json", "--timeout", "90"]
    words += ["--until", "first-screen"]
    done = subprocess.run(
        [*FANLIGHT, *words, "--eval", script], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    if "error" in report:
        raise SystemExit(f"{folder.name}: {report['error']['message']}\n{done.stderr[-2000:]}")
    found: dict[str, list[float]] = report["eval"]
    return found


def sent(folder: Path, home: Path) -> dict[str, dict[str, int]]:
    """Messages and bytes from the logic layer to the view, by operation."""
    command = [sys.executable, str(Path(__file__).with_name("traffic.py")), str(home), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found


def main() -> None:
    asked = options(RUNS, QUICK_RUNS)
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        weixin, web, home = base / "weixin", base / "web", base / "home"
        weixin.mkdir()
        web.mkdir()
        rows.write_weixin(weixin)
        rows.write_web(web, TemplateEngine(TOOLS / build_js.TEMPLATE_COMPILER, None))
        pairs = [
            (taken(weixin, home, rows.WEIXIN_RUN), taken(web, home, rows.WEB_RUN))
            for _ in range(asked.runs)
        ]
        traffic = sent(weixin, base / "counted")
    lines, ratios = [], []
    for name in pairs[0][0]:
        ours = Taken([statistics.median(one[name]) for one, _ in pairs])
        dom = Taken([statistics.median(other[name]) for _, other in pairs])
        note = f"{traffic[name]['messages']} messages, {traffic[name]['bytes']} bytes"
        lines += [
            row("straight on the DOM", dom, group=name),
            row("Fanlight, weixin", ours, group=name, beside=dom, note=note),
        ]
        ratios.append((ours, dom))
    say(
        {
            "bench": "rows",
            "title": "Lists in WeChat syntax",
            "about": f"Operations on {rows.ROWS} rows, from setData to painted, beside the same "
            "template on glass-easel straight on the DOM of a page; each begins "
            f"{rows.REST_MS} ms after the one before was painted, when nothing of it is left to "
            f"draw, “{rows.AT_ONCE}” right behind it; each run's figure is the median of its five "
            "rounds.",
            "runs": asked.runs,
            "traffic": traffic,
            "tables": [table("setData → painted", lines)],
            "ratios": {"rows": ratio_of(ratios)},
        }
    )


if __name__ == "__main__":
    main()
