"""Every check of the project, in order, with a table at the end: `python3 dev.py test [PART]`.

dev.py sets up first and starts this file with the environment's Python (as root: inside a user
namespace, where Chromium's sandbox works).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from xml.etree import ElementTree

import build_js
import conformance
from advisories import NOT_CHECKED
from frameworks import build_frameworks
from private_display import further_displays, private_display
from tests_folder import keep_folder, make_folder

ROOT = Path(__file__).resolve().parent.parent
STATIC_AT_ONCE = 2
# Tests wait for processes more than they work.
LANES = (os.cpu_count() or 1) + 1
TEARDOWN_S = 30
EXIT_INTERRUPTED = 130
# Those with the longest files first.
ALL_FOLDERS = ("e2e", "attack", "engines", "contract", "unit")


class Outcome(Enum):
    """How a check ended."""

    OK = "ok"
    FAILED = "failed"
    NOTHING = "nothing to check yet"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the table."""

    name: str
    outcome: Outcome
    took_s: float


@dataclass(frozen=True, slots=True)
class Check:
    """A command that reads the tree and fails with a non-zero code.

    `asks_services`: it asks others over the network; its code NOT_CHECKED is no failure.
    """

    name: str
    command: list[str]
    asks_services: bool = False


@dataclass(slots=True)
class Counts:
    """Tests by outcome, summed over all pytest runs."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> None:
        """Add one of pytest's JUnit reports; a run that left none counts as one failure."""
        try:
            suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
        except (OSError, ElementTree.ParseError):
            self.failed += 1
            return
        for suite in suites:
            failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
            skipped = int(suite.get("skipped", "0"))
            self.failed += failed
            self.skipped += skipped
            self.passed += int(suite.get("tests", "0")) - failed - skipped


def static_checks() -> list[Check]:
    """The checks that run no test, the longest first. TypeScript's join in once there is any."""
    scripts = sysconfig.get_path("scripts")
    checks = [
        Check("mypy --strict", [f"{scripts}/mypy"]),
        Check("ruff check", [f"{scripts}/ruff", "check", "--quiet"]),
        Check("ruff format", [f"{scripts}/ruff", "format", "--check", "--quiet"]),
        Check("import-linter", [f"{scripts}/lint-imports", "--no-logo"]),
        Check("licences", [sys.executable, _beside("licences.py")]),
        Check("pip-audit", [sys.executable, _beside("advisories.py"), "pip"], asks_services=True),
        Check("npm audit", [sys.executable, _beside("advisories.py"), "npm"], asks_services=True),
    ]
    if not _typescript():
        return checks
    node = build_js.node_command()
    eslint = [*_npm_program("eslint", "bin/eslint.js"), "--max-warnings=0"]
    samples = [str(path) for path in (ROOT / "sample_apps",) if any(path.rglob("*.js"))]
    return [
        Check("eslint", [*node, *eslint, "eslint.config.js", *_typescript(), *samples]),
        Check("prettier", [*node, *_prettier(), "--check", "--log-level=warn", *_typescript()]),
        Check("tsc --noEmit", [*node, *_npm_program("typescript", "bin/tsc")]),
        *checks,
    ]


def format_typescript() -> int:
    """prettier --write on what is written by hand; returns its exit code."""
    if not _typescript():
        return 0
    command = [*build_js.node_command(), *_prettier(), "--write", "--log-level=warn"]
    return subprocess.run([*command, *_typescript()], cwd=ROOT, check=False).returncode


def run_quiet(checks: Sequence[Check]) -> list[Done]:
    """Run them, two at a time, and beside these those that wait for services; what failed prints
    its whole output."""
    asking = sum(check.asks_services for check in checks)
    with ThreadPoolExecutor(STATIC_AT_ONCE) as pool, ThreadPoolExecutor(asking or 1) as waiting:
        running = [
            (waiting if check.asks_services else pool).submit(run_quietly, check)
            for check in checks
        ]
        return [each.result() for each in running]


def js_tests() -> list[Check]:
    """Node's own test runner, on the TypeScript as it stands (Node 24 strips the types)."""
    tests = [path for path in _typescript() if path.endswith(".test.ts")]
    return [Check("node --test", [*build_js.node_command(), "--test", *tests])] if tests else []


