"""Enums made the short way are those that `enum` makes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

# All that the binding has in the modules that Fanlight uses, each made both ways.
BINDING = """
import json
from sandbox.view.enums import described, make_enums_quickly
from sandbox.view.signatures import defer_signatures

make_enums_quickly()
make_enums_quickly()
import enum
quick = vars(enum.EnumType)["_create_"].quick
made, other, long_way = 0, [], []
short, whole = quick.make, quick.whole

def noting(base, called, names, **rest):
    long_way.append(called)
    return whole(base, called, names, **rest)

def both(base, called, names, **rest):
    global made
    quick.whole = noting
    ours = short(base, called, names, **rest)
    quick.whole = whole
    if described(ours) != described(whole(base, called, names, **rest)):
        other.append(called)
    made += 1
    return ours

quick.make = both
defer_signatures()
from PySide6 import QtCore, QtGui, QtWebEngineCore, QtWidgets
for module in (QtCore, QtGui, QtWidgets, QtWebEngineCore):
    for name in dir(module):
        getattr(module, name)
aligned = QtCore.Qt.AlignmentFlag.AlignLeft | QtCore.Qt.AlignmentFlag.AlignTop
print(json.dumps({
    "made": made, "other": other, "long": len(long_way), "module": QtCore.Qt.Key.__module__,
    "name": QtCore.Qt.Key.__qualname__, "shown": repr(aligned), "bits": aligned.value,
}))
"""
USES = """
import copy, enum, pickle, sys
{quick}
KEEP = enum.FlagBoundary.KEEP

def say(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)

for base in (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag):
    Made = base("Made", [("A", 1), ("B", 2), ("AB", 3), ("C", 1), ("NONE", 0)], boundary=KEEP)
    say(lambda: (Made.__module__, list(Made), Made(2), Made["C"], Made.C is Made.A, len(Made)))
    say(lambda: (Made.A.name, Made.C.name, Made.A.value, repr(Made.AB), str(Made.B), Made.__doc__))
    say(lambda: (Made.A == 1, hash(Made.B), f"{{Made.B}}", Made.__members__, dir(Made.A)))
    say(lambda: Made(9))
    say(lambda: pickle.loads(pickle.dumps(Made.AB)) is Made.AB)
    say(lambda: copy.deepcopy(Made.A) is Made.A)
    say(lambda: Made.A | Made.B)
    say(lambda: (~Made.A, Made.A ^ Made.AB, Made.A in Made.AB, list(Made.AB)))
    say(lambda: setattr(Made, "A", 3))
    say(lambda: delattr(Made, "A"))
    say(lambda: Made.nosuch)
    say(lambda: base("Of", [("A", 1), ("A", 2)], boundary=KEEP))
    say(lambda: base("Of", [("mro", 1)], boundary=KEEP))
    say(lambda: base("Of", [("_x_", 1)], boundary=KEEP))
    say(lambda: list(base("Of", [("name", 1), ("value", 2)], boundary=KEEP)))
    say(lambda: list(base("Of", [("_own", 1), ("B", "two")], boundary=KEEP)))
    say(lambda: list(base("Of", [("HIGH", 4), ("LOW", 1)], boundary=KEEP)))
    say(lambda: list(base("Of", {{"A": 1}}, boundary=KEEP)))
    say(lambda: list(base("Of", "A B", boundary=KEEP)))
    say(lambda: list(base("Of", [("A", 1)])))
    say(lambda: base("Of", [("A", 1)], module="x", boundary=KEEP).__module__)
    say(lambda: base("Of", [], boundary=KEEP).__members__)
    say(lambda: type("Sub", (Made,), {{}}))
"""
QUICK = "from sandbox.view.enums import make_enums_quickly; make_enums_quickly()"
# Whatever another Python does otherwise, an enum's maker here as an example.
ANOTHER = """
import enum
from sandbox.view.enums import make_enums_quickly
own = enum._proto_member.__set_name__
def another(self, made, name):
    own(self, made, name)
    made._member_map_[name].since = 3.99
enum._proto_member.__set_name__ = another
make_enums_quickly()
Made = enum.Enum("Made", [("A", 1)], boundary=enum.FlagBoundary.KEEP)
print(Made.A.since)
"""


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_bindings_enums_are_the_same_by_all_they_have() -> None:
    told = json.loads(run(BINDING))
    assert told["other"] == []
    assert told["made"] > 600
    # Those whose bits are not in order, or that have no member.
    assert told["long"] < told["made"] / 10
    assert (told["module"], told["name"]) == ("PySide6.QtCore", "Qt.Key")
    assert (told["shown"], told["bits"]) == ("<AlignmentFlag.AlignLeft|AlignTop: 33>", 33)


def test_they_are_used_alike() -> None:
    """And what is no plain name and number is made, or refused, as ever."""
    quick, plain = run(USES.format(quick=QUICK)), run(USES.format(quick=""))
    assert quick.splitlines() == plain.splitlines()
    assert len(plain.splitlines()) > 80


def test_where_python_makes_them_otherwise_they_are_left_to_it() -> None:
    assert run(ANOTHER) == "3.99\n"
