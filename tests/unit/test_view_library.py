"""The engine's library, loaded beside Python's own modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

LINUX = sys.platform.startswith("linux")
LOADED = """
import sys
from pathlib import Path
from sandbox.view.library import load_library
done = load_library()
print(done, "libQt6WebEngineCore" in Path("/proc/self/maps").read_text())
print(any(name.startswith("PySide6") for name in sys.modules))
from PySide6.QtWebEngineCore import QWebEngineProfile
print(QWebEngineProfile.__name__)
"""
MEANWHILE = """
import ctypes, time
from sandbox.view import library
spans = []
real = library.load_library
def load():
    began = time.perf_counter()
    real()
    spans.append((began, time.perf_counter()))
library.load_library = load
moments = []
thread = library.load_library_beside()
while thread.is_alive():
    moments.append(time.perf_counter())
[(began, ended)] = spans
quarter = (ended - began) / 4
print(any(began + quarter < moment < ended - quarter for moment in moments))
"""
ABSENT = """
from importlib import machinery
from sandbox.view import library
place = {place!r}
library.find_spec = lambda name: place and machinery.ModuleSpec(name, None, origin=place)
print(library.load_library())
"""
STARTED = """
import sys, threading
from host.cli import root, start
from sandbox.view import library
library.load_library = lambda: print("loading")
def commands():
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join()
    print("PySide6" in sys.modules)
root.fanlight = commands
sys.argv = ["fanlight", *{words!r}]
start.fanlight()
"""


def told(code: str) -> list[str]:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


@pytest.mark.skipif(not LINUX, reason="measured, and done, on Linux alone")
def test_the_library_is_there_before_its_binding() -> None:
    assert told(LOADED) == ["True", "True", "False", "QWebEngineProfile"]


@pytest.mark.skipif(not LINUX, reason="measured, and done, on Linux alone")
def test_python_goes_on_meanwhile() -> None:
    # A busy machine may not give both a processor: once is enough, and with Python's lock held
    # there is no such time.
    assert any(told(MEANWHILE) == ["True"] for _ in range(8))


@pytest.mark.parametrize("place", [None, "/nowhere/PySide6/__init__.py"])
def test_where_there_is_none_nothing_is_done(place: str | None) -> None:
    assert told(ABSENT.format(place=place)) == ["False"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["open", "x"], ["loading", "False"]),
        (["dev", "x"], ["loading", "False"]),
        (["list"], ["False"]),
    ],
)
def test_a_command_that_shows_an_app_loads_it(words: list[str], said: list[str]) -> None:
    assert told(STARTED.format(words=words)) == said


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        (["open", "org.example.app"], True),
        (["dev", "."], True),
        (["open", "x", "--engine", "system"], False),
        (["open", "x", "--engine=system"], False),
        (["open", "--help"], False),
        (["list"], False),
        (["--version"], False),
    ],
)
def test_which_words_show_an_app(words: list[str], shows: bool) -> None:
    from host.cli.start import shows_an_app

    assert shows_an_app(words) is shows