def run_js_tests() -> Done:
    """`js_tests`, with their output as it comes."""
    for check in js_tests():
        _title(check.name)
        return _timed(check.name, check.command, _node_environment())
    return Done("node --test", Outcome.NOTHING, 0)


def run_pytest(
    name: str,
    arguments: list[str],
    counts: Counts,
    environment: dict[str, str],
    lanes: Sequence[str] = (),
) -> Done:
    """One pytest run, its output as it comes; `environment` names the display.

    `lanes`: the displays of the processes that share the tests, file by file.
    """
    _title(f"pytest {name}")
    folder = make_folder()
    done = Done(name, Outcome.OK, 0)
    try:
        report = folder / "junit.xml"
        options = [f"--junitxml={report}", f"--basetemp={folder / 'tmp'}"]
        options += ["-o", "tmp_path_retention_policy=failed"]
        if lanes:
            # https://pytest-xdist.readthedocs.io/en/stable/distribution.html
            # As they are named: xdist would begin with the files of many short tests, and its last
            # ones, which are long, would end alone.
            options += ["--dist=loadfile", "--no-loadscope-reorder"]
            options += [f"--tx=popen//env:DISPLAY={lane}" for lane in lanes]
        command = [sys.executable, "-m", "pytest", *options, *arguments]
        done = _timed(name, command, environment)
        counts.add(report)
    finally:
        if done.outcome is Outcome.OK:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the tests' files are kept in {keep_folder(folder)}", flush=True)
    return done


def run_benchmarks(rest: list[str], environment: dict[str, str]) -> list[Done]:
    """Run tests/bench/bench_NAME.py for the name that `rest` begins with, else report.py."""
    scripts = {x.stem.removeprefix("bench_"): x for x in ROOT.glob("tests/bench/bench_*.py")}
    script, words = ROOT / "tests" / "bench" / "report.py", rest
    if rest and rest[0] in scripts:
        script, words = scripts[rest[0]], rest[1:]
    name = script.stem.removeprefix("bench_")
    _title(f"bench {name}")
    paths = {"PYTHONPATH": str(ROOT / "packaging")}  # the build of the scripts that they time
    command = [sys.executable, str(script), *words]
    return [_timed(f"bench {name}", command, {**environment, **paths})]


def run_frameworks(counts: Counts, rest: list[str], environment: dict[str, str]) -> list[Done]:
    """Build the apps of other frameworks with their own tools, and use them. Raises BuildFailed."""
    _title("apps of other frameworks")
    start_s = time.monotonic()
    build_frameworks()
    built = Done("npm", Outcome.OK, time.monotonic() - start_s)
    return [built, run_pytest("frameworks", ["tests/frameworks", *rest], counts, environment)]


def run_reference(rest: list[str], environment: dict[str, str]) -> Done:
    """Open the reference apps; `rest` says where they are."""
    _title("reference apps")
    script = str(ROOT / "tests" / "reference" / "run_apps.py")
    return _timed("reference", [sys.executable, script, *rest], environment)


def run_conformance(rest: list[str], counts: Counts) -> list[Done]:
    """TUF's own suite against our registry reader. Raises SuiteUnusable."""
    suite, python, options = conformance.prepare(rest)
    _title("tuf-conformance")
    with tempfile.TemporaryDirectory(prefix="fanlight-tests-") as folder, conformance.entry() as us:
        report = Path(folder, "junit.xml")
        words = conformance.command(suite, python, us, report, options)
        done = _timed("tuf-conformance", words, conformance.surroundings(suite))
        counts.add(report)
    return [done]


def run_part(part: str, rest: list[str], counts: Counts) -> list[Done]:
    """Run one part, or everything for `all`; anything else goes to pytest as it is."""
    if part == "lint":
        return run_quiet(static_checks())
    if part == "js":
        return [run_js_tests()]
    if part == "conformance":
        return run_conformance(rest, counts)
    done: list[Done] = []
    if part == "all":
        done = run_quiet([*js_tests(), *static_checks()])
    with private_display() as environment:
        if part == "bench":
            return run_benchmarks(rest, environment)
        if part == "screenshots":
            words = [sys.executable, "-m", "tests.screenshots", *rest]
            return [_timed("screenshots", words, environment)]
        if part == "frameworks":
            return run_frameworks(counts, rest, environment)
        if part == "reference":
            return [run_reference(rest, environment)]
        with further_displays(LANES - 1 if part in {"all", *ALL_FOLDERS} else 0) as further:
            # A display each: windows of two tests on one take the keyboard from each other.
            lanes = [environment["DISPLAY"], *further] if further else []
            done.append(run_pytest(*_pytest_run(part, rest), counts, environment, lanes))
    return done


