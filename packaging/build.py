"""Installers: `python3 packaging/build.py KIND [--engine qt|system] [--out DIR] [--updates ROOT]`.

Run with the project's environment (`python3 dev.py setup` first). docs/packaging.md says what
each holds, and what two builds of the same commit may differ in.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from enum import Enum
from pathlib import Path

from archive import build_name, make_archive, mark
from frozen import ROOT, BuildImpossible, freeze, tools
from linux_package import make_package
from macos_bundle import make_image, mark_bundle
from set_up import venv_program
from windows_installer import make_installer


class Kind(Enum):
    """What can be made, each on its own system."""

    FOLDER = "folder"
    ARCHIVE = "archive"
    DEB = "deb"
    RPM = "rpm"
    EXE = "exe"
    DMG = "dmg"


INSTALLERS = {Kind.DEB: "dpkg", Kind.EXE: "nsis"}
"""Who installs what was made, in host.release.installed's words, where it is not the kind's."""


def made_at() -> str:
    """The commit's time in seconds since the epoch: what is built must not know when.

    https://reproducible-builds.org/docs/source-date-epoch/
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    command = ["git", "log", "-1", "--format=%ct"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def version() -> str:
    """As host/version.py has it."""
    text = (ROOT / "host" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'VERSION = "([^"]+)"', text)
    if found is None:
        raise BuildImpossible("host/version.py holds no VERSION")
    return found[1]


def pack(
    kind: Kind,
    made: Path,
    out: Path,
    work: Path,
    environment: dict[str, str],
    build: str,
    updates: Path | None,
) -> Path:
    """The installer of a frozen folder; `made` itself for FOLDER. Raises BuildImpossible."""
    mark(made, INSTALLERS.get(kind, kind.value), build, version())
    match kind:
        case Kind.FOLDER:
            return made
        case Kind.ARCHIVE:
            made_s = int(environment["SOURCE_DATE_EPOCH"])
            return make_archive(made, out, version(), build, updates, made_s)
        case Kind.EXE:
            return make_installer(made, out, version(), updates)
        case Kind.DMG:
            bundle = made.with_suffix(".app")
            mark_bundle(bundle, build, version(), updates)
            return make_image(bundle, out, version())
        case Kind.DEB | Kind.RPM:
            nfpm = out / "tools" / "bin" / "nfpm"
            return make_package(kind.value, made, out, work, version(), environment, nfpm)


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 1 with a message of what is missing."""
    parser = argparse.ArgumentParser(description="Make Fanlight's installers.")
    parser.add_argument("kind", choices=[each.value for each in Kind])
    parser.add_argument("--engine", choices=("qt", "system"), default="qt")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "installers")
    parser.add_argument("--updates", type=Path, help="TUF root, for archive, exe and dmg")
    chosen = parser.parse_args(arguments)
    out = chosen.out.absolute()
    work = out / f"work-{chosen.engine}"
    try:
        environment = {**tools(out / "tools"), "SOURCE_DATE_EPOCH": made_at()}
        made = freeze(out / chosen.engine, work, environment, web_engine=chosen.engine == "qt")
        build = build_name(web_engine=chosen.engine == "qt")
        made = pack(Kind(chosen.kind), made, out, work, environment, build, chosen.updates)
    except BuildImpossible as error:
        print(error, file=sys.stderr)
        return 1
    print(made)
    return 0


if __name__ == "__main__":
    own = venv_program("python")
    if own.exists() and Path(sys.executable) != own:
        os.execv(own, [str(own), __file__, *sys.argv[1:]])
    sys.exit(main(sys.argv[1:]))
