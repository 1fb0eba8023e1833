"""Set up what is missing or stale, and nothing else; standard library alone (see dev.py)."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import build_js
import system_packages
from one_at_a_time import alone

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "fanlight-setup.json"
LOCK = ROOT / "requirements.lock"
TURN = ROOT / "build" / "set-up.lock"


class SetupFailed(Exception):
    """Set-up cannot go on; the message says what to do."""


class Progress:
    """Short lines on stderr, each with the seconds since the start."""

    def __init__(self) -> None:
        self._start_s = time.monotonic()

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self._start_s:5.1f} s] {text}", file=sys.stderr, flush=True)


class Stamps:
    """Which step was last done for which input, kept inside the environment it describes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._digests: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._digests = {}

    def is_fresh(self, step: str, digest: str) -> bool:
        return self._digests.get(step) == digest

    def done(self, step: str, digest: str) -> None:
        self._digests[step] = digest
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._digests, indent=1), encoding="utf-8")
        fresh.replace(self._path)


def venv_program(name: str) -> Path:
    """The path of a program of the virtual environment."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def set_up(
    progress: Progress, *, display: bool, typescript: bool = True
) -> list[system_packages.Missing]:
    """Do what is missing or stale; returns what the system still lacks.

    `display`: the real command needs a virtual display (Xvfb and a Chinese font) on Linux.
    `typescript`: it needs npm's packages and the bundles too. Raises SetupFailed. Two set-ups of
    one checkout take turns: together they would break its environment.
    """
    with alone(TURN, lambda: progress.say("another set-up is under way; waiting for it")):
        return _set_up(progress, display, typescript)


def _set_up(progress: Progress, display: bool, typescript: bool) -> list[system_packages.Missing]:
    lacking = _system(progress, display)
    _environment(progress)
    stamps = Stamps(STAMPS)
    locked = _digest(LOCK)
    if not stamps.is_fresh("dependencies", locked):
        progress.say("dependencies: requirements.lock")
        pip_install(["--require-hashes", "--requirement", str(LOCK)], progress)
        stamps.done("dependencies", locked)
    ready = build_js.is_npm_ready(checks=True) and build_js.are_samples_ready()
    if typescript and not (ready and build_js.is_built()):
        progress.say("TypeScript: npm packages and bundles")
        script = str(ROOT / "packaging" / "build_js.py")
        stream([str(venv_program("python")), script, "--checks"], progress.say)
    project = _digest(ROOT / "pyproject.toml")
    if not (stamps.is_fresh("project", project) and venv_program("fanlight").exists()):
        progress.say("the project itself, editable")
        pip_install(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], progress)
        stamps.done("project", project)
        progress.say("set up")
    return lacking


def _system(progress: Progress, display: bool) -> list[system_packages.Missing]:
    lacking = _lacking(display)
    if lacking and system_packages.is_debian() and system_packages.is_root():
        progress.say(f"system packages: {len(lacking)} missing")
        system_packages.install(lacking, progress.say)
        lacking = _lacking(display)
    if lacking:
        progress.say(how_to_get(lacking))
    return lacking


def bring_bench_peers(progress: Progress) -> None:
    """What the benches are set beside and the system may lack; they go on without it."""
    lacking = system_packages.missing_peers()
    if not lacking:
        return
    if system_packages.is_debian() and system_packages.is_root():
        progress.say("system packages: a peer of the benches")
        system_packages.install(lacking, progress.say)
    else:
        progress.say(f"a peer of the benches will not be measured: {how_to_get(lacking)}")


def _lacking(display: bool) -> list[system_packages.Missing]:
    lacking = system_packages.missing(display=display)
    importlib.invalidate_caches()  # it may just have been installed
    if importlib.util.find_spec("ensurepip") is None and not is_usable_environment():
        lacking.append(system_packages.missing_venv())
    return lacking


def how_to_get(lacking: list[system_packages.Missing]) -> str:
    """What the system lacks and the exact command that brings it, as a person reads it."""
    names = ", ".join(item.what for item in lacking)
    if system_packages.is_debian():
        return f"this system lacks {names}. Run:\n  {system_packages.apt_line(lacking)}"
    return f"this system lacks {names}. Install them with its package manager."


def _environment(progress: Progress) -> None:
    """Make .venv, or make it again when it was moved or its Python is gone."""
    if is_usable_environment():
        return
    if VENV.is_symlink():
        raise SetupFailed(
            f"{VENV} is a link to another checkout's environment, which making it anew would "
            "empty: remove the link"
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupFailed(f"{sys.executable} cannot make a virtual environment without that")
    progress.say(f"virtual environment: .venv (Python {sys.version.split()[0]})")
    stream([sys.executable, "-m", "venv", "--clear", str(VENV)], None)


def is_usable_environment() -> bool:
    """Whether .venv is whole, was made at this place, and for the Python it now links to."""
    python = venv_program("python")
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    settings = {key.strip(): value.strip() for key, _, value in (x.partition("=") for x in lines)}
    made_by = settings.get("command")
    moved = made_by is not None and not made_by.endswith(str(VENV))
    minor = ".".join(settings.get("version", settings.get("version_info", "")).split(".")[:2])
    library = VENV / "lib" / f"python{minor}"
    real = python.resolve().name
    other = os.name != "nt" and real.startswith("python3.") and real != f"python{minor}"
    return python.exists() and not moved and not other and (os.name == "nt" or library.is_dir())


def pip_install(arguments: list[str], progress: Progress) -> None:
    """`pip install`, telling what it is at; pip's own words are shown only when it fails."""
    python = str(venv_program("python"))
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
        stream([python, "-m", "ensurepip", "--upgrade"], None)

    def show(line: str) -> None:
        verb, _, rest = line.strip().partition(" ")
        if verb == "Downloading" and "MB)" in rest:
            name, _, size = rest.rsplit("/", 1)[-1].partition(" ")
            progress.say(f"  downloading {'-'.join(name.split('-')[:2])} {size}")
        elif line.startswith("Installing collected"):
            progress.say("  installing")

    command = [python, "-m", "pip", "install", "--progress-bar=off", "--no-input"]
    stream([*command, "--disable-pip-version-check", *arguments], show)


def stream(command: list[str], show: Callable[[str], None] | None) -> None:
    """Run a step of set-up, handing each line on. Raises SetupFailed with its last lines."""
    last: deque[str] = deque(maxlen=40)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            last.append(line)
            if show is not None:
                show(line.rstrip())
    if process.returncode:
        ended = f"ended with {process.returncode}; its last lines:"
        raise SetupFailed(f"{' '.join(command)}\n{ended}\n{''.join(last)}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