def _pytest_run(part: str, rest: list[str]) -> tuple[str, list[str]]:
    if part == "all":
        # One run, so that no lane waits for the last file of each folder; short files at the end.
        return "tests", [f"tests/{folder}" for folder in ALL_FOLDERS]
    if part in ALL_FOLDERS:
        return part, [f"tests/{part}", *rest]
    return "chosen tests", [part, *rest]


def _node_environment() -> dict[str, str]:
    """The tools' environment. node's tests are a process for each file, which all read the same
    modules: stripped of their types and compiled once, they are kept beside the packages.
    """
    kept = ROOT / "node_modules" / ".cache" / "node"
    return {**build_js.tool_environment(), "NODE_COMPILE_CACHE": str(kept)}


def _typescript() -> list[str]:
    folders = [folder.folder for folder in build_js.folders(ROOT)]
    paths = (path.relative_to(ROOT) for folder in folders for path in folder.rglob("*.ts"))
    return sorted(str(path) for path in paths if not {"node_modules", "dist"} & set(path.parts))


def _beside(script: str) -> str:
    return str(ROOT / "packaging" / script)


def _npm_program(package: str, script: str) -> list[str]:
    return [str(ROOT / "node_modules" / package / script)]


def _prettier() -> list[str]:
    return _npm_program("prettier", "bin/prettier.cjs")


def run_quietly(check: Check) -> Done:
    """Run one check; its whole output is printed unless all is well."""
    start_s = time.monotonic()
    ran = subprocess.run(
        check.command,
        cwd=ROOT,
        env=_node_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    outcome = _outcome(ran.returncode)
    if check.asks_services and ran.returncode == NOT_CHECKED:
        outcome = Outcome.NOT_CHECKED
    done = Done(check.name, outcome, time.monotonic() - start_s)
    words = "" if done.outcome is Outcome.OK else f"\n{ran.stdout.rstrip()}"
    print(f"{check.name}: {done.outcome.value} ({done.took_s:.1f} s){words}", flush=True)
    return done


def _timed(name: str, command: list[str], environment: Mapping[str, str] | None = None) -> Done:
    """Run with its output as it comes; on Ctrl-C it gets time to end what it started."""
    start_s = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.wait(TEARDOWN_S)
            raise
        except BaseException:
            process.terminate()
            raise
    return Done(name, _outcome(code), time.monotonic() - start_s)


def _outcome(code: int) -> Outcome:
    return Outcome.FAILED if code else Outcome.OK


def _title(text: str) -> None:
    print(f"\n=== {text}", flush=True)


def _print_table(done: list[Done], counts: Counts, took_s: float) -> None:
    _title("summary")
    for line in done:
        print(f"{line.name:<18}{line.took_s:8.1f} s  {line.outcome.value}")
    print(f"{'all':<18}{took_s:8.1f} s")
    if counts.passed or counts.failed:
        print(f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")


def _stop_on(signal_number: signal.Signals) -> None:
    def stop(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal_number, stop)


def main(arguments: list[str]) -> int:
    """Returns 0 when every check of the part went well, 1 otherwise, 130 after Ctrl-C."""
    if arguments == ["--format-typescript"]:
        return format_typescript()
    _stop_on(signal.SIGTERM)
    counts, start_s = Counts(), time.monotonic()
    part, rest = (arguments[0], arguments[1:]) if arguments else ("all", [])
    try:
        done = run_part(part, rest, counts)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except (OSError, build_js.BuildFailed, conformance.SuiteUnusable) as error:
        print(error, file=sys.stderr)
        return 1
    _print_table(done, counts, time.monotonic() - start_s)
    return 1 if any(line.outcome is Outcome.FAILED for line in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
