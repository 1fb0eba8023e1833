"""Apps of other frameworks, built by their own tools for tests/frameworks/test_frameworks.py.

Each is copied to build/frameworks, where npm installs what its package.json pins; that takes
minutes once, so what is there already is kept as long as package.json says the same.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import build_js

NAMES = ("taro", "uni")
STAMP_NAME = ".installed.sha256"
BUILT = Path("build") / "frameworks"


def build_frameworks(root: Path = build_js.ROOT) -> None:
    """Build every app anew from its sources. Raises BuildFailed."""
    for name in NAMES:
        source, folder = root / "tests" / "frameworks" / name, root / BUILT / name
        _copy(source, folder)
        _install(name, folder)
        _npm(name, folder, "run", "build")


def _copy(source: Path, folder: Path) -> None:
    """The sources as they are now; nothing of an earlier build stays but node_modules."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name in {"node_modules", STAMP_NAME}:
            continue
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    shutil.copytree(source, folder, dirs_exist_ok=True)


def _install(name: str, folder: Path) -> None:
    wanted = hashlib.sha256((folder / "package.json").read_bytes()).hexdigest()
    stamp = folder / STAMP_NAME
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    shutil.rmtree(folder / "node_modules", ignore_errors=True)
    _npm(name, folder, "install", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted, encoding="ascii")


def _npm(name: str, folder: Path, *words: str) -> None:
    print(f"{name}: npm {words[0]} {words[1]}", flush=True)
    done = subprocess.run(
        [*build_js.npm_command(), *words],
        cwd=folder,
        env={**build_js.tool_environment(), "CI": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise build_js.BuildFailed(
            f"{name}: npm {' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
        )
