"""Open the reference apps, and every page of some of them, and say what went wrong.

    python3 dev.py test reference --apps DIR [--only NAME,…] [--out FOLDER]
                                  [--pages NAME,…] [--routes GLOB]

Each folder of DIR that holds a WeChat-syntax project is opened from its folder until its first
screen; of the apps that exceptions.json lists under `every_page` each page of app.json is visited
too. An app fails by an error in its console or in the report, unless exceptions.json names it with
a reason. FOLDER gets report.json and a screenshot of every screen that was shown.

The apps are other people's and not part of this repository; their npm packages have to be
installed in DIR.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sandbox.compile.diagnostics import Diagnostics
from sandbox.compile.files import read_text
from sandbox.compile.loose_json import read_json
from sandbox.compile.project import is_project, open_project
from tests.fanlight_child import kill_group, start

EXCEPTIONS = Path(__file__).with_name("exceptions.json")
PAGES_AT_ONCE = 15
LINGER_S = 0.25
FIRST_SCREEN_WITHIN_S = 90
EACH_PAGE_WITHIN_S = 20


@dataclass(frozen=True)
class Excused:
    """An error that is not ours, or that this machine cannot do without; and why."""

    app: str
    page: str
    text: str
    reason: str

    def excuses(self, app: str, finding: Finding) -> bool:
        """Whether this error of an app is the one that is meant."""
        return (
            fnmatch.fnmatchcase(app, self.app)
            and fnmatch.fnmatchcase(finding.page, self.page)
            and re.search(self.text, finding.text) is not None
        )


@dataclass
class Finding:
    """One error, on the page that was shown when it came."""

    page: str
    text: str
    source: str = ""
    line: int = 0
    reason: str | None = None


@dataclass
class Opened:
    """One app: what was shown, and what went wrong."""

    app: str
    took_s: float = 0
    first_screen_ms: float | None = None
    pages: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def faults(self) -> list[Finding]:
        """The errors that no exception names."""
        return [finding for finding in self.findings if finding.reason is None]


class Run:
    """`fanlight open` on the apps of one folder."""

    def __init__(self, out: Path, excused: list[Excused]) -> None:
        self._out = out
        self._excused = excused
        program = shutil.which("fanlight", path=sysconfig.get_path("scripts"))
        assert program, "fanlight is not installed in this environment"
        self._program = program

    def open(self, folder: Path, visited: str | None) -> Opened:
        """Open one app, then the pages that `visited` fits; never raises for what the app does."""
        done = Opened(folder.name)
        start_s = time.monotonic()
        report = self._fanlight(
            folder, FIRST_SCREEN_WITHIN_S, "--screenshot", str(self._out / f"{folder.name}.png")
        )
        done.first_screen_ms = report.get("first_screen_ms")
        self._keep(done, report.get("page", ""), report)
        if visited is not None:
            routes = fnmatch.filter(routes_of(folder), visited)
            for first in range(0, len(routes), PAGES_AT_ONCE):
                self._visit(done, folder, routes[first : first + PAGES_AT_ONCE])
        for finding in done.findings:
            reasons = [x.reason for x in self._excused if x.excuses(done.app, finding)]
            finding.reason = reasons[0] if reasons else None
        done.took_s = round(time.monotonic() - start_s, 1)
        return done

    def _visit(self, done: Opened, folder: Path, routes: list[str]) -> None:
        """Visit pages in one launch; what fails as a whole is tried again in halves."""
        shots = self._out / done.app / f"{len(done.pages):03}"
        report = self._fanlight(
            folder,
            FIRST_SCREEN_WITHIN_S + EACH_PAGE_WITHIN_S * len(routes),
            *["--run", ",".join(routes), "--linger", str(LINGER_S), "--screenshot", str(shots)],
        )
        if "error" in report and len(routes) > 1:
            half = len(routes) // 2
            self._visit(done, folder, routes[:half])
            self._visit(done, folder, routes[half:])
            return
        done.pages += routes
        self._keep(done, routes[0], {**report, "console": []})
        for visit in report.get("visits", []):
            self._keep(done, visit["page"], visit)
        print(f"{done.app}: {len(done.pages)} pages", file=sys.stderr, flush=True)

    def _keep(self, done: Opened, page: str, report: dict[str, Any]) -> None:
        failures = [report["error"]] if "error" in report else report.get("errors", [])
        done.findings += [Finding(page, f"{x['code']}: {x['message']}") for x in failures]
        done.findings += [
            Finding(page, line["text"], line["source"], line["line"])
            for line in report.get("console", [])
            if line["level"] == "error"
        ]

    def _fanlight(self, folder: Path, within_s: int, *words: str) -> dict[str, Any]:
        """A report of `fanlight open`, or `{"error"}` in its own form."""
        with tempfile.TemporaryDirectory(prefix="fanlight-reference-") as home:
            # Where there is no GPU, pages that draw in 3D are looked at all the same.
            (Path(home) / "settings.json").write_text('{"software_webgl": true}')
            limits = ["--until", "first-screen", "--timeout", str(within_s), "--home", home]
            process = start([self._program, "open", str(folder), "--json", *limits, *words], {})
            try:
                out, err = process.communicate(timeout=within_s + FIRST_SCREEN_WITHIN_S)
                found = json.loads(out)
            except (ValueError, subprocess.TimeoutExpired) as failure:
                kill_group(process)
                told = err[-300:] if isinstance(failure, ValueError) else "it hung"
                return {"error": {"code": "process", "message": f"no report: {told}"}}
            except BaseException:
                kill_group(process)
                raise
        assert isinstance(found, dict)
        return found


def routes_of(folder: Path) -> Iterator[str]:
    """Every page that an app's app.json names, those of subpackages after the others."""
    text = read_text(open_project(folder).files, "app.json")
    app = read_json("app.json", text or "{}", Diagnostics())
    assert app is not None, f"{folder}: app.json is not JSON"
    yield from app.value["pages"]
    for package in app.value.get("subpackages") or app.value.get("subPackages") or []:
        yield from (f"{package['root'].strip('/')}/{page}" for page in package["pages"])


