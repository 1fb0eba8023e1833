"""Modules that come in between a launch's navigation and its first screen do so in short steps."""

from __future__ import annotations

import subprocess
import sys

import pytest

FEW = 12
"""Modules of ours at most in one step, while what the page asks for waits."""
COUNT = """
import importlib, sys
import host.compose.host, host.compose.opening
from host.compose import late, windows
def ours():
    return sum(name.startswith(("host.", "bridge.", "sandbox.")) for name in sys.modules)
for module in windows.STEPS{more}:
    before = ours()
    importlib.import_module(module)
    print(ours() - before)
"""


@pytest.mark.parametrize("more", ["", " + late.STEPS"])
def test_no_step_brings_in_much(more: str) -> None:
    code = COUNT.format(more=more)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    counts = [int(word) for word in ran.stdout.split()]
    assert max(counts) <= FEW
    assert min(counts) >= 1, "a step that brings nothing in is one too many"
