"""Qt's libraries, loaded beside Python's own modules."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LINUX = sys.platform.startswith("linux")
LOADED = """
import sys
from pathlib import Path
from sandbox.view.library import ENGINE, load_libraries
done = load_libraries(ENGINE)
print(done, "libQt6WebEngineCore" in Path("/proc/self/maps").read_text())
print(any(name.startswith("PySide6") for name in sys.modules))
from PySide6.QtWebEngineCore import QWebEngineProfile
print(QWebEngineProfile.__name__)
"""
MAIN = """
from sandbox.view import library
library.load_beside(library.ENGINE).join()
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWebEngineCore import QWebEngineProfile
application = QCoreApplication([])
print(QThread.isMainThread(), application.thread() == QThread.currentThread())
"""
MEANWHILE = """
import ctypes, time
from sandbox.view import library
spans = []
real = library.load_libraries
def load(files):
    began = time.perf_counter()
    real(files)
    spans.append((began, time.perf_counter()))
library.load_libraries = load
moments = []
thread = library.load_beside(library.ENGINE)
while thread.is_alive():
    moments.append(time.perf_counter())
[(began, ended)] = spans
quarter = (ended - began) / 4
print(any(began + quarter < moment < ended - quarter for moment in moments))
"""
# fontconfig says on its output, so told, which settings it reads.
FONTS = """
import os
from sandbox.view import library
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
library.read_fonts_beside().join()
os.write(1, b"\\n-- painting --\\n")
application = QGuiApplication(["fonts", "-platform", "offscreen"])
os.write(1, b"%d\\n" % QFontMetrics(QFont("sans-serif")).horizontalAdvance("words"))
os._exit(0)
"""
ABSENT = """
from importlib import machinery
from sandbox.view import library
place = {place!r}
library.find_spec = lambda name: place and machinery.ModuleSpec(name, None, origin=place)
print(library.load_libraries(library.ENGINE))
"""
STARTED = """
import sys, threading
from host.cli import launching, opened, root, start
from sandbox.view import library
library.load_libraries = lambda files: print("loading", files == library.ENGINE)
def commands():
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join()
    print("PySide6" in sys.modules)
root.fanlight = commands
opened.open_by = lambda invocation, values: commands()
launching.open_launcher = lambda invocation: commands()
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
def test_the_application_stays_the_main_threads() -> None:
    assert told(MAIN) == ["True", "True"]


@pytest.mark.skipif(not LINUX, reason="measured, and done, on Linux alone")
def test_python_goes_on_meanwhile() -> None:
    # A busy machine may not give both a processor: once is enough, and with Python's lock held
    # there is no such time.
    assert any(told(MEANWHILE) == ["True"] for _ in range(8))


@pytest.mark.skipif(not LINUX, reason="other systems have fonts of their own")
def test_the_fonts_settings_are_read_before_there_is_text() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FONTS],
        env={**os.environ, "FC_DEBUG": "1024"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    before, after = ran.stdout.split("-- painting --")
    assert "/fonts.conf" in before
    assert "/fonts.conf" not in after
    assert int(after.split()[-1]) > 0


@pytest.mark.parametrize("place", [None, "/nowhere/PySide6/__init__.py"])
def test_where_there_is_none_nothing_is_done(place: str | None) -> None:
    assert told(ABSENT.format(place=place)) == ["False"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["open", "x"], ["loading", "True", "False"]),
        (["dev", "x"], ["loading", "True", "False"]),
        (["list"], ["False"]),
        ([], ["loading", "False", "False"]),
    ],
)
def test_a_command_that_opens_a_window_loads_what_that_needs(
    words: list[str], said: list[str]
) -> None:
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