def print_table(apps: list[Opened]) -> None:
    """One line for each app, and one for each fault."""
    print(f"{'app':<24}{'first screen':>14}{'pages':>8}{'excused':>9}{'faults':>8}")
    for app in apps:
        shown = "-" if app.first_screen_ms is None else f"{app.first_screen_ms:.0f} ms"
        excused = len(app.findings) - len(app.faults)
        pages = len(app.pages) or 1
        print(f"{app.app:<24}{shown:>14}{pages:>8}{excused:>9}{len(app.faults):>8}")
    for app in apps:
        for fault in app.faults:
            place = f"{fault.source}:{fault.line}" if fault.source else ""
            print(f"  {app.app} {fault.page}: {fault.text[:300]} {place}")


def main(arguments: list[str]) -> int:
    """Returns 0 when no app has a fault that is not excused, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--apps", type=Path, required=True, help="the folder of the apps")
    parser.add_argument("--only", help="these apps alone, by name")
    parser.add_argument("--pages", help="visit every page of these apps, or of `none`")
    parser.add_argument("--routes", default="*", help="of those pages the ones that fit")
    parser.add_argument("--out", type=Path, help="for report.json and the screenshots")
    options = parser.parse_args(arguments)
    data = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    out = options.out or Path(tempfile.mkdtemp(prefix="fanlight-reference-"))
    out.mkdir(parents=True, exist_ok=True)
    folders = sorted(x for x in options.apps.iterdir() if x.is_dir() and is_project(x))
    if options.only:
        folders = [x for x in folders if x.name in options.only.split(",")]
    if not folders:
        print(f"{options.apps} holds no such app", file=sys.stderr)
        return 1
    every_page = options.pages.split(",") if options.pages else data["every_page"]
    run = Run(out, [Excused(**x) for x in data["exceptions"]])
    done = [run.open(x, options.routes if x.name in every_page else None) for x in folders]
    report = [asdict(app) | {"faults": len(app.faults)} for app in done]
    (out / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    print_table(done)
    print(f"report and screenshots: {out}")
    return 1 if any(app.faults for app in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
