"""Whether a new version starts on this machine, before it takes the present one's place."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bridge.errors import ReleaseBroken
from host.paths import HOME_VARIABLE
from host.release.version import ReleaseVersion

PROOF_S = 180.0
_FROZEN = ("_PYI_", "_MEIPASS")


def prove(program: Path, version: ReleaseVersion) -> None:
    """Start it twice: it says the version it is to be, and looks over the machine to the end.

    Everything it is made of is loaded for that, Qt too; it meets a home of its own.
    Raises ReleaseBroken.
    """
    told = _output(program, version, "--version")
    if told.split()[-1:] != [str(version)]:
        raise _broken(version, f"it says of itself {told.strip()[:80]!r}")
    with tempfile.TemporaryDirectory(prefix="fanlight-proof-") as home:
        told = _output(program, version, "doctor", "--offline", "--json", "--home", home)
        try:
            checks = json.loads(told)["checks"]
        except (ValueError, KeyError, TypeError):
            checks = None
    if not isinstance(checks, list) or not checks:
        raise _broken(version, f"it answers {told.strip()[:80]!r}")


def _output(program: Path, version: ReleaseVersion, *words: str) -> str:
    try:
        done = subprocess.run(
            [str(program), *words],
            env=plain_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PROOF_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _broken(version, f"it did not answer within {PROOF_S:.0f} s") from None
    except OSError as error:
        raise _broken(version, str(error)) from error
    if done.returncode not in (0, 1):  # 1: a check failed, which is the machine's fault
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise _broken(version, f"it ended with {done.returncode}: {last[:200]}")
    return done.stdout


def plain_environment(present: Mapping[str, str]) -> dict[str, str]:
    """`present` without what a frozen program sets for itself (PyInstaller 6, "run-time
    information"): the new one brings its own libraries."""
    plain = {
        name: value
        for name, value in present.items()
        if not name.startswith(_FROZEN) and name != HOME_VARIABLE
    }
    before = plain.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        plain["LD_LIBRARY_PATH"] = before
    elif any(name.startswith(_FROZEN) for name in present):
        plain.pop("LD_LIBRARY_PATH", None)
    return plain | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def _broken(version: ReleaseVersion, why: str) -> ReleaseBroken:
    return ReleaseBroken(
        f"Fanlight {version} does not start on this machine: {why}. The present version stays; "
        "tell who publishes it",
        version=str(version),
    )
