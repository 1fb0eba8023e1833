"""The binding's signature support comes late, and nobody can tell but by the clock."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sandbox.view.signatures import ENUM_VARIABLE

PARSER = "shibokensupport.signature.parser"
LATE = """
from sandbox.view.signatures import defer_signatures
print(defer_signatures())
"""
# What the deferred modules are for: texts of errors, docs, signatures, features.
USES = """
import os, sys
from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer, Qt

def say(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)

print(os.environ["PYSIDE6_OPTION_PYTHON_ENUM"], sys.pyside6_option_python_enum)
say(lambda: QObject().setObjectName(5))
say(lambda: QObject(nosuch=3))
say(lambda: QTimer.singleShot("no"))
say(lambda: QSettings("a").setValue(3, 4, 5))
say(lambda: QObject.__doc__)
say(lambda: QObject.setObjectName.__doc__)
say(lambda: repr(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop))
from PySide6.support.signature import get_signature, mapping
from PySide6.support.signature.lib import enum_sig
say(lambda: get_signature(QObject.connect))
say(lambda: enum_sig.ExactEnumerator.__name__)
say(lambda: mapping.namespace is vars(mapping))
say(lambda: type(sys.modules["shibokensupport.signature.parser"]).__name__)
say(lambda: sorted(name for name in sys.modules if name.startswith(("PySide6", "shiboken"))))
from __feature__ import snake_case
say(lambda: QObject().set_object_name(5))
say(lambda: QObject().setObjectName(5))
"""
STATE = """
import sys
from PySide6.QtCore import QObject, Qt
names = [name for name in sys.modules if name.startswith("shibokensupport.signature.")]
print(sorted({type(sys.modules[name]).__name__ for name in names}))
"""


THREADS = """
import threading
from PySide6.QtCore import QObject

turn = threading.Lock()  # without it PySide6 itself crashes now and then (2 of 40 runs)

def err():
    with turn:
        try:
            QObject().setObjectName(5)
        except TypeError:
            pass

threads = [threading.Thread(target=err) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("alive")
"""


def run(program: str, **variables: str) -> str:
    environment = {name: text for name, text in os.environ.items() if name != ENUM_VARIABLE}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment | variables,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_what_it_says_is_what_it_says_at_once() -> None:
    deferred = run(LATE + USES)
    assert deferred.startswith("True\n")
    assert "called with wrong argument types" in deferred
    assert deferred.removeprefix("True\n") == run(USES)


def test_the_modules_of_this_version_are_deferred() -> None:
    """Fails with a PySide6 whose sources are others: look at them, then at `_DEFERRED`."""
    assert run(LATE + STATE) == "True\n['_Shell', 'module']\n"
    assert run(STATE) == "['module']\n"


def test_errors_of_several_threads() -> None:
    assert run(LATE + THREADS) == "True\nalive\n"


def test_who_chose_how_enums_are_made_keeps_the_choice() -> None:
    assert run(LATE + STATE, **{ENUM_VARIABLE: "1"}) == "False\n['module']\n"


@pytest.mark.parametrize("before", ["import shiboken6", "import PySide6.QtCore"])
def test_what_is_imported_already_stays_as_it_is(before: str) -> None:
    assert run(f"{before}\n{LATE}{STATE}") == "False\n['module']\n"


def test_an_unknown_source_comes_at_once() -> None:
    forget = """
import sandbox.view.signatures as signatures
signatures._DEFERRED["shibokensupport/signature/parser.py"] = 0
"""
    kind = f'import sys; print(type(sys.modules["{PARSER}"]).__name__)'
    assert run(forget + LATE + kind) == "True\nmodule\n"


def test_a_command_brings_no_binding_before_its_host_is_ready_for_it() -> None:
    """Sooner it would neither be deferred nor be safe from Ctrl-C (host.compose.interrupts)."""
    program = (
        "import sys, host.cli.opening, host.compose.session; print('shiboken6' in sys.modules)"
    )
    assert run(program) == "False\n"


def test_a_command_brings_no_backports() -> None:
    """What Python has itself is not brought once more (host.cli)."""
    names = "('typing_extensions' in sys.modules, 'msgspec' in sys.modules)"
    ready = "import sys, host.cli.start; host.cli.start.prepare(); import host.cli.root"
    assert run(f"{ready}; print({names})") == "(False, True)\n"
    other = f"import typing_extensions; {ready}; print(bool(sys.modules['msgspec']))"
    assert run(other) == "True\n"
