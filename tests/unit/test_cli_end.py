"""How the process of a command ends: after everything in it, and without being taken apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ENDING = """
import atexit, os, sys, threading, time
from host.cli.start import fanlight

class Kept:
    def __del__(self, write=os.write):
        write(2, b"taken apart")

sys.kept = Kept()  # its module goes last, whatever else is held

def late():
    time.sleep(0.2)
    atexit.register(print, "what was registered meanwhile")
    print("a thread's end")

threading.Thread(target=late).start()
sys.argv = ["fanlight", *sys.argv[1:]]
"""


def _ended(ends: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ENDING + ends, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_all_that_runs_ends_first_and_nothing_is_taken_apart() -> None:
    done = _ended("sys.exit(fanlight())", "--version")
    said = done.stdout.splitlines()
    assert said[0].startswith("fanlight, version ")
    assert said[1:] == ["a thread's end", "what was registered meanwhile"]
    assert (done.returncode, done.stderr) == (0, "")


def test_the_exit_code_stays() -> None:
    done = _ended("sys.exit(fanlight())", "open", "--no-such-option")
    assert done.returncode == 2
    assert "taken apart" not in done.stderr


def test_an_error_that_nobody_caught_is_pythons_to_say() -> None:
    broken = (
        "import host.cli.start as start\nstart._carry_out = lambda: 1 / 0\nsys.exit(fanlight())"
    )
    done = _ended(broken)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "taken apart" in done.stderr


def test_words_that_nobody_reads_are_told_by_the_code() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "host.cli.start", "--help"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(60) != 0
