"""pyproject's import contracts break when a floor or a room's rule is broken."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = "Floors: host, then sandbox, then bridge; imports go down"
PURE = "bridge: no Qt, no I/O, no web or database library"
QT = "Qt only in the rooms that docs/ARCHITECTURE.md names for it"
SYSTEM_VIEW = "pywebview only in sandbox.view.systemview, which runs in a process of its own"
GOOD = {
    "host/__init__.py": "",
    "sandbox/__init__.py": "",
    "bridge/__init__.py": "",
    "host/launch.py": "import sandbox, bridge",
    "host/compose.py": "import PySide6.QtCore, qasync",
    "host/shell/__init__.py": "",
    "host/shell/launcher.py": "from PySide6.QtWidgets import QWidget",
    "sandbox/view/__init__.py": "",
    "sandbox/view/qtview.py": "from PySide6 import QtWebEngineCore",
    "sandbox/view/systemview.py": "import webview",
}


def lint(folder: Path, tree: dict[str, str]) -> str:
    """The real contracts, read over this tree; returns import-linter's report."""
    for name, text in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    program = Path(sysconfig.get_path("scripts"), "lint-imports")
    ran = subprocess.run(
        [program, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ran.stdout + ran.stderr


def broken(report: str) -> set[str]:
    return {
        line.rpartition(" BROKEN")[0].strip() for line in report.splitlines() if "BROKEN" in line
    }


def test_a_tree_that_keeps_the_rules(tmp_path: Path) -> None:
    report = lint(tmp_path, GOOD)
    assert "4 kept, 0 broken" in report, report


@pytest.mark.parametrize(
    ("name", "text", "contract"),
    [
        ("bridge/names.py", "import host.launch", FLOORS),
        ("bridge/names.py", "from sandbox import view", FLOORS),
        ("sandbox/mount.py", "from host import launch", FLOORS),
        ("bridge/names.py", "import sqlite3", PURE),
        ("bridge/api/clipboard.py", "def read():\n    import socket", PURE),
        ("bridge/dispatch.py", "from PySide6.QtCore import QObject", PURE),
        ("host/store/blobs.py", "from PySide6.QtCore import QFile", QT),
        ("host/launch.py", "def later():\n    import qasync", QT),
        ("sandbox/mount.py", "import PySide6.QtCore", QT),
        ("host/shellfish.py", "import PySide6", QT),
        ("host/shell/window.py", "import webview", SYSTEM_VIEW),
        ("sandbox/view/qtview.py", "import webview", SYSTEM_VIEW),
    ],
)
def test_each_broken_rule_is_seen(tmp_path: Path, name: str, text: str, contract: str) -> None:
    folder = Path(name).parent
    report = lint(tmp_path, {**GOOD, f"{folder}/__init__.py": "", name: text})
    assert contract in broken(report), report
