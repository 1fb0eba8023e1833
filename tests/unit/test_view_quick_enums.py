"""Enums that are made quickly are the enums that Python makes."""

from __future__ import annotations

import enum
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from types import GetSetDescriptorType, MethodType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.view.quick_enums import make_enums_quickly

QUICK = sys.version_info[:2] == (3, 11) and sys.implementation.name == "cpython"
BASES: tuple[Any, ...] = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
Names = list[tuple[str, int]]
pytestmark = pytest.mark.skipif(not QUICK, reason="other versions make enums as ever")

# Every enum of the binding's that this host can meet, as it asks for them.
ASKED = """
import enum, importlib, json
asked = []
real = enum.EnumType._create_
def create(cls, class_name, names, **settings):
    asked.append((cls.__name__, class_name, names))
    return real(cls, class_name, names, **settings)
enum.EnumType._create_ = create
for name in ("Core", "Gui", "Widgets", "Network", "DBus", "Svg", "WebChannel", "WebEngineCore"):
    module = importlib.import_module(f"PySide6.Qt{name}")
    for each in dir(module):
        getattr(module, each)
print(json.dumps(asked))
"""


@pytest.fixture
def quick() -> Iterator[None]:
    """Python's own API again, afterwards."""
    real = vars(enum.EnumType)["_create_"]
    assert make_enums_quickly()
    yield
    setattr(enum.EnumType, "_create_", real)


def both(base: Any, names: Names, **settings: Any) -> tuple[Any, Any]:
    """The same enum, as Python makes it and quickly."""
    real = vars(enum.EnumType)["_create_"]
    slow = base("Made", [*names], **settings)
    assert make_enums_quickly()
    try:
        return slow, base("Made", [*names], **settings)
    finally:
        setattr(enum.EnumType, "_create_", real)


def plain(value: object) -> object:
    """What two enums have in common, where they are equal."""
    if isinstance(value, enum.Enum):
        return (type(value).__name__, value._name_, value._value_, repr(value), str(value))
    if isinstance(value, dict):
        return [(plain(key), plain(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, MethodType):
        return value.__func__
    # A class's own places for attributes are its own, and so is what it makes.
    own = isinstance(value, GetSetDescriptorType | enum.property | type)
    return (type(value), getattr(value, "__name__", "")) if own else value


def anatomy(made: Any) -> dict[str, object]:
    """All of a class: what it has, and what each member has."""
    has = {name: plain(value) for name, value in vars(made).items()}
    members = made.__members__.values()
    return {
        **{name: value for name, value in has.items() if not name.startswith("__doc")},
        "order of members": [name for name in vars(made) if name in made.__members__],
        "members": [
            {name: plain(value) for name, value in vars(each).items() if name != "__objclass__"}
            for each in members
        ],
        "theirs": all(each.__objclass__ is made and type(each) is made for each in members),
        "dir": dir(made),
        "all": [plain(each) for each in made],
        "backwards": [plain(each) for each in reversed(made)],
        "size": len(made),
        "hashes": [hash(each) for each in members],
        "formats": [f"{each}" for each in members],
    }


def said(act: Any) -> object:
    try:
        return plain(act())
    except Exception as error:
        return type(error).__name__, str(error)


def behaviour(made: Any) -> list[object]:
    """What happens when it is used, rightly and wrongly."""
    members = [*made.__members__.values()][:12]
    told = [
        said(lambda value=value: made(value)) for value in (-1, 0, 1, 3, 6, 7, 255, 1 << 40, "a")
    ]
    told += [
        said(lambda: made["NOSUCH"]),
        said(lambda: made.NOSUCH),
        said(lambda: made("B", [("A", 1)])),
    ]
    for one in members:
        told.append(said(lambda one=one: setattr(made, one.name, 5)))
        told.append(said(lambda one=one: delattr(made, one.name)))
        told.append(said(lambda one=one: one.__reduce_ex__(2)[1]))
        told += [
            said(lambda one=one: ~one),
            said(lambda one=one: bool(one)),
            said(lambda one=one: [*one]),
        ]
        for other in members:
            told += [
                said(lambda one=one, other=other: one | other),
                said(lambda one=one, other=other: one & other),
            ]
            told += [
                said(lambda one=one, other=other: one in other),
                said(lambda one=one, other=other: one == other),
            ]
            told.append(said(lambda one=one, other=other: one < other))
    return told


def assert_same(base: Any, names: Names) -> None:
    slow, quick = both(base, names, boundary=enum.KEEP)
    # Anatomy before and after: flags make members of what is asked of them.
    assert anatomy(quick) == anatomy(slow)
    assert behaviour(quick) == behaviour(slow)
    assert anatomy(quick) == anatomy(slow)


NAMES = st.text(alphabet="abcXYZ_", min_size=1, max_size=4)
VALUES = st.integers(-4, 40) | st.sampled_from([1 << 31, 0xFFFFFFFF, 1 << 40, 0x100, 0x300])


@given(st.sampled_from(BASES), st.lists(st.tuples(NAMES, VALUES), unique_by=lambda item: item[0]))
def test_any_members(base: Any, names: Names) -> None:
    names = [item for item in names if not item[0].startswith("_")]
    assert_same(base, names)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    "names",
    [
        [],
        [("A", 1), ("B", 2), ("C", 1)],
        [("B", 2), ("A", 1), ("All", 3), ("Mask", 0xFF), ("None_", 0)],
        [("name", 1), ("value", 2), ("A", 4)],
        [("mro2", 1), ("real", 2), ("numerator", 3), ("conjugate", 4)],
        [("Invalid", -1), ("Zero", 0), ("One", 1)],
    ],
)
def test_members_with_a_twist(base: Any, names: Names) -> None:
    assert_same(base, names)


def test_every_enum_of_the_binding() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, timeout=120, check=True
    )
    asked = json.loads(ended.stdout)
    assert len(asked) > 500
    for base, _, names in asked:
        slow, quick = both(
            getattr(enum, base), [(name, value) for name, value in names], boundary=enum.KEEP
        )
        assert anatomy(quick) == anatomy(slow)


