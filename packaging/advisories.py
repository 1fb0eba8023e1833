"""Known vulnerabilities of what is locked: `python packaging/advisories.py pip|npm`.

pip-audit and npm's own audit ask the advisory services of PyPI (then OSV) and npm. Exit code 0:
none known; 1: some, each on a line; 3: not checked, with the reason, such as no network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import build_js

ROOT = Path(__file__).resolve().parent.parent
NONE_KNOWN, FOUND, NOT_CHECKED = 0, 1, 3
TIMEOUT_S = 15
SERVICES = (("-s", "pypi"), ("-s", "osv"))
"""Where pip-audit asks, in turn, until one answers. Their advisories are the same database's."""
# What pip-audit's errors are called when a service does not answer as it should.
_UNANSWERED = ("requests.exceptions.", "urllib3.exceptions.", "ConnectionError", "ServiceError")
NAMES_SHOWN = 3
LINE_CHARS = 200

Answer = tuple[int, list[str]]
"""One of the three exit codes, and lines for a person."""


def ask_python(lock: Path, services: Sequence[Sequence[str]] = SERVICES) -> Answer:
    """Advisories for the exact versions of a requirements file with hashes."""
    reasons: list[str] = []
    for service in services:
        code, lines = _ask_one(lock, service)
        if code != NOT_CHECKED:
            return code, lines
        reasons += [f"{service[1]}: {line}" for line in lines]
    return NOT_CHECKED, reasons


def ask_npm(folder: Path, environment: Mapping[str, str]) -> Answer:
    """Advisories for the exact versions of a folder's package-lock.json."""
    words = [*build_js.npm_command(), "audit", "--json", "--package-lock-only"]
    patience = [f"--fetch-timeout={TIMEOUT_S * 1000}", "--fetch-retries=0"]
    ran = subprocess.run(
        [*words, *patience],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return read_npm(ran.stdout, ran.stderr)


def read_pip(ran: subprocess.CompletedProcess[str]) -> Answer:
    """What pip-audit found. Raises nothing: what it did not look at is said."""
    try:
        dependencies = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = _last_line(ran.stderr)
        unanswered = any(name in ran.stderr for name in _UNANSWERED)
        return (NOT_CHECKED, [said]) if unanswered else (FOUND, [f"pip-audit failed: {said}"])
    found = [
        f"{each['name']} {each['version']}: {advisory['id']}"
        f"{_fixed_in(advisory.get('fix_versions', []))}"
        for each in dependencies
        for advisory in each.get("vulns", [])
    ]
    if found:
        return FOUND, found
    skipped = [str(each["name"]) for each in dependencies if "skip_reason" in each]
    if skipped:
        names = ", ".join(skipped[:NAMES_SHOWN]) + ("…" if len(skipped) > NAMES_SHOWN else "")
        told = f"the service did not know {len(skipped)} of {len(dependencies)} packages: {names}"
        return NOT_CHECKED, [told]
    return NONE_KNOWN, [f"{len(dependencies)} packages"]


def read_npm(out: str, err: str) -> Answer:
    """What npm's audit found."""
    try:
        document: dict[str, Any] = json.loads(out)
    except ValueError:
        return FOUND, [f"npm audit failed: {_last_line(err)}"]
    if "vulnerabilities" not in document:
        said = document.get("message") or document.get("error", {}).get("summary")
        return NOT_CHECKED, [str(said or _last_line(err))]
    found = sorted(
        f"{name} {each['range']}: {via['url']}"
        for name, each in document["vulnerabilities"].items()
        for via in each["via"]
        if isinstance(via, dict)
    )
    # A package that is affected only through another one has the other's name as its `via`.
    if document["vulnerabilities"] and not found:
        found = sorted(document["vulnerabilities"])
    return (FOUND, found) if found else (NONE_KNOWN, ["no package is affected"])


def _ask_one(lock: Path, service: Sequence[str]) -> Answer:
    # The lock names every package and version: nothing is to be resolved or installed.
    what = ["--requirement", str(lock), "--require-hashes", "--disable-pip", "--no-deps"]
    how = ["--format=json", "--progress-spinner=off", f"--timeout={TIMEOUT_S}", *service]
    ran = subprocess.run(
        [sys.executable, "-m", "pip_audit", *what, *how],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return read_pip(ran)


def _fixed_in(versions: Sequence[str]) -> str:
    return f", fixed in {', '.join(versions)}" if versions else ", not fixed yet"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:LINE_CHARS] if lines else "it said nothing"


def main(arguments: list[str]) -> int:
    """Returns the exit code; prints the lines that explain it."""
    if arguments == ["pip"]:
        answers = [ask_python(ROOT / "requirements.lock")]
    elif arguments == ["npm"]:
        locks = [ROOT, *(ROOT / name for name in build_js.SAMPLES_WITH_NPM)]
        answers = [ask_npm(folder, build_js.tool_environment()) for folder in locks]
    else:
        print("usage: advisories.py pip|npm", file=sys.stderr)
        return 2
    codes = {code for code, _ in answers}
    code = next(each for each in (FOUND, NOT_CHECKED, NONE_KNOWN) if each in codes)
    lines = [line for each, told in answers if each == code for line in told]
    print("\n".join(dict.fromkeys(lines)))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
