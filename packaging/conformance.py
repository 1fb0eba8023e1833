"""theupdateframework/tuf-conformance against our registry reader: `dev.py conformance --suite DIR`.

The suite is on no package index. It runs in a virtual environment of its own, since it pins
another python-tuf than ours; ours runs tests/conformance/client.py.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system_packages import Missing, apt_line

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "tests" / "conformance" / "client.py"
KEPT = ROOT / "build" / "conformance"
WHERE = "https://github.com/theupdateframework/tuf-conformance"
FAKETIME = Missing("faketime, by which the suite moves a client's clock", "faketime")


class SuiteUnusable(Exception):
    """The suite cannot run here; the message says what to do."""


def prepare(arguments: list[str], kept: Path = KEPT) -> tuple[Path, Path, list[str]]:
    """Make what is missing; the suite, its environment's Python, and pytest's own arguments.

    Raises SuiteUnusable.
    """
    parser = argparse.ArgumentParser("dev.py conformance", add_help=False)
    parser.add_argument("--suite", type=Path)
    given, rest = parser.parse_known_args(arguments)
    project = None if given.suite is None else given.suite.resolve() / "pyproject.toml"
    if project is None or not (project.is_file() and (project.parent / "tuf_conformance").is_dir()):
        raise SuiteUnusable(
            f"no tuf-conformance suite; get it and say where it is:\n  git clone {WHERE}\n"
            "  python3 dev.py conformance --suite tuf-conformance"
        )
    if shutil.which("faketime") is None:
        raise SuiteUnusable(f"this system lacks {FAKETIME.what}. Run:\n  {apt_line([FAKETIME])}")
    return project.parent, _environment(project, kept), rest


def command(suite: Path, python: Path, client: Path, report: Path, rest: list[str]) -> list[str]:
    """How the suite is started; `client` is as `entry` gives it."""
    options = ["-p", "no:cacheprovider", f"--rootdir={suite}", f"--junitxml={report}"]
    return [
        str(python),
        "-m",
        "pytest",
        *options,
        str(suite / "tuf_conformance"),
        f"--entrypoint={client}",
        *rest,
    ]


def surroundings(suite: Path) -> dict[str, str]:
    """The suite is read where it lies, and nothing is written into it."""
    return {**os.environ, "PYTHONPATH": str(suite), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def entry() -> Iterator[Path]:
    """A program that is our client: the suite wants one without a space in its path."""
    with tempfile.TemporaryDirectory(prefix="fanlight-conformance-") as folder:
        program = Path(folder, "client")
        words = shlex.join([sys.executable, str(CLIENT)])
        clean = "unset PYTHONPATH PYTHONDONTWRITEBYTECODE"
        program.write_text(f'#!/bin/sh\n{clean}\nexec {words} "$@"\n', encoding="utf-8")
        program.chmod(0o700)
        yield program


def _environment(project: Path, kept: Path) -> Path:
    """A virtual environment with what the suite pins; made anew when it pins something else."""
    content = project.read_bytes()
    wanted = hashlib.sha256(content + sys.version.encode()).hexdigest()
    stamp, python = kept / "suite.sha256", kept / "venv" / "bin" / "python"
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return python
    needed = tomllib.loads(content.decode())["project"]["dependencies"]
    print(f"the suite's own environment: {', '.join(needed)}", flush=True)
    kept.mkdir(parents=True, exist_ok=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for words in (
        [sys.executable, "-m", "venv", "--clear", str(kept / "venv")],
        [*install, *needed],
    ):
        if subprocess.run(words, check=False).returncode:
            raise SuiteUnusable(f"{shlex.join(words)} failed; see above")
    stamp.write_text(wanted, encoding="ascii")
    return python