@pytest.mark.parametrize(
    ("names", "settings"),
    [
        ("A B", {}),
        (["A", "B"], {"start": 5}),
        ({"A": 1, "B": "text"}, {}),
        ([("A", 1), ("B", "text")], {}),
        ([("A", True), ("B", 2.5)], {}),
        ([("_A_", 1)], {}),
        ([("mro", 1)], {}),
        ([("A", 1), ("A", 2)], {}),
        ([("A", 1)], {"module": "elsewhere", "qualname": "Else.Made"}),
        ([("A", "x")], {"type": str}),
        ((("A", 1),), {}),
    ],
)
def test_what_is_not_plain_is_made_as_ever(names: Any, settings: dict[str, Any]) -> None:
    def made(quickly: bool) -> object:
        real = vars(enum.EnumType)["_create_"]
        if quickly:
            make_enums_quickly()
        try:
            return anatomy(enum.Enum("Made", names, **settings))
        except Exception as error:
            return type(error).__name__, str(error)
        finally:
            setattr(enum.EnumType, "_create_", real)

    assert made(True) == made(False)


class Shape(enum.Enum):
    """With a method of its own, from which others may be made."""

    def tells(self) -> str:
        return f"shape {self.name}"


@pytest.mark.usefixtures("quick")
def test_an_enum_of_ones_own_is_made_as_ever() -> None:
    made: Any = Shape("Round", [("A", 1)])
    assert made.A.tells() == "shape A"


@pytest.mark.usefixtures("quick")
def test_it_belongs_to_the_module_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: Any = enum.Enum("Kept", [("A", 1), ("B", 2)])
    assert (made.__module__, made.__qualname__) == (__name__, "Kept")
    monkeypatch.setattr(sys.modules[__name__], "Kept", made, raising=False)
    assert pickle.loads(pickle.dumps(made.B)) is made.B


def test_twice_is_once() -> None:
    real = vars(enum.EnumType)["_create_"]
    try:
        assert make_enums_quickly()
        first = vars(enum.EnumType)["_create_"]
        assert make_enums_quickly()
        assert vars(enum.EnumType)["_create_"] is first
    finally:
        setattr(enum.EnumType, "_create_", real)
